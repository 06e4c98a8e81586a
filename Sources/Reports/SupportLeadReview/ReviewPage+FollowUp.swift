import DeliveryModel
import Summaries

extension ReviewPage {
  /// What became of everything that was open in the earlier review; nil where none was given.
  var followUpSection: Section? {
    guard let followUp = review.followUp else { return nil }
    let open = followUp.stillOpen
    let new = rows.indices.filter { context.answers[$0].state.isOpen && followUp.isNew(rows[$0]) }
    var content: [Block] = [
      .paragraph(
        wording.phrase(
          "review.followup.intro", count: followUp.items.count,
          ["until": moment(followUp.lastTimeThen)])),
      .table(
        Table(
          caption: wording.text("review.followup.caption"),
          columns: [
            .init(wording.text("review.followup.column-what")), .number(wording.text("column.failed")),
          ],
          rows: [
            ("repaired", followUp.repaired.count), ("open", open.count), ("closed", followUp.closed.count),
          ].map { [wording.phrase("review.followup.\($0)"), Phrase(wording.number($1))] }
            + [
              [
                .strong(wording.text("review.followup.then")),
                .strong(wording.number(followUp.items.count)),
              ], [wording.phrase("review.followup.new"), Phrase(wording.number(new.count))],
            ])),
    ]
    if let oldest = open.first?.sent, let last = context.findings.lastTime, last > oldest {
      content.append(
        .paragraph(
          wording.phrase(
            "review.followup.oldest",
            ["age": Phrase(wording.duration(seconds: last.seconds - oldest.seconds)), "time": moment(oldest)])
        ))
    }
    for (id, items) in [("open", open), ("closed", followUp.closed), ("repaired", followUp.repaired)]
    where !items.isEmpty {
      var blocks: [Block] = [.list(items.prefix(Self.longestTable).map { item($0) })]
      if items.count > Self.longestTable { blocks.append(.paragraph(note(items.count))) }
      content.append(
        .details(summary: wording.phrase("review.followup.list-\(id)", count: items.count), blocks))
    }
    return Section("followup", wording.text("review.followup.title"), content)
  }

  private func item(_ item: FollowUp.Item) -> Phrase {
    var phrase = Phrase.address(item.row.recipient)
    if let ticket = item.row.ticketID { phrase.append(Phrase(", ") + voice.link(toTicket: ticket, context)) }
    phrase.append(Phrase(", ") + moment(item.sent) + Phrase(": "))
    switch item.fate {
    case .open(let state): phrase.append(wording.phrase("state.\(state.rawValue).meaning"))
    case .deleted: phrase.append(wording.phrase("state.deleted.meaning"))
    case .followed: phrase.append(wording.phrase("state.followed.meaning"))
    case .deliveredAfterAll: phrase.append(wording.phrase("review.followup.delivered"))
    case .unknown: phrase.append(wording.phrase("review.followup.unknown"))
    case .repaired(let contact, let time):
      let values = ["time": moment(time)]
      switch contact {
      case .laterMail, nil: phrase.append(wording.phrase("contact.later-mail", values))
      case .customerReply: phrase.append(wording.phrase("contact.customer-reply", values))
      case .otherChannel(let channel):
        let name = wording.optional("channel.\(channel)") ?? channel
        phrase.append(
          wording.phrase("contact.other-channel", ["time": moment(time), "channel": Phrase(name)]))
      }
    }
    return phrase
  }
}
