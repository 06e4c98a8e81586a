/// Finds and replaces what names somebody in a server's words.
enum TextMask {
  /// Each text replaced by its mask, longest first, in any case of ASCII letters; only where it stands as a word.
  static func replacing(_ replacements: [(String, String)], in text: String) -> String {
    let sorted = replacements.filter { !$0.0.isEmpty }.sorted {
      ($1.0.utf8.count, $0.0) < ($0.0.utf8.count, $1.0)
    }
    guard !sorted.isEmpty, !text.isEmpty else { return text }
    let needles = sorted.map { $0.0.utf8.map(lowered) }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var place = 0
    scan: while place < bytes.count {
      for (number, needle) in needles.enumerated() where matches(needle, bytes, place) {
        result += Array(sorted[number].1.utf8)
        place += needle.count
        continue scan
      }
      result.append(bytes[place])
      place += 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Every address but one hidden: a reply may name others than the one that failed.
  static func withoutAddresses(_ text: String, except kept: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var place = 0
    while place < bytes.count {
      guard isPart(bytes[place]) else {
        result.append(bytes[place])
        place += 1
        continue
      }
      let end = bytes[place...].firstIndex { !isPart($0) } ?? bytes.count
      let word = bytes[place..<end]
      let name = String(decoding: word, as: UTF8.self)
      let isAddress = word.dropFirst().dropLast().contains(UInt8(ascii: "@"))
      if isAddress, !name.lowercased().hasPrefix(kept.lowercased()) {
        result += Array("[address]".utf8)
      } else {
        result += word
      }
      place = end
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Where some words stand in a text, in UTF-8 bytes.
  static func range(of words: String, in text: String) -> Range<Int>? {
    let needle = Array(words.utf8)
    let bytes = Array(text.utf8)
    guard !needle.isEmpty, needle.count <= bytes.count else { return nil }
    for start in 0...(bytes.count - needle.count)
    where bytes[start..<start + needle.count].elementsEqual(needle) {
      return start..<start + needle.count
    }
    return nil
  }

  private static func matches(_ needle: [UInt8], _ bytes: [UInt8], _ place: Int) -> Bool {
    let end = place + needle.count
    guard end <= bytes.count else { return false }
    for (offset, byte) in needle.enumerated() where lowered(bytes[place + offset]) != byte { return false }
    // Within a longer word it is something else; a dot before a domain is a host of it.
    let before = place > 0 ? bytes[place - 1] : 0x20
    let after = end < bytes.count ? bytes[end] : 0x20
    return !isWord(before) && !isWord(after)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(lowered(byte)) || byte >= 0x80
  }

  /// What an address is made of: letters, digits and RFC 5322 §3.2.3 atoms, without the signs around it.
  private static func isPart(_ byte: UInt8) -> Bool {
    isWord(byte) || "!#$%&'*+-/=?^_`{|}~.@".utf8.contains(byte)
  }

  private static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
