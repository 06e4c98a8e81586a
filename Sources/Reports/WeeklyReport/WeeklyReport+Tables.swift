import DeliveryModel
import Summaries

extension WeeklyReport {
  func dayBlocks(in voice: Voice) -> [Block] {
    let wording = voice.wording
    let series = FixerGroup.allCases.map { group in
      Chart.Series(
        name: voice.groupTitle(group), tone: Chart.Tone(rawValue: group.rawValue) ?? .wait,
        values: days.map { $0.byGroup[group] ?? 0 })
    }
    let counts = days.map { $0.byGroup.values.reduce(0, +) }
    let most = counts.max() ?? 0
    let title: String
    if let day = days.indices.first(where: { counts[$0] == most }), most > 0, counts.count > 1 {
      title = wording.text(
        "chart.days.title", count: most, ["day": Phrase(wording.date(days[day].day))])
    } else {
      title = wording.text("chart.days.title-flat", count: most)
    }
    let rows: [[Phrase]] = days.enumerated().map { index, day in
      [
        Phrase(wording.date(day.day)), Phrase(wording.number(counts[index])),
        Phrase(wording.number(day.byGroup[.agent] ?? 0)),
        Phrase(wording.number(day.byGroup[.administrator] ?? 0)),
        Phrase(wording.number(day.byGroup[.wait] ?? 0)),
        // Only a mail log tells of delays.
        Phrase(ended == nil && delayed == 0 ? "–" : wording.number(day.tally.delayed)),
        Phrase(ended == nil ? "–" : wording.number(day.tally.ended)),
        rate(day.tally.failed, of: ended == nil || day.tally.ended == 0 ? nil : day.tally.ended, in: voice),
      ]
    }
    let table = Table(
      caption: wording.text("days.caption"),
      columns: [
        .init(wording.text("column.day")), .number(wording.text("column.failed")),
        .number(voice.groupTitle(.agent)), .number(voice.groupTitle(.administrator)),
        .number(voice.groupTitle(.wait)), .number(wording.text("column.delayed")),
        .number(wording.text("column.ended")), .number(wording.text("column.rate")),
      ], rows: rows)
    let chart = Chart(
      id: "chart-days", title: title, categories: days.map { wording.shortDate($0.day) }, series: series,
      table: table, tableSummary: wording.text("chart.numbers"))
    let others = failed - counts.reduce(0, +)
    return others > 0
      ? [.chart(chart), .paragraph(wording.phrase("days.others", count: others))] : [.chart(chart)]
  }

  func classBlocks(in voice: Voice) -> [Block] {
    let wording = voice.wording
    let rows: [[Phrase]] = classes.map { entry in
      [
        voice.link(toClass: entry.id), Phrase(.fixer(entry.group, voice.groupTitle(entry.group))),
        Phrase(wording.number(entry.failures)), Phrase(wording.percent(entry.failures, of: failed)),
        rate(entry.failures, of: ended, in: voice),
        // Of failures whose rows have left nobody knows the addresses.
        Phrase(entry.recipients > 0 ? wording.number(entry.recipients) : "–"),
      ]
    }
    return [
      .paragraph(wording.phrase("classes.intro", count: classes.count)),
      .table(
        Table(
          caption: wording.text("classes.caption"),
          columns: [
            .init(wording.text("column.class")), .init(wording.text("column.fixer")),
            .number(wording.text("column.failed")), .number(wording.text("column.share-of-failures")),
            .number(wording.text("column.rate")), .number(wording.text("column.recipients")),
          ], rows: rows)),
    ]
  }

  func domainBlocks(in voice: Voice) -> [Block] {
    let wording = voice.wording
    let failing = domains.filter { $0.tally.failed > 0 }
    var blocks: [Block] = [.paragraph(wording.phrase("domains.intro", count: failing.count))]
    if !failing.isEmpty {
      blocks.append(
        .table(
          tallyTable(
            Array(failing.prefix(20)), "domains.caption", "column.domain", left: failing.count - 20, in: voice
          )))
    }
    if !families.isEmpty {
      blocks.append(.table(tallyTable(families, "families.caption", "column.family", left: 0, in: voice)))
    }
    return blocks
  }

  func tallyTable(
    _ entries: [NamedTally], _ caption: String, _ first: String, left: Int, in voice: Voice
  ) -> Table {
    let wording = voice.wording
    let knowsRate = ended != nil
    var columns: [Table.Column] = [.init(wording.text(first)), .number(wording.text("column.failed"))]
    if knowsRate {
      columns += [
        .number(wording.text("column.ended")), .number(wording.text("column.rate")),
        .number(wording.text("column.interval")), .number(wording.text("column.delayed")),
      ]
    }
    let rows: [[Phrase]] = entries.map { entry in
      let isOwn = entry.name == ProviderFamilies.own
      var row: [Phrase] = [
        isOwn ? Phrase(wording.text("families.own")) : .address(entry.name),
        Phrase(wording.number(entry.tally.failed)),
      ]
      if knowsRate {
        row += [
          Phrase(wording.number(entry.tally.ended)),
          rate(entry.tally.failed, of: entry.tally.ended, in: voice),
          interval(entry.tally.failed, of: entry.tally.ended, in: voice),
          Phrase(wording.number(entry.tally.delayed)),
        ]
      }
      return row
    }
    return Table(
      caption: wording.text(caption), columns: columns, rows: rows,
      note: left > 0 ? wording.phrase("table.left-out", count: left) : Phrase())
  }
}
