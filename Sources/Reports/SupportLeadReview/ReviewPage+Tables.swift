import DeliveryModel
import Summaries

extension ReviewPage {
  static let longestTable = 50

  func note(_ all: Int, _ shown: Int = longestTable) -> Phrase {
    all > shown ? wording.phrase("table.left-out", count: all - shown) : Phrase()
  }

  func tickets(_ ids: [Int64], longest: Int = 6) -> Phrase {
    guard !ids.isEmpty else { return "–" }
    var phrase = ids.prefix(longest).map { voice.link(toTicket: $0, context) }.joined(separator: ", ")
    if ids.count > longest {
      phrase.append(Phrase(", ") + wording.phrase("work.more", count: ids.count - longest))
    }
    return phrase
  }

  func moment(_ time: UTCTime?) -> Phrase {
    Phrase(time.map { wording.moment($0, in: context.findings.zone) } ?? "–")
  }

  // MARK: What does not add up

  /// First replies that count as given although they reached nobody.
  var paperSection: Section? {
    guard !review.paperAnswers.isEmpty else { return nil }
    let cells: [[Phrase]] = review.paperAnswers.prefix(Self.longestTable).map { answer in
      let row = rows[answer.failure]
      return [
        voice.link(toTicket: answer.ticket, context),
        .link(.page(.review(label), anchor: context.ids[answer.failure]), row.recipient),
        moment(answer.time),
        answer.reached.map { moment($0) } ?? wording.phrase("review.paper.not-yet"),
      ]
    }
    return Section(
      "paper", wording.text("review.paper.title"),
      [
        .paragraph(wording.phrase("review.paper.intro", count: review.paperAnswers.count)),
        .table(
          Table(
            caption: wording.text("review.paper.caption"),
            columns: [
              .init(wording.text("review.paper.column-ticket")), .init(wording.text("column.address")),
              .init(wording.text("review.paper.column-reply")),
              .init(wording.text("review.paper.column-reached")),
            ], rows: cells, note: note(review.paperAnswers.count))),
      ])
  }

  var repeatedSection: Section? {
    guard !review.repeated.isEmpty else { return nil }
    let cells: [[Phrase]] = review.repeated.prefix(Self.longestTable).map { entry in
      [
        entry.recipients.map { Phrase.address($0) }.joined(separator: ", ")
          + (entry.failedEarlier ? Phrase(" ") + .soft(wording.text("review.repeated.earlier")) : Phrase()),
        Phrase(entry.name.isEmpty ? "–" : entry.name), Phrase(wording.number(entry.failures)),
        Phrase(wording.number(entry.writtenToAgain)), tickets(entry.tickets),
      ]
    }
    var intro = wording.phrase("review.repeated.intro", count: review.repeated.count)
    let several = review.repeated.count { $0.tickets.count > 1 }
    if several > 0 {
      intro.append(" ")
      intro.append(wording.phrase("review.repeated.tickets", count: several))
    }
    return Section(
      "repeated", wording.text("review.repeated.title"),
      [
        .paragraph(intro),
        .table(
          Table(
            caption: wording.text("review.repeated.caption"),
            columns: [
              .init(wording.text("column.address")), .init(wording.text("column.customer")),
              .number(wording.text("column.failed")), .number(wording.text("review.repeated.column-again")),
              .init(wording.text("column.tickets")),
            ], rows: cells, note: note(review.repeated.count))),
      ])
  }

  var triggerSection: Section? {
    guard !review.triggers.isEmpty else { return nil }
    let cells: [[Phrase]] = review.triggers.prefix(Self.longestTable).map { trigger in
      var title = Phrase(trigger.title)
      if trigger.isAutomation {
        title.append(" ")
        title.append(.soft(wording.text("review.triggers.automation")))
      }
      return [
        title, Phrase(wording.number(trigger.failures)), Phrase(wording.number(trigger.recipients)),
        Phrase(wording.number(trigger.toDeadAddresses)),
        wording.phrase(trigger.isHidden ? "review.triggers.hidden" : "review.triggers.visible"),
      ]
    }
    return Section(
      "triggers", wording.text("review.triggers.title"),
      [
        .paragraph(wording.phrase("review.triggers.intro")),
        .table(
          Table(
            caption: wording.text("review.triggers.caption"),
            columns: [
              .init(wording.text("column.trigger")), .number(wording.text("column.failed")),
              .number(wording.text("column.recipients")),
              .number(wording.text("review.triggers.column-dead")),
              .init(wording.text("column.visible")),
            ], rows: cells, note: note(review.triggers.count))),
      ])
  }

  /// Failures that show at no To or CC, and how to see them.
  var hiddenSection: Section? {
    guard !review.hidden.isEmpty else { return nil }
    let items: [Phrase] = review.hidden.prefix(Self.longestTable).map { position in
      var phrase = nameLink(position)
      if let trigger = rows[position].trigger {
        phrase.append(Phrase(", ") + wording.phrase("evidence.trigger", ["title": Phrase(trigger)]))
      }
      return phrase
    }
    var content: [Block] = [
      .paragraph(wording.phrase("review.hidden.intro", count: review.hidden.count)),
      .steps((1...3).map { wording.phrase("review.hidden.step-\($0)") }), .list(items),
    ]
    if review.hidden.count > items.count { content.append(.paragraph(note(review.hidden.count))) }
    return Section("hidden", wording.text("review.hidden.title"), content)
  }

  var tagSection: Section? {
    guard !facts.tickets.isEmpty else { return nil }
    let tags = review.tags
    var content: [Block] = [
      .paragraph(wording.phrase("review.tags.intro", ["tag": .code(Ticket.failureTag)]))
    ]
    for (key, ids) in [
      ("tagged-only", tags.taggedButDelivered), ("tagged-unknown", tags.taggedWithoutNotification),
      ("tag-left", tags.leftBehind),
    ] where !ids.isEmpty {
      content.append(
        .paragraph(
          wording.phrase("review.tags.\(key)", count: ids.count) + Phrase(" ") + tickets(ids, longest: 30)))
    }
    if !tags.untagged.isEmpty {
      let named = tags.untagged.prefix(30).map { id in
        var phrase = voice.link(toTicket: id, context)
        if let time = tags.tagTakenAway[id] {
          phrase.append(" ")
          phrase.append(wording.phrase("review.tags.taken-away", ["time": moment(time)]))
        }
        return phrase
      }
      var phrase =
        wording.phrase("review.tags.untagged", count: tags.untagged.count) + Phrase(" ")
        + named.joined(separator: ", ")
      if tags.untagged.count > 30 {
        phrase.append(Phrase(", ") + wording.phrase("work.more", count: tags.untagged.count - 30))
      }
      content.append(.paragraph(phrase))
    }
    if tags.agrees { content.append(.paragraph(wording.phrase("review.tags.agree"))) }
    return Section("tags", wording.text("review.tags.title"), content)
  }

  var observabilitySection: Section? {
    let unobserved = review.observability.reduce(0) { $0 + $1.unobserved }
    let tickets = review.observability.reduce(0) { $0 + $1.tickets }
    guard unobserved > 0 else { return nil }
    let cells: [[Phrase]] = review.observability.map { entry in
      [
        entry.supportAddress.map { .address($0) } ?? .soft(wording.text("review.unobserved.no-address")),
        Phrase(wording.number(entry.tickets)), Phrase(wording.number(entry.unobserved)),
        Phrase(wording.percent(entry.unobserved, of: entry.tickets)),
        wording.phrase("review.unobserved.\(entry.reason.rawValue)"),
      ]
    }
    return Section(
      "unobserved", wording.text("review.unobserved.title"),
      [
        .paragraph(
          wording.phrase(
            "review.unobserved.intro", count: unobserved,
            [
              "all": Phrase(wording.number(tickets)),
              "covered": Phrase(wording.percent(tickets - unobserved, of: tickets)),
            ])),
        .table(
          Table(
            caption: wording.text("review.unobserved.caption"),
            columns: [
              .init(wording.text("column.support-address")),
              .number(wording.text("review.unobserved.column-tickets")),
              .number(wording.text("review.unobserved.column-unknown")),
              .number(wording.text("column.share")),
              .init(wording.text("column.why")),
            ], rows: cells)),
      ])
  }

  /// Which records were joined, how surely, and what stands alone.
  var joinSection: Section? {
    guard !rows.isEmpty else { return nil }
    let joins = review.joins
    var counts: [(String, Int)] = Witness.Trust.allCases.map { ($0.rawValue, joins.byTrust[$0] ?? 0) }
    counts += [
      ("log-alone", joins.logAlone), ("help-desk-alone", joins.helpDeskAlone),
      ("bounce-alone", joins.bounceAlone),
    ]
    var content: [Block] = [
      .table(
        Table(
          caption: wording.text("review.joins.caption"),
          columns: [
            .init(wording.text("review.joins.column-how")), .number(wording.text("column.failed")),
          ],
          rows: counts.filter { $0.1 > 0 }.map {
            [wording.phrase("review.joins.\($0)"), Phrase(wording.number($1))]
          }))
    ]
    for (key, count) in [
      ("by-token", joins.byToken), ("without-ticket", joins.withoutTicket), ("mangled", joins.mangledIDs),
    ] where count > 0 {
      content.append(.paragraph(wording.phrase("review.joins.\(key)", count: count)))
    }
    return Section(
      "joins", wording.text("review.joins.title"),
      [.paragraph(wording.phrase("review.joins.intro"))] + content)
  }

  // MARK: All failures

  /// The failures by reason and by state, each leading to its entry: a filter that needs no script.
  var findSection: Section? {
    guard rows.count > 1 else { return nil }
    var byClass: [String: [Int]] = [:]
    for position in rows.indices {
      byClass[context.classID(of: rows[position]), default: []].append(position)
    }
    let shown = context.options.longestList / max(1, byClass.count) + 5
    let parts: [Block] = byClass.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
      .map { id, members in
        var names = members.prefix(shown).map { nameLink($0) }.joined(separator: "; ")
        if members.count > shown {
          names.append(Phrase("; ") + wording.phrase("work.more", count: members.count - shown))
        }
        return .details(
          summary: wording.phrase(
            "review.find.class", count: members.count, ["class": Phrase(voice.guidance[id].title)]),
          [.paragraph(names)])
      }
    return Section(
      "find", wording.text("review.find.title"), [.paragraph(wording.phrase("review.find.intro"))] + parts)
  }

  var stateSection: Section? {
    var cells: [[Phrase]] = FailureState.allCases.compactMap { state in
      guard let count = review.byState[state]?.count else { return nil }
      return [
        .link(.anchor(Self.section(of: state)), wording.text("state.\(state.rawValue).name")),
        wording.phrase("state.\(state.rawValue).meaning"), Phrase(wording.number(count)),
      ]
    }
    // What the archive has kept the counts of, but not the rows.
    let withoutRow = context.findings.failuresWithoutRow
    if withoutRow > 0 {
      cells.append([
        wording.phrase("review.states.without-row"), wording.phrase("review.states.without-row-meaning"),
        Phrase(wording.number(withoutRow)),
      ])
    }
    cells.append([
      .strong(wording.text("review.states.total")), Phrase(),
      .strong(wording.number(rows.count + withoutRow)),
    ])
    return Section(
      "states", wording.text("review.states.title"),
      [
        .paragraph(wording.phrase("review.states.intro")),
        .table(
          Table(
            caption: wording.text("review.states.caption"),
            columns: [
              .init(wording.text("column.state")), .init(wording.text("column.meaning")),
              .number(wording.text("column.failed")),
            ], rows: cells)),
      ])
  }

  /// The recipient, leading to its entry on the review, and the ticket.
  func nameLink(_ position: Int) -> Phrase {
    let row = rows[position]
    var phrase = Phrase.link(.page(.review(label), anchor: context.ids[position]), row.recipient)
    if let ticket = row.ticketID { phrase.append(Phrase(", ") + voice.link(toTicket: ticket, context)) }
    return phrase
  }
}
