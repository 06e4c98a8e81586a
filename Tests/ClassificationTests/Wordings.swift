// Replies and texts as mail servers word them, each with the class that it means. Hosts and addresses are invented.

struct Wording: Sendable, CustomStringConvertible {
  let stage: String
  let failureClass: String
  let text: String
  var enhancedCode = ""

  var description: String { text }

  init(_ stage: String, _ failureClass: String, _ text: String) {
    (self.stage, self.failureClass, self.text) = (stage, failureClass, text)
  }

  /// A text of our own server, with the code that it gave.
  init(own failureClass: String, _ text: String, _ enhancedCode: String = "") {
    (stage, self.failureClass, self.text) = ("", failureClass, text)
    self.enhancedCode = enhancedCode
  }

  static let replies: [Wording] = [
    Wording(
      "rcpt-to", "unknown-user",
      "550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient's email address for typos or 550-5.1.1 unnecessary spaces. For more information, go to 550 5.1.1  https://support.google.example/mail/?p=NoSuchUser k7d1f0a4c9b2e38 - gsmtp"
    ),
    Wording(
      "rcpt-to", "mailbox-disabled",
      "550-5.2.1 The email account that you tried to reach is disabled. For more 550 5.2.1  information, go to https://support.google.example/mail/?p=DisabledUser k7d1f0a4c9b2e38 - gsmtp"
    ),
    Wording(
      "rcpt-to", "mailbox-full",
      "452-4.2.2 The recipient's inbox is out of storage space. Please direct the 452 4.2.2  recipient to https://support.google.example/mail/?p=OverQuotaTemp k7d1f0a4c9b2e38 - gsmtp"
    ),
    Wording(
      "rcpt-to", "mailbox-full",
      "552-5.2.2 The recipient's inbox is out of storage space and inactive. Please 552 5.2.2  direct the recipient to https://support.google.example/mail/?p=OverQuotaPerm k7d1f0a4c9b2e38 - gsmtp"
    ),
    Wording(
      "end-of-data", "authentication-failed",
      "550-5.7.26 Your email has been blocked because the sender is unauthenticated. 550-5.7.26 The sender must authenticate with at least one of SPF or DKIM. 550-5.7.26  DKIM = did not pass 550-5.7.26  SPF [example.com] with ip: [192.0.2.25] = did not pass 550 5.7.26  https://support.google.example/mail/answer/81126#authentication k7d1f0a4c9b2e38 - gsmtp"
    ),
    Wording(
      "end-of-data", "spam-content",
      "550-5.7.1 [192.0.2.25      12] Our system has detected that this message is 550-5.7.1 likely unsolicited mail. To reduce the amount of spam sent to the provider, 550 5.7.1  this message has been blocked. ?p=UnsolicitedMessageError k7d1f0a4c9b2e38 - gsmtp"
    ),
    Wording(
      "end-of-data", "content-blocked",
      "552-5.7.0 This message was blocked because its content presents a potential 552 5.7.0  security issue. ?p=BlockedMessage k7d1f0a4c9b2e38 - gsmtp"
    ),
    Wording(
      "mail-from", "message-too-large",
      "552-5.3.4 Your message exceeded the provider's message size limits. Please visit 552 5.3.4  https://support.google.example/mail/?p=MaxSizeError k7d1f0a4c9b2e38 - gsmtp"
    ),
    Wording(
      "end-of-data", "rate-limited",
      "421-4.7.28 Our system has detected an unusual rate of unsolicited mail originating 421-4.7.28 from your IP address. To protect our users from spam, mail sent from your 421 4.7.28  IP address has been temporarily rate limited. k7d1f0a4c9b2e38 - gsmtp"
    ),
    Wording(
      "rcpt-to", "rate-limited",
      "450-4.2.1 The user you are trying to contact is receiving mail at a rate that 450 4.2.1  prevents additional messages from being delivered. ?p=ReceivingRate k7d1f0a4c9b2e38 - gsmtp"
    ),
    Wording(
      "rcpt-to", "unknown-user",
      "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302). [SN1PEPF0000417.namprd02.prod.outlook.example]"
    ),
    Wording(
      "rcpt-to", "unknown-user",
      "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ana@example.net not found by SMTP address lookup [k7d1f0a4c9b2e38.eurprd04.prod.outlook.example]"
    ),
    Wording(
      "rcpt-to", "unknown-user",
      "550 5.4.1 Recipient address rejected: Access denied. [k7d1f0a4c9b2e38.eop-EUR02.prod.protection.outlook.example]"
    ),
    Wording(
      "rcpt-to", "mailbox-full",
      "552 5.2.2 The email account that you tried to reach is over quota. [k7d1f0a4c9b2e38.namprd11.prod.outlook.example]"
    ),
    Wording(
      "mail-from", "sender-blocked",
      "550 5.7.1 Unfortunately, messages from [192.0.2.25] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140). [k7d1f0a4c9b2e38.prod.protection.outlook.example]"
    ),
    Wording(
      "end-of-data", "authentication-failed",
      "550 5.7.515 Access denied, sending domain example.com doesn't meet the required authentication level. [k7d1f0a4c9b2e38.namprd20.prod.outlook.example]"
    ),
    Wording(
      "rcpt-to", "recipient-refused",
      "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed because the sender was not authenticated when sending to this group [k7d1f0a4c9b2e38.eurprd08.prod.outlook.example]"
    ),
    Wording(
      "end-of-data", "spam-content",
      "550 5.0.350 Remote server returned an error -> 554 5.7.1 Message rejected as spam by Content Filtering"
    ),
    Wording(
      "rcpt-to", "routing-loop",
      "550 5.4.14 Hop count exceeded - possible mail loop ATTR14 [k7d1f0a4c9b2e38.eop-nam12.prod.protection.outlook.example]"
    ),
    Wording(
      "rcpt-to", "auth-required",
      "530 5.7.57 Client not authenticated to send mail. [k7d1f0a4c9b2e38.apcprd06.prod.outlook.example]"),
    Wording(
      "rcpt-to", "rate-limited",
      "451 4.7.500 Server busy. Please try again later from [192.0.2.25]. (S77719) [k7d1f0a4c9b2e38.eop-APC01.prod.protection.outlook.example]"
    ),
    Wording(
      "rcpt-to", "receiver-error",
      "451 4.3.2 Temporary server error. Please try again later ATTR2 [k7d1f0a4c9b2e38.eop-nam10.prod.protection.outlook.example]"
    ),
    Wording(
      "rcpt-to", "receiver-error",
      "450 4.4.312 DNS query failed [Message=InfoDomainNonexistent] [k7d1f0a4c9b2e38.namprd05.prod.outlook.example]"
    ),
    Wording(
      "end-of-data", "unknown-user",
      "554 delivery error: dd This user doesn't have a yahoo.example account (ana@example.net) [0] - mta417.mail.bf1.yahoo.example"
    ),
    Wording("rcpt-to", "unknown-user", "552 1 Requested mail action aborted, mailbox not found"),
    Wording(
      "rcpt-to", "mailbox-disabled",
      "554 30 Sorry, your message to ana@example.net cannot be delivered. This mailbox is disabled (554.30)."),
    Wording(
      "connection", "rate-limited",
      "421 4.7.0 [TSS04] Messages from 192.0.2.25 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; see https://postmaster.yahoo.example/error-codes"
    ),
    Wording(
      "end-of-data", "policy-rejected",
      "554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahoo.example/error-codes"),
    Wording("rcpt-to", "unknown-user", "550 5.1.1 <ana@example.net>: user does not exist"),
    Wording("rcpt-to", "mailbox-full", "552 5.2.2 <ana@example.net>: user is over quota"),
    Wording(
      "end-of-data", "policy-rejected",
      "554 5.7.1 [HM08] Message rejected due to local policy. Please visit https://support.apple.example/postmaster"
    ),
    Wording(
      "mail-from", "rate-limited",
      "450 4.7.1 [CS01] Message rejected due to too many connections from 192.0.2.25, try again later"),
    Wording(
      "rcpt-to", "unknown-user",
      "550 5.1.1 No such user here or mailbox is unavailable k7d1f0a4c9b2e38 - nsmtp"),
    Wording("rcpt-to", "unknown-user", "550 5.1.1 <ana@example.net> 존재하지 않는 사용자입니다"),
    Wording("rcpt-to", "mailbox-disabled", "550 5.2.1 휴면 상태인 메일 계정입니다 (ana)"),
    Wording("rcpt-to", "mailbox-full", "552 5.2.2 수신자의 메일함 용량이 초과되었습니다"),
    Wording("end-of-data", "spam-content", "554 5.7.1 스팸으로 의심되어 수신이 거부되었습니다 k7d1f0a4c9b2e38"),
    Wording("connection", "sender-blocked", "550 5.7.1 [192.0.2.25] KISA RBL에 등록된 IP입니다. 접속이 거부되었습니다"),
    Wording("rcpt-to", "rate-limited", "421 4.2.1 일시적으로 수신이 제한되었습니다. 잠시 후 다시 시도해 주십시오"),
    Wording(
      "rcpt-to", "greylisted",
      "450 4.7.1 <ana@example.net>: Recipient address rejected: Greylisted for 5 minutes"),
    Wording("rcpt-to", "unknown-user", "550 Unknown user ana@example.net"),
    Wording("end-of-data", "unknown-user", "550 5.1.1 宛先のメールアドレスが存在しません (ana)"),
    Wording("rcpt-to", "mailbox-full", "552 5.2.2 メールボックスの容量が超過しています"),
    Wording("end-of-data", "spam-content", "550 5.7.1 このメールは迷惑メールと判定されたため受信を拒否しました"),
    Wording("rcpt-to", "recipient-refused", "550 5.7.1 <ana@example.net>: 受信拒否設定されています"),
    Wording(
      "connection", "rate-limited",
      "421 example.net Service not available, closing transmission channel (too many connections)"),
    Wording(
      "rcpt-to", "unknown-user",
      "550 Requested action not taken: mailbox unavailable; For explanation visit https://postmaster.gmx.example/en/case?c=r417&i=ip&v=192.0.2.25&r=k7d1f0a4c9b2e38"
    ),
    Wording(
      "connection", "sender-blocked",
      "554-gmx.example (mxgmx417) Nemesis ESMTP Service not available 554-No SMTP service 554-IP address is block listed. 554 For explanation visit https://postmaster.gmx.example/en/case?c=hi&i=ip&v=192.0.2.25"
    ),
    Wording("rcpt-to", "mailbox-full", "552 5.2.2 <ana>: Postfach ist voll / mailbox quota exceeded"),
    Wording(
      "rcpt-to", "unknown-user",
      "550 5.1.1 <ana@example.net>: Empfänger unbekannt, bitte prüfen Sie die Adresse"),
    Wording(
      "rcpt-to", "unknown-user",
      "550 5.1.1 Adresse d'au moins un destinataire invalide. Invalid recipient. OFR204_418 [418]"),
    Wording(
      "end-of-data", "spam-content",
      "550 5.7.1 Service refusé. Veuillez essayer plus tard. Spam détecté. OFR_506 [506]"),
    Wording("rcpt-to", "unknown-user", "550 5.1.1 <ana@example.net> El usuario no existe en este servidor"),
    Wording(
      "rcpt-to", "greylisted",
      "450 4.7.1 <ana@example.net>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.example/help/example.net.html"
    ),
    Wording("mail-from", "rate-limited", "421 4.7.0 Service refused, please try later. OFR_104 [104]"),
    Wording(
      "rcpt-to", "unknown-user",
      "550 5.1.1 <ana@example.net>: Recipient address rejected: User unknown in virtual mailbox table"),
    Wording("rcpt-to", "unknown-user", "550 5.1.1 User unknown"),
    Wording("rcpt-to", "unknown-user", "550 #5.1.0 Address rejected."),
    Wording(
      "rcpt-to", "unknown-user",
      "550 Invalid Recipient - https://community.mimecast.example/docs/DOC-1369#550 [k7d1f0a4c9b2e38.uk417]"),
    Wording("rcpt-to", "unknown-user", "550 No such person at this address"),
    Wording("rcpt-to", "recipient-moved", "551 5.1.6 User ana has moved; please try <ana@new.example.net>"),
    Wording(
      "rcpt-to", "recipient-moved", "550 5.1.6 Recipient no longer works here, see our web page for a contact"
    ),
    Wording("rcpt-to", "mailbox-disabled", "550 5.2.1 <ana@example.net>: Account disabled"),
    Wording(
      "end-of-data", "mailbox-full", "552 5.2.2 <ana@example.net>: Quota exceeded (mailbox for user is full)"),
    Wording("rcpt-to", "mailbox-full", "452 4.2.2 <ana@example.net>: Over quota, mailbox full"),
    Wording("mail-from", "message-too-large", "552 5.3.4 Message size exceeds fixed maximum message size"),
    Wording("end-of-data", "message-too-large", "523 5.3.4 Error: message file too big"),
    Wording(
      "end-of-data", "spam-content",
      "554 5.7.1 Message rejected because of unacceptable content (spam score 11.3)"),
    Wording(
      "end-of-data", "content-blocked",
      "550 5.7.1 Content rejected: the attachment type .zip is not allowed here"),
    Wording(
      "end-of-data", "content-blocked", "554 5.7.0 Reject, id=k7d1f0a4c9b2e38 - VIRUS: Eicar-Test-Signature"),
    Wording(
      "rcpt-to", "sender-blocked",
      "554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.example; https://www.spamhaus.example/query/ip/192.0.2.25"
    ),
    Wording(
      "connection", "sender-blocked",
      "554 5.7.1 k7d1f0a4c9b2e38 mail server permanently rejected message (#5.3.0): blocked by reputation 192.0.2.25"
    ),
    Wording(
      "end-of-data", "authentication-failed",
      "550 5.7.1 SPF check failed: example.com does not designate 192.0.2.25 as permitted sender"),
    Wording(
      "end-of-data", "authentication-failed",
      "550 5.7.1 Rejected by the DMARC policy of the domain example.com"),
    Wording(
      "rcpt-to", "policy-rejected",
      "550 5.7.1 Delivery not authorized, message refused by the policy of example.net"),
    Wording("rcpt-to", "relay-denied", "554 5.7.1 <ana@example.net>: Relay access denied"),
    Wording("rcpt-to", "relay-denied", "550 5.7.1 Unable to relay for ana@example.net"),
    Wording("mail-from", "tls-failed", "530 5.7.0 Must issue a STARTTLS command first"),
    Wording(
      "rcpt-to", "recipient-refused",
      "550 5.7.1 You are not allowed to send to this recipient; the sender is on its personal block list"),
    Wording("end-of-data", "routing-loop", "554 5.4.0 Error: too many hops"),
    Wording("rcpt-to", "protocol-error", "501 5.1.3 Bad recipient address syntax"),
    Wording("end-of-data", "protocol-error", "500 5.5.1 Invalid command: line too long"),
    Wording("end-of-data", "undetermined", "550 Error"),
    Wording("end-of-data", "undetermined", "554 Transaction failed"),
    Wording("rcpt-to", "greylisted", "450 4.2.0 <ana@example.net>: Recipient address rejected: Greylisted"),
    Wording("rcpt-to", "greylisted", "451 4.7.1 Greylisting in action, please come back in 00:05:00"),
    Wording("rcpt-to", "receiver-error", "451 4.3.0 <ana@example.net>: Temporary lookup failure"),
    Wording("end-of-data", "receiver-error", "451 4.3.5 Server configuration problem"),
    Wording("end-of-data", "receiver-error", "452 4.3.1 Insufficient system storage"),
    Wording("rcpt-to", "rate-limited", "421 4.7.0 Too many messages from 192.0.2.25, slow down"),
    Wording(
      "rcpt-to", "unknown-user",
      "450 4.1.1 <ana@example.net>: Recipient address rejected: unverified address: user unknown"),
    Wording(
      "rcpt-to", "sender-blocked", "450 4.1.8 <example.com>: Sender address rejected: Domain not found"),
    Wording(
      "rcpt-to", "unknown-user",
      "550 Mailbox not found. http://service.mail.qq.example/cgi-bin/help?subtype=1&&id=20022&&no=417"),
    Wording("rcpt-to", "unknown-user", "550 5.1.1 User not found: ana@example.net 用户不存在"),
    Wording(
      "end-of-data", "spam-content",
      "554 DT:SPM 163 mx417,k7d1f0a4c9b2e38,417 发送的邮件内容被判定为垃圾邮件 http://mail.163.example/help/help_spam_16.htm?ip=192.0.2.25"
    ),
    Wording("mail-from", "rate-limited", "451 MI:SFQ 163 mx417,k7d1f0a4c9b2e38 发信频率过高"),
    Wording(
      "rcpt-to", "unknown-user",
      "550 Message was not accepted -- invalid mailbox. Local mailbox ana@example.net is unavailable: user not found"
    ),
    Wording(
      "end-of-data", "spam-content",
      "550 spam message rejected. Please visit http://help.mail.example/notspam-support/id?c=k7d1f0a4c9b2e38"),
  ]

  static let ownServer: [Wording] = [
    Wording(
      own: "domain-not-found",
      "Host or domain name not found. Name service error for name=example.net type=A: Host not found", "5.4.4"
    ),
    Wording(own: "domain-not-found", "Domain example.net does not accept mail (nullMX)", "5.1.0"),
    Wording(
      own: "connection-failed",
      "Host or domain name not found. Name service error for name=example.net type=MX: Host not found, try again",
      "4.4.3"),
    Wording(
      own: "message-too-large",
      "message size 41943040 exceeds size limit 26214400 of server mx.example.net[192.0.2.1]", "5.3.4"),
    Wording(own: "routing-loop", "mail for example.net loops back to myself", "5.4.6"),
    Wording(own: "suppressed", "address is on our suppression list since an earlier bounce", "5.7.1"),
    Wording(
      own: "connection-failed", "connect to mx.example.net[192.0.2.1]:25: Connection timed out", "4.4.1"),
    Wording(own: "connection-failed", "connect to mx.example.net[192.0.2.1]:25: Connection refused", "4.4.1"),
    Wording(
      own: "connection-failed", "connect to mx.example.net[192.0.2.1]:25: Network is unreachable", "4.4.1"),
    Wording(own: "connection-failed", "connect to mx.example.net[192.0.2.1]:25: No route to host", "4.4.1"),
    Wording(
      own: "connection-failed",
      "lost connection with mx.example.net[192.0.2.1] while receiving the initial server greeting", "4.4.2"),
    Wording(
      own: "connection-failed",
      "conversation with mx.example.net[192.0.2.1] timed out while sending end of data -- message may be sent more than once",
      "4.4.2"),
    Wording(
      own: "connection-failed",
      "delivery temporarily suspended: connect to mx.example.net[192.0.2.1]:25: Connection timed out", "4.4.1"
    ),
    Wording(
      own: "tls-failed", "TLS is required, but was not offered by host mx.example.net[192.0.2.1]", "4.7.4"),
    Wording(own: "tls-failed", "Server certificate not verified", "4.7.5"),
    Wording(own: "tls-failed", "Cannot start TLS: handshake failure", "4.7.5"),
    Wording(own: "domain-not-found", "Unrouteable address"),
    Wording(own: "domain-not-found", "an MX or SRV record indicated no SMTP service"),
    Wording(own: "domain-not-found", "all relevant MX records point to non-existent hosts"),
    Wording(own: "message-too-large", "message is too big (transport limit = 26214400)"),
    Wording(own: "routing-loop", "lowest numbered MX record points to local host"),
    Wording(own: "connection-failed", "host lookup did not complete"),
    Wording(own: "connection-failed", "Connection timed out"),
    Wording(own: "connection-failed", "Connection refused"),
    Wording(own: "connection-failed", "Network is unreachable"),
    Wording(own: "connection-failed", "Remote host closed connection in response to initial connection"),
    Wording(own: "connection-failed", "SMTP timeout after end of data (41318 bytes written)"),
    Wording(own: "tls-failed", "a TLS session is required, but the server did not offer TLS support"),
    Wording(own: "tls-failed", "TLS session: (certificate verification failed)"),
    Wording(own: "expired", "retry timeout exceeded"),
    Wording(own: "mailbox-full", "mailbox is full: retry timeout exceeded"),
    Wording(own: "routing-loop", #"Too many "Received" headers - suspected mail loop"#),
    Wording(own: "unknown-user", "User unknown in virtual alias table", "5.1.1"),
    Wording(own: "unknown-user", #"unknown user: "ana""#, "5.1.1"),
    Wording(own: "receiver-error", "mail transport unavailable", "4.3.0"),
    Wording(own: "expired", "Envelope expired"),
    Wording(own: "connection-failed", "Network error on destination MXs"),
  ]
}
