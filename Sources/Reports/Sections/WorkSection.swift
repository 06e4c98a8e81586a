import Summaries

/// “Who does what now”: three groups in their fixed order, the same on every page that has it.
enum WorkSection {
  /// - Parameter examples: how many recipients of a class are named before the review is pointed to.
  static func section(_ context: ReportContext, in voice: Voice, examples: Int) -> Section {
    let wording = voice.wording
    let open = context.answers.indices.filter { isWork(context.answers[$0].state) }
    var blocks: [Block] = []
    if open.isEmpty {
      blocks.append(
        .paragraph(
          wording.phrase(context.findings.failuresWithoutRow > 0 ? "work.rows-left" : "work.nothing")))
    } else {
      for group in FixerGroup.allCases {
        let members = open.filter { self.group(of: $0, context) == group }
        blocks.append(.part(part(group, members, context, in: voice, examples: examples)))
      }
    }
    let repaired = context.answers.count - open.count
    if repaired > 0 {
      blocks.append(
        .paragraph(
          wording.phrase(
            "work.not-listed", count: repaired,
            [
              "review": .link(
                .page(.review(context.period.label), anchor: "states"), wording.text("review.title"))
            ])))
    }
    return Section("now", wording.text("work.title"), blocks)
  }

  /// Whether somebody still has to do something about a failure in this state.
  static func isWork(_ state: FailureState) -> Bool { state.isOpen }

  static func group(of position: Int, _ context: ReportContext) -> FixerGroup {
    let state = context.answers[position].state
    if state == .colleague { return .administrator }
    if state == .corrected { return .agent }
    return context.group(of: context.findings.failures[position])
  }

  private static func part(
    _ group: FixerGroup, _ members: [Int], _ context: ReportContext, in voice: Voice, examples: Int
  ) -> Part {
    let wording = voice.wording
    let heading = wording.phrase("work.\(group.rawValue).title", count: members.count)
    guard !members.isEmpty else {
      return Part(
        "now-\(group.rawValue)", heading, group: group, [.paragraph(wording.phrase("work.group-empty"))])
    }
    var byClass: [String: [Int]] = [:]
    for member in members {
      byClass[context.classID(of: context.findings.failures[member]), default: []].append(member)
    }
    let sorted = byClass.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    let items: [Phrase] = sorted.map { id, positions in
      let text = voice.guidance[id]
      let step = group == .administrator && !text.adminStep.isEmpty ? text.adminStep : text.nextStep
      var phrase = wording.phrase("work.item", count: positions.count, ["class": voice.link(toClass: id)])
      phrase.append(.newLine + Phrase(step) + .newLine)
      let people = distinct(positions, context)
      let named = people.prefix(examples).map { name($0, context, in: voice) }
      phrase.append(named.joined(separator: ", "))
      if people.count > examples {
        let more = wording.text("work.more", count: people.count - examples)
        phrase.append(", ")
        phrase.append(.link(.page(.review(context.period.label)), more))
      }
      return phrase
    }
    return Part("now-\(group.rawValue)", heading, group: group, [.list(items)])
  }

  /// One failure for each recipient and ticket: to write to somebody again is one piece of work.
  private static func distinct(_ positions: [Int], _ context: ReportContext) -> [Int] {
    var seen: Set<String> = []
    return positions.filter { position in
      let row = context.findings.failures[position]
      return seen.insert("\(row.recipient.lowercased()) \(row.ticketID ?? 0)").inserted
    }
  }

  /// The recipient, leading to its block in the review, and the ticket.
  private static func name(_ position: Int, _ context: ReportContext, in voice: Voice) -> Phrase {
    let row = context.findings.failures[position]
    let link = Phrase.link(.page(.review(context.period.label), anchor: context.ids[position]), row.recipient)
    guard let ticket = row.ticketID else { return link }
    return link + Phrase(" (") + voice.link(toTicket: ticket, context) + Phrase(")")
  }
}
