// What bounces and their look-alikes say, in the languages and dialects of the systems that write them. Data:
// a phrase is lower case, a blank is any white space. Sources are the systems' own message templates and
// RFC 3834 (automatic responses), RFC 5321 §6, RFC 5429 (Sieve reject).

/// What a phrase in the report's prose means.
enum ProseMark: UInt8, Sendable, CaseIterable {
  /// A message, or one address of it, was not delivered.
  case failure
  /// Still tried, or only late.
  case delay
  /// Tried for long, and given up.
  case givenUp
  /// Behind this the returned message begins.
  case returnedMessage
  /// A person's or a list's automatic answer.
  case automaticReply
  /// The sender shall prove to be a person first.
  case challenge
  /// The sending service did not try: the address stands on its list.
  case suppressed
  /// Handed over, or relayed to where no report will come from.
  case delivered
  /// Another notice of a mail system: a digest, a warning to the mailbox's owner, an operator's summary.
  case otherNotice
  /// A field of a delivery status (RFC 3464), set into the prose.
  case statusField
  /// A field of a feedback report (RFC 5965), likewise.
  case feedbackField
}

enum BounceMarkers {
  static let prose = PhraseTable<ProseMark>([
    (.statusField, ["final-recipient:", "original-recipient:"]),
    (.feedbackField, ["feedback-type:"]),
    (
      .failure,
      [
        // English: the sentence in front of the addresses.
        "could not be delivered", "could not be sent", "couldn't be delivered", "couldn't be sent",
        "cannot be delivered", "can not be delivered", "can't be delivered", "unable to deliver",
        "not able to deliver", "wasn't able to deliver", "wasn't delivered", "was not delivered",
        "were not delivered", "not been delivered", "did not reach", "undeliverable", "undelivered",
        "delivery has failed", "delivery failed", "delivery failure", "delivery to the following",
        "error delivering your mail", "problem delivering your message", "trouble delivering your message",
        "following address", "following addresses", "following recipient", "following recipients",
        "failed address", "failed recipient", "failed recipients", "permanent fatal errors", "fatal errors",
        "permanent delivery errors", "delivery problems", "delivery errors", "had errors", "had delivery",
        "did not receive", "not able to be delivered", "was not able to be delivered",
        "was automatically rejected", "was rejected", "has been rejected", "been refused", "was refused",
        "returned to sender", "returned mail", "returning message", "failure notice", "failure reasons",
        "transcript of session", "session transcript", "was blocked by", "were blocked", "was considered",
        "mail system error", "does not exist", "no such user", "user unknown", "unknown user",
        "mailbox is full", "mailbox full", "over quota", "quota exceeded", "address couldn't be found",
        "address not found", "message not delivered", "message blocked", "recipient inbox full",
        "couldn't be reached", "could not be reached", "unable to send", "not relayed", "was undeliverable",
        "failed to send", "failed to deliver", "failed permanently", "delivery status notification (failure)",
        "delivery attempt", "permanent error", "permanent failure", "unable to relay", "fatal error",
        "invalid final delivery userid", "non-delivery", "nondelivery", "incorrectly constructed",
        "error has occurred while attempting to deliver", "an error occurred while trying to deliver",
        "not a member of this mailing list", "are not member", "not allowed to post", "isn't allowed to post",
        "not authorized to send", "permission to post", "was stopped", "rejected recipient",
        "invalid user address", "invalid recipient", "bad destination", "delevery to", "message undelivered",
        "message was undeliverable", "unknown recipient", "recipient not found", "unsent message",
        "has encountered delivery problems", "no mailbox here", "mail delivery failed", "delivery error",
        "mail failure", "message failed", "not deliverable", "unroutable address",
        "unable to complete delivery",
        "could not deliver", "couldn't deliver", "have yet to be delivered",
        "problem with the e-mail address",
        "addresses were unknown", "not accepting mail", "were affected", "no matches to", "was not accepted",
        "rejected by the local scanning", "did not get delivered", "won't be delivered", "has been blocked",
        "your mail message to the following",
        // German
        "konnte nicht zugestellt werden", "konnten nicht zugestellt werden", "nicht zustellbar",
        "unzustellbar", "nicht ausgeliefert", "zustellung fehlgeschlagen", "fehler bei der zustellung",
        "konnte nicht übermittelt", "konnte nicht gesendet", "nicht zugestellt", "folgenden empfänger",
        // French
        "échec de la remise", "n'a pas pu être remis", "n'a pas pu être délivré", "non remis",
        "n'a pu être distribué", "impossible de remettre", "n'a pas été remis", "non distribuable",
        "message non délivré", "destinataires suivants", "échec de la livraison", "n'a pas pu être envoyé",
        // Spanish, Portuguese, Italian, Dutch
        "no se pudo entregar", "no se ha podido entregar", "no se puede entregar", "error de entrega",
        "no pudo ser entregado", "no se entregó", "destinatarios siguientes", "siguientes destinatarios",
        "não foi possível entregar", "não pôde ser entregue", "não foi entregue", "falha na entrega",
        "falha ao entregar", "impossibile recapitare", "non è stato recapitato", "mancato recapito",
        "non recapitabile", "consegna non riuscita", "kon niet worden bezorgd", "kan niet worden bezorgd",
        "niet bezorgd", "onbestelbaar",
        "recapito non riuscito", "bezorging is mislukt", "fehler bei der nachrichtenzustellung",
        // Nordic, Polish, Czech, Hungarian, Turkish
        "det gick inte att leverera", "levering mislykkedes", "kunne ikke levere", "nie powiodło się",
        "se nezdařilo", "nem sikerült kézbesíteni", "kézbesíthetetlen", "perille toimittaminen epäonnistui",
        "kunne ikke leveres", "kunde inte levereras", "gick inte att leverera", "nie można dostarczyć",
        "nie została dostarczona", "nelze doručit", "nebyla doručena", "teslim edilemedi", "iletilemedi",
        // Russian, Ukrainian
        "не может быть доставлено", "не удалось выполнить доставку", "не было доставлено", "не доставлено",
        "недоставленное",
        "не может быть отправлено", "не удалось доставить", "быть доставлено", "не доставлен",
        // Japanese
        "送信できませんでした", "配信に失敗しました", "配信できませんでした", "配送できませんでした", "お届けできませんでした",
        "送信に失敗", "配信に失敗", "配信不能", "送信できません", "届きませんでした", "配達できません",
        "配信エラー", "宛先不明", "送信エラー", "見つかりません", "配送することができません",
        "配信することができません", "存在しない",
        // Korean
        "전송되지 못했습니다", "배달하지 못했습니다", "전송하지 못했습니다", "전송되지 않았습니다", "전달되지 않았습니다", "전달되지 못했습니다",
        "전송에 실패", "전송이 실패", "발송에 실패", "발송되지 못했습니다", "발송 실패", "전송 실패",
        "반송", "배달하지 못했습니다", "배달되지 않았습니다", "보내지 못했습니다", "메일 전송실패",
        "메일을 전송할 수 없", "존재하지 않는", "수신자를 찾을 수",
        // Chinese
        "无法投递", "传递邮件失败", "傳遞至下列", "無法投遞", "投递失败", "投遞失敗", "退信", "无法送达", "無法傳遞", "无法传递", "傳遞失敗",
        "传递失败", "发送失败", "發送失敗", "未送达", "未能送达", "邮件被退回", "无法发送",
      ]
    ),
    (
      .delay,
      [
        "this is a warning message only", "you do not need to resend", "has been delayed", "is delayed",
        "delivery delayed", "delivery has been delayed", "not yet been delivered", "still undelivered",
        "still not been delivered", "not been delivered yet", "could not be delivered yet",
        "message will be retried", "will be retried for", "delivery attempts will continue",
        "will continue to be", "will keep trying", "will try again", "only a temporary failure report",
        "temporary failure report", "no action is required on your part", "(delay)", "delayed mail",
        "delivery incomplete", "temporary problem delivering", "gmail will retry", "still trying",
        "will be attempted", "will continue trying", "we will keep trying", "temporarily deferred and will",
        "has not been delivered to the recipient yet", "wird verzögert", "verzögerte zustellung",
        "noch nicht zugestellt", "remise retardée", "retard de remise", "entrega retrasada",
        "entrega atrasada", "доставка отложена", "配信が遅れ", "配信遅延", "遅延", "지연", "延迟", "延遲",
        "consegna ritardata", "mail delivery delayed", "remise différée", "queued for retry",
        "sending to the following recipients is delayed", "delivery is delayed",
      ]
    ),
    (
      .givenUp,
      [
        "giving up", "given up", "has been in the queue too long", "message has been in the queue",
        "retry timeout exceeded", "retry time not reached", "envelope expired", "message expired",
        "expired after", "could not deliver for the last", "could not be delivered for",
        "will be deleted from queue", "failing for a long time", "too long", "undelivered after",
        "tried to deliver your message for", "delivery time expired", "message timeout", "timed out after",
        "no longer be tried", "will no longer", "maximum retry", "retries exceeded", "delivery failed 20",
        "expiration", "queue lifetime", "message too old", "could not be delivered in time",
        "will not.nn. to redeliver", "delivery expired",
      ]
    ),
    (
      .returnedMessage,
      [
        "this is a copy of the message", "this is a copy of your message", "this is a copy of the header",
        "below this line is a copy", "below this line is the original", "below the next line is a copy",
        "enclosed is a copy of the message", "is a copy of the original message", "original message follows",
        "original message headers", "original message header", "original message -", "original message:",
        "original message attached", "original mail info", "returned message", "returned mail follows",
        "returned mail -", "message headers follow", "message header follows", "message headers:",
        "message text follows", "unsent message follows", "unsent message below",
        "header of the original message", "headers of the original message", "copy of the message header",
        "copy of your message", "copy of the returned message", "start of returned message",
        "begin returned message", "begin message", "begin original message", "begin forwarded message",
        "forwarded message", "old message:", "undelivered message", "your original message",
        "here is your returned mail", "first lines of your message", "rfc 822 header", "rfc822 header",
        "message contents follow", "contents of your message", "text of your message", "your message reads",
        "end of message", "message follows:", "original headers", "mail headers follow", "mail header",
        "original mail", "message body suppressed", "the message returned below", "message sent:",
        "headers follow", "header follows", "copy of original message", "returned content",
        "ursprüngliche nachricht", "originalnachricht", "kopfzeilen der originalnachricht",
        "nagłówki oryginalnej wiadomości", "původní hlavičky",
        "eredeti üzenetfejlécek", "özgün ileti", "ursprungliga meddelandehuvuden",
        "oprindelige meddelelseshoveder",
        "intestazioni originali", "cabeçalhos originais", "encabezados de mensajes originales",
        "исходные заголовки",
        "원래 메시지 머리글", "元のメッセージ ヘッダー", "原始邮件头", "原始郵件標題",
        "ursprüngliche nachrichtenkopfzeilen", "kopie der nachricht",
        "en-têtes de message d'origine", "message d'origine", "message original", "en-têtes du message",
        "encabezados del mensaje original", "mensaje original", "cabeçalhos da mensagem original",
        "mensagem original", "messaggio originale", "intestazioni del messaggio originale",
        "oorspronkelijke berichtkoppen", "oorspronkelijk bericht", "исходное сообщение",
        "заголовки исходного", "оригинал сообщения", "копия сообщения", "元のメッセージ", "元のメール",
        "オリジナルメッセージ", "送信メールの内容", "以下は元", "원본 메시지", "원본 메일", "원래 메시지",
        "보낸 메일 원문", "원문 메일", "原始邮件", "原始郵件", "原邮件", "郵件原文", "邮件原文",
        "以下は送信", "originalmeddelande", "oprindelig meddelelse",
      ]
    ),
    (
      .automaticReply,
      [
        "out of office", "out of the office", "out-of-office", "away from my desk", "away from the office",
        "on vacation", "on holiday", "on annual leave", "maternity leave", "currently away",
        "automatic reply", "automatic response", "automated response", "autoreply", "auto-reply",
        "auto reply", "autoresponder", "auto-responder", "vacation message", "vacation reply",
        "will respond to your message", "will respond to your email", "will reply to your",
        "limited access to email", "no longer work", "no longer with", "has left the company",
        "thank you for your email", "thank you for your message", "thank you for contacting",
        "has been received and", "we have received your", "we received your", "your request has been",
        "acknowledge receipt", "awaits moderator approval", "awaiting moderation", "pending approval",
        "held for moderation", "abwesenheitsnotiz", "automatische antwort", "nicht im büro", "im urlaub",
        "bin ich nicht", "réponse automatique", "absence du bureau", "respuesta automática",
        "fuera de la oficina", "resposta automática", "ausência temporária", "risposta automatica",
        "fuori sede", "automatisch antwoord", "afwezig", "автоответ", "в отпуске", "自動返信", "自動応答",
        "不在通知", "不在のため", "休暇", "부재중", "자동 응답", "자동응답", "자동 회신", "휴가", "自动回复",
        "自動回覆", "自动答复", "外出", "休假", "frånvaro", "autosvar", "svar automatic",
      ]
    ),
    (
      .challenge,
      [
        "verify that you are", "verify yourself", "confirm that you", "confirm your message",
        "confirm your email by", "click the link below to", "click on the link below",
        "click the following link",
        "to prove that", "prove you are", "challenge", "spam arrest", "boxtrapper", "tmda",
        "confirmation request", "reply to this message to confirm", "requires verification",
        "verification required", "human sender", "sender verification", "not on my whitelist",
        "on my allow list", "approved senders", "held until", "quarantined until", "releases your message",
        "release your message", "whitelist yourself",
      ]
    ),
    (
      .suppressed,
      [
        "suppression list", "account-level suppression", "on the suppression", "previously bounced",
        "bounced address", "invalid address list", "previously unsubscribed", "suppressed recipient",
        "suppressionlist", "onaccountsuppressionlist",
      ]
    ),
    (
      .delivered,
      [
        "successfully delivered", "was successfully", "has been successfully", "delivered successfully",
        "relayed to the following", "successfully relayed", "mail delivery report that you requested",
        "delivery report that you requested", "delivery to these recipients or groups is complete",
        "were successfully delivered", "delivered to the recipient's mailbox",
        "your message has been delivered", "message was delivered to", "zugestellt an", "배달되었습니다",
        "delivery via", "relayed to non-dsn", "sent (relayed", "destination server does not support",
        "no delivery notification was sent by the destination",
      ]
    ),
  ])

  /// What a subject tells. The prose table serves it too; these are the phrases that only subjects have.
  static let subject = PhraseTable<ProseMark>([
    (
      .failure,
      [
        "undeliver", "undelivered", "failure notice", "delivery failure", "delivery failed", "delivery fail",
        "returned mail", "returned email", "mail system error", "delivery status", "delivery notification",
        "failed delivery", "delivery report", "non delivery", "non-delivery", "nondeliverable",
        "mail failure",
        "message status", "delivery error", "mail delivery", "delivery problem", "returning message",
        "could not be delivered", "permanent delivery failure", "error sending your mail", "could not send",
        "postmaster notify", "mdaemon notification", "notification d'état", "message blocked", "bounce",
        "considered unsolicited", "banned contents", "not delivered", "delivery unsuccessful", "mta-blocked",
        "non remis", "unzustellbar", "nicht zustellbar", "no se puede entregar", "no entregado",
        "não entregue", "non recapitabile", "onbestelbaar", "недоставл", "не доставлено",
        "配信不能", "配信エラー", "送信エラー", "エラーメール", "メールエラー", "エラー通知", "返送", "未達", "배달되지", "반송", "전송 실패",
        "전송실패", "발송실패", "발송 실패", "退信", "系统退信", "投递失败", "未送达", "傳遞失敗", "無法傳遞",
        "request to mailing list", "wasn't able to deliver", "unable to deliver", "mail not delivered",
        "email not delivered",
        "blocked your message", "rejected:", "échec", "fehlgeschlagen", "kan inte levereras",
        "kan ikke leveres", "nedoručiteln", "kézbesíthetetlen",
        "niedostarczone", "non recapitato", "no entregado", "não é possível entregar", "не удается доставить",
        "未传递", "无法传递", "未傳遞", "배달되지 않음", "전달 실패", "zustellung", "doručen",
        "teslim edilemedi", "olevererbart", "ikke leveres", "you are not member", "are not member",
      ]
    ),
    (
      .delay,
      [
        "(delay)", "delayed", "delay", "notification: warning", "지연", "遅延", "延迟", "延遲",
        "warning: could not send", "warning: message", "verzöger", "retard",
      ]
    ),
    (
      .automaticReply,
      [
        "out of office", "out of the office", "out-of-office", "automatic reply", "auto-reply", "auto reply",
        "autoreply", "auto response", "auto-response", "automated reply", "automated response", "away",
        "vacation", "on holiday", "on leave", "annual leave", "i am away", "i'm away", "ooo:", "[auto]",
        "abwesen", "automatische antwort", "réponse automatique", "absence", "respuesta automática",
        "fuera de", "resposta automática", "risposta automatica", "automatisch antwoord", "afwezig",
        "автоответ", "自動返信", "自動応答", "不在", "부재중", "자동 응답", "자동응답", "자동회신",
        "awaits moderator", "moderator approval", "post awaiting", "we have received", "ticket received",
        "thank you for", "request received", "自动回复", "自動回覆", "autosvar", "odpowiedź automatyczna",
        "automatická odpověď", "otomatik yanıt",
      ]
    ),
    (
      .challenge,
      [
        "please confirm", "confirm your", "verification required", "sender verification", "challenge",
        "boxtrapper", "spam arrest", "your email requires verification", "confirmation of email",
      ]
    ),
    (
      .otherNotice,
      [
        "quarantine summary", "quarantine digest", "quarantine report", "quarantine notification",
        "messages in quarantine", "spam notification", "spam digest", "spam summary", "almost full",
        "nearly full", "quota warning", "storage limit", "mailbox size", "password", "report domain:",
        "dmarc aggregate", "aggregate report", "smtp server: errors from", "log summar", "logwatch", "cron <",
        "subscription", "welcome to", "unsubscribe confirmation", "virus signature",
      ]
    ),
    (.delivered, ["relayed:", "delivered:", "successful mail delivery", "(success)", "(relay)"]),
  ])
}
