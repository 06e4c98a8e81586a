import DeliveryModel
import Summaries

extension WeeklyReport {
  /// Week by week, and the classes and domains of which a change may be said.
  func trendBlocks(in voice: Voice) -> [Block] {
    let wording = voice.wording
    guard trend.weeks.count > 1 else {
      return failed > 0 ? [.paragraph(wording.phrase("trend.none"))] : []
    }
    var blocks: [Block] = [.paragraph(changeSentence(in: voice)), .chart(weekChart(in: voice))]
    blocks.append(.table(seriesTable(trend.classes, "classes", in: voice) { voice.link(toClass: $0) }))
    let named = trend.domains.filter { !$0.name.isEmpty }
    if !named.isEmpty { blocks.append(.table(seriesTable(named, "domains", in: voice) { .address($0) })) }
    return blocks
  }

  private func changeSentence(in voice: Voice) -> Phrase {
    let wording = voice.wording
    let all =
      trend.classes.map { ($0, voice.link(toClass: $0.name)) }
      + trend.domains.filter { !$0.name.isEmpty }
      .map { ($0, Phrase.address($0.name)) }
    var parts: [Phrase] = []
    for change in [Change.new, .rising, .falling, .gone] {
      let names = all.filter { $0.0.change == change }.map(\.1)
      guard !names.isEmpty else { continue }
      parts.append(
        wording.phrase(
          "trend.said-\(change.rawValue)", count: names.count,
          ["names": Array(names.prefix(6)).joined(separator: ", ")]))
    }
    guard !parts.isEmpty else {
      return wording.phrase("trend.nothing", count: trend.weeks.count)
    }
    return wording.phrase("trend.intro", count: trend.weeks.count) + Phrase(" ")
      + parts.joined(separator: " ")
  }

  private func weekChart(in voice: Voice) -> Chart {
    let wording = voice.wording
    let labels = trend.weeks.map { wording.text("trend.week", ["number": Phrase(String($0.week.number))]) }
    let rows: [[Phrase]] = trend.weeks.reversed().map { week in
      var name = wording.phrase(
        "trend.week-from",
        ["number": Phrase(String(week.week.number)), "day": Phrase(wording.date(week.week.monday))])
      if week.isPartial { name.append(Phrase(" ") + .soft(wording.text("trend.partial"))) }
      return [
        name, Phrase(wording.number(week.failed)), Phrase(week.ended.map { wording.number($0) } ?? "–"),
        rate(week.failed, of: week.ended, in: voice),
        Phrase(week.ended == nil && week.delayed == 0 ? "–" : wording.number(week.delayed)),
      ]
    }
    let most = trend.weeks.map(\.failed).max() ?? 0
    return Chart(
      id: "chart-weeks", title: wording.text("trend.chart", count: most), categories: labels,
      series: [
        Chart.Series(
          name: wording.text("column.failed"), tone: .total, values: trend.weeks.map(\.failed))
      ],
      table: Table(
        caption: wording.text("trend.weeks.caption"),
        columns: [
          .init(wording.text("column.week")), .number(wording.text("column.failed")),
          .number(wording.text("column.ended")), .number(wording.text("column.rate")),
          .number(wording.text("column.delayed")),
        ], rows: rows), tableSummary: wording.text("chart.numbers"))
  }

  /// What the line shows, for whoever cannot see it.
  private func sparkWords(_ values: [Int], in voice: Voice) -> String {
    let wording = voice.wording
    return wording.text(
      "trend.line",
      [
        "first": Phrase(wording.number(values.first ?? 0)), "last": Phrase(wording.number(values.last ?? 0)),
        "most": Phrase(wording.number(values.max() ?? 0)),
      ])
  }

  private func seriesTable(
    _ series: [Trend.Series], _ key: String, in voice: Voice, name: (String) -> Phrase
  ) -> Table {
    let wording = voice.wording
    let longest = 12
    // Changes first; within them and after them by this week's number.
    let order: [Change: Int] = [.new: 0, .rising: 1, .falling: 2, .gone: 3, .steady: 4, .tooFew: 4]
    let sorted = series.sorted {
      (order[$0.change] ?? 5, -$0.now, -$0.values.reduce(0, +), $0.name)
        < (order[$1.change] ?? 5, -$1.now, -$1.values.reduce(0, +), $1.name)
    }
    let rows: [[Phrase]] = sorted.prefix(longest).map { entry in
      let change = wording.text("change.\(entry.change.rawValue)")
      return [
        name(entry.name), Phrase(.sparkline(entry.values, sparkWords(entry.values, in: voice))),
        Phrase(wording.decimal(entry.usual, digits: 1)), Phrase(wording.number(entry.now)),
        entry.change.isNews ? .strong(change) : .soft(change),
      ]
    }
    return Table(
      caption: wording.text("trend.\(key).caption"),
      columns: [
        .init(wording.text(key == "classes" ? "column.class" : "column.domain")),
        .init(wording.text("column.weeks", count: trend.weeks.count)),
        .number(wording.text("column.mean-before")),
        .number(wording.text("column.this-week")), .init(wording.text("column.change")),
      ], rows: rows,
      note: sorted.count > longest
        ? wording.phrase("table.left-out", count: sorted.count - longest) : Phrase())
  }
}
