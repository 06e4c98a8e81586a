import Classification
import DeliveryModel
import SMTPStatus
import Summaries

extension Voice {
  /// A failure as a page shows it.
  ///
  /// - Parameter withCopies: with the note and the message to copy, which the review alone needs.
  func block(_ position: Int, _ context: ReportContext, withCopies: Bool) -> FailureBlock {
    let row = context.findings.failures[position]
    let answer = context.answers[position]
    let text = guidance[context.classID(of: row)]
    let group = answer.state == .colleague ? FixerGroup.administrator : context.group(of: row)
    var block = FailureBlock(id: context.ids[position], recipient: row.recipient, group: group)
    block.particulars = particulars(of: row, context)
    block.className = link(toClass: text.id)
    block.reason = Phrase(text.reason)
    block.fixer =
      answer.state == .colleague ? groupTitle(.administrator) : fixer(row.verdict?.fixer ?? .agent)
    block.reply = reply(of: row)
    block.certainty = row.verdict.map { wording.text("certainty.\($0.evidence.certainty.rawValue)") } ?? ""
    block.nextStep = nextStep(row, answer, text, context)
    block.evidence = evidence(of: row, context)
    block.remarks = remarks(on: row, answer, context)
    if withCopies { block.copies = copies(for: row, text, context) }
    return block
  }

  private func particulars(of row: FailureRow, _ context: ReportContext) -> [Phrase] {
    var list: [Phrase] = []
    let facts = context.findings.helpDesk
    if let name = context.index.user(of: row)?.name, !name.isEmpty { list.append(.strong(name)) }
    if let id = row.ticketID {
      list.append(ticketWithAge(id, row, context))
      let ticket = facts.tickets[id]
      let people = [
        ticket?.assigneeID.flatMap { facts.users[$0]?.name },
        ticket?.groupID.flatMap { facts.groups[$0]?.name },
      ].compactMap { $0 }.filter { !$0.isEmpty }
      if !people.isEmpty { list.append(Phrase(people.joined(separator: ", "))) }
      if let priority = ticket?.priority, priority == "urgent" || priority == "high" {
        list.append(wording.phrase("ticket-priority.\(priority)"))
      }
    } else {
      list.append(.soft(wording.text("ticket.unknown")))
    }
    if let time = row.time { list.append(Phrase(wording.moment(time, in: context.findings.zone))) }
    return list
  }

  /// “ticket 4711 (solved, 3 days)”: how long the failure is past at the newest record.
  func ticketWithAge(_ id: Int64, _ row: FailureRow, _ context: ReportContext) -> Phrase {
    var known: [String] = []
    if let status = context.findings.helpDesk.tickets[id]?.status {
      known.append(wording.text("ticket-status.\(status.rawValue)"))
    }
    if let time = row.time, let last = context.findings.lastTime, last.seconds - time.seconds >= 3600 {
      known.append(wording.duration(seconds: last.seconds - time.seconds))
    }
    let phrase = link(toTicket: id, context)
    return known.isEmpty ? phrase : phrase + Phrase(" (\(known.joined(separator: ", ")))")
  }

  /// The reply with its deciding words marked and its code linked; line breaks become blanks.
  func reply(of row: FailureRow) -> Phrase {
    row.reply.map { reply($0, row.verdict?.evidence) } ?? Phrase()
  }

  /// A reply with the words marked that decided by the evidence.
  func reply(_ reply: Reply, _ evidence: Evidence?) -> Phrase {
    var phrase = Phrase()
    let code = reply.enhancedCode?.description ?? reply.code?.description
    let bytes = Array(reply.text.utf8)
    let range = evidence?.range.flatMap {
      $0.lowerBound >= 0 && $0.upperBound <= bytes.count && !$0.isEmpty ? $0 : nil
    }
    let whole = 0..<bytes.count
    let parts: [(Range<Int>, Bool)] =
      range.map {
        [(whole.lowerBound..<$0.lowerBound, false), ($0, true), ($0.upperBound..<whole.upperBound, false)]
      }
      ?? [(whole, false)]
    var isCodeLinked = false
    for (part, isMarked) in parts where !part.isEmpty {
      let text = String(decoding: bytes[part], as: UTF8.self)
      if isMarked {
        phrase.append(Phrase(.mark(text)))
      } else if let code, !isCodeLinked, let place = text.range(of: code) {
        phrase.append(Phrase(.address(String(text[..<place.lowerBound]))))
        phrase.append(link(toCode: code))
        phrase.append(Phrase(.address(String(text[place.upperBound...]))))
        isCodeLinked = true
      } else {
        phrase.append(Phrase(.address(text)))
      }
    }
    // The help desk gives a code and no words; a reply may also carry its code only in a field of its own.
    if let code, !isCodeLinked, reply.text.range(of: code) == nil {
      phrase = link(toCode: code) + (bytes.isEmpty ? Phrase() : Phrase(" ")) + phrase
    }
    return phrase
  }

  private func nextStep(
    _ row: FailureRow, _ answer: StateFinder.Answer, _ text: Guidance, _ context: ReportContext
  ) -> Phrase {
    switch answer.state {
    case .reached: wording.phrase("state.reached.step")
    case .colleague: wording.phrase("state.colleague.step")
    case .corrected:
      wording.phrase(
        "state.corrected.step", ["address": .address(context.index.user(of: row)?.email ?? "")])
    case .deleted: wording.phrase("state.deleted.step")
    case .followed: wording.phrase("state.followed.step")
    case .merged: wording.phrase("state.merged.step")
    case .silent, .requesterMissed, .partly, .awaiting, .notice, .withoutTicket: Phrase(text.nextStep)
    }
  }

  private func evidence(of row: FailureRow, _ context: ReportContext) -> [Phrase] {
    var list = [Phrase.code(row.place.description)]
    for witness in row.alsoSeenIn {
      list.append(
        wording.phrase(
          "evidence.witness",
          [
            "place": .code(witness.place.description),
            "trust": wording.phrase("trust.\(witness.trust.rawValue)"),
          ]))
    }
    if let id = row.notificationID {
      list.append(wording.phrase("evidence.notification", ["id": .code(String(id))]))
    }
    if let queue = row.queueID { list.append(wording.phrase("evidence.queue", ["id": .code(queue)])) }
    if row.attempts > 1 { list.append(wording.phrase("evidence.attempts", count: row.attempts)) }
    let trigger = context.index.trigger(of: row)
    if let title = trigger?.title ?? row.trigger {
      list.append(wording.phrase("evidence.trigger", ["title": Phrase(title)]))
    }
    if trigger?.hidesRecipients == true { list.append(.strong(wording.text("evidence.hidden"))) }
    if let rule = row.verdict?.evidence.rule {
      list.append(wording.phrase("evidence.rule", ["rule": .code(rule)]))
    }
    return list
  }

  private func remarks(
    on row: FailureRow, _ answer: StateFinder.Answer, _ context: ReportContext
  ) -> [Phrase] {
    var list: [Phrase] = []
    if let contact = answer.contact {
      let time = Phrase(answer.contactTime.map { wording.moment($0, in: context.findings.zone) } ?? "–")
      switch contact {
      case .laterMail: list.append(wording.phrase("contact.later-mail", ["time": time]))
      case .customerReply: list.append(wording.phrase("contact.customer-reply", ["time": time]))
      case .otherChannel(let channel):
        let name = wording.optional("channel.\(channel)") ?? channel
        list.append(wording.phrase("contact.other-channel", ["time": time, "channel": Phrase(name)]))
      }
    }
    switch answer.state {
    case .requesterMissed, .partly, .corrected, .followed, .awaiting, .merged, .notice, .deleted:
      list.append(wording.phrase("state.\(answer.state.rawValue).remark"))
    case .silent, .reached, .colleague, .withoutTicket: break
    }
    if let doubt = row.verdict?.doubt {
      if let other = doubt.otherClass {
        list.append(wording.phrase("evidence.doubt", ["class": link(toClass: other.id)]))
      } else {
        list.append(statusDoubt(row.verdict) ?? Phrase(doubt.sentence))
      }
    }
    if row.outcome != .failed { list.append(wording.phrase("outcome.\(row.outcome.rawValue)")) }
    return list
  }

  /// That a help desk's status covers several reasons.
  private func statusDoubt(_ verdict: Verdict?) -> Phrase? {
    let mark = "zendesk-status/"
    guard let rule = verdict?.evidence.rule, rule.hasPrefix(mark), let id = Int(rule.dropFirst(mark.count)),
      let status = CodeCatalogue.builtIn.deliveryStatus(id: id)
    else { return nil }
    return wording.phrase("evidence.status-doubt", ["status": .code(status.name)])
  }

  private func copies(for row: FailureRow, _ text: Guidance, _ context: ReportContext) -> [CopyText] {
    let user = context.index.user(of: row)
    let ticket = row.ticketID.flatMap { context.findings.helpDesk.tickets[$0] }
    let values: [String: Phrase] = [
      "recipient": Phrase(row.recipient), "reason": Phrase(text.title),
      "code": Phrase(context.code(of: row) ?? wording.text("code.none")),
      "date": Phrase(row.time.map { wording.moment($0, in: context.findings.zone) } ?? "–"),
      "ticket": Phrase(row.ticketID.map { "#\($0)" } ?? "–"),
      "name": Phrase(user?.name ?? wording.text("message.customer")),
      "support_address": Phrase(ticket?.supportAddress ?? row.sender ?? wording.text("message.our-address")),
    ]
    var copies: [CopyText] = []
    for (key, template) in [("copy.note", text.note), ("copy.message", text.message)] where !template.isEmpty
    {
      let filled = WordingPattern(template)?.filled(values).plainText ?? template
      copies.append(CopyText(title: wording.text(key), text: filled.trimmedOfNewlines))
    }
    return copies
  }
}

extension String {
  var trimmedOfNewlines: String {
    var text = Substring(self)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
