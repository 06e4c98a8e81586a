import CJSONTape

/// Where to go on behind damage, and what an object's first key says.
extension JSONRecordSplitter {
  enum Start {
    case unknown, no
    case yes(Int)
  }

  /// Whether a record or a page begins on the line that begins at `place`, no further in than `indent`.
  func startsRecord(in block: Bytes, at place: Int, indent: Int, isLast: Bool) -> Start {
    var start = place
    while start < block.count, start - place <= indent, block[start] == 0x20 || block[start] == 0x09 {
      start += 1
    }
    guard start < block.count else { return isLast ? .no : .unknown }
    let opening = block[start]
    guard start - place <= indent, opening == UInt8(ascii: "{") || opening == UInt8(ascii: "[") else {
      return .no
    }
    var next = start + 1
    while next < block.count, next - start < 16, block[next] == 0x20 || block[next] == 0x09 { next += 1 }
    guard next < block.count else { return isLast ? .no : .unknown }
    switch block[next] {
    case 0x0A, 0x0D: return .yes(start)
    case UInt8(ascii: "\""): return opening == UInt8(ascii: "{") ? .yes(start) : .no
    case UInt8(ascii: "{"): return opening == UInt8(ascii: "[") ? .yes(start) : .no
    default: return .no
    }
  }

  /// The first place behind `start` where a line begins with a record, or a page opens anywhere.
  func restartingPoint(in block: Bytes, after start: Int, before end: Int, indent: Int) -> Int? {
    guard rescanned <= (64 << 20) + 8 * (consumed + start) else { return nil }
    // What lies behind `end` may or may not be there yet.
    let block = Bytes(start: block.baseAddress, count: end)
    var line: Int?
    var place = start + 1
    while line == nil, place < end, let lineFeed = block[place..<end].firstIndex(of: 0x0A) {
      if case .yes(let found) = startsRecord(in: block, at: lineFeed + 1, indent: indent, isLast: true),
        found < end
      {
        line = found
      }
      place = lineFeed + 1
    }
    return pageOpening(in: block, after: start, before: line ?? end) ?? line
  }

  /// The first place behind `start` that reads `{"tickets":[` or the like.
  func pageOpening(in block: Bytes, after start: Int, before end: Int) -> Int? {
    var place = start + 1
    while place < end, let brace = block[place..<end].firstIndex(of: UInt8(ascii: "{")) {
      place = brace + 1
      var next = place
      while next < end, next - place < 16, Self.isBlank(block[next]) { next += 1 }
      guard next < end, block[next] == UInt8(ascii: "\"") else { continue }
      let nameEnd = block[(next + 1)..<min(end, next + 1 + JSONEnvelope.longestKey)].firstIndex(of: 0x22)
      guard let nameEnd, let value = valueStart(in: block, behind: nameEnd, before: end),
        block[value] == UInt8(ascii: "["),
        envelope.plurals.contains(String(decoding: block[(next + 1)..<nameEnd], as: UTF8.self))
      else { continue }
      return brace
    }
    return nil
  }

  func valueStart(in block: Bytes, behind quote: Int, before end: Int) -> Int? {
    var place = quote + 1
    while place < end, Self.isBlank(block[place]) { place += 1 }
    guard place < end, block[place] == UInt8(ascii: ":") else { return nil }
    place += 1
    while place < end, Self.isBlank(block[place]) { place += 1 }
    return place < end ? place : nil
  }

  /// Whether the object that begins at `start` has records as members: a page with unknown keys before them.
  func holdsPage(in block: Bytes, from start: Int) -> Bool {
    var place = start + 1
    while let quote = block[place...].firstIndex(where: { !Self.isBlank($0) && $0 != 0x2C }),
      block[quote] == UInt8(ascii: "\""), let end = closingQuote(in: block, from: quote + 1),
      let value = valueStart(in: block, behind: end, before: block.count)
    {
      let name = String(decoding: block[(quote + 1)..<end].prefix(Self.longestName), as: UTF8.self)
      if name == "id" || name == "url" { return false }
      if envelope.plurals.contains(name), block[value] == UInt8(ascii: "[") { return true }
      switch block[value] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        var state = json_scan_state()
        var event = JSON_SCAN_MORE
        place = json_scan(&state, block.baseAddress, value, block.count, 0, &event)
        guard event == JSON_SCAN_CLOSED else { return false }
      case UInt8(ascii: "\""):
        guard let end = closingQuote(in: block, from: value + 1) else { return false }
        place = end + 1
      default:
        guard let end = block[value...].firstIndex(where: { $0 == 0x2C || $0 == 0x7D }) else { return false }
        place = end
      }
    }
    return false
  }

  enum FirstKey {
    /// More bytes are needed.
    case unknown
    /// There is no key, or a long one.
    case none(isCompact: Bool)
    /// The key, and the first byte of its value if that is there.
    case key(String, value: UInt8?, isCompact: Bool)
  }

  /// The first key of the object that begins here.
  func firstKey(in block: Bytes, isLast: Bool) -> FirstKey {
    var place = position + 1
    let limit = min(block.count, place + 4096)
    var isCompact = true
    while place < limit, Self.isBlank(block[place]) {
      if block[place] == 0x0A { isCompact = false }
      place += 1
    }
    guard place < limit else {
      return limit == block.count && !isLast ? .unknown : .none(isCompact: isCompact)
    }
    guard block[place] == UInt8(ascii: "\"") else { return .none(isCompact: isCompact) }
    let keyLimit = min(block.count, place + 1 + JSONEnvelope.longestKey)
    guard let quote = block[(place + 1)..<keyLimit].firstIndex(of: UInt8(ascii: "\"")) else {
      return keyLimit == block.count && !isLast ? .unknown : .none(isCompact: isCompact)
    }
    let name = String(decoding: block[(place + 1)..<quote], as: UTF8.self)
    let valueLimit = min(block.count, quote + 64)
    guard let value = valueStart(in: block, behind: quote, before: valueLimit) else {
      return valueLimit == block.count && !isLast ? .unknown : .key(name, value: nil, isCompact: isCompact)
    }
    return .key(name, value: block[value], isCompact: isCompact)
  }

  func closingQuote(in block: Bytes, from start: Int) -> Int? {
    var place = start
    while place < block.count {
      switch block[place] {
      case UInt8(ascii: "\""): return place
      case UInt8(ascii: "\\"): place += 2
      default: place += 1
      }
    }
    return nil
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  func lineStart(of place: Int, in block: Bytes) -> Int {
    (block[..<place].lastIndex(of: 0x0A) ?? -1) + 1
  }
}
