/// Finding and cleaning mail addresses in bytes.
enum AddressText {
  /// A byte that may stand in the unquoted local part of an address (RFC 5321 §4.1.2, RFC 6531).
  @inline(__always) static func isLocal(_ byte: UInt8) -> Bool {
    if byte.isAlphanumeric || byte >= 0x80 { return true }
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "="),
      UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
      UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "^"),
      UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"), UInt8(ascii: "~"):
      return true
    default: return false
    }
  }

  @inline(__always) static func isDomain(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  /// The address around the `@` at `at`, as a range of `bytes`; nil where there is none.
  static func range(in bytes: ByteView, around at: Int) -> Range<Int>? {
    guard bytes[at] == UInt8(ascii: "@") else { return nil }
    var start = at
    if at > 0, bytes[at - 1] == UInt8(ascii: "\"") {
      start = at - 2
      while start > 0, bytes[start] != UInt8(ascii: "\""), bytes[start] != 10, at - start < 70 { start -= 1 }
      guard bytes[start] == UInt8(ascii: "\"") else { return nil }
    } else {
      while start > 0, isLocal(bytes[start - 1]), at - start < 256 { start -= 1 }
      // Within angle brackets everything belongs to the local part that is not a bracket.
      while start < at, isOpening(bytes[start]) { start += 1 }
    }
    var end = at + 1
    if bytes[end] == UInt8(ascii: "[") {
      while end < bytes.count, bytes[end] != UInt8(ascii: "]"), bytes[end] > 0x20, end - at < 64 { end += 1 }
      guard bytes[end] == UInt8(ascii: "]") else { return nil }
      end += 1
    } else {
      while end < bytes.count, isDomain(bytes[end]), end - at < 256 { end += 1 }
      // CJK text follows an address without a blank, and full stops end sentences.
      while end > at + 1, bytes[end - 1] == UInt8(ascii: ".") || bytes[end - 1] == UInt8(ascii: "-") {
        end -= 1
      }
      if let cut = (at + 1..<end).first(where: { bytes[$0] >= 0x80 }), bytes[cut - 1] != UInt8(ascii: ".") {
        // An ASCII domain with foreign text behind it, unless the foreign text is itself the domain.
        if cut > at + 1, hasDot(bytes, at + 1, cut) { end = cut }
      }
    }
    while start < at, bytes[start] >= 0x80, (start..<at).contains(where: { bytes[$0] < 0x80 }) { start += 1 }
    guard start < at, end > at + 1 else { return nil }
    return start..<end
  }

  private static func hasDot(_ bytes: ByteView, _ from: Int, _ to: Int) -> Bool {
    (from..<to).contains { bytes[$0] == UInt8(ascii: ".") }
  }

  private static func isOpening(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "{"), UInt8(ascii: "|"),
      UInt8(ascii: "="), UInt8(ascii: "&"), UInt8(ascii: "?"), UInt8(ascii: "!"):
      true
    default: false
    }
  }

  /// True for what can be mailed to: something, an at-sign, a domain, no blank outside quotes.
  static func isAddress(_ bytes: ByteView) -> Bool {
    guard bytes.count >= 3, bytes.count <= 320 else { return false }
    var at: Int?
    var isQuoted = false
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if byte == UInt8(ascii: "@"), !isQuoted {
        at = index
      } else if byte <= 0x20 || byte == 0x7F, !isQuoted {
        return false
      }
    }
    guard let at, at > 0, at + 1 < bytes.count else { return false }
    if bytes[0] == UInt8(ascii: "|") || bytes[0] == UInt8(ascii: "/") { return false }
    let domain = bytes.from(at + 1)
    if domain[0] == UInt8(ascii: "[") { return domain[domain.count - 1] == UInt8(ascii: "]") }
    return (0..<domain.count).allSatisfy { isDomain(domain[$0]) } && domain[0] != UInt8(ascii: ".")
  }

  /// The address in the value of a header or of a report's field: without type, name, comment and brackets.
  static func bare(_ value: ByteView) -> ByteView {
    var text = value.trimmed()
    if let open = text.firstIndex(of: UInt8(ascii: "<")),
      let close = text.firstIndex(of: UInt8(ascii: ">"), from: open), close > open + 1
    {
      text = text.slice(open + 1, close).trimmed()
    }
    for scheme in schemes where text.hasPrefix(scheme) {
      text = text.from(scheme.utf8CodeUnitCount).trimmed()
    }
    // A source route (RFC 5321 §4.1.1.3) leads through other hosts: `@a,@b:user@c`.
    if text[0] == UInt8(ascii: "@"), let colon = text.firstIndex(of: UInt8(ascii: ":")) {
      text = text.from(colon + 1)
    }
    if isAddress(text) { return withoutWrapping(text) }
    if let at = text.firstIndex(of: UInt8(ascii: "@")), let range = range(in: text, around: at) {
      // `user@example.com (Name)` and `user@example.com,` are addresses with something around them; a pipe
      // that names an address among its arguments is not.
      if range.lowerBound == 0 || text[0] == UInt8(ascii: "'") || text[0] == UInt8(ascii: "\"")
        || text[range.lowerBound - 1].isBlankOrLineEnd && text[0] != UInt8(ascii: "|")
          && text[0] != UInt8(ascii: "/") && !text.hasPrefix("pipe ")
      {
        return text.slice(range.lowerBound, range.upperBound)
      }
    }
    return text
  }

  private static let schemes: [StaticString] = ["mailto:", "smtp:", "rfc822;", "rfc822:", "internet:"]

  private static func withoutWrapping(_ text: ByteView) -> ByteView {
    var start = 0
    var end = text.count
    while end > start,
      [UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":")].contains(text[end - 1])
    {
      end -= 1
    }
    if text[start] == UInt8(ascii: "'"), text[end - 1] == UInt8(ascii: "'") {
      start += 1
      end -= 1
    }
    if text[start] == UInt8(ascii: "\""), text[end - 1] == UInt8(ascii: "\"") {
      start += 1
      end -= 1
    }
    return text.slice(start, end)
  }

  /// Every address of an address list, such as the value of `To`.
  static func all(in value: ByteView, limit: Int = 100) -> [ByteView] {
    var found: [ByteView] = []
    var from = 0
    while found.count < limit, let at = value.firstIndex(of: UInt8(ascii: "@"), from: from) {
      from = at + 1
      guard let range = range(in: value, around: at) else { continue }
      from = range.upperBound
      let address = value.slice(range.lowerBound, range.upperBound)
      if !found.contains(where: { $0.equalsIgnoringCase(address) }) { found.append(address) }
    }
    return found
  }
}
