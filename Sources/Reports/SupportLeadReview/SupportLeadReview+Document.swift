import DeliveryModel
import Summaries

extension SupportLeadReview {
  /// The sections that list failures one by one, in falling urgency, with the states that belong there.
  private static let lists: [(id: String, states: [FailureState])] = [
    ("partly", [.partly]),
    ("awaiting", [.awaiting]),
    ("notices", [.notice]),
    ("without-ticket", [.withoutTicket]),
    ("colleagues", [.colleague]),
    ("followed", [.followed]),
    ("reached", [.reached]),
    ("deleted", [.deleted]),
  ]

  /// The review as a page in one language.
  public func document(_ context: ReportContext, in voice: Voice) -> Document {
    let wording = voice.wording
    var page = Document(
      kind: .supportLeadReview, path: .review(context.period.label), language: wording.language,
      title: wording.text("review.title"))
    page.subtitle = voice.period(context)
    page.provenance = voice.provenance(context)
    page.lead = lead(context, in: voice)
    page.summary = page.lead.plainText
    page.breadcrumbs = [.link(.page(.index), wording.text("index.short-title"))]

    var sections: [Section] = []
    let unknown = CoverageSection.missingInputs(context).filter { $0 != "mail-log" }
    if !unknown.isEmpty, !context.findings.failures.isEmpty {
      sections.append(
        Section(
          "unknown", wording.text("review.unknown.title"),
          [
            .notice(wording.phrase("review.unknown.intro")),
            .list(unknown.map { wording.phrase("coverage.missing-\($0)") }),
          ]))
    }
    var budget = context.options.longestList
    sections.append(waitingSection(context, in: voice, budget: &budget))
    sections.append(WorkSection.section(context, in: voice, examples: 3))
    if !agents.isEmpty { sections.append(agentSection(context, in: voice)) }
    for list in Self.lists {
      let members = list.states.flatMap { byState[$0] ?? [] }
      guard !members.isEmpty else { continue }
      sections.append(
        Section(
          list.id, wording.text("review.\(list.id).title"),
          [.paragraph(wording.phrase("review.\(list.id).intro", count: members.count))]
            + blocks(members, context, in: voice, withCopies: false, budget: &budget)))
    }
    if !repeated.isEmpty { sections.append(repeatedSection(context, in: voice)) }
    if !triggers.isEmpty { sections.append(triggerSection(context, in: voice)) }
    if !hidden.isEmpty { sections.append(hiddenSection(context, in: voice)) }
    if context.hasHelpDesk { sections.append(tagSection(context, in: voice)) }
    if !unobserved.isEmpty { sections.append(unobservedSection(in: voice)) }
    sections.append(stateSection(context, in: voice))
    sections.append(CoverageSection.section(context, in: voice))
    sections.append(MethodSection.section(context, in: voice))
    page.sections = sections
    return page
  }

  /// Who waits, in a sentence.
  func lead(_ context: ReportContext, in voice: Voice) -> Phrase {
    let wording = voice.wording
    guard !context.findings.failures.isEmpty else { return wording.phrase("review.lead.no-failures") }
    guard context.hasHelpDesk else {
      return wording.phrase("review.lead.no-help-desk", count: context.findings.failures.count)
    }
    let customers = Set(waiting.map { context.findings.failures[$0].recipient.lowercased() }).count
    guard customers > 0 else {
      return wording.phrase("review.lead.nobody", count: context.findings.failures.count)
    }
    let solved = Set(
      waiting.filter { position in
        let ticket = context.findings.failures[position].ticketID.flatMap {
          context.findings.helpDesk.tickets[$0]
        }
        return ticket?.status == .solved || ticket?.status == .closed
      }.map { context.findings.failures[$0].recipient.lowercased() }
    ).count
    var phrase = wording.phrase("review.lead.waiting", count: customers)
    if solved > 0 {
      phrase.append(" ")
      phrase.append(wording.phrase("review.lead.solved", count: solved))
    }
    return phrase
  }

  private func waitingSection(_ context: ReportContext, in voice: Voice, budget: inout Int) -> Section {
    let wording = voice.wording
    var content: [Block] = []
    if waiting.isEmpty {
      content.append(
        .paragraph(wording.phrase(context.hasHelpDesk ? "review.waiting.nobody" : "review.waiting.unknown")))
    } else {
      content.append(.paragraph(wording.phrase("review.waiting.intro", count: waiting.count)))
      content += blocks(waiting, context, in: voice, withCopies: true, budget: &budget)
    }
    return Section("waiting", wording.text("review.waiting.title"), content)
  }

  private func blocks(
    _ members: [Int], _ context: ReportContext, in voice: Voice, withCopies: Bool, budget: inout Int
  ) -> [Block] {
    let shown = members.prefix(max(0, budget))
    budget -= shown.count
    var blocks: [Block] = []
    if !shown.isEmpty {
      blocks.append(.failures(shown.map { voice.block($0, context, withCopies: withCopies) }))
    }
    if shown.count < members.count {
      blocks.append(
        .notice(
          voice.wording.phrase(
            "review.cut", count: members.count - shown.count,
            ["file": .link(.file("failures.csv"), "failures.csv")])))
    }
    return blocks
  }

  private func agentSection(_ context: ReportContext, in voice: Voice) -> Section {
    let wording = voice.wording
    let parts: [Block] = agents.enumerated().map { index, agent in
      let name = agent.name ?? wording.text("review.agents.nobody")
      let items: [Phrase] = agent.failures.prefix(20).map { position in
        let row = context.findings.failures[position]
        var phrase = Phrase.link(.anchor(context.ids[position]), row.recipient)
        phrase.append(": ")
        phrase.append(Phrase(voice.guidance[context.classID(of: row)].title))
        if let ticket = row.ticketID { phrase.append(Phrase(", ") + voice.link(toTicket: ticket, context)) }
        return phrase
      }
      var content: [Block] = [.list(items)]
      if agent.failures.count > 20 {
        content.append(.paragraph(wording.phrase("table.left-out", count: agent.failures.count - 20)))
      }
      return .part(
        Part(
          "agent-\(index + 1)",
          wording.phrase("review.agents.item", count: agent.failures.count, ["name": Phrase(name)]), content))
    }
    return Section(
      "agents", wording.text("review.agents.title"),
      [.paragraph(wording.phrase("review.agents.intro"))] + parts)
  }

  private func repeatedSection(_ context: ReportContext, in voice: Voice) -> Section {
    let wording = voice.wording
    let rows: [[Phrase]] = repeated.prefix(20).map { entry in
      let addresses = entry.recipients.map { Phrase.address($0) }.joined(separator: ", ")
      return [
        addresses, Phrase(entry.name.isEmpty ? "–" : entry.name), Phrase(wording.number(entry.failures)),
        entry.tickets.isEmpty
          ? Phrase("–")
          : entry.tickets.prefix(6).map { voice.link(toTicket: $0, context) }.joined(separator: ", "),
      ]
    }
    return Section(
      "repeated", wording.text("review.repeated.title"),
      [
        .paragraph(wording.phrase("review.repeated.intro", count: repeated.count)),
        .table(
          Table(
            caption: wording.text("review.repeated.caption"),
            columns: [
              .init(wording.text("column.address")), .init(wording.text("column.customer")),
              .number(wording.text("column.failed")), .init(wording.text("column.tickets")),
            ], rows: rows,
            note: repeated.count > 20
              ? wording.phrase("table.left-out", count: repeated.count - 20) : Phrase())),
      ])
  }

  private func triggerSection(_ context: ReportContext, in voice: Voice) -> Section {
    let wording = voice.wording
    let rows: [[Phrase]] = triggers.map { trigger in
      [
        Phrase(trigger.title), Phrase(wording.number(trigger.failures)),
        Phrase(wording.number(trigger.recipients)),
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
              .number(wording.text("column.recipients")), .init(wording.text("column.visible")),
            ], rows: rows)),
      ])
  }

  private func hiddenSection(_ context: ReportContext, in voice: Voice) -> Section {
    let wording = voice.wording
    let items: [Phrase] = hidden.prefix(50).map { position in
      let row = context.findings.failures[position]
      var phrase = Phrase.link(.anchor(context.ids[position]), row.recipient)
      if let ticket = row.ticketID { phrase.append(Phrase(", ") + voice.link(toTicket: ticket, context)) }
      return phrase
    }
    var content: [Block] = [
      .paragraph(wording.phrase("review.hidden.intro", count: hidden.count)), .list(items),
    ]
    if hidden.count > 50 {
      content.append(.paragraph(wording.phrase("table.left-out", count: hidden.count - 50)))
    }
    return Section("hidden", wording.text("review.hidden.title"), content)
  }

  private func tagSection(_ context: ReportContext, in voice: Voice) -> Section {
    let wording = voice.wording
    var content: [Block] = [
      .paragraph(wording.phrase("review.tags.intro", ["tag": .code(Ticket.failureTag)]))
    ]
    for (key, tickets) in [("tagged-only", taggedOnly), ("untagged", untagged), ("tag-left", tagLeft)] {
      guard !tickets.isEmpty else { continue }
      var phrase = wording.phrase("review.tags.\(key)", count: tickets.count)
      phrase.append(" ")
      phrase.append(tickets.prefix(30).map { voice.link(toTicket: $0, context) }.joined(separator: ", "))
      if tickets.count > 30 {
        phrase.append(Phrase(", ") + wording.phrase("work.more", count: tickets.count - 30))
      }
      content.append(.paragraph(phrase))
    }
    if content.count == 1 { content.append(.paragraph(wording.phrase("review.tags.agree"))) }
    return Section("tags", wording.text("review.tags.title"), content)
  }

  private func unobservedSection(in voice: Voice) -> Section {
    let wording = voice.wording
    let rows: [[Phrase]] = unobserved.map { entry in
      [
        entry.supportAddress.map { .address($0) } ?? .soft(wording.text("review.unobserved.no-address")),
        Phrase(wording.number(entry.mails)), Phrase(wording.number(entry.all)),
        Phrase(wording.percent(entry.mails, of: entry.all)),
      ]
    }
    let mails = unobserved.reduce(0) { $0 + $1.mails }
    return Section(
      "unobserved", wording.text("review.unobserved.title"),
      [
        .paragraph(wording.phrase("review.unobserved.intro", count: mails)),
        .table(
          Table(
            caption: wording.text("review.unobserved.caption"),
            columns: [
              .init(wording.text("column.support-address")), .number(wording.text("column.unknown-mails")),
              .number(wording.text("column.mails")), .number(wording.text("column.share")),
            ], rows: rows)),
      ])
  }

  private func stateSection(_ context: ReportContext, in voice: Voice) -> Section {
    let wording = voice.wording
    var rows: [[Phrase]] = FailureState.allCases.compactMap { state in
      guard let count = byState[state]?.count else { return nil }
      return [
        wording.phrase("state.\(state.rawValue).name"), wording.phrase("state.\(state.rawValue).meaning"),
        Phrase(wording.number(count)),
      ]
    }
    rows.append([
      .strong(wording.text("review.states.total")), Phrase(),
      .strong(wording.number(context.findings.failures.count)),
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
            ], rows: rows)),
      ])
  }
}
