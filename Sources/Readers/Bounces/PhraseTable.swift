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
  /// Entry numbers, those of one bucket side by side; each bucket ends where the next one begins.
  private let members: [UInt16]
  /// By a hash of the first three bytes: where a bucket begins in `members`.
  private let starts: [UInt16]
  /// What each byte can be here: part of a word, the first byte of a phrase.
  private let kinds: [UInt8]

  private static var bucketCount: Int { 4096 }
  private static var isWord: UInt8 { 1 }
  private static var begins: UInt8 { 2 }

  init(_ phrases: [(meaning: Meaning, texts: [String])]) {
    var entries: [Entry] = []
    var buckets = [[UInt16]](repeating: [], count: Self.bucketCount)
    var kinds = (0...255).map { UInt8($0).isAlphanumeric ? Self.isWord : 0 }
    for (meaning, texts) in phrases {
      for text in texts.flatMap(Self.spellings) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 3 else { continue }
        buckets[Self.hash(bytes[0], bytes[1], bytes[2])].append(UInt16(entries.count))
        entries.append(Entry(bytes: bytes, meaning: meaning))
        kinds[Int(bytes[0])] |= Self.begins
        if bytes[0].isLetter { kinds[Int(bytes[0] & 0xDF)] |= Self.begins }
      }
    }
    self.entries = entries
    self.kinds = kinds
    var starts: [UInt16] = [0]
    var members: [UInt16] = []
    for bucket in buckets {
      members += bucket
      starts.append(UInt16(members.count))
    }
    self.starts = starts
    self.members = members
  }

  /// The phrase, and as it stands at the start of a sentence where its first letter is beyond ASCII: bytes are
  /// compared, and only ASCII's two cases are one.
  private static func spellings(_ text: String) -> [String] {
    guard let first = text.first, !first.isASCII, String(first) != first.uppercased() else { return [text] }
    return [text, first.uppercased() + text.dropFirst()]
  }

  @inline(__always) private static func hash(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
    (Int(first) &* 961 &+ Int(second) &* 31 &+ Int(third)) & (bucketCount - 1)
  }

  /// Calls `found` for each phrase, in order of place, until it returns false.
  @inline(__always) func scan(_ text: ByteView, _ found: (Meaning, Range<Int>) -> Bool) {
    var index = 0
    while let start = nextCandidate(in: text, from: index) {
      let bucket = Self.hash(text[start].lowercased, text[start + 1].lowercased, text[start + 2].lowercased)
      for position in Int(starts[bucket])..<Int(starts[bucket + 1]) {
        let entry = entries[Int(members[position])]
        if let end = Self.match(entry.bytes, in: text, at: start) {
          guard found(entry.meaning, start..<end) else { return }
        }
      }
      index = start + 1
    }
  }

  /// The first place at or after `from` where a phrase may begin: right bytes, at the start of a word.
  private func nextCandidate(in text: ByteView, from: Int) -> Int? {
    kinds.withUnsafeBufferPointer { kinds in
      starts.withUnsafeBufferPointer { starts in
        text.firstBeginning(from: from, kinds: kinds, word: Self.isWord, begins: Self.begins) {
          let bucket = Self.hash($0, $1, $2)
          return starts[bucket] != starts[bucket + 1]
        }
      }
    }
  }

  private static func match(_ phrase: [UInt8], in text: ByteView, at start: Int) -> Int? {
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
