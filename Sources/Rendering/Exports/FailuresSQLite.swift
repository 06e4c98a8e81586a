import DeliveryModel
import Foundation
internal import GRDB
import Readers
import Reports
import SMTPStatus
import Summaries

/// Every failure and count as an SQLite database: `failures.sqlite`.
///
/// Tables: `failures` (the rows of failures.csv), `deliveries` (by day, domain, class and outcome, all days of
/// the archive), `sources`, the report's own tables, and `README`, which says what each is. Made in one
/// transaction from sorted rows, so that the same report gives the same bytes.
enum FailuresSQLite {
  static func write(_ context: ReportContext, _ tables: [ReportTable], to path: String) throws {
    // What a run that was killed has left would be a database already.
    for ending in ["", "-journal"] { try? FileManager.default.removeItem(atPath: path + ending) }
    var configuration = Configuration()
    // Nobody reads it before it is renamed, and a run that ends half-way makes it anew.
    configuration.prepareDatabase {
      try $0.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.write { database in
      try makeFailures(context, database)
      try makeDeliveries(context.findings, database)
      try makeSources(context.findings, database)
      for table in tables { try make(table, "report_" + table.name, database) }
      try makeReadMe(context, tables, database)
    }
    try queue.close()
  }

  private static func makeFailures(_ context: ReportContext, _ database: Database) throws {
    let integers: Set<String> = ["line", "reply_code", "ticket_id", "attempts"]
    let columns = FailuresCSV.columns.map { "\($0) \(integers.contains($0) ? "INTEGER" : "TEXT")" }
    try database.execute(
      sql: "CREATE TABLE failures (id INTEGER PRIMARY KEY, \(columns.joined(separator: ", ")))")
    let places = FailuresCSV.columns.map { _ in "?" }.joined(separator: ", ")
    let insert = try database.makeStatement(sql: "INSERT INTO failures VALUES (NULL, \(places))")
    for row in context.findings.failures {
      let cells = FailuresCSV.cells(of: row)
      let values = zip(FailuresCSV.columns, cells).map { column, cell -> DatabaseValue in
        if cell.isEmpty { return .null }
        return integers.contains(column) ? (Int64(cell).map(\.databaseValue) ?? .null) : cell.databaseValue
      }
      try insert.execute(arguments: StatementArguments(values))
    }
    for column in ["time", "recipient", "domain", "class", "ticket_id", "enhanced_code"] {
      try database.execute(sql: "CREATE INDEX failures_by_\(column) ON failures (\(column))")
    }
  }

  private static func makeDeliveries(_ findings: Findings, _ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE deliveries (
          day TEXT NOT NULL, domain TEXT NOT NULL, outcome TEXT NOT NULL, class TEXT NOT NULL,
          count INTEGER NOT NULL, PRIMARY KEY (day, domain, outcome, class)) WITHOUT ROWID
        """)
    let insert = try database.makeStatement(sql: "INSERT INTO deliveries VALUES (?, ?, ?, ?, ?)")
    for (day, counts) in findings.history.sorted(by: { $0.key < $1.key }) {
      let name = CivilDate(daysSinceEpoch: day).description
      for (domain, tally) in counts.byDomain.sorted(by: { $0.key < $1.key }) {
        for (outcome, count) in [
          ("delivered", max(0, tally.arrived - tally.delayed)), ("delayed", tally.delayed),
          ("delivered-notification", tally.ofNotifications),
        ] where count != 0 {
          try insert.execute(arguments: [name, domain, outcome, "", count])
        }
      }
      var failures: [[String]: Int] = [:]
      for (kind, count) in counts.failures {
        failures[[kind.domain, kind.outcome, kind.classID], default: 0] += count
      }
      for (key, count) in failures.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        try insert.execute(arguments: [name, key[0], key[1], key[2], count])
      }
    }
    try database.execute(sql: "CREATE INDEX deliveries_by_class ON deliveries (class, day)")
    try database.execute(sql: "CREATE INDEX deliveries_by_domain ON deliveries (domain, day)")
  }

  private static func makeSources(_ findings: Findings, _ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE sources (
          name TEXT, format TEXT, bytes INTEGER, lines INTEGER, records INTEGER, not_understood INTEGER,
          hash TEXT, first_time TEXT, last_time TEXT, counted_in TEXT, problem TEXT)
        """)
    for source in findings.sources {
      try database.execute(
        sql: "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          source.name, source.format, source.bytes, source.lines, source.records, source.problems,
          source.contentHash, source.firstTime?.description, source.lastTime?.description, source.countedIn,
          source.failure,
        ])
    }
  }

  private static func make(_ table: ReportTable, _ name: String, _ database: Database) throws {
    let columns = table.columns.map { "\"\($0)\"" }.joined(separator: ", ")
    try database.execute(sql: "CREATE TABLE \(name) (\(columns))")
    let places = table.columns.map { _ in "?" }.joined(separator: ", ")
    let insert = try database.makeStatement(sql: "INSERT INTO \(name) VALUES (\(places))")
    for row in table.rows {
      let values = row.map { cell -> DatabaseValue in
        switch cell {
        case .text(let text): text.databaseValue
        case .number(let number): number.databaseValue
        case .decimal(let number): number.databaseValue
        case .none: .null
        }
      }
      try insert.execute(arguments: StatementArguments(values))
    }
  }

  private static func makeReadMe(
    _ context: ReportContext, _ tables: [ReportTable], _ database: Database
  ) throws {
    try database.execute(sql: "CREATE TABLE README (about TEXT NOT NULL, says TEXT NOT NULL)")
    var lines = [
      ("this file", "Made by bouncebook. Times are UTC (RFC 3339); days are cut in the time zone below."),
      ("version", String(ReportJSON.version)),
      ("period", context.period.label),
      ("time_zone", context.findings.zone.name),
      ("failures", "One row for each failed delivery of the period: one mail to one recipient."),
      (
        "deliveries",
        "Counts of every known day by receiving domain, outcome and, for failures, class. "
          + "delivered-notification: failure notices to our own senders, in no rate."
      ),
      ("sources", "What was read: each file, what was not understood, and its content's hash."),
    ]
    lines += tables.map { ("report_" + $0.name, "One row for each: \($0.about).") }
    for (about, says) in lines {
      try database.execute(sql: "INSERT INTO README VALUES (?, ?)", arguments: [about, says])
    }
  }
}
