// Failed addresses inside sentences, told from others by the words before them.

extension ProseRecipients {
  /// Addresses in a sentence that says that a message went to them.
  func mentions(on line: ByteView, at start: Int) -> [Entry] {
    var found: [Entry] = []
    var from = 0
    while found.count < 20, let at = line.firstIndex(of: UInt8(ascii: "@"), from: from) {
      from = at + 1
      guard let range = AddressText.range(in: line, around: at) else { continue }
      from = range.upperBound
      let address = line.slice(range.lowerBound, range.upperBound)
      guard AddressText.isAddress(address) else { continue }
      // The words before it may stand at the end of the line above.
      var before = text.slice(max(0, start + range.lowerBound - 60), start + range.lowerBound)
      before = Self.withoutMarks(before)
      let stranger = Self.longestEnd(of: before, among: BounceMarkers.strangerPhrases)
      // `queue:4711:<mina@example.com> : 550 …`
      var after = range.upperBound
      if line[range.lowerBound - 1] == UInt8(ascii: "<"), line[after] == UInt8(ascii: ">"),
        line[range.lowerBound - 2] == UInt8(ascii: ":")
      {
        after += 1
        while line[after].isBlank { after += 1 }
        if line[after] == UInt8(ascii: ":"), line[after + 1].isBlank, stranger == 0 {
          found.append(Entry(address: address, reason: line.from(after), rank: .reported))
          continue
        }
      }
      let recipient = Self.longestEnd(of: before, among: BounceMarkers.recipientPhrases)
      if recipient > stranger {
        found.append(Entry(address: address, reason: line.from(range.upperBound), rank: .mentioned))
      }
    }
    return found
  }

  private static func withoutMarks(_ text: ByteView) -> ByteView {
    var end = text.count
    while end > 0 {
      let byte = text[end - 1]
      guard
        byte.isBlankOrLineEnd || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "\"")
          || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[")
      else { break }
      end -= 1
    }
    return text.slice(0, end)
  }

  static func longestEnd(of text: ByteView, among phrases: [StaticString]) -> Int {
    var longest = 0
    for phrase in phrases {
      let length = phrase.utf8CodeUnitCount
      for drop in 0...1 where length > longest && text.count >= length + drop {
        if drop == 1, text[text.count - 1] != UInt8(ascii: ":") { continue }
        let start = text.count - drop - length
        guard text.slice(start, start + length).equals(phrase) else { continue }
        if start > 0, text[start - 1].isAlphanumeric { continue }
        longest = length
      }
    }
    return longest
  }

  /// `(expanded from <user@…>)`, `generated from user@…`
  static func expandedFrom(_ reason: ByteView) -> ByteView {
    let head = reason.slice(0, 400)
    for mark in ["expanded from", "generated from"] as [StaticString] {
      guard let at = head.find(mark) else { continue }
      let rest = head.slice(at, at + 160)
      if let sign = rest.firstIndex(of: UInt8(ascii: "@")),
        let range = AddressText.range(in: rest, around: sign)
      {
        return rest.slice(range.lowerBound, range.upperBound)
      }
    }
    return .empty
  }
}
