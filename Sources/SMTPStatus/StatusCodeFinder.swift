/// The codes of one reply inside a diagnostic text, and where they stand.
public struct FoundStatus: Hashable, Sendable {
  public var replyCode: ReplyCode?
  public var enhancedCode: EnhancedStatusCode?
  /// From the first byte of the first code to the end of the last one, in UTF-8 bytes.
  public var range: Range<Int>

  public init(replyCode: ReplyCode?, enhancedCode: EnhancedStatusCode?, range: Range<Int>) {
    self.replyCode = replyCode
    self.enhancedCode = enhancedCode
    self.range = range
  }
}

/// Finds reply codes and enhanced status codes where the grammar of replies has them (RFC 5321 §4.2, RFC 2034 §4).
///
/// Diagnostic texts are full of numbers that are no codes: addresses, IP addresses, queue ids, URLs, limits.
/// A reply code counts only where a reply begins: at the start of the text or of a line, after `said:`,
/// `smtp;`, a quote or a bracket. Later in a line it counts only with an enhanced code beside it, or as the
/// head of a continued line (`550-`). An enhanced code counts beside a reply code, at such a start, or after
/// `#` or `(`, as qmail writes its own.
public enum StatusCodeFinder {
  /// The codes of the first reply in the text; nil where it has none.
  public static func first(in text: String) -> FoundStatus? {
    var text = text
    return text.withUTF8 { first(in: UnsafeRawBufferPointer($0)) }
  }

  /// The codes of the first reply in the bytes; nil where there are none.
  ///
  /// The enhanced code is looked for beyond the reply code too: `550 no such user (#5.1.1)` has both.
  public static func first(in bytes: UnsafeRawBufferPointer) -> FoundStatus? {
    var position = 0
    guard var found = next(in: bytes, from: &position) else { return nil }
    if found.replyCode != nil && found.enhancedCode != nil { return found }
    // The other half may follow, as long as no other reply begins.
    while let more = next(in: bytes, from: &position) {
      if found.enhancedCode == nil, more.replyCode == nil || more.replyCode == found.replyCode,
        let code = more.enhancedCode
      {
        found.enhancedCode = code
        break
      }
      if more.replyCode != nil {
        // `5.1.0 - Unknown address error 550-'5.2.2 …`: the reply itself, not the words around it.
        if found.replyCode == nil { found = more }
        break
      }
    }
    return found
  }

  /// The next code or pair of codes at or after `position`, which moves behind it.
  public static func next(in bytes: UnsafeRawBufferPointer, from position: inout Int) -> FoundStatus? {
    let count = bytes.count
    while position < count {
      let byte = bytes[position]
      guard byte &- 0x30 <= 9 else {
        position += 1
        continue
      }
      let start = position
      let before = start > 0 ? bytes[start - 1] : 0x0A
      if isWordByte(before) {
        skipWord(bytes, &position)
        continue
      }
      if let end = endOfReplyCode(bytes, start),
        let found = reply(in: bytes, start: start, digitsEnd: end)
      {
        position = found.range.upperBound
        return found
      }
      if let (code, end) = enhancedCode(in: bytes, at: start), mayStandAlone(bytes, start) {
        position = end
        return FoundStatus(replyCode: nil, enhancedCode: code, range: start..<end)
      }
      skipWord(bytes, &position)
    }
    return nil
  }

  // MARK: - The grammar

  /// The index behind three digits that could be a reply code, or nil.
  private static func endOfReplyCode(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int? {
    guard start + 3 <= bytes.count, bytes[start] >= 0x32, bytes[start] <= 0x36,
      bytes[start + 1] &- 0x30 <= 9, bytes[start + 2] &- 0x30 <= 9
    else { return nil }
    guard start + 3 < bytes.count else { return start + 3 }
    switch bytes[start + 3] {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: ","),
      UInt8(ascii: ";"), UInt8(ascii: "'"), UInt8(ascii: "\\"):
      return start + 3
    // `... 550.` ends a sentence, `550.example` is a name.
    case UInt8(ascii: "."), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "#"):
      return start + 4 < bytes.count && isWordByte(bytes[start + 4]) && bytes[start + 3] != UInt8(ascii: "#")
        ? nil : start + 3
    default: return nil
    }
  }

  private static func reply(
    in bytes: UnsafeRawBufferPointer, start: Int, digitsEnd: Int
  ) -> FoundStatus? {
    let number =
      Int(bytes[start] &- 0x30) * 100 + Int(bytes[start + 1] &- 0x30) * 10
      + Int(bytes[start + 2] &- 0x30)
    guard let code = ReplyCode(number) else { return nil }
    let continued = digitsEnd < bytes.count && bytes[digitsEnd] == UInt8(ascii: "-")
    // An enhanced code may follow behind a blank, a hyphen, a quote, `#`, `(`, or a mix of them.
    var cursor = digitsEnd
    while cursor < bytes.count, cursor < digitsEnd + 6 {
      let byte = bytes[cursor]
      let isFiller =
        byte == 0x20 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "'")
        || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[")
        || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "\"")
      guard isFiller else { break }
      cursor += 1
    }
    if let (enhanced, end) = enhancedCode(in: bytes, at: cursor) {
      return FoundStatus(replyCode: code, enhancedCode: enhanced, range: start..<end)
    }
    guard beginsReply(bytes, start) || (continued && number >= 400 && startsWord(bytes, digitsEnd + 1))
    else { return nil }
    return FoundStatus(replyCode: code, enhancedCode: nil, range: start..<digitsEnd)
  }

  private static func startsWord(_ bytes: UnsafeRawBufferPointer, _ position: Int) -> Bool {
    position < bytes.count && bytes[position] != 0x2D && !(bytes[position] &- 0x30 <= 9)
  }

  /// Whether a reply may begin here: what stands before is the start, a line's end, or a sign that opens one.
  private static func beginsReply(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Bool {
    var cursor = start - 1
    while cursor >= 0, bytes[cursor] == 0x20 || bytes[cursor] == 0x09 { cursor -= 1 }
    guard cursor >= 0 else { return true }
    switch bytes[cursor] {
    case 0x0A, 0x0D, UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: ">"), UInt8(ascii: "'"),
      UInt8(ascii: "\""), UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "<"), UInt8(ascii: "|"):
      return true
    case UInt8(ascii: "#"): return cursor == start - 1
    // `failure. 550 user unknown`, `refused - 550 …`, and Exim's two characters `\n` between reply lines.
    case UInt8(ascii: "n"): return cursor > 0 && bytes[cursor - 1] == UInt8(ascii: "\\")
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ","), UInt8(ascii: "="):
      return cursor < start - 1
    default: return endsWithOpeningWord(bytes, cursor)
    }
  }

  /// Words after which a number is a reply code: `returned 550`, `code 550`, `said 550`.
  private static func endsWithOpeningWord(_ bytes: UnsafeRawBufferPointer, _ last: Int) -> Bool {
    var begin = last
    while begin >= 0, bytes[begin] | 0x20 >= 0x61, bytes[begin] | 0x20 <= 0x7A { begin -= 1 }
    let length = last - begin
    guard length >= 4, length <= 12 else { return false }
    for word in openingWords where word.utf8CodeUnitCount == length {
      let start = word.utf8Start
      var same = true
      for offset in 0..<length where bytes[begin + 1 + offset] | 0x20 != start[offset] {
        same = false
        break
      }
      if same { return true }
    }
    return false
  }

  private static let openingWords: [StaticString] = [
    "code", "said", "returned", "error", "smtp", "responsecode", "reply", "status", "response",
  ]

  /// An enhanced code that begins at `start` and ends where the word ends.
  private static func enhancedCode(
    in bytes: UnsafeRawBufferPointer, at start: Int
  ) -> (EnhancedStatusCode, end: Int)? {
    let count = bytes.count
    guard start + 5 <= count, bytes[start + 1] == UInt8(ascii: ".") else { return nil }
    let severity = bytes[start] &- 0x30
    guard severity == 2 || severity == 4 || severity == 5 else { return nil }
    var cursor = start + 2
    guard let subject = number(bytes, &cursor), cursor < count, bytes[cursor] == UInt8(ascii: ".")
    else { return nil }
    cursor += 1
    guard let detail = number(bytes, &cursor) else { return nil }
    if cursor < count {
      let after = bytes[cursor]
      if isWordByte(after) || after == UInt8(ascii: "/") { return nil }
      // `5.7.1.2` is an IP address, `5.1.1.` the end of a sentence.
      if after == UInt8(ascii: "."), cursor + 1 < count, isWordByte(bytes[cursor + 1]),
        bytes[cursor + 1] &- 0x30 <= 9
      {
        return nil
      }
    }
    guard let code = EnhancedStatusCode(severity: Int(severity), subject: subject, detail: detail)
    else { return nil }
    return (code, cursor)
  }

  private static func number(_ bytes: UnsafeRawBufferPointer, _ cursor: inout Int) -> Int? {
    var value = 0
    let start = cursor
    while cursor < bytes.count, bytes[cursor] &- 0x30 <= 9 {
      guard cursor - start < 3 else { return nil }
      value = value * 10 + Int(bytes[cursor] &- 0x30)
      cursor += 1
    }
    return cursor > start ? value : nil
  }

  /// Whether an enhanced code without a reply code may count at this place.
  private static func mayStandAlone(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Bool {
    if start == 0 { return true }
    let before = bytes[start - 1]
    if before == UInt8(ascii: "#") || before == UInt8(ascii: "(") { return true }
    return beginsReply(bytes, start)
  }

  private static func skipWord(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) {
    while position < bytes.count, isWordByte(bytes[position]) || bytes[position] == UInt8(ascii: ".") {
      position += 1
    }
    // At least one step, whatever stood there.
    if position < bytes.count, !(bytes[position] &- 0x30 <= 9) { position += 1 }
  }

  /// What makes a digit part of a longer word: letters, digits, and the signs of addresses and URLs.
  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
    case UInt8(ascii: "@"), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "%"),
      UInt8(ascii: "&"), UInt8(ascii: "?"), UInt8(ascii: "+"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
