import Reports
import Summaries

/// The report's failures and numbers as files for other programs.
enum ReportExports {
  /// Sorted by nothing but this list; the same report gives the same bytes.
  static func files(_ context: ReportContext, _ weekly: WeeklyReport) -> [OutputFile] {
    let tables = ReportTables.all(context, weekly)
    let rows = context.findings.failures
    return tables.map { OutputFile("tables/\($0.name).csv", $0.csv) } + [
      OutputFile("report.json", ReportJSON.encode(context, weekly)),
      OutputFile("failures.csv") { try FailuresCSV.write(rows, to: $0) },
      OutputFile("failures.ndjson") { try FailuresNDJSON.write(rows, to: $0) },
      OutputFile("failures.sqlite") { try FailuresSQLite.write(context, tables, to: $0) },
    ]
  }
}
