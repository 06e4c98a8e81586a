import DeliveryModel
import Summaries

extension SupportLeadReview {
  /// The review as a page in one language.
  public func document(_ context: ReportContext, in voice: Voice) -> Document {
    var page = ReviewPage(review: self, context: context, voice: voice)
    return page.document()
  }

  /// The work lists as pages of their own: one for each agent (in parts, where it is long), for each group, and
  /// for the administrator.
  public func workLists(_ context: ReportContext, in voice: Voice) -> [Document] {
    WorkListPages(page: ReviewPage(review: self, context: context, voice: voice)).documents()
  }
}

/// Puts the review's answers into words.
struct ReviewPage {
  let review: SupportLeadReview
  let context: ReportContext
  let voice: Voice
  /// How many more failures this page may list singly.
  var budget: Int

  init(review: SupportLeadReview, context: ReportContext, voice: Voice) {
    self.review = review
    self.context = context
    self.voice = voice
    budget = context.options.longestList
  }

  var wording: Wording { voice.wording }
  var rows: [FailureRow] { context.findings.failures }
  var facts: HelpDeskFacts { context.findings.helpDesk }
  var label: String { context.period.label }

  /// The states that have a section of their own, and where each state is listed.
  static let sections: [(id: String, states: [FailureState])] = [
    ("partly", [.partly]), ("awaiting", [.awaiting]), ("merged", [.merged]), ("notices", [.notice]),
    ("without-ticket", [.withoutTicket]), ("colleagues", [.colleague]),
    ("followed", [.followed]), ("reached", [.reached]), ("deleted", [.deleted]),
  ]

  static func section(of state: FailureState) -> String {
    sections.first { $0.states.contains(state) }?.id ?? "waiting"
  }

  mutating func document() -> Document {
    var page = Document(
      kind: .supportLeadReview, path: .review(label), language: wording.language,
      title: context.options.organisation.map { wording.text("review.title-of", ["name": Phrase($0)]) }
        ?? wording.text("review.title"))
    page.subtitle = voice.period(context)
    page.provenance = voice.provenance(context)
    page.lead = lead
    page.summary = page.lead.plainText
    page.breadcrumbs = [.link(.page(.index), wording.text("index.short-title"))]

    var sections: [Section?] = [unknownSection, eventSection]
    sections.append(waitingSection())
    sections.append(followUpSection)
    sections.append(listSection)
    sections.append(WorkSection.section(context, in: voice, examples: 3))
    for list in Self.sections { sections.append(stateList(list.id, list.states)) }
    sections += [
      paperSection, repeatedSection, triggerSection, hiddenSection, tagSection, observabilitySection,
      joinSection, findSection, stateSection,
    ]
    sections.append(CoverageSection.section(context, in: voice))
    sections.append(MethodSection.section(context, in: voice))
    page.sections = sections.compactMap(\.self)
    return page
  }

  /// Who waits, in a sentence.
  private var lead: Phrase {
    let failures = rows.count
    let tagged = review.tags.taggedWithoutNotification.count
    guard failures > 0 else {
      let left = context.findings.failuresWithoutRow
      if left > 0 { return wording.phrase("rates.rows-left", count: left) }
      if tagged > 0 { return wording.phrase("review.lead.tags-only", count: tagged) }
      return wording.phrase("review.lead.no-failures")
    }
    guard context.hasHelpDesk else { return wording.phrase("review.lead.no-help-desk", count: failures) }
    let customers = people(review.waiting)
    guard customers > 0 else { return wording.phrase("review.lead.nobody", count: failures) }
    let over = people(
      review.waiting.filter { position in
        rows[position].ticketID.flatMap { facts.tickets[$0]?.isOver } ?? false
      })
    var phrase = wording.phrase("review.lead.waiting", count: customers)
    if over > 0 {
      phrase.append(" ")
      phrase.append(wording.phrase("review.lead.solved", count: over))
    }
    return phrase
  }

  /// How many people the failures missed.
  private func people(_ positions: [Int]) -> Int {
    Set(positions.map { rows[$0].recipient.lowercased() }).count
  }

  // MARK: What cannot be known

  /// What the input leaves open, with the export that would tell; nil where nothing is open.
  private var unknownSection: Section? {
    guard context.hasHelpDesk || !rows.isEmpty else { return nil }
    var items = CoverageSection.missingInputs(context).filter { $0 != "mail-log" }
      .map { wording.phrase("coverage.missing-\($0)") }
    if !facts.notifications.isEmpty, facts.notificationEvents.isEmpty {
      items.append(wording.phrase("review.unknown.audits"))
    }
    let nameAlone = facts.tickets.values.count { $0.assigneeID == nil && $0.assigneeName != nil }
    if nameAlone > 0 { items.append(wording.phrase("review.unknown.names", count: nameAlone)) }
    if review.joins.mangledIDs > 0 {
      items.append(wording.phrase("review.unknown.mangled", count: review.joins.mangledIDs))
    }
    if !facts.tickets.isEmpty, review.tags.unknown > 0 {
      items.append(wording.phrase("review.unknown.tickets", count: review.tags.unknown))
    }
    guard !items.isEmpty else { return nil }
    return Section(
      "unknown", wording.text("review.unknown.title"),
      [.notice(wording.phrase("review.unknown.intro")), .list(items)])
  }

  // MARK: One event, many failures

  /// Many failures that are one event, each named once; nil where there was none.
  private var eventSection: Section? {
    guard !review.massFailures.isEmpty else { return nil }
    var parts: [Block] = [
      .paragraph(wording.phrase("review.events.intro", count: review.massFailures.count))
    ]
    for (number, event) in review.massFailures.enumerated() { parts.append(.part(part(event, number))) }
    return Section("events", wording.text("review.events.title"), parts)
  }

  func heading(of event: MassFailure) -> Phrase {
    guard let domain = event.domain else {
      return wording.phrase(
        "review.events.heading-wide", count: event.failures.count,
        ["domains": Phrase(wording.number(event.domains))])
    }
    return wording.phrase(
      "review.events.heading", count: event.failures.count,
      ["where": Phrase(event.organisation.map { "\($0) (\(domain))" } ?? domain)])
  }

  private func part(_ event: MassFailure, _ number: Int) -> Part {
    let text = voice.guidance[event.classID]
    let zone = context.findings.zone
    let isLonely = event.usualPerHour < 0.05
    var story = wording.phrase(
      "review.events.story", count: event.recipients,
      [
        "from": Phrase(wording.moment(event.first, in: zone)),
        "to": Phrase(wording.moment(event.last, in: zone)),
        "class": voice.link(toClass: event.classID),
      ])
    story.append(" ")
    story.append(
      isLonely
        ? wording.phrase("review.events.unusual")
        : wording.phrase(
          "review.events.usual", ["usual": Phrase(wording.decimal(event.usualPerHour, digits: 1))]))
    var blocks: [Block] = [.paragraph(story)]
    let spoken = event.failures.first { rows[$0].reply.map { $0.saidBy != .helpDesk } ?? false }
    if let reply = spoken.map({ voice.reply(of: rows[$0]) }), !reply.isEmpty {
      blocks.append(.paragraph(wording.phrase("review.events.words", ["reply": reply])))
    }
    blocks.append(
      .paragraph(
        wording.phrase(
          "review.events.action", ["step": Phrase(text.adminStep.isEmpty ? text.nextStep : text.adminStep)])))
    return Part("event-\(number + 1)", heading(of: event), group: .administrator, blocks)
  }
}
