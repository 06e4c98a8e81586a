import Summaries

/// “Who does what now”: three groups in their fixed order, the same on every page that has it.
enum WorkSection {
  /// - Parameter examples: how many recipients of a class are named before the review is pointed to.
  static func section(_ context: ReportContext, in voice: Voice, examples: Int) -> Section {
    let wording = voice.wording
    var blocks: [Block] = []
    if context.work.failures == 0 {
      blocks.append(
        .paragraph(
          wording.phrase(context.findings.failuresWithoutRow > 0 ? "work.rows-left" : "work.nothing")))
    } else {
      blocks += FixerGroup.allCases.map { .part(part($0, context, in: voice, examples: examples)) }
    }
    let repaired = context.answers.count - context.work.failures
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

  private static func part(
    _ group: FixerGroup, _ context: ReportContext, in voice: Voice, examples: Int
  ) -> Part {
    let wording = voice.wording
    let heading = wording.phrase("work.\(group.rawValue).title", count: context.work.failures(of: group))
    guard let classes = context.work.groups[group], !classes.isEmpty else {
      return Part(
        "now-\(group.rawValue)", heading, group: group, [.paragraph(wording.phrase("work.group-empty"))])
    }
    let items: [Phrase] = classes.map { work in
      let text = voice.guidance[work.classID]
      let step = group == .administrator && !text.adminStep.isEmpty ? text.adminStep : text.nextStep
      var phrase = wording.phrase(
        "work.item", count: work.failures, ["class": voice.link(toClass: work.classID)])
      phrase.append(.newLine + Phrase(step) + .newLine)
      let named = work.examples.prefix(examples).map { name($0, context, in: voice) }
      phrase.append(named.joined(separator: ", "))
      if work.people > named.count {
        phrase.append(", ")
        phrase.append(
          .link(
            .page(.review(context.period.label)), wording.text("work.more", count: work.people - named.count))
        )
      }
      return phrase
    }
    return Part("now-\(group.rawValue)", heading, group: group, [.list(items)])
  }

  /// The recipient, leading to its block in the review, and the ticket.
  private static func name(_ position: Int, _ context: ReportContext, in voice: Voice) -> Phrase {
    let row = context.findings.failures[position]
    let link = Phrase.link(.page(.review(context.period.label), anchor: context.ids[position]), row.recipient)
    guard let ticket = row.ticketID else { return link }
    return link + Phrase(" (") + voice.link(toTicket: ticket, context) + Phrase(")")
  }
}
