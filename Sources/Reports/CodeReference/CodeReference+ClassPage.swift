import Classification
import DeliveryModel
import Summaries

extension CodeReference {
  /// Most rules that a page lists one by one.
  private static let longestRuleList = 40

  func classPage(_ entry: ClassEntry, _ context: ReportContext, in voice: Voice) -> Document {
    let wording = voice.wording
    let text = voice.guidance[entry.id]
    var page = page(.failureClass, .failureClass(entry.id), text.title, in: voice)
    page.lead = Phrase(text.reason)
    page.summary = text.reason
    let group = group(of: entry, context)
    page.subtitle = Phrase(.fixer(group, voice.groupTitle(group)))
    page.sections.append(inShort(text, in: voice))
    for (index, section) in text.sections.enumerated() {
      page.sections.append(
        Section("text-\(index + 1)", section.heading, [.prose(section.text, headingLevel: 3)]))
    }
    var copies: [Block] = []
    for (key, copy) in [("copy.note", text.note), ("copy.message", text.message)] where !copy.isEmpty {
      copies.append(.copyText(CopyText(title: wording.text(key), text: copy.trimmedOfNewlines)))
    }
    if !copies.isEmpty {
      page.sections.append(
        Section(
          "copy", wording.text("class.copy.title"), [.paragraph(wording.phrase("class.copy.intro"))] + copies)
      )
    }
    page.sections.append(
      Section(
        "seen", wording.text("class.seen.title"), seen(entry.failures, entry.samples, context, in: voice)))
    if !entry.codes.isEmpty { page.sections.append(codeSection(entry, in: voice)) }
    let rules = ruleSamples.filter { $0.verdict.failureClass.id == entry.id }
    if !rules.isEmpty { page.sections.append(ruleSection(rules, showsClass: false, in: voice)) }
    let known = Set(classes.map(\.id))
    let related = text.related.filter { known.contains($0) && $0 != entry.id }
    // The texts name them with what tells them apart; a class without a text of its own only links.
    if text.sections.isEmpty, !related.isEmpty {
      page.sections.append(
        Section(
          "related", wording.text("class.related.title"), [.list(related.map { voice.link(toClass: $0) })]))
    }
    return page
  }

  private func inShort(_ text: Guidance, in voice: Voice) -> Section {
    let wording = voice.wording
    var definitions = [Definition(wording.phrase("class.short.agent"), Phrase(text.nextStep))]
    for (key, value) in [("admin", text.adminStep), ("wait", text.wait), ("escalate", text.escalate)]
    where !value.isEmpty {
      definitions.append(Definition(wording.phrase("class.short.\(key)"), Phrase(value)))
    }
    if !text.practices.isEmpty {
      definitions.append(
        Definition(
          wording.phrase("class.short.practices"),
          text.practices.map { Phrase(voice.practice($0)) }.joined(separator: .newLine)))
    }
    return Section("short", wording.text("class.short.title"), [.definitions(definitions)])
  }

  private func codeSection(_ entry: ClassEntry, in voice: Voice) -> Section {
    let wording = voice.wording
    let sorted = entry.codes.sorted { ($1.value, CodeOrder($0.key)) < ($0.value, CodeOrder($1.key)) }
    return Section(
      "codes", wording.text("class.codes.title"),
      [
        .table(
          Table(
            caption: wording.text("class.codes.caption"),
            columns: [
              .init(wording.text("column.code")), .init(wording.text("column.meaning")),
              .number(wording.text("column.occurred")),
            ],
            rows: sorted.map {
              [
                voice.link(toCode: $0.key), Phrase(CodeMeaning($0.key, catalogue).short(in: wording)),
                Phrase(wording.number($0.value)),
              ]
            }))
      ])
  }

  /// Which rules yield a class or know a code, each with the reply that it must win on.
  func ruleSection(_ rules: [ReferenceSample], showsClass: Bool, in voice: Voice) -> Section {
    let wording = voice.wording
    var columns: [Table.Column] = [.init(wording.text("column.reply"))]
    if showsClass { columns.append(.init(wording.text("column.class"))) }
    columns.append(.init(wording.text("column.rule")))
    let rows: [[Phrase]] = rules.prefix(Self.longestRuleList).map { sample in
      var row = [voice.reply(sample.reply, sample.verdict.evidence)]
      if showsClass { row.append(voice.link(toClass: sample.verdict.failureClass.id)) }
      row.append(.code(sample.rule.id) + .newLine + .soft(sample.rule.source))
      return row
    }
    let left = rules.count - rows.count
    return Section(
      "rules", wording.text("rules.title"),
      [
        .paragraph(wording.phrase("rules.intro")),
        .table(
          Table(
            caption: wording.text("rules.caption", count: rules.count), columns: columns, rows: rows,
            note: left > 0 ? wording.phrase("table.left-out", count: left) : Phrase())),
      ])
  }

  /// How often something occurred, with the replies that differ.
  func seen(_ failures: Int, _ samples: [Int], _ context: ReportContext, in voice: Voice) -> [Block] {
    let wording = voice.wording
    guard failures > 0 else { return [.paragraph(wording.phrase("seen.never"))] }
    var blocks: [Block] = [
      .paragraph(wording.phrase("seen.count", count: failures, ["period": voice.shortPeriod(context)]))
    ]
    if !samples.isEmpty {
      blocks.append(
        .table(
          Table(
            caption: wording.text("seen.caption"),
            columns: [
              .init(wording.text("column.reply")), .init(wording.text("column.failure")),
              .init(wording.text("column.decided-by")),
            ],
            rows: samples.map { position in
              let row = context.findings.failures[position]
              let certainty =
                row.verdict.map { wording.text("certainty.\($0.evidence.certainty.rawValue)") } ?? "–"
              return [
                voice.reply(of: row),
                .link(.page(.review(context.period.label), anchor: context.ids[position]), row.recipient),
                Phrase(certainty),
              ]
            })))
    }
    return blocks
  }
}
