import DeliveryModel
import Readers
import Summaries

extension WeeklyReport {
  /// How much arrived, compared with the period before, and what earlier pages did not know yet.
  func rates(_ context: ReportContext, in voice: Voice) -> [Block] {
    let wording = voice.wording
    let deliveries = context.findings.totals.deliveries
    var rows: [[Phrase]] = []
    func row(_ key: String, _ count: Int, isPart: Bool = false) {
      // A part stands under what it is a part of, set in by an em.
      rows.append([
        Phrase(isPart ? "\u{2003}" : "") + wording.phrase("rates.\(key)"), Phrase(wording.number(count)),
        rate(count, of: ended, in: voice), interval(count, of: ended, in: voice),
      ])
    }
    if let ended {
      row("sent", ended)
      row("delivered", deliveries.arrived)
      row("delayed", deliveries.delayed, isPart: true)
    }
    row("failed", deliveries.failed)
    if ended != nil || deliveries.expired > 0 { row("expired", deliveries.expired, isPart: true) }
    if deliveries.suppressed > 0 { row("suppressed", deliveries.suppressed, isPart: true) }
    if deliveries.complained > 0 {
      row("complained", deliveries.complained, isPart: true)
    } else if ended != nil {
      // Only receivers' reports tell of complaints: without one nobody knows that there was none.
      rows.append([
        Phrase("\u{2003}") + wording.phrase("rates.complained"), .soft(wording.text("standing.unknown")),
        Phrase("–"), Phrase("–"),
      ])
    }
    let intro =
      ended.map { wording.phrase("rates.intro", count: $0) }
      ?? wording.phrase(
        failed > 0 || deliveries.arrived > 0 ? "rates.no-denominator" : "rates.nothing")
    var blocks: [Block] = [
      ended == nil ? .notice(intro) : .paragraph(intro),
      .table(
        Table(
          caption: wording.text("rates.caption"),
          columns: [
            .init(wording.text("column.outcome")), .number(wording.text("column.mails")),
            .number(wording.text("column.share")), .number(wording.text("column.interval")),
          ], rows: rows,
          note: ended ?? 0 < Self.fewestForRate ? Phrase() : wording.phrase("rates.interval-note"))),
    ]
    if let before { blocks.append(.paragraph(comparison(before, context, in: voice))) }
    if open > 0 { blocks.append(.paragraph(wording.phrase("rates.open", count: open))) }
    blocks += late(context, in: voice)
    let left = context.findings.failuresWithoutRow
    if left > 0 { blocks.append(.paragraph(wording.phrase("rates.rows-left", count: left))) }
    return blocks
  }

  /// “0.23–0.42 %”: between which shares the true one lies.
  func interval(_ count: Int, of whole: Int?, in voice: Voice) -> Phrase {
    guard let whole, whole >= Self.fewestForRate, let interval = WilsonInterval(count, of: whole), count > 0,
      count < whole
    else {
      return Phrase("–")
    }
    return .soft(voice.wording.percentRange(interval.lower, interval.upper))
  }

  private func comparison(_ before: Comparison, _ context: ReportContext, in voice: Voice) -> Phrase {
    let wording = voice.wording
    let which = context.period.week == nil ? "period" : "week"
    var values = ["failed": Phrase(wording.number(before.failed))]
    var phrase: Phrase
    if let ended = before.ended {
      values["ended"] = Phrase(wording.number(ended))
      values["rate"] = Phrase(wording.percent(before.failed, of: ended))
      let few = ended < Self.fewestForRate ? "-few" : ""
      phrase = wording.phrase("rates.before-\(which)\(few)", count: before.failed, values)
      phrase.append(Phrase(" ") + wording.phrase("rates.change-\(before.change.rawValue)"))
    } else {
      phrase = wording.phrase("rates.before-\(which)-count", count: before.failed, values)
    }
    if before.isPartial { phrase.append(Phrase(" ") + wording.phrase("rates.before-partial")) }
    return phrase
  }

  /// Mails that earlier pages called open, and pages whose numbers have been corrected since.
  private func late(_ context: ReportContext, in voice: Voice) -> [Block] {
    let wording = voice.wording
    var blocks: [Block] = []
    let carried = carriedOver.arrived + carriedOver.failed
    if carried > 0 {
      blocks.append(
        .paragraph(
          wording.phrase(
            "rates.carried-over", count: carried,
            [
              "arrived": Phrase(wording.number(carriedOver.arrived)),
              "failed": Phrase(wording.number(carriedOver.failed)),
            ])))
    }
    for correction in corrections {
      func numbers(_ week: ReportedWeek) -> Phrase {
        guard let ended = week.ended else { return Phrase(wording.number(week.failed)) }
        return wording.phrase(
          "rates.corrected-of",
          ["failed": Phrase(wording.number(week.failed)), "ended": Phrase(wording.number(ended))])
      }
      blocks.append(
        .notice(
          wording.phrase(
            "rates.corrected",
            [
              "week": Phrase(
                wording.text("period.short-week", ["number": Phrase(String(correction.week.number))])),
              "said": numbers(correction.said), "now": numbers(correction.now),
            ])))
    }
    return blocks
  }

  /// By sending address, trigger and group: a share where something counts the mails, else a count and why.
  func senderBlocks(in voice: Voice) -> [Block] {
    let wording = voice.wording
    var blocks: [Block] = []
    for (key, breakdown) in [("senders", senders), ("triggers", triggers), ("groups", groups)] {
      let rows = breakdown.rows.filter { $0.failed > 0 || $0.ended ?? 0 > 0 }
      guard rows.contains(where: { $0.failed > 0 }) else { continue }
      if !breakdown.knowsMails { blocks.append(.paragraph(wording.phrase("breakdown.\(key).no-mails"))) }
      blocks.append(.table(table(rows, key, knowsMails: breakdown.knowsMails, in: voice)))
      if breakdown.isMixed { blocks.append(.paragraph(wording.phrase("breakdown.\(key).mixed"))) }
    }
    return blocks
  }

  private func table(_ rows: [Breakdown.Row], _ key: String, knowsMails: Bool, in voice: Voice) -> Table {
    let wording = voice.wording
    var columns: [Table.Column] = [
      .init(wording.text("breakdown.\(key).column")), .number(wording.text("column.failed")),
    ]
    if knowsMails {
      columns += [
        .number(wording.text("column.ended")), .number(wording.text("column.rate")),
        .number(wording.text("column.interval")),
      ]
    }
    let longest = 12
    let cells: [[Phrase]] = rows.prefix(longest).map { row in
      let name: Phrase =
        row.name.isEmpty
        ? .soft(wording.text("breakdown.unknown")) : key == "senders" ? .address(row.name) : Phrase(row.name)
      var cells = [name, Phrase(wording.number(row.failed))]
      if knowsMails {
        cells += [
          Phrase(row.ended.map { wording.number($0) } ?? "–"), rate(row.failed, of: row.ended, in: voice),
          interval(row.failed, of: row.ended, in: voice),
        ]
      }
      return cells
    }
    return Table(
      caption: wording.text("breakdown.\(key).caption"), columns: columns, rows: cells,
      note: note(
        [
          (rows.count - longest, "table.left-out"),
          (failed - rows.reduce(0) { $0 + $1.failed }, "breakdown.\(key).others"),
        ], in: voice))
  }

  /// What a table does not show, so that its numbers can be added up.
  func note(_ missing: [(count: Int, key: String)], in voice: Voice) -> Phrase {
    missing.filter { $0.count > 0 }.map { voice.wording.phrase($0.key, count: $0.count) }.joined(
      separator: " ")
  }

  /// A share, or that a handful of mails cannot give one.
  func rate(_ failed: Int, of ended: Int?, in voice: Voice) -> Phrase {
    guard let ended, ended > 0 else { return Phrase("–") }
    return ended < Self.fewestForRate
      ? .soft(voice.wording.text("rate.too-few")) : Phrase(voice.wording.percent(failed, of: ended))
  }
}
