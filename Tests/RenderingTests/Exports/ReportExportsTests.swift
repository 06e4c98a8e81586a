import Foundation
import GRDB
import Reports
import Summaries
import TestSupport
import Testing

@testable import Rendering

@Suite("The report's numbers for other programs")
struct ReportExportsTests {
  private static func files(_ findings: Findings) throws -> [String: [UInt8]] {
    var options = PageOptions()
    options.helpDeskURL = "https://acme.example.com"
    let context = ReportContext(findings, options: try options.reportOptions())
    let files = ReportExports.files(context, WeeklyReport(context))
    return files.reduce(into: [:]) { $0[$1.name] = $1.bytes }
  }

  private static let cases: [(name: String, findings: Findings)] = [
    ("a week", SampleFindings.week), ("a quiet week", SampleFindings.quiet),
    ("nothing", SampleFindings.nothing),
  ]

  @Test("report.json can be read, names its version and has every documented key", arguments: cases.indices)
  func json(index: Int) throws {
    let files = try Self.files(Self.cases[index].findings)
    let json = try #require(files["report.json"])
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
    #expect(object["version"] as? Int == ReportJSON.version)
    #expect(
      Set(object.keys) == [
        "format", "version", "period", "deliveries", "rate", "before", "waiting_customers", "work",
        "findings",
        "corrections", "tables",
      ])
    let tables = try #require(object["tables"] as? [String: Any])
    #expect(
      Set(tables.keys).isSubset(
        of: Set(
          files.keys.map { name in
            String(name.replacingOccurrences(of: "tables/", with: "").dropLast(".csv".count))
          })))
  }

  @Test("every table has one head and rows of its width", arguments: cases.indices)
  func tables(index: Int) throws {
    let context = ReportContext(Self.cases[index].findings, options: ReportOptions())
    for table in ReportTables.all(context, WeeklyReport(context)) {
      for row in table.rows { #expect(row.count == table.columns.count, "\(table.name)") }
      #expect(Set(table.columns).count == table.columns.count, "\(table.name)")
    }
  }

  @Test("a mail that came back later is delivered in no table")
  func returnedLater() throws {
    var findings = Findings()
    (findings.totals.deliveries.delivered, findings.totals.deliveries.failed) = (30, 3)
    findings.totals.deliveries.returnedLater = 1
    findings.totals.hasDenominator = true
    let csv = try #require(try Self.files(findings)["tables/outcomes.csv"])
    #expect(String(decoding: csv, as: UTF8.self).contains("delivered,29\r\n"))
  }

  @Test("docs/interfaces.md names every table")
  func documented() throws {
    let path = #filePath.components(separatedBy: "/Tests/")[0] + "/docs/interfaces.md"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let context = ReportContext(SampleFindings.week, options: ReportOptions())
    for table in ReportTables.all(context, WeeklyReport(context)) {
      #expect(text.contains("`\(table.name)`"), "\(table.name)")
    }
  }

  @Test("the same findings give the same bytes, the database's too")
  func sameBytes() throws {
    #expect(try Self.files(SampleFindings.week) == Self.files(SampleFindings.week))
  }

  @Test("the database counts what the pages count")
  func database() throws {
    let folder = try TemporaryFolder()
    let bytes = try #require(try Self.files(SampleFindings.week)["failures.sqlite"])
    let path = try folder.write("failures.sqlite", Data(bytes))
    let queue = try DatabaseQueue(path: path)
    try queue.read { database in
      let failures = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM failures")
      #expect(failures == SampleFindings.week.failures.count)
      let tables = try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
      for name in ["README", "deliveries", "failures", "sources", "report_classes"] {
        #expect(tables.contains(name))
      }
      let described = Set(try String.fetchAll(database, sql: "SELECT about FROM README"))
      for name in tables where name != "README" { #expect(described.contains(name), "\(name)") }
      let byClass = try Int.fetchOne(database, sql: "SELECT SUM(failed) FROM report_classes")
      #expect(byClass == failures)
      #expect(try String.fetchOne(database, sql: "PRAGMA integrity_check") == "ok")
    }
  }
}
