import Classification
import DeliveryModel
import Reports
import Summaries

/// The tables that a page keeps small: outcomes, hours, what was slow, what was read.
extension ReportTables {
  static func outcomes(_ context: ReportContext, _ weekly: WeeklyReport) -> ReportTable {
    let deliveries = context.findings.totals.deliveries
    let known = weekly.ended != nil
    let counts: [(String, Int?)] = [
      ("ended", weekly.ended),
      ("delivered", known ? deliveries.arrived : nil),
      ("delayed", known ? deliveries.delayed : nil), ("failed", deliveries.failed),
      ("expired", deliveries.expired), ("suppressed", deliveries.suppressed),
      ("complained", deliveries.complained), ("open", deliveries.open),
    ]
    return ReportTable(
      name: "outcomes",
      about: "how mails of the period ended; delayed ones were delivered, expired ones failed",
      columns: ["outcome", "mails"], rows: counts.map { [.text($0), ReportTable.Cell($1)] })
  }

  static func hours(_ weekly: WeeklyReport) -> ReportTable {
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    return ReportTable(
      name: "hours", about: "an hour of a day of the week in which mails failed",
      columns: ["weekday", "hour", "failed"],
      rows: zip(names, weekly.hours.counts).flatMap { name, counts in
        counts.enumerated().filter { $0.element > 0 }.map { hour, count in
          [.text(name), .number(hour), .number(count)]
        }
      })
  }

  static func delayReasons(_ weekly: WeeklyReport) -> ReportTable {
    ReportTable(
      name: "delay_reasons", about: "what held up mails that arrived late, with the seconds that they took",
      columns: ["class", "delayed", "median", "longest"],
      rows: weekly.delays.reasons.map {
        [
          .text($0.classID), .number($0.mails), ReportTable.Cell($0.median.map { Int($0) }),
          ReportTable.Cell($0.longest.map { Int($0) }),
        ]
      })
  }

  static func slowest(_ context: ReportContext, _ weekly: WeeklyReport) -> ReportTable {
    ReportTable(
      name: "slowest", about: "a mail that took longest to arrive",
      columns: ["address", "seconds", "class", "source", "line"],
      rows: weekly.delays.slowest.map { index in
        let row = context.findings.others[index]
        return [
          .text(row.recipient), ReportTable.Cell(row.secondsToEnd.map { Int($0) }),
          ReportTable.Cell(row.verdict?.failureClass.id), .text(row.place.source),
          .number(row.place.line),
        ]
      })
  }

  static func sources(_ context: ReportContext) -> ReportTable {
    ReportTable(
      name: "sources", about: "a file that was read",
      columns: ["file", "format", "bytes", "lines", "records", "skipped", "not_understood", "problem"],
      rows: context.findings.sources.map {
        [
          .text($0.name), ReportTable.Cell($0.format), .number(Int($0.bytes)), .number($0.lines),
          .number($0.records), .number($0.skipped.values.reduce(0, +)), .number($0.problems),
          ReportTable.Cell($0.failure),
        ]
      })
  }

  static func leftOut(_ context: ReportContext) -> ReportTable {
    ReportTable(
      name: "left_out", about: "a reason for which lines or records were left out",
      columns: ["reason", "pieces"],
      rows: context.findings.totals.skipped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
        [.text($0.key), .number($0.value)]
      })
  }
}
