import Classification
import DeliveryModel
import SMTPStatus
import Summaries

/// Every failure as a row of a spreadsheet (RFC 4180, UTF-8).
enum FailuresCSV {
  /// The keys of the JSON rows; evidence takes three columns.
  static let columns = [
    "source", "line", "format", "time", "recipient", "domain", "outcome", "class", "permanence", "fixer",
    "reply_code", "enhanced_code", "reply", "said_by", "remote_host", "queue_id", "message_id", "sender",
    "ticket_id", "trigger", "attempts", "evidence_rule", "evidence_words", "evidence_certainty",
    "also_seen_in",
  ]

  static func write(_ rows: [FailureRow], to path: String) throws {
    var stream = try FileStream(path)
    try stream.write { append(columns, to: &$0) }
    for row in rows { try stream.write { append(cells(of: row), to: &$0) } }
    try stream.finish()
  }

  /// A row's cells as they are, without the quotes of CSV.
  static func cells(of row: FailureRow) -> [String] {
    let reply = row.reply
    let verdict = row.verdict
    return [
      row.place.source, String(row.place.line), row.format, row.time?.description ?? "", row.recipient,
      row.domain ?? "", row.outcome.rawValue, verdict?.failureClass.id ?? "",
      verdict?.permanence.rawValue ?? "",
      verdict?.fixer.rawValue ?? "", reply?.code?.description ?? "", reply?.enhancedCode?.description ?? "",
      reply?.text ?? "", reply?.saidBy.rawValue ?? "", reply?.remoteHost ?? "", row.queueID ?? "",
      row.messageID ?? "", row.sender ?? "", row.ticketID.map { String($0) } ?? "", row.trigger ?? "",
      String(row.attempts), verdict?.evidence.rule ?? "", verdict?.evidence.words ?? "",
      verdict?.evidence.certainty.rawValue ?? "",
      row.alsoSeenIn.map { "\($0.place) (\($0.trust.rawValue))" }.joined(separator: "; "),
    ]
  }

  static func append(_ cells: [String], to bytes: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(cell, to: &bytes)
    }
    bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
  }

  private static func append(_ cell: String, to bytes: inout [UInt8]) {
    // A spreadsheet would take these for the beginning of a formula; an apostrophe makes them text.
    let isFormula =
      switch cell.utf8.first {
      case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "\t"),
        UInt8(ascii: "\r"):
        true
      default: false
      }
    let needsQuotes = cell.utf8.contains {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
        || $0 == UInt8(ascii: "\r")
    }
    if needsQuotes { bytes.append(UInt8(ascii: "\"")) }
    if isFormula { bytes.append(UInt8(ascii: "'")) }
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    if needsQuotes { bytes.append(UInt8(ascii: "\"")) }
  }
}
