import DeliveryModel
import Summaries

extension ReviewPage {
  // MARK: Sections that list failures one by one

  /// The top of the page: those who wait, one by one, and the events that hit many with one entry each.
  mutating func waitingSection() -> Section {
    let title = wording.text("review.waiting.title")
    guard !review.waiting.isEmpty else {
      return Section(
        "waiting", title,
        [
          .paragraph(
            wording.phrase(context.hasHelpDesk ? "review.waiting.nobody" : "review.waiting.unknown"))
        ])
    }
    var content: [Block] = [.paragraph(wording.phrase("review.waiting.intro", count: review.waiting.count))]
    let single = review.waiting.filter { review.massFailureOf[$0] == nil }
    if !single.isEmpty { content += blocks(single, withCopies: true) }
    for (number, event) in review.massFailures.enumerated() {
      let members = review.waiting.filter { review.massFailureOf[$0] == number }
      guard !members.isEmpty else { continue }
      let summary = wording.phrase(
        "review.waiting.of-event", count: members.count, ["event": heading(of: event)])
      content.append(
        .details(summary: summary, blocks(members, withCopies: true, ofEvent: true)))
    }
    return Section("waiting", title, content)
  }

  /// The failures in some states; nil where there are none.
  mutating func stateList(_ id: String, _ states: [FailureState]) -> Section? {
    let members = states.flatMap { review.byState[$0] ?? [] }
    guard !members.isEmpty else { return nil }
    return Section(
      id, wording.text("review.\(id).title"),
      [.paragraph(wording.phrase("review.\(id).intro", count: members.count))]
        + blocks(members, withCopies: states == [.partly]))
  }

  private mutating func blocks(_ members: [Int], withCopies: Bool, ofEvent: Bool = false) -> [Block] {
    let shown = members.prefix(max(0, budget))
    budget -= shown.count
    var blocks: [Block] = []
    if !shown.isEmpty {
      blocks.append(.failures(shown.map { block($0, withCopies: withCopies, ofEvent: ofEvent) }))
    }
    if shown.count < members.count {
      blocks.append(
        .notice(
          wording.phrase(
            "review.cut", count: members.count - shown.count,
            [
              "longest": Phrase(wording.number(context.options.longestList)),
              "lists": .link(.anchor("lists"), wording.text("review.lists.title")),
              "file": .link(.file("failures.csv"), "failures.csv"),
            ])))
    }
    return blocks
  }

  // MARK: One failure

  /// A failure with what the review alone knows of it.
  ///
  /// - Parameter ofEvent: it stands under the event that it is a part of, which need not be named again.
  func block(_ position: Int, withCopies: Bool, ofEvent: Bool = false) -> FailureBlock {
    let row = rows[position]
    let answer = context.answers[position]
    var block = voice.block(position, context, withCopies: withCopies)
    let ticket = row.ticketID.flatMap { facts.tickets[$0] }
    if let subject = ticket?.subject, !subject.isEmpty {
      block.particulars.append(.soft("“\(subject.shortened(to: 60))”"))
    }
    if !ofEvent, let number = review.massFailureOf[position] {
      block.remarks.insert(
        wording.phrase(
          "review.block.event",
          [
            "event": .link(
              .page(.review(label), anchor: "event-\(number + 1)"),
              heading(of: review.massFailures[number]).plainText)
          ]
        ),
        at: 0)
    }
    if let headline = headline(of: row) { block.remarks.insert(headline, at: 0) }
    block.remarks += findings(on: row, answer)
    if answer.state.isOpen, withCopies {
      let escalate = voice.guidance[context.classID(of: row)].escalate
      if !escalate.isEmpty {
        block.nextStep.append(" ")
        block.nextStep.append(wording.phrase("review.block.escalate", ["text": Phrase(escalate)]))
      }
    }
    block.evidence = comment(of: row) + block.evidence
    if let trust = row.ticketTrust {
      block.evidence.append(
        wording.phrase(
          "review.block.ticket-trust", ["trust": wording.phrase("review.trust.\(trust.rawValue)")]))
    }
    return block
  }

  private func findings(on row: FailureRow, _ answer: StateFinder.Answer) -> [Phrase] {
    var list: [Phrase] = []
    let zone = context.findings.zone
    if let time = answer.correctedOn {
      list.append(
        wording.phrase("review.block.corrected-on", ["time": Phrase(wording.moment(time, in: zone))]))
    }
    if let ticket = answer.mergedInto {
      list.append(
        wording.phrase("review.block.merged-into", ["ticket": voice.link(toTicket: ticket, context)]))
    }
    if let time = answer.takesMailSince {
      list.append(
        wording.phrase("review.block.takes-mail", ["time": Phrase(wording.moment(time, in: zone))]))
    }
    if answer.state.isOpen, answer.state != .corrected, answer.state != .colleague,
      let suggestion = context.suggestion(for: row)
    {
      list.append(wording.phrase("review.block.suggestion", ["address": .address(suggestion)]))
    }
    if answer.state.isOpen, context.index.trigger(of: row)?.hidesRecipients == true {
      list.append(wording.phrase("review.block.hidden"))
    }
    if answer.state == .colleague, let user = context.index.user(of: row),
      user.isActive == false || user.isSuspended == true
    {
      list.append(wording.phrase("review.block.left"))
    }
    return list
  }

  /// Which comment's mail it was, and who wrote it.
  private func comment(of row: FailureRow) -> [Phrase] {
    guard let id = context.index.commentID(of: row) else { return [] }
    guard let comment = facts.comments[id], let time = comment.createdAt else {
      return [wording.phrase("review.block.comment-id", ["id": .code(String(id))])]
    }
    let moment = Phrase(wording.moment(time, in: context.findings.zone))
    guard let author = comment.authorID.flatMap({ facts.users[$0]?.name }), !author.isEmpty else {
      return [wording.phrase("review.block.comment", ["time": moment])]
    }
    return [wording.phrase("review.block.comment-by", ["time": moment, "author": Phrase(author)])]
  }

  /// What is said of the mail as a whole; nil for a mail to one recipient, whose block says it all.
  private func headline(of row: FailureRow) -> Phrase? {
    switch review.headlines.headline(of: row) {
    case nil, .only: return nil
    case .allOf(let count, let kind):
      let key = kind == nil ? "review.mail.all-differ" : "review.mail.all-alike"
      return wording.phrase(key, count: count, values(kind))
    case .someOf(let failed, let count, let kind):
      let key = failed == 1 ? "one" : kind == nil ? "differ" : "alike"
      var values = values(kind)
      values["all"] = Phrase(wording.number(count))
      return wording.phrase("review.mail.some-\(key)", count: failed, values)
    }
  }

  private func values(_ kind: MailHeadline.Kind?) -> [String: Phrase] {
    guard let kind else { return [:] }
    var reason = voice.link(toClass: kind.classID)
    if let code = kind.code { reason.append(Phrase(" (") + voice.link(toCode: code) + Phrase(")")) }
    return ["reason": reason]
  }
}

extension String {
  /// At most so many characters, the last of them an ellipsis where something was left out.
  func shortened(to length: Int) -> String {
    count <= length ? self : prefix(length - 1) + "…"
  }
}
