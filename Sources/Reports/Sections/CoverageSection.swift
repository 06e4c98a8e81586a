import Readers
import Summaries

/// What was read, what was not, and why: the last but one section of every report.
enum CoverageSection {
  static func section(_ context: ReportContext, in voice: Voice) -> Section {
    let wording = voice.wording
    let findings = context.findings
    let totals = findings.totals
    guard !findings.sources.isEmpty else {
      return Section(
        "coverage", wording.text("coverage.title"), [.notice(wording.phrase("coverage.nothing"))])
    }
    var blocks: [Block] = [
      .paragraph(
        wording.phrase(
          "coverage.intro", count: findings.sources.count,
          ["records": Phrase(wording.number(totals.records)), "lines": Phrase(wording.number(totals.lines))]))
    ]
    for source in findings.sources {
      if let notice = notice(of: source, wording) { blocks.append(.notice(notice)) }
    }
    let rows: [[Phrase]] = findings.sources.map { source in
      var name = Phrase.code(source.name)
      if !source.copies.isEmpty {
        name.append(" ")
        name.append(
          .soft(
            wording.text(
              "coverage.copies", count: source.copies.count,
              ["names": Phrase(source.copies.joined(separator: ", "))])))
      }
      if let whole = source.countedIn {
        name.append(" ")
        name.append(.soft(wording.text("coverage.counted-in", ["name": Phrase(whole)])))
      }
      return [
        name, Phrase(source.format.map { wording.optional("input-format.\($0)") ?? $0 } ?? "–"),
        Phrase(wording.bytes(source.bytes)), Phrase(wording.number(source.records)),
        Phrase(wording.number(source.skipped.values.reduce(0, +))), Phrase(wording.number(source.problems)),
      ]
    }
    blocks.append(
      .table(
        Table(
          caption: wording.text("coverage.sources.caption"),
          columns: [
            .init(wording.text("column.file")), .init(wording.text("column.format")),
            .number(wording.text("column.size")), .number(wording.text("column.records")),
            .number(wording.text("column.skipped")), .number(wording.text("column.problems")),
          ], rows: rows)))
    if !totals.skipped.isEmpty {
      let skipped = totals.skipped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      blocks.append(
        .table(
          Table(
            caption: wording.text("coverage.skipped.caption"),
            columns: [.init(wording.text("column.reason")), .number(wording.text("column.lines"))],
            rows: skipped.map { id, count in
              [Phrase(wording.optional("skip-reason.\(id)") ?? id), Phrase(wording.number(count))]
            })))
    }
    let missing = missingInputs(context)
    if !missing.isEmpty {
      blocks.append(.paragraph(wording.phrase("coverage.missing")))
      blocks.append(.list(missing.map { wording.phrase("coverage.missing-\($0)") }))
    }
    return Section("coverage", wording.text("coverage.title"), blocks)
  }

  /// What went wrong with a file, in the page's own language as far as it is known what it was.
  private static func notice(of source: SourceRecord, _ wording: Wording) -> Phrase? {
    guard let failure = source.failure else {
      return source.format == nil
        ? wording.phrase("coverage.unrecognised", ["name": .code(source.name)]) : nil
    }
    let values: [String: Phrase] = [
      "name": .code(source.name), "reason": Phrase(failure), "format": Phrase(source.trouble?.format ?? "–"),
      "byte": Phrase(source.trouble?.byte.map { wording.number(Int($0)) } ?? "–"),
    ]
    switch source.trouble?.kind {
    case "unrecognised": return wording.phrase("coverage.unrecognised", values)
    case let kind? where wording.optional("coverage.gone-wrong.\(kind)") != nil:
      return wording.phrase("coverage.gone-wrong.\(kind)", values)
    default: return wording.phrase("coverage.failed-source", values)
    }
  }

  /// Which exports would tell more, in the order of what they would add.
  static func missingInputs(_ context: ReportContext) -> [String] {
    let facts = context.findings.helpDesk
    var missing: [String] = []
    if facts.tickets.isEmpty { missing.append("tickets") }
    if facts.notifications.isEmpty { missing.append("notifications") }
    if facts.users.isEmpty { missing.append("users") }
    if facts.comments.isEmpty { missing.append("comments") }
    if facts.triggers.isEmpty { missing.append("triggers") }
    if !context.findings.totals.hasDenominator { missing.append("mail-log") }
    return missing
  }
}

/// How it was counted, and what the words mean.
enum MethodSection {
  private static let terms = ["failure", "delay", "rate", "day", "waiting", "class", "certainty"]

  static func section(_ context: ReportContext, in voice: Voice) -> Section {
    let wording = voice.wording
    let definitions = terms.map { term in
      Definition(
        wording.phrase("method.\(term).term"),
        wording.phrase("method.\(term).meaning", ["zone": Phrase(context.findings.zone.name)]))
    }
    return Section("method", wording.text("method.title"), [.definitions(definitions)])
  }
}
