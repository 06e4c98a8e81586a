import DeliveryModel
import Reports
import Summaries

/// A table of the weekly report without words of any language: for spreadsheets, databases and JSON.
struct ReportTable {
  enum Cell: Hashable {
    case text(String)
    case number(Int)
    case decimal(Double)
    case none

    init(_ number: Int?) { self = number.map { .number($0) } ?? .none }
    init(_ decimal: Double?) { self = decimal.map { .decimal($0) } ?? .none }
    init(_ text: String?) { self = text.map { .text($0) } ?? .none }
  }

  var name: String
  /// What a row is, for the database's README.
  var about: String
  var columns: [String]
  var rows: [[Cell]]

  /// RFC 4180, UTF-8, with a head.
  var csv: [UInt8] {
    var bytes: [UInt8] = []
    FailuresCSV.append(columns, to: &bytes)
    for row in rows { FailuresCSV.append(row.map(\.plain), to: &bytes) }
    return bytes
  }
}

extension ReportTable.Cell {
  var plain: String {
    switch self {
    case .text(let text): text
    case .number(let number): String(number)
    case .decimal(let number): Self.short(number)
    case .none: ""
    }
  }

  /// Six significant digits are more than any of our numbers is worth.
  static func short(_ number: Double) -> String {
    guard number.isFinite, number.magnitude < 1e12 else { return "" }
    let scaled = (number * 1e6).rounded() / 1e6
    return scaled == scaled.rounded() ? String(Int(scaled)) : "\(scaled)"
  }
}

/// Every table of the weekly report, whole: nothing is cut after the tenth row here.
enum ReportTables {
  static func all(_ context: ReportContext, _ weekly: WeeklyReport) -> [ReportTable] {
    [
      outcomes(context, weekly), days(weekly), hours(weekly), classes(weekly),
      tallies("domains", "a receiving domain", weekly.domains, weekly),
      tallies("families", "a mail service", weekly.families, weekly),
      breakdown("senders", "a sending address", weekly.senders),
      breakdown("triggers", "a trigger of the help desk", weekly.triggers),
      breakdown("groups", "a group of the help desk", weekly.groups), weeks(weekly),
      series("class_trend", "a failure class in a week", weekly.trend.classes, weekly),
      series("domain_trend", "a receiving domain in a week", weekly.trend.domains, weekly),
      incidents(weekly), delays(weekly), delayReasons(weekly), slowest(context, weekly), health(weekly),
      addresses(weekly), replies(weekly), sources(context), leftOut(context),
    ]
  }

  private static func days(_ weekly: WeeklyReport) -> ReportTable {
    ReportTable(
      name: "days", about: "a day of the period",
      columns: ["day", "delivered", "delayed", "failed", "expired", "ended"],
      rows: weekly.days.map { day in
        [
          .text(day.day.description), .number(day.tally.arrived), .number(day.tally.delayed),
          .number(day.tally.failed), .number(day.tally.expired),
          ReportTable.Cell(weekly.ended == nil ? nil : day.tally.ended),
        ]
      })
  }

  private static func classes(_ weekly: WeeklyReport) -> ReportTable {
    ReportTable(
      name: "classes", about: "a failure class of the period",
      columns: ["class", "fixer_group", "failed", "recipients"] + shares,
      rows: weekly.classes.map {
        [.text($0.id), .text($0.group.rawValue), .number($0.failures), .number($0.recipients)]
          + share($0.failures, of: weekly.ended)
      })
  }

  private static func tallies(
    _ name: String, _ about: String, _ tallies: [WeeklyReport.NamedTally], _ weekly: WeeklyReport
  ) -> ReportTable {
    ReportTable(
      name: name, about: "\(about) of the period",
      columns: [
        name == "domains" ? "domain" : "family", "delivered", "delayed", "failed", "expired", "ended",
      ]
        + shares,
      rows: tallies.map { entry in
        let ended = weekly.ended == nil ? nil : entry.tally.ended
        return [
          .text(entry.name), .number(entry.tally.arrived), .number(entry.tally.delayed),
          .number(entry.tally.failed), .number(entry.tally.expired), ReportTable.Cell(ended),
        ] + share(entry.tally.failed, of: ended)
      })
  }

  private static func breakdown(_ name: String, _ about: String, _ breakdown: Breakdown) -> ReportTable {
    ReportTable(
      name: name, about: "\(about) of the period",
      columns: [String(name.dropLast()), "failed", "ended"] + shares,
      rows: breakdown.rows.map { row in
        [.text(row.name), .number(row.failed), ReportTable.Cell(row.ended)] + share(row.failed, of: row.ended)
      })
  }

  private static let shares = ["rate", "rate_lower", "rate_upper"]

  private static func share(_ failed: Int, of ended: Int?) -> [ReportTable.Cell] {
    guard let ended, let interval = WilsonInterval(failed, of: ended) else { return [.none, .none, .none] }
    return [
      .decimal(Double(failed) / Double(ended)), .decimal(interval.lower), .decimal(interval.upper),
    ]
  }

  private static func weeks(_ weekly: WeeklyReport) -> ReportTable {
    ReportTable(
      name: "weeks", about: "a week of the trend",
      columns: ["week", "failed", "ended", "delayed", "partial"],
      rows: weekly.trend.weeks.map {
        [
          .text($0.week.description), .number($0.failed), ReportTable.Cell($0.ended), .number($0.delayed),
          .number($0.isPartial ? 1 : 0),
        ]
      })
  }

  private static func series(
    _ name: String, _ about: String, _ series: [Trend.Series], _ weekly: WeeklyReport
  ) -> ReportTable {
    ReportTable(
      name: name, about: about,
      columns: [name == "class_trend" ? "class" : "domain", "week", "failed", "change", "p_adjusted"],
      rows: series.flatMap { entry in
        zip(weekly.trend.weeks, entry.values).map { week, value in
          [
            .text(entry.name), .text(week.week.description), .number(value), .text(entry.change.rawValue),
            .decimal(entry.adjusted),
          ]
        }
      })
  }

  private static func incidents(_ weekly: WeeklyReport) -> ReportTable {
    ReportTable(
      name: "incidents", about: "a stretch of time in which far more went wrong than usual",
      columns: [
        "start", "end", "class", "domain", "domains", "failed", "delayed", "usual_per_hour", "first_line",
        "last_line",
      ],
      rows: weekly.incidents.map {
        [
          .text($0.start.description), .text($0.end.description), .text($0.classID),
          ReportTable.Cell($0.domain),
          .number($0.domains), .number($0.failures), .number($0.delays), .decimal($0.usual),
          .text($0.firstPlace.description), .text($0.lastPlace.description),
        ]
      })
  }

  private static func delays(_ weekly: WeeklyReport) -> ReportTable {
    ReportTable(
      name: "delays", about: "seconds to delivery at a receiving domain with enough mails to tell",
      columns: ["domain", "delivered", "median", "p90", "p99", "delayed"],
      rows: weekly.delays.domains.map {
        [
          .text($0.name), .number($0.times.count), ReportTable.Cell($0.times.median),
          ReportTable.Cell($0.times.ninetieth), ReportTable.Cell($0.times.ninetyNinth), .number($0.delayed),
        ]
      })
  }

  private static func health(_ weekly: WeeklyReport) -> ReportTable {
    ReportTable(
      name: "limits", about: "a published limit and where we stand",
      columns: ["limit", "measure", "whose", "family", "limit_percent", "count", "of", "standing", "source"],
      rows: weekly.health.map {
        [
          .text($0.limit.id), .text($0.limit.measure.rawValue), .text($0.limit.whose),
          ReportTable.Cell($0.limit.family), .decimal($0.limit.percent),
          ReportTable.Cell($0.standing == .unknown ? nil : $0.count), .number($0.of),
          .text($0.standing.rawValue), .text($0.limit.source),
        ]
      })
  }

  private static func addresses(_ weekly: WeeklyReport) -> ReportTable {
    ReportTable(
      name: "addresses", about: "an address that failed more than once",
      columns: ["address", "class", "failed"],
      rows: weekly.addresses.map { [.text($0.recipient), .text($0.classID), .number($0.failures)] })
  }

  private static func replies(_ weekly: WeeklyReport) -> ReportTable {
    ReportTable(
      name: "replies", about: "a kind of reply, with an example",
      columns: ["reply", "code", "class", "failed", "example"],
      rows: weekly.replies.map {
        [
          .text($0.shape), ReportTable.Cell($0.code), .text($0.classID), .number($0.failures),
          .text($0.example),
        ]
      })
  }
}
