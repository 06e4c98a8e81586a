import Reports
import Summaries

/// The report's numbers as files for other programs, beside `failures.csv` and `failures.ndjson`.
enum ReportExports {
  struct File {
    /// Below the output folder.
    var name: String
    var bytes: [UInt8]
  }

  /// Sorted by nothing but this list; the same report gives the same bytes.
  static func files(_ context: ReportContext, _ weekly: WeeklyReport) throws -> [File] {
    let tables = ReportTables.all(context, weekly)
    var files = tables.map { File(name: "tables/\($0.name).csv", bytes: $0.csv) }
    files.append(File(name: "report.json", bytes: ReportJSON.encode(context, weekly)))
    files.append(File(name: "failures.sqlite", bytes: try FailuresSQLite.bytes(context, tables)))
    return files
  }
}
