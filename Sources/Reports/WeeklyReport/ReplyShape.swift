/// A reply with what differs from mail to mail masked, so that equal refusals can be counted.
enum ReplyShape {
  /// Longest part of a reply that is looked at, in characters.
  private static let longest = 400

  static func masked(_ text: String) -> String {
    var words: [String] = []
    for word in text.prefix(longest).split(whereSeparator: { $0.isWhitespace }) {
      let mask = self.mask(word)
      // Two ids in a row say no more than one.
      if mask == "…", words.last == "…" { continue }
      words.append(mask)
    }
    return words.joined(separator: " ")
  }

  private static func mask(_ word: Substring) -> String {
    if word.contains("@") { return "‹address›" }
    if word.hasPrefix("http://") || word.hasPrefix("https://") {
      return String(word.prefix { $0 != "?" && $0 != "#" })
    }
    let digits = word.utf8.count(where: { $0 >= 0x30 && $0 <= 0x39 })
    guard digits > 0 else { return String(word) }
    if word.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 3, digits >= 4,
      word.utf8.allSatisfy(isOfAddress)
    {
      return "‹IP›"
    }
    // Codes stay: 550, 550-5.1.1, (#5.2.2). What is long and full of digits is an id or a time.
    return word.utf8.count > 12 && digits >= 4 ? "…" : String(word)
  }

  private static func isOfAddress(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".") || "[]():,;".utf8.contains(byte)
  }
}
