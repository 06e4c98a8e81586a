import Summaries

/// Every failure as a line of JSON.
enum FailuresNDJSON {
  static func write(_ rows: [FailureRow], to path: String) throws {
    var stream = try FileStream(path)
    for row in rows {
      var writer = JSONWriter()
      FailureRowJSON.write(row, to: &writer)
      writer.endLine()
      try stream.write { $0 += writer.bytes }
    }
    try stream.finish()
  }
}
