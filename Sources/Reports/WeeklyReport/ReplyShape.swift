/// A reply with what differs from mail to mail masked, so that equal refusals can be counted.
///
/// Made for every failure of a report, so it reads bytes: words are what stands between blanks.
enum ReplyShape {
  private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

  /// Longest part of a reply that is looked at, in bytes.
  private static let longest = 400

  static func masked(_ text: String) -> String {
    var text = text
    return text.withUTF8 { bytes in
      let end = end(of: bytes)
      var shape: [UInt8] = []
      shape.reserveCapacity(end + 16)
      var endsInElision = false
      var start = 0
      while start < end {
        guard !isBlank(bytes[start]) else {
          start += 1
          continue
        }
        var wordEnd = start
        while wordEnd < end, !isBlank(bytes[wordEnd]) { wordEnd += 1 }
        let word = bytes[start..<wordEnd]
        start = wordEnd
        let isElided = isElided(word)
        // Two ids in a row say no more than one.
        if isElided, endsInElision { continue }
        endsInElision = isElided
        if !shape.isEmpty { shape.append(0x20) }
        if isElided { shape += "…".utf8 } else { write(word, to: &shape) }
      }
      return String(decoding: shape, as: UTF8.self)
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// No character is cut in two.
  private static func end(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var end = min(bytes.count, longest)
    while end > 0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  /// Codes stay: 550, 550-5.1.1, (#5.2.2). What is long and full of digits is an id or a time.
  private static func isElided(_ word: Bytes) -> Bool {
    word.count > 12 && digits(in: word) >= 4 && !word.contains(UInt8(ascii: "@")) && !isLink(word)
      && !isNetworkAddress(word)
  }

  private static func write(_ word: Bytes, to shape: inout [UInt8]) {
    if word.contains(UInt8(ascii: "@")) {
      shape += "‹address›".utf8
    } else if isLink(word) {
      shape += word.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    } else if isNetworkAddress(word) {
      shape += "‹IP›".utf8
    } else {
      shape += word
    }
  }

  private static func isLink(_ word: Bytes) -> Bool {
    word.starts(with: "http://".utf8) || word.starts(with: "https://".utf8)
  }

  /// IPv4, bare or within brackets.
  private static func isNetworkAddress(_ word: Bytes) -> Bool {
    var dots = 0
    for byte in word {
      if byte == UInt8(ascii: ".") { dots += 1 } else if !isDigit(byte), !isBracket(byte) { return false }
    }
    return dots == 3 && digits(in: word) >= 4
  }

  private static func isBracket(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ":"),
      UInt8(ascii: ","), UInt8(ascii: ";"):
      true
    default: false
    }
  }

  private static func digits(in word: Bytes) -> Int { word.count(where: isDigit) }
}
