import DeliveryModel
import Summaries

/// The first page: who did not get our answer, why, what to do; then the way to everything else.
public enum IndexPage {
  public static func document(
    _ context: ReportContext, _ weekly: WeeklyReport, _ review: SupportLeadReview, in voice: Voice
  ) -> Document {
    let wording = voice.wording
    let title =
      context.options.organisation.map { wording.text("index.title-of", ["name": Phrase($0)]) }
      ?? wording.text("index.title")
    var page = Document(kind: .index, path: .index, language: wording.language, title: title)
    page.subtitle = voice.period(context)
    page.provenance = voice.provenance(context)
    page.lead = weekly.headline(context, in: voice)
    page.summary = page.lead.plainText
    page.sections = weekly.findingsSection(context, in: voice).map { [$0] } ?? []
    page.sections += [
      firstSection(context, review, in: voice),
      WorkSection.section(context, in: voice, examples: 3),
      Section(
        "pages", wording.text("index.pages.title"),
        [
          .definitions([
            Definition(
              .link(.page(.review(context.period.label)), wording.text("review.title")),
              wording.phrase("index.pages.review")),
            Definition(
              .link(.page(.weekly(context.period.label)), wording.text("weekly.title")),
              wording.phrase("index.pages.weekly")),
            Definition(
              .link(.page(.referenceIndex), wording.text("reference.title")),
              wording.phrase("index.pages.reference")),
            Definition(.link(.file("failures.csv"), "failures.csv"), wording.phrase("index.pages.csv")),
            Definition(
              .link(.file("failures.ndjson"), "failures.ndjson"), wording.phrase("index.pages.ndjson")),
          ])
        ]),
      CoverageSection.section(context, in: voice),
    ]
    return page
  }

  /// Up to ten who wait, or, without a help desk, the failures themselves.
  private static func firstSection(_ context: ReportContext, _ review: SupportLeadReview, in voice: Voice)
    -> Section
  {
    let wording = voice.wording
    let rows = context.findings.failures
    let listed = context.hasHelpDesk ? review.waiting : Array(rows.indices)
    guard !listed.isEmpty else {
      let key =
        context.findings.failuresWithoutRow > 0
        ? "work.rows-left" : rows.isEmpty ? "index.waiting.no-failures" : "index.waiting.nobody"
      return Section("waiting", wording.text("index.waiting.title"), [.paragraph(wording.phrase(key))])
    }
    let shown = listed.prefix(10)
    let cells: [[Phrase]] = shown.map { position in
      let row = rows[position]
      let block = voice.block(position, context, withCopies: false)
      var who = Phrase.link(
        .page(.review(context.period.label), anchor: context.ids[position]), row.recipient)
      var known: [Phrase] = []
      if let name = context.index.user(of: row)?.name, !name.isEmpty { known.append(Phrase(name)) }
      if let ticket = row.ticketID { known.append(voice.ticketWithAge(ticket, row, context)) }
      if !known.isEmpty { who.append(.newLine + known.joined(separator: ", ")) }
      let why =
        voice.link(toClass: context.classID(of: row)) + .newLine + Phrase(.fixer(block.group, block.fixer))
      return [who, why, block.nextStep]
    }
    var note = Phrase()
    if listed.count > shown.count {
      note = .link(
        .page(.review(context.period.label), anchor: "waiting"),
        wording.text("index.waiting.more", count: listed.count - shown.count))
    }
    return Section(
      "waiting", wording.text(context.hasHelpDesk ? "index.waiting.title" : "index.failed.title"),
      [
        .table(
          Table(
            caption: wording.text(
              context.hasHelpDesk ? "index.waiting.caption" : "index.failed.caption", count: listed.count),
            columns: [
              .init(wording.text("column.who")), .init(wording.text("column.why")),
              .init(wording.text("column.what-now")),
            ], rows: cells, note: note))
      ])
  }
}
