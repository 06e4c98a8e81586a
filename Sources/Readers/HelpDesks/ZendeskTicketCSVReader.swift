import CJSONTape
import DeliveryModel

/// Reads Zendesk's CSV export: a row a ticket, known by the names in its header. It has no recipients; of a failed
/// mail it tells by the tag alone.
public struct ZendeskTicketCSVReader: Reader {
  public static let format = InputFormat(
    id: "zendesk-csv", title: "Zendesk tickets (CSV)", family: .helpDesk)

  private typealias Bytes = UnsafeBufferPointer<UInt8>

  private let context: ReadingContext
  private var table: DelimitedText?
  private var columns: ZendeskTicketColumns?
  private var progress = DelimitedText.Progress(start: 0)
  private var isAtStart = true
  /// Of the record that `progress` is in.
  private var line: Int
  private var isPassingOver = false
  /// Bytes looked at again because a quote never closed: hostile input must not make this quadratic.
  private var rescanned = 0
  private var consumed = 0

  public init(context: ReadingContext) {
    self.context = context
    line = context.firstLine
  }

  // MARK: Recognition

  private static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09]

  public static func recognises(_ head: Span<UInt8>) -> Confidence {
    head.withUnsafeBufferPointer { bytes in
      guard let found = header(in: bytes, isLast: true) else { return .none }
      if found.columns.hasSummation { return .certain }
      return found.columns.hasRequester ? .likely : .possible
    }
  }

  private struct Header {
    let table: DelimitedText
    let columns: ZendeskTicketColumns
    let end: Int
  }

  /// The header at the beginning of a table: with commas, or as spreadsheets write it in other countries.
  private static func header(in bytes: Bytes, isLast: Bool) -> Header? {
    let start = textStart(in: bytes)
    for delimiter in delimiters {
      let table = DelimitedText(delimiter: delimiter)
      var progress = DelimitedText.Progress(start: start)
      let limit = min(bytes.count, start + (1 << 16))
      guard table.findEnd(in: bytes, &progress, before: limit) || isLast,
        let fields = table.fields(of: start..<progress.place, in: bytes), fields.count > 1,
        let columns = ZendeskTicketColumns(header: fields.map { DelimitedText.text(of: $0, in: bytes) })
      else { continue }
      return Header(table: table, columns: columns, end: progress.place)
    }
    return nil
  }

  private static func textStart(in bytes: Bytes) -> Int {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
  }

  // MARK: Reading

  public mutating func read(_ block: Span<UInt8>, isLast: Bool, into sink: RecordSink) -> Int {
    block.withUnsafeBufferPointer { bytes in
      var start = 0
      if isAtStart {
        // A header of 64 KiB is no header.
        guard isLast || bytes.count > 1 << 16 || bytes.contains(0x0A) else { return 0 }
        if let header = Self.header(in: bytes, isLast: isLast || bytes.count > 1 << 16) {
          table = header.table
          columns = header.columns
          start = header.end
          line += Self.lineFeeds(in: bytes[..<start])
        } else if !isLast, bytes.count <= 1 << 16 {
          return 0
        }
        isAtStart = false
        progress = DelimitedText.Progress(start: start)
      }
      guard let table, let columns else {
        sink.lines += 1
        sink.skip(
          SkippedInput(
            line: line, reason: .notUnderstood("no-header"),
            explanation: "the first row names no columns of a ticket table",
            excerpt: ZendeskReader.excerpt(bytes)))
        return bytes.count
      }
      return readRows(in: bytes, from: start, isLast: isLast, table, columns, into: sink)
    }
  }

  private mutating func readRows(
    in bytes: Bytes, from first: Int, isLast: Bool, _ table: DelimitedText, _ columns: ZendeskTicketColumns,
    into sink: RecordSink
  ) -> Int {
    var start = first
    while start < bytes.count {
      if isPassingOver {
        guard let lineFeed = bytes[start...].firstIndex(of: 0x0A) else { return bytes.count }
        isPassingOver = false
        start = lineFeed + 1
        line += 1
        progress = DelimitedText.Progress(start: start)
        continue
      }
      let limit = min(bytes.count, start + context.longestRecord + 1)
      let isWhole = table.findEnd(in: bytes, &progress, before: limit)
      let row = start..<progress.place
      if isWhole || (isLast && limit == bytes.count), let fields = table.fields(of: row, in: bytes),
        row.count <= context.longestRecord, fields.count == columns.count || fields.count == 1
      {
        take(DelimitedRow(fields: fields, bytes: bytes), columns, row, into: sink)
        line += Self.lineFeeds(in: bytes[row])
        start = row.upperBound
      } else if !isWhole, !isLast, limit == bytes.count {
        progress = progress.moved(by: start)
        consumed += start
        return start
      } else {
        start = refuse(row, in: bytes, into: sink)
      }
      progress = DelimitedText.Progress(start: start)
    }
    progress = DelimitedText.Progress(start: 0)
    consumed += bytes.count
    return bytes.count
  }

  /// A row that is none: a quote that never closes takes the rows behind it with it, so only its first line is
  /// left out. Returns where to go on.
  private mutating func refuse(_ row: Range<Int>, in bytes: Bytes, into sink: RecordSink) -> Int {
    let firstEnd = bytes[row].firstIndex(of: 0x0A).map { $0 + 1 }
    let isBudgetLeft = rescanned <= (64 << 20) + 8 * (consumed + row.lowerBound)
    let end = isBudgetLeft ? firstEnd ?? row.upperBound : row.upperBound
    let isTooLong = row.count > context.longestRecord && (firstEnd == nil || !isBudgetLeft)
    sink.lines += 1
    sink.skip(
      SkippedInput(
        line: line, reason: isTooLong ? .tooLong : .notUnderstood("columns-do-not-fit"),
        explanation: isTooLong
          ? "it is longer than \(context.longestRecord) bytes"
          : "its quotes or columns do not fit the header",
        excerpt: ZendeskReader.excerpt(bytes[row])))
    rescanned += row.upperBound - end
    line += Self.lineFeeds(in: bytes[row.lowerBound..<end])
    isPassingOver = end > row.lowerBound && bytes[end - 1] != 0x0A
    return end
  }

  private func take(
    _ row: DelimitedRow, _ columns: ZendeskTicketColumns, _ range: Range<Int>, into sink: RecordSink
  ) {
    // An empty line, or one cell in a table of many: not worth a complaint where nothing is in it.
    if row.isBlank { return }
    sink.lines += 1
    guard row.fields.count == columns.count else {
      return sink.skip(
        SkippedInput(
          line: line, reason: .notUnderstood("columns-do-not-fit"),
          explanation: "\(row.fields.count) columns where the header has \(columns.count)",
          excerpt: ZendeskReader.excerpt(row.bytes[range])))
    }
    do throws(ZendeskRecords.Refusal) {
      let ticket = try columns.ticket(row, zone: context.zone)
      sink.take(.ticket(ticket), line: line)
      if let requester = columns.requester(row) { sink.take(.user(requester), line: line) }
      sink.records += 1
    } catch {
      sink.skip(
        SkippedInput(
          line: line, reason: error.reason, explanation: error.explanation,
          excerpt: ZendeskReader.excerpt(row.bytes[range])))
    }
  }

  private static func lineFeeds(in bytes: Slice<Bytes>) -> Int {
    let piece = UnsafeBufferPointer(rebasing: bytes)
    return piece.baseAddress.map { json_count_line_feeds($0, piece.count) } ?? 0
  }
}
