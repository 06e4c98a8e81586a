public import Summaries

/// Every failure as a line of JSON.
public enum FailuresNDJSON {
  public static func bytes(_ rows: [FailureRow]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows.count * 600)
    for row in rows {
      var json = JSONWriter()
      FailureRowJSON.append(row, to: &json)
      bytes.append(contentsOf: json.bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }
}
