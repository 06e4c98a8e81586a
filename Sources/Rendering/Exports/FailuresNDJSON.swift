public import Summaries

/// Every failure as a line of JSON.
public enum FailuresNDJSON {
  public static func bytes(_ rows: [FailureRow]) -> [UInt8] {
    var writer = JSONWriter()
    for row in rows {
      FailureRowJSON.write(row, to: &writer)
      writer.endLine()
    }
    return writer.bytes
  }
}
