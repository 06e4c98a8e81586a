/// Finds records and fields of comma-separated text (RFC 4180), with any delimiter. Quotes count only where a
/// field begins; line feeds within quotes belong to the field.
struct DelimitedText {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  let delimiter: UInt8

  /// One field of a record, without its quotes.
  struct Field {
    let range: Range<Int>
    /// Two quotes in it stand for one.
    let hasDoubledQuotes: Bool
  }

  /// How far a record has been looked at.
  struct Progress {
    fileprivate(set) var place: Int
    fileprivate var state = State.fieldStart

    init(start: Int) { place = start }

    /// The same place when so many bytes in front of it are gone.
    func moved(by count: Int) -> Progress {
      var moved = self
      moved.place -= count
      return moved
    }
  }

  fileprivate enum State { case fieldStart, plain, quoted, behindQuote }

  /// Looks on for the end of the record; true when `progress.place` stands behind its line feed.
  func findEnd(in bytes: Bytes, _ progress: inout Progress, before end: Int) -> Bool {
    var place = progress.place
    var state = progress.state
    defer {
      progress.place = place
      progress.state = state
    }
    while place < end {
      let byte = bytes[place]
      place += 1
      switch state {
      case .quoted:
        if byte == 0x22 { state = .behindQuote }
      case .behindQuote where byte == 0x22: state = .quoted
      case .fieldStart where byte == 0x22: state = .quoted
      case .fieldStart, .plain, .behindQuote:
        if byte == 0x0A { return true }
        state = byte == delimiter ? .fieldStart : .plain
      }
    }
    return false
  }

  /// The fields of a record, or nil where something stands behind a closing quote, or a quote never closes.
  func fields(of record: Range<Int>, in bytes: Bytes) -> [Field]? {
    var end = record.upperBound
    if end > record.lowerBound, bytes[end - 1] == 0x0A { end -= 1 }
    if end > record.lowerBound, bytes[end - 1] == 0x0D { end -= 1 }
    var fields: [Field] = []
    var place = record.lowerBound
    while true {
      if place < end, bytes[place] == 0x22 {
        let start = place + 1
        var isDoubled = false
        place = start
        while place < end {
          if bytes[place] != 0x22 {
            place += 1
          } else if place + 1 < end, bytes[place + 1] == 0x22 {
            isDoubled = true
            place += 2
          } else {
            break
          }
        }
        guard place < end else { return nil }
        fields.append(Field(range: start..<place, hasDoubledQuotes: isDoubled))
        place += 1
        guard place == end || bytes[place] == delimiter else { return nil }
      } else {
        let start = place
        while place < end, bytes[place] != delimiter { place += 1 }
        fields.append(Field(range: start..<place, hasDoubledQuotes: false))
      }
      guard place < end else { return fields }
      place += 1
    }
  }

  /// A field's text, without blanks around it, invalid UTF-8 replaced.
  static func text(of field: Field, in bytes: Bytes) -> String {
    guard field.hasDoubledQuotes else { return String(decoding: trimmed(bytes[field.range]), as: UTF8.self) }
    var single: [UInt8] = []
    var isSecond = false
    for byte in trimmed(bytes[field.range]) {
      isSecond = byte == 0x22 && !isSecond
      if byte != 0x22 || isSecond { single.append(byte) }
    }
    return String(decoding: single, as: UTF8.self)
  }

  private static func trimmed(_ bytes: Slice<Bytes>) -> Slice<Bytes> {
    var rest = bytes
    while let first = rest.first, first == 0x20 || first == 0x09 { rest.removeFirst() }
    while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
    return rest
  }
}

/// One record's fields, made into text one by one as they are asked for.
struct DelimitedRow {
  let fields: [DelimitedText.Field]
  let bytes: DelimitedText.Bytes

  var isBlank: Bool { fields.allSatisfy(\.range.isEmpty) }

  subscript(column: Int) -> String { DelimitedText.text(of: fields[column], in: bytes) }
}
