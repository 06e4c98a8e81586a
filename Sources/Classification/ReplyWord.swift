/// What kind of word it is that has a digit, a dot, an `@` or a slash in it.
enum ReplyWord {
  case plain
  case replyCode
  case enhancedCode
  /// Letters with a short number.
  case numbered
  /// Varies as a whole; the sign that stands for it.
  case masked(UInt8)

  /// - Parameter seen: the kinds of all bytes of the word together.
  static func kind(of text: UnsafeRawBufferPointer, _ range: Range<Int>, seen: UInt8) -> ReplyWord {
    let count = range.count
    let first = text[range.lowerBound]
    if first &- 0x30 <= 9 {
      if count == 3, isDigit(text[range.lowerBound + 1]), isDigit(text[range.lowerBound + 2]),
        first >= 0x32, first <= 0x36
      {
        return .replyCode
      }
      if count >= 5, count <= 8, text[range.lowerBound + 1] == UInt8(ascii: "."),
        isEnhancedCode(text, range)
      {
        return .enhancedCode
      }
    }
    if seen & Kind.at != 0, let at = position(of: UInt8(ascii: "@"), text, range),
      at > range.lowerBound, at < range.upperBound - 1
    {
      return .masked(ShapeWriter.Sign.address)
    }
    if seen & Kind.slash != 0 {
      if hasScheme(text, range) { return .masked(ShapeWriter.Sign.url) }
      if seen & (Kind.digit | Kind.dot) != 0, count > 8 { return .masked(ShapeWriter.Sign.url) }
    }
    if seen & Kind.dot != 0, let place = position(of: UInt8(ascii: "."), text, range),
      place > range.lowerBound
    {
      if isHostName(text, range) { return .masked(ShapeWriter.Sign.host) }
      if isNetworkAddress(text, range) { return .masked(ShapeWriter.Sign.networkAddress) }
    }
    guard seen & Kind.digit != 0 else { return .plain }
    return count >= 9 && hasLetter(text, range) ? .masked(ShapeWriter.Sign.token) : .numbered
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }

  private static func position(
    of byte: UInt8, _ text: UnsafeRawBufferPointer, _ range: Range<Int>
  ) -> Int? {
    for index in range where text[index] == byte { return index }
    return nil
  }

  private static func hasLetter(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    for index in range where (text[index] | 0x20) &- 0x61 <= 25 { return true }
    return false
  }

  /// Severity, subject and detail; `5.7.1` but not `5.7.1.2`.
  private static func isEnhancedCode(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    let severity = text[range.lowerBound]
    guard severity == 0x32 || severity == 0x34 || severity == 0x35 else { return false }
    var dots = 0
    var digits = 0
    for index in range {
      if text[index] == UInt8(ascii: ".") {
        guard digits > 0 else { return false }
        dots += 1
        digits = 0
      } else {
        guard isDigit(text[index]), digits < 3 else { return false }
        digits += 1
      }
    }
    return dots == 2 && digits > 0
  }

  private static func hasScheme(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    guard range.count > 4 else { return false }
    for index in range.lowerBound..<range.upperBound - 2
    where text[index] == UInt8(ascii: ":") && text[index + 1] == UInt8(ascii: "/")
      && text[index + 2] == UInt8(ascii: "/")
    {
      return true
    }
    return false
  }

  /// Labels with dots between, the last one of two or more small or all capital letters: `mx.example.com`,
  /// but not the `RESOLVER.ADR.RecipNotFound` of Exchange, nor `list.If` where a blank is missing.
  private static func isHostName(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    var last = range.upperBound
    while last > range.lowerBound, text[last - 1] != UInt8(ascii: ".") { last -= 1 }
    var end = last
    while end < range.upperBound, text[end] &- 0x61 <= 25 { end += 1 }
    // A port or path may follow.
    guard end - last >= 2,
      end == range.upperBound || text[end] == UInt8(ascii: ":") || text[end] == UInt8(ascii: "/")
        || text[end] == UInt8(ascii: "-")
    else { return false }
    for index in range.lowerBound..<last - 1 {
      let byte = text[index]
      guard
        isAlphanumeric(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "=")
      else { return false }
    }
    return true
  }

  private static func isNetworkAddress(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    var dots = 0
    for index in range {
      let byte = text[index]
      if byte == UInt8(ascii: ".") {
        dots += 1
      } else if !isDigit(byte), byte != UInt8(ascii: ":") {
        return false
      }
    }
    return dots == 3
  }
}
