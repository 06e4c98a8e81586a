/// Phrases to look for in prose, all at once: one pass, whatever their number.
///
/// A phrase begins at the start of a word and is written in lower case; a blank in it stands for any run of
/// white space, so that it is found across a wrapped line.
struct PhraseTable<Meaning: Sendable>: Sendable {
  /// All phrases one after the other, and where each ends.
  private let bytes: [UInt8]
  private let ends: [Int]
  private let meanings: [Meaning]
  /// Numbers of phrases, those of one bucket side by side; each bucket ends where the next one begins.
  private let members: [UInt16]
  /// By a hash of the first four bytes: where a bucket begins in `members`.
  private let starts: [UInt16]
  /// What each byte can be here: part of a word, the first byte of a phrase.
  private let kinds: [UInt8]

  private static var bucketCount: Int { 4096 }
  private static var isWord: UInt8 { 1 }
  private static var begins: UInt8 { 2 }

  init(_ phrases: [(meaning: Meaning, texts: [String])]) {
    var all: [UInt8] = []
    var ends: [Int] = []
    var meanings: [Meaning] = []
    var buckets = [[UInt16]](repeating: [], count: Self.bucketCount)
    var kinds = (0...255).map { UInt8($0).isAlphanumeric ? Self.isWord : 0 }
    for (meaning, texts) in phrases {
      for text in texts.flatMap(Self.spellings) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 4 else { continue }
        buckets[Self.hash(bytes[0], bytes[1], bytes[2], bytes[3])].append(UInt16(ends.count))
        all += bytes
        ends.append(all.count)
        meanings.append(meaning)
        kinds[Int(bytes[0])] |= Self.begins
        if bytes[0].isLetter { kinds[Int(bytes[0] & 0xDF)] |= Self.begins }
      }
    }
    self.bytes = all
    self.ends = ends
    self.meanings = meanings
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

  /// Of four bytes, whatever their case, all white space being one.
  @inline(__always) private static func hash(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8)
    -> Int
  {
    var key = UInt32(fold(first))
    key = key << 8 | UInt32(fold(second))
    key = key << 8 | UInt32(fold(third))
    key = key << 8 | UInt32(fold(fourth))
    return Int((key &* 2_654_435_761) >> 20)
  }

  @inline(__always) private static func fold(_ byte: UInt8) -> UInt8 {
    byte.isBlankOrLineEnd ? 0x20 : byte.lowercased
  }

  /// Calls `found` for each phrase, in order of place, until it returns false.
  @inline(__always) func scan(_ text: ByteView, _ found: (Meaning, Range<Int>) -> Bool) {
    var index = 0
    while let start = nextCandidate(in: text, from: index) {
      let bucket = Self.hash(text[start], text[start + 1], text[start + 2], text[start + 3])
      for position in Int(starts[bucket])..<Int(starts[bucket + 1]) {
        let phrase = Int(members[position])
        if let end = match(phrase, in: text, at: start) {
          guard found(meanings[phrase], start..<end) else { return }
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
          let bucket = Self.hash($0, $1, $2, $3)
          return starts[bucket] != starts[bucket + 1]
        }
      }
    }
  }

  private func match(_ phrase: Int, in text: ByteView, at start: Int) -> Int? {
    var index = start
    for position in (phrase > 0 ? ends[phrase - 1] : 0)..<ends[phrase] {
      let byte = bytes[position]
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
