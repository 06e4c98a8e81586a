import DeliveryModel
import Summaries

extension WeeklyReport {
  /// The report as a page in one language.
  public func document(_ context: ReportContext, in voice: Voice) -> Document {
    let wording = voice.wording
    var page = Document(
      kind: .weeklyReport, path: .weekly(context.period.label), language: wording.language,
      title: wording.text("weekly.title"))
    page.subtitle = voice.period(context)
    page.provenance = voice.provenance(context)
    page.lead = headline(context, in: voice)
    page.summary = page.lead.plainText
    page.breadcrumbs = [.link(.page(.index), wording.text("index.short-title"))]
    var sections: [Section] = []
    if !findings.isEmpty {
      sections.append(
        Section(
          "findings", wording.text("weekly.findings.title"),
          [.list(findings.map { finding($0, context, in: voice) })]))
    }
    sections.append(WorkSection.section(context, in: voice, examples: 5))
    sections.append(Section("rates", wording.text("weekly.rates.title"), rates(context, in: voice)))
    if failed > 0 {
      sections.append(Section("days", wording.text("weekly.days.title"), dayBlocks(in: voice)))
      sections.append(Section("classes", wording.text("weekly.classes.title"), classBlocks(in: voice)))
    }
    if !domains.isEmpty {
      sections.append(Section("domains", wording.text("weekly.domains.title"), domainBlocks(in: voice)))
    }
    if delayed > 0 {
      sections.append(Section("delays", wording.text("weekly.delays.title"), delayBlocks(in: voice)))
    }
    if !addresses.isEmpty {
      sections.append(
        Section("addresses", wording.text("weekly.addresses.title"), addressBlocks(context, in: voice)))
    }
    if !replies.isEmpty {
      sections.append(Section("replies", wording.text("weekly.replies.title"), replyBlocks(in: voice)))
    }
    sections.append(CoverageSection.section(context, in: voice))
    sections.append(MethodSection.section(context, in: voice))
    page.sections = sections
    return page
  }

  /// The sentence that says it all, its numbers linked to what they count.
  func headline(_ context: ReportContext, in voice: Voice) -> Phrase {
    let wording = voice.wording
    let review = PagePath.review(context.period.label)
    let period = voice.shortPeriod(context)
    guard failed > 0 else {
      let ended = ended ?? 0
      return ended > 0
        ? wording.phrase("headline.none", count: ended, ["period": period])
        : wording.phrase("headline.none-unknown", ["period": period])
    }
    var values: [String: Phrase] = ["period": period]
    values["failed"] = .link(.page(review), wording.text("headline.failed-number", count: failed))
    var phrase: Phrase
    if let ended {
      values["ended"] = Phrase(wording.number(ended))
      values["rate"] = Phrase(wording.percent(failed, of: ended))
      phrase = wording.phrase("headline.rate", count: failed, values)
    } else {
      phrase = wording.phrase("headline.no-rate", count: failed, values)
    }
    if let waiting {
      let number = Phrase.link(
        .page(review, anchor: "waiting"), wording.text("headline.waiting-number", count: waiting))
      phrase.append(" ")
      phrase.append(
        waiting > 0
          ? wording.phrase("headline.waiting", count: waiting, ["waiting": number])
          : wording.phrase("headline.nobody-waiting"))
    }
    return phrase
  }

  private func finding(_ finding: Finding, _ context: ReportContext, in voice: Voice) -> Phrase {
    let wording = voice.wording
    switch finding {
    case .ourOwnCause(let classID, let count):
      return wording.phrase("finding.our-own-cause", count: count, ["class": voice.link(toClass: classID)])
    case .cluster(let classID, let domain, let count):
      return wording.phrase(
        "finding.cluster", count: count, ["class": voice.link(toClass: classID), "domain": .address(domain)])
    case .worstDay(let day, let count, let all):
      return wording.phrase(
        "finding.worst-day", count: count,
        ["day": .link(.anchor("days"), wording.date(day)), "all": Phrase(wording.number(all))])
    case .hidden(let count):
      return wording.phrase(
        "finding.hidden", count: count,
        [
          "title": .link(
            .page(.review(context.period.label), anchor: "hidden"), wording.text("finding.hidden-link"))
        ])
    }
  }

  private func rates(_ context: ReportContext, in voice: Voice) -> [Block] {
    let wording = voice.wording
    let deliveries = context.findings.totals.deliveries
    var rows: [[Phrase]] = []
    func row(_ key: String, _ count: Int) {
      rows.append([
        wording.phrase("rates.\(key)"), Phrase(wording.number(count)),
        Phrase(ended.map { wording.percent(count, of: $0) } ?? "–"),
      ])
    }
    if ended != nil {
      row("delivered", deliveries.delivered - deliveries.deliveredOfNotifications)
      row("delayed", deliveries.delayed)
    }
    row("failed", deliveries.failed)
    if deliveries.expired > 0 { row("expired", deliveries.expired) }
    if deliveries.suppressed > 0 { row("suppressed", deliveries.suppressed) }
    if deliveries.complained > 0 { row("complained", deliveries.complained) }
    let intro: Phrase
    if let ended {
      intro = wording.phrase("rates.intro", count: ended)
    } else {
      intro = wording.phrase("rates.no-denominator")
    }
    var blocks: [Block] = [
      ended == nil ? .notice(intro) : .paragraph(intro),
      .table(
        Table(
          caption: wording.text("rates.caption"),
          columns: [
            .init(wording.text("column.outcome")), .number(wording.text("column.mails")),
            .number(wording.text("column.share")),
          ], rows: rows)),
    ]
    if open > 0 { blocks.append(.paragraph(wording.phrase("rates.open", count: open))) }
    return blocks
  }

  private func dayBlocks(in voice: Voice) -> [Block] {
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
        Phrase(wording.number(day.byGroup[.wait] ?? 0)), Phrase(wording.number(day.tally.delayed)),
        Phrase(ended == nil ? "–" : wording.number(day.tally.ended)),
        Phrase(ended == nil ? "–" : wording.percent(day.tally.failed, of: day.tally.ended)),
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
    return [
      .chart(
        Chart(
          id: "chart-days", title: title, categories: days.map { wording.shortDate($0.day) }, series: series,
          table: table, tableSummary: wording.text("chart.numbers")))
    ]
  }

  private func classBlocks(in voice: Voice) -> [Block] {
    let wording = voice.wording
    let rows: [[Phrase]] = classes.map { entry in
      [
        voice.link(toClass: entry.id), Phrase(.fixer(entry.group, voice.groupTitle(entry.group))),
        Phrase(wording.number(entry.failures)), Phrase(wording.percent(entry.failures, of: failed)),
        Phrase(wording.number(entry.recipients)),
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
            .number(wording.text("column.recipients")),
          ], rows: rows)),
    ]
  }

  private func domainBlocks(in voice: Voice) -> [Block] {
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
    if families.count > 1 {
      blocks.append(.table(tallyTable(families, "families.caption", "column.family", left: 0, in: voice)))
    }
    return blocks
  }

  private func tallyTable(
    _ entries: [NamedTally], _ caption: String, _ first: String, left: Int, in voice: Voice
  ) -> Table {
    let wording = voice.wording
    let knowsRate = ended != nil
    var columns: [Table.Column] = [.init(wording.text(first)), .number(wording.text("column.failed"))]
    if knowsRate {
      columns += [
        .number(wording.text("column.ended")), .number(wording.text("column.rate")),
        .number(wording.text("column.delayed")),
      ]
    }
    let rows: [[Phrase]] = entries.map { entry in
      var row: [Phrase] = [.address(entry.name), Phrase(wording.number(entry.tally.failed))]
      if knowsRate {
        row += [
          Phrase(wording.number(entry.tally.ended)),
          // Of a handful of mails a share would say more than is known.
          entry.tally.ended < 10
            ? .soft(wording.text("rate.too-few"))
            : Phrase(wording.percent(entry.tally.failed, of: entry.tally.ended)),
          Phrase(wording.number(entry.tally.delayed)),
        ]
      }
      return row
    }
    return Table(
      caption: wording.text(caption), columns: columns, rows: rows,
      note: left > 0 ? wording.phrase("table.left-out", count: left) : Phrase())
  }

  private func delayBlocks(in voice: Voice) -> [Block] {
    let wording = voice.wording
    let late = domains.filter { $0.tally.delayed > 0 }.sorted {
      ($1.tally.delayed, $0.name) < ($0.tally.delayed, $1.name)
    }
    let rows: [[Phrase]] = late.prefix(10).map { entry in
      [
        .address(entry.name), Phrase(wording.number(entry.tally.delayed)),
        Phrase(wording.number(entry.tally.delivered)),
        entry.tally.delivered < 10
          ? .soft(wording.text("rate.too-few"))
          : Phrase(wording.percent(entry.tally.delayed, of: entry.tally.delivered)),
      ]
    }
    var blocks: [Block] = [.paragraph(wording.phrase("delays.intro", count: delayed))]
    if !rows.isEmpty {
      blocks.append(
        .table(
          Table(
            caption: wording.text("delays.caption"),
            columns: [
              .init(wording.text("column.domain")), .number(wording.text("column.delayed")),
              .number(wording.text("column.delivered")), .number(wording.text("column.share")),
            ], rows: rows,
            note: late.count > 10 ? wording.phrase("table.left-out", count: late.count - 10) : Phrase())))
    }
    return blocks
  }

  private func addressBlocks(_ context: ReportContext, in voice: Voice) -> [Block] {
    let wording = voice.wording
    let rows: [[Phrase]] = addresses.prefix(15).map { entry in
      [.address(entry.recipient), voice.link(toClass: entry.classID), Phrase(wording.number(entry.failures))]
    }
    return [
      .paragraph(wording.phrase("addresses.intro", count: addresses.count)),
      .table(
        Table(
          caption: wording.text("addresses.caption"),
          columns: [
            .init(wording.text("column.address")), .init(wording.text("column.class")),
            .number(wording.text("column.failed")),
          ], rows: rows,
          note: addresses.count > 15
            ? wording.phrase("table.left-out", count: addresses.count - 15) : Phrase())),
    ]
  }

  private func replyBlocks(in voice: Voice) -> [Block] {
    let wording = voice.wording
    let rows: [[Phrase]] = replies.prefix(10).map { entry in
      [
        .address(entry.shape), entry.code.map { voice.link(toCode: $0) } ?? .soft(wording.text("code.none")),
        voice.link(toClass: entry.classID), Phrase(wording.number(entry.failures)),
      ]
    }
    return [
      .paragraph(wording.phrase("replies.intro", count: replies.count)),
      .table(
        Table(
          caption: wording.text("replies.caption"),
          columns: [
            .init(wording.text("column.reply")), .init(wording.text("column.code")),
            .init(wording.text("column.class")),
            .number(wording.text("column.failed")),
          ], rows: rows,
          note: replies.count > 10 ? wording.phrase("table.left-out", count: replies.count - 10) : Phrase())),
    ]
  }
}
