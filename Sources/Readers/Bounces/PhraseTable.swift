/// Phrases to look for in prose, all at once: one pass, whatever their number.
///
/// A phrase begins at the start of a word and is written in lower case; a blank in it stands for any run of
/// white space, so that it is found across a wrapped line.
struct PhraseTable<Meaning: Sendable>: Sendable {
  private struct Entry: Sendable {
    let bytes: [UInt8]
    let meaning: Meaning
  }

  private let entries: [Entry]
  /// Entries by a hash of their first three bytes.
  private let buckets: [[UInt16]]
  private static var bucketCount: Int { 4096 }

  init(_ phrases: [(meaning: Meaning, texts: [String])]) {
    var entries: [Entry] = []
    var buckets = [[UInt16]](repeating: [], count: Self.bucketCount)
    for (meaning, texts) in phrases {
      for text in texts {
        let bytes = Array(text.utf8)
        guard bytes.count >= 3 else { continue }
        buckets[Self.hash(bytes[0], bytes[1], bytes[2])].append(UInt16(entries.count))
        entries.append(Entry(bytes: bytes, meaning: meaning))
      }
    }
    self.entries = entries
    self.buckets = buckets
  }

  @inline(__always) private static func hash(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
    (Int(first) &* 961 &+ Int(second) &* 31 &+ Int(third)) & (bucketCount - 1)
  }

  /// Calls `found` for each phrase, in order of place, until it returns false.
  func scan(_ text: ByteView, _ found: (Meaning, Range<Int>) -> Bool) {
    var isAtWordStart = true
    var index = 0
    let last = text.count - 2
    buckets.withUnsafeBufferPointer { buckets in
      while index < last {
        let byte = text[index]
        let isWord = byte.isAlphanumeric
        if isAtWordStart && isWord || byte >= 0xC0 || !isWord && !byte.isBlankOrLineEnd && byte < 0x80 {
          let bucket = buckets[
            Self.hash(byte.lowercased, text[index + 1].lowercased, text[index + 2].lowercased)]
          if !bucket.isEmpty {
            for number in bucket {
              if let end = match(entries[Int(number)].bytes, in: text, at: index) {
                guard found(entries[Int(number)].meaning, index..<end) else { return }
              }
            }
          }
        }
        isAtWordStart = !isWord
        index += 1
      }
    }
  }

  private func match(_ phrase: [UInt8], in text: ByteView, at start: Int) -> Int? {
    var index = start
    for byte in phrase {
      if byte == 0x20 {
        guard text[index].isBlankOrLineEnd else { return nil }
        while text[index].isBlankOrLineEnd || text[index] == UInt8(ascii: ">") { index += 1 }
      } else {
        guard text[index].lowercased == byte else { return nil }
        index += 1
      }
    }
    return index
  }
}
