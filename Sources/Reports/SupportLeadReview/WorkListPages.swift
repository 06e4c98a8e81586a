import DeliveryModel
import Summaries

/// The work lists as pages: short enough to be pasted into a chat, complete enough to work from.
struct WorkListPages {
  let page: ReviewPage

  /// Failures that are set out in full on a list, before the rest follows in a line each.
  private static let setOut = 100
  /// Lines of one part of a list.
  private static let longestPart = 4000

  private var wording: Wording { page.wording }
  private var voice: Voice { page.voice }
  private var context: ReportContext { page.context }

  func documents() -> [Document] {
    let lists = page.review.lists
    var documents = lists.agents.flatMap { agent($0) }
    for group in lists.groups where lists.groups.contains(where: { $0.name != nil }) {
      documents.append(self.group(group))
    }
    if !lists.causes.isEmpty || !page.review.massFailures.isEmpty { documents.append(administrator()) }
    return documents
  }

  private func document(_ path: PagePath, title: String, lead: Phrase) -> Document {
    var document = Document(kind: .reviewList, path: path, language: wording.language, title: title)
    document.subtitle = voice.period(context)
    document.provenance = voice.provenance(context)
    document.lead = lead
    document.summary = lead.plainText
    document.breadcrumbs = [
      .link(.page(.index), wording.text("index.short-title")),
      .link(.page(.review(page.label)), wording.text("review.title")),
    ]
    return document
  }

  // MARK: Agents

  private func agent(_ agent: WorkLists.AgentWork) -> [Document] {
    let name = agent.name ?? wording.text("review.agents.nobody")
    let rest = agent.failures.dropFirst(Self.setOut)
    let parts = 1 + (max(0, rest.count - Self.longestPart) + Self.longestPart - 1) / Self.longestPart
    return (1...parts).map { part in
      let path = PagePath.reviewAgent(page.label, slug: agent.slug, part: part)
      var document = document(
        path, title: wording.text("review.agents.page-title", ["name": Phrase(name)]),
        lead: wording.phrase("review.agents.lead", count: agent.failures.count))
      let start = rest.startIndex + (part - 1) * Self.longestPart
      let lines = rest[start..<min(rest.endIndex, start + Self.longestPart)]
      if part == 1 { document.sections = agentSections(Array(agent.failures.prefix(Self.setOut))) }
      if !lines.isEmpty {
        document.sections.append(
          Section("more", wording.text("review.agents.more"), [.list(lines.map { line($0) })]))
      }
      if part > 1 {
        document.previous = .link(
          .page(.reviewAgent(page.label, slug: agent.slug, part: part - 1)), "\(part - 1) / \(parts)")
      }
      if part < parts {
        document.next = .link(
          .page(.reviewAgent(page.label, slug: agent.slug, part: part + 1)), "\(part + 1) / \(parts)")
      }
      return document
    }
  }

  /// In the three groups of every page: what the agent can fix comes first, and where others must act the
  /// customer is still to be told.
  private func agentSections(_ failures: [Int]) -> [Section] {
    FixerGroup.allCases.compactMap { group in
      let members = failures.filter { OpenWork.group(of: $0, context) == group }
      guard !members.isEmpty else { return nil }
      return Section(
        group.rawValue, wording.text("review.agents.\(group.rawValue).title", count: members.count),
        [
          .paragraph(wording.phrase("review.agents.\(group.rawValue).intro")),
          .failures(members.map { page.block($0, withCopies: true) }),
        ])
    }
  }

  /// A failure in one line.
  private func line(_ position: Int) -> Phrase {
    let row = page.rows[position]
    var phrase = Phrase.address(row.recipient)
    if let ticket = row.ticketID { phrase.append(Phrase(", ") + voice.link(toTicket: ticket, context)) }
    let state = context.answers[position].state
    phrase.append(Phrase(": "))
    phrase.append(Phrase(voice.guidance[context.classID(of: row)].title))
    phrase.append(Phrase(", ") + wording.phrase("state.\(state.rawValue).name"))
    return phrase
  }

  // MARK: Groups

  private func group(_ group: WorkLists.GroupWork) -> Document {
    let name = group.name ?? wording.text("review.groups.none")
    var document = document(
      .reviewGroup(page.label, slug: group.slug),
      title: wording.text("review.agents.page-title", ["name": Phrase(name)]),
      lead: wording.phrase("review.agents.lead", count: group.failures.count))
    let members = Set(group.failures)
    document.sections = page.review.lists.agents.compactMap { agent in
      let own = agent.failures.filter { members.contains($0) }
      guard !own.isEmpty else { return nil }
      var blocks: [Block] = [
        .paragraph(
          .link(
            .page(.reviewAgent(page.label, slug: agent.slug, part: 1)), wording.text("review.groups.agent"))),
        .list(own.prefix(Self.setOut).map { line($0) }),
      ]
      if own.count > Self.setOut { blocks.append(.paragraph(page.note(own.count, Self.setOut))) }
      return Section(
        "agent-\(agent.slug)", agent.name ?? wording.text("review.agents.nobody"), blocks)
    }
    return document
  }

  // MARK: The administrator

  private func administrator() -> Document {
    let lists = page.review.lists
    let count = lists.causes.reduce(0) { $0 + $1.failures.count }
    var document = document(
      .reviewAdministrator(page.label), title: wording.text("review.administrator.title"),
      lead: wording.phrase("review.administrator.lead", count: count))
    for (number, event) in page.review.massFailures.enumerated() {
      let text = voice.guidance[event.classID]
      document.sections.append(
        Section(
          "event-\(number + 1)", page.heading(of: event).plainText,
          [
            .paragraph(
              wording.phrase(
                "review.events.action",
                ["step": Phrase(text.adminStep.isEmpty ? text.nextStep : text.adminStep)])),
            .failures(samples(of: event.failures).map { page.block($0, withCopies: false, ofEvent: true) }),
            .list(event.failures.prefix(Self.setOut).map { line($0) }),
          ]))
    }
    document.sections += lists.causes.map { section($0) }
    return document
  }

  /// A cause: what to change by class, then the evidence.
  private func section(_ cause: WorkLists.CauseWork) -> Section {
    var blocks: [Block] = [.paragraph(wording.phrase("review.cause-intro.\(cause.cause)"))]
    if cause.cause == "authentication", let table = supportAddresses { blocks.append(.table(table)) }
    var byClass: [String: [Int]] = [:]
    for position in cause.failures {
      byClass[context.classID(of: page.rows[position]), default: []].append(position)
    }
    for (id, members) in byClass.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
      let text = voice.guidance[id]
      var content: [Block] = []
      if cause.cause != AdministratorCause.ownAddresses, !text.adminStep.isEmpty {
        content.append(.paragraph(Phrase(text.adminStep)))
      }
      content.append(.paragraph(domains(of: members)))
      let samples = samples(of: members)
      content.append(.failures(samples.map { page.block($0, withCopies: false) }))
      let rest = members.filter { !samples.contains($0) }
      if !rest.isEmpty { content.append(.list(rest.prefix(Self.setOut).map { line($0) })) }
      if rest.count > Self.setOut { content.append(.paragraph(page.note(rest.count, Self.setOut))) }
      blocks.append(
        .part(
          Part(
            "\(cause.cause)-\(id)",
            wording.phrase("review.find.class", count: members.count, ["class": Phrase(text.title)]),
            group: .administrator, content)))
    }
    return Section(cause.cause, wording.text("review.cause.\(cause.cause)"), blocks)
  }

  /// Up to three of them whose replies differ: what a server says forty times is said once.
  private func samples(of members: [Int]) -> [Int] {
    var said: Set<String> = []
    var samples: [Int] = []
    for position in members where samples.count < 3 {
      let row = page.rows[position]
      // Digits and what stands in angle brackets differ from reply to reply.
      var isInside = false
      let shape = (row.reply?.text ?? "").filter { character in
        if character == "<" { isInside = true }
        if character == ">" { isInside = false }
        return !isInside && !character.isNumber
      }.prefix(60)
      if said.insert(context.classID(of: row) + shape).inserted { samples.append(position) }
    }
    return samples
  }

  private func domains(of members: [Int]) -> Phrase {
    var counts: [String: Int] = [:]
    for position in members { counts[page.rows[position].domain ?? "–", default: 0] += 1 }
    let named = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(8).map {
      Phrase.address($0) + Phrase(" (\(wording.number($1)))")
    }
    return wording.phrase("review.administrator.domains", ["domains": named.joined(separator: ", ")])
  }

  /// Support addresses whose domain is not proven: the evidence for refusals of the sender. Nil where all are.
  private var supportAddresses: Table? {
    let unproven = page.facts.supportAddresses.values.filter { address in
      [address.spfStatus, address.cnameStatus, address.domainVerificationStatus].contains {
        $0 != nil && $0 != "verified"
      }
    }
    guard !unproven.isEmpty else { return nil }
    return Table(
      caption: wording.text("review.administrator.support-addresses"),
      columns: [
        .init(wording.text("column.support-address")), .init("SPF"), .init("CNAME"),
        .init(wording.text("review.administrator.column-domain")),
      ],
      rows: unproven.sorted { ($0.email ?? "", $0.id) < ($1.email ?? "", $1.id) }.map { address in
        [
          .address(address.email ?? "\(address.id)"), .code(address.spfStatus ?? "–"),
          .code(address.cnameStatus ?? "–"), .code(address.domainVerificationStatus ?? "–"),
        ]
      })
  }
}
