import DeliveryModel
import Readers
import Summaries

extension WeeklyReport {
  func place(of incident: Incident, in voice: Voice) -> Phrase {
    incident.domain.map { .address($0) }
      ?? voice.wording.phrase("incidents.many-domains", count: incident.domains)
  }

  /// Hours in which far more went wrong than usual.
  func incidentBlocks(_ context: ReportContext, in voice: Voice) -> [Block] {
    let wording = voice.wording
    let zone = context.findings.zone
    guard !incidents.isEmpty else {
      // Failures whose rows have left the archive have a day, but no hour.
      let isKnown = failed > 0 && context.findings.failuresWithoutRow == 0
      return isKnown ? [.paragraph(wording.phrase("incidents.none"))] : []
    }
    let longest = 10
    let items: [Phrase] = incidents.prefix(longest).map { incident in
      let length = max(incident.end.seconds - incident.start.seconds, 60)
      let values: [String: Phrase] = [
        "start": .strong(wording.moment(incident.start, in: zone)),
        "end": .strong(wording.moment(incident.end, in: zone)),
        "length": Phrase(wording.duration(seconds: length)), "where": place(of: incident, in: voice),
        "failures": Phrase(wording.text("incidents.failures", count: incident.failures)),
        "delays": Phrase(wording.text("incidents.delays", count: incident.delays)),
        "usual": Phrase(
          incident.usual < 0.05 ? wording.text("incidents.next-to-none") : usual(incident, wording)),
        "class": voice.link(toClass: incident.classID),
        "reason": Phrase(voice.guidance[incident.classID].reason),
        "first": .code(incident.firstPlace.description), "last": .code(incident.lastPlace.description),
      ]
      let kind = incident.delays == 0 ? "item-failures" : incident.failures == 0 ? "item-delays" : "item-both"
      return wording.phrase("incidents.\(kind)", values) + Phrase(" ")
        + wording.phrase("incidents.cause", values)
    }
    var blocks: [Block] = [
      .paragraph(wording.phrase("incidents.intro", count: incidents.count)), .list(items),
    ]
    if incidents.count > longest {
      blocks.append(.paragraph(wording.phrase("incidents.more", count: incidents.count - longest)))
    }
    return blocks
  }

  private func usual(_ incident: Incident, _ wording: Wording) -> String {
    wording.text("incidents.per-hour", ["number": Phrase(wording.decimal(incident.usual, digits: 1))])
  }

  /// How long mails took, by domain, and what held them up.
  func delayBlocks(_ context: ReportContext, in voice: Voice) -> [Block] {
    let wording = voice.wording
    var blocks: [Block] = []
    if delays.all.count > 0 {
      var times = wording.phrase(
        "delays.times", count: delays.all.count,
        [
          "median": Phrase(span(delays.all.median, in: voice)),
          "ninetieth": Phrase(span(delays.all.ninetieth, in: voice)),
          "ninetyNinth": Phrase(span(delays.all.ninetyNinth, in: voice)),
        ])
      let returned = context.findings.totals.deliveries.returnedLater
      if returned > 0 {
        times.append(" ")
        times.append(wording.phrase("delays.returned", count: returned))
      }
      blocks.append(.paragraph(times))
    }
    if delayed > 0 { blocks.append(.paragraph(wording.phrase("delays.intro", count: delayed))) }
    if !delays.domains.isEmpty { blocks.append(.table(delayTable(in: voice))) }
    if !delays.reasons.isEmpty { blocks.append(.table(reasonTable(in: voice))) }
    if !delays.slowest.isEmpty { blocks.append(.table(slowestTable(context, in: voice))) }
    return blocks
  }

  /// Seconds as words; below ten with a digit after the point.
  private func span(_ seconds: Double?, in voice: Voice) -> String {
    guard let seconds else { return "–" }
    if seconds < 10 {
      return voice.wording.text(
        "duration.fraction", ["number": Phrase(voice.wording.decimal(seconds, digits: 1))])
    }
    return voice.wording.duration(seconds: Int64(seconds.rounded()))
  }

  private func delayTable(in voice: Voice) -> Table {
    let wording = voice.wording
    let longest = 10
    return Table(
      caption: wording.text("delays.domains.caption"),
      columns: [
        .init(wording.text("column.domain")), .number(wording.text("column.delivered")),
        .number(wording.text("column.median")), .number(wording.text("column.ninetieth")),
        .number(wording.text("column.ninety-ninth")), .number(wording.text("column.delayed")),
      ],
      rows: delays.domains.prefix(longest).map { domain in
        [
          .address(domain.name), Phrase(wording.number(domain.times.count)),
          Phrase(span(domain.times.median, in: voice)), Phrase(span(domain.times.ninetieth, in: voice)),
          Phrase(span(domain.times.ninetyNinth, in: voice)), Phrase(wording.number(domain.delayed)),
        ]
      },
      note: delays.domains.count > longest
        ? wording.phrase("table.left-out", count: delays.domains.count - longest) : Phrase())
  }

  private func reasonTable(in voice: Voice) -> Table {
    let wording = voice.wording
    return Table(
      caption: wording.text("delays.reasons.caption"),
      columns: [
        .init(wording.text("column.class")), .number(wording.text("column.delayed")),
        .number(wording.text("column.median")), .number(wording.text("column.longest")),
        .init(wording.text("column.meaning")),
      ],
      rows: delays.reasons.map { reason in
        let isGreeting = reason.classID == DelayReport.greylisted
        return [
          voice.link(toClass: reason.classID), Phrase(wording.number(reason.mails)),
          Phrase(reason.median.map { wording.duration(seconds: $0) } ?? "–"),
          Phrase(reason.longest.map { wording.duration(seconds: $0) } ?? "–"),
          isGreeting
            ? wording.phrase("delays.greylisting") : Phrase(voice.guidance[reason.classID].reason),
        ]
      },
      note: note([(delayed - delays.reasons.reduce(0) { $0 + $1.mails }, "delays.no-reason")], in: voice))
  }

  private func slowestTable(_ context: ReportContext, in voice: Voice) -> Table {
    let wording = voice.wording
    return Table(
      caption: wording.text("delays.slowest.caption", count: delays.slowest.count),
      columns: [
        .init(wording.text("column.address")), .number(wording.text("column.took")),
        .init(wording.text("column.class")), .init(wording.text("column.line")),
      ],
      rows: delays.slowest.map { index in
        let row = context.findings.others[index]
        return [
          .address(row.recipient), Phrase(wording.duration(seconds: row.secondsToEnd ?? 0)),
          row.verdict == nil ? Phrase("–") : voice.link(toClass: context.classID(of: row)),
          .code(row.place.description),
        ]
      })
  }

  /// Our shares beside what receivers and sending services have published.
  func healthBlocks(in voice: Voice) -> [Block] {
    let wording = voice.wording
    guard !health.isEmpty else { return failed > 0 ? [.paragraph(wording.phrase("health.no-mails"))] : [] }
    let above = health.filter { $0.standing == .above }
    let intro =
      above.isEmpty
      ? wording.phrase("health.all-below") : wording.phrase("health.above", count: above.count)
    let order: [HealthRow.Standing: Int] = [.above: 0, .undecided: 1, .tooFew: 2, .below: 3, .unknown: 4]
    let sorted = health.enumerated().sorted {
      (order[$0.element.standing] ?? 5, $0.offset) < (order[$1.element.standing] ?? 5, $1.offset)
    }.map(\.element)
    let rows: [[Phrase]] = sorted.map { row in
      let limit = row.limit
      let isKnown = row.standing != .unknown
      let text = limit.consequence[wording.language] ?? limit.consequence[.english] ?? ""
      let standing = wording.text("standing.\(row.standing.rawValue)")
      return [
        wording.phrase("measure.\(limit.measure.rawValue)")
          + (limit.family.map { Phrase(" ") + .soft(wording.text("health.at", ["family": Phrase($0)])) }
            ?? Phrase()),
        isKnown
          ? rate(row.count, of: row.of, in: voice) + Phrase(" ") + interval(row.count, of: row.of, in: voice)
          : Phrase("–"),
        Phrase(
          wording.text(
            "format.percent", ["number": Phrase(wording.decimal(limit.percent, digits: limit.percent.digits))]
          )),
        Phrase(limit.whose), row.standing == .above ? .strong(standing) : Phrase(standing),
        Phrase(text) + (limit.source.isEmpty ? Phrase() : Phrase(" ") + .soft("(\(limit.source))")),
      ]
    }
    return [
      .paragraph(intro + unknownUsers(in: voice)),
      .table(
        Table(
          caption: wording.text("health.caption"),
          columns: [
            .init(wording.text("column.measure")), .number(wording.text("column.ours-between")),
            .number(wording.text("column.limit")), .init(wording.text("column.whose")),
            .init(wording.text("column.standing")), .init(wording.text("column.past-it")),
          ], rows: rows,
          note: health.contains { $0.standing == .unknown }
            ? wording.phrase("health.no-complaints") : Phrase())),
    ]
  }
}

extension WeeklyReport {
  /// The share of unknown addresses, which every receiver watches and none has published a limit for.
  fileprivate func unknownUsers(in voice: Voice) -> Phrase {
    guard let ended, !health.contains(where: { $0.limit.measure == .unknownUsers }) else { return Phrase() }
    let wording = voice.wording
    let count = classes.first { $0.id == "unknown-user" }?.failures ?? 0
    return Phrase(" ")
      + wording.phrase(
        "health.unknown-users", count: count,
        [
          "ended": Phrase(wording.number(ended)), "rate": rate(count, of: ended, in: voice),
          "class": voice.link(toClass: "unknown-user"),
        ])
  }
}

extension Double {
  /// How many digits after the point a limit such as 0.1 or 5 is written with.
  fileprivate var digits: Int { self == rounded() ? 0 : (self * 10).rounded() == self * 10 ? 1 : 2 }
}
