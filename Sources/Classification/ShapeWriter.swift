/// Writes the shape of a reply: its words in lower case, with everything that varies from one recipient,
/// host or second to the next replaced by a sign.
///
/// Rules are matched on the shape, never on the text, so that two texts of one shape cannot get two verdicts,
/// and a verdict may be remembered by the shape. What a marker needs of a variable word (`p=NoSuchUser` of a
/// URL, `S3140` of a list of tokens) is kept: these are the **fragments**.
struct ShapeWriter: Sendable {
  /// The signs that stand for what varies. Control characters, so that no text can bring its own.
  enum Sign {
    static let address: UInt8 = 1
    static let url: UInt8 = 2
    static let host: UInt8 = 3
    static let networkAddress: UInt8 = 4
    static let token: UInt8 = 5
    /// Between the reply and what is kept of the remote host's name.
    static let remoteHost: UInt8 = 6
  }

  /// Longer texts are classified by their beginning.
  static let limit = 16_384

  private let fragments: MarkerTrie
  private let hasFragments: Bool

  init(fragments: [MarkerTrie.Marker]) {
    self.fragments = MarkerTrie(fragments)
    hasFragments = !fragments.isEmpty
  }

  /// Upper bound of the bytes that `write` may need for so many bytes of text.
  static func capacity(for count: Int) -> Int { 2 * min(count, limit) + 64 }

  /// Writes the shape of `text` to `output` and returns its length.
  ///
  /// - Parameter offsets: where given, receives for each byte of the shape the place in the text that it
  ///   came from.
  func write(
    _ text: UnsafeRawBufferPointer, to output: UnsafeMutablePointer<UInt8>,
    offsets: UnsafeMutablePointer<Int32>? = nil
  ) -> Int {
    var out = ShapePen(output: output, offsets: offsets)
    let count = min(text.count, Self.limit)
    var codes = RepeatedCodes()
    var index = 0
    let kinds = byteKinds
    while index < count {
      let byte = text[index]
      let kind = kinds[Int(byte)]
      if kind & Kind.blank != 0 {
        out.blank(at: index)
        index += 1
        continue
      }
      if kind & Kind.separator != 0 {
        // Exim writes line ends inside a reply as the two characters `\n`.
        if byte == UInt8(ascii: "\\") {
          if index + 1 < count, text[index + 1] == UInt8(ascii: "n") { index += 1 }
          out.blank(at: index)
        } else {
          out.put(byte, at: index)
        }
        index += 1
        continue
      }
      index = word(text, from: index, count: count, kinds: kinds, &out, &codes)
    }
    return out.length
  }

  /// Appends what markers need of the remote host's name.
  func writeRemoteHost(
    _ name: UnsafeRawBufferPointer, to output: UnsafeMutablePointer<UInt8>, length: Int
  ) -> Int {
    guard hasFragments, name.count > 0, name.count <= 256 else { return length }
    var out = ShapePen(output: output, offsets: nil)
    out.length = length
    out.put(Sign.remoteHost, at: 0)
    return keepFragments(of: name, range: 0..<name.count, sign: Sign.host, &out) ? out.length : length
  }

  // MARK: - Words

  /// Writes one word and returns where the next one begins.
  private func word(
    _ text: UnsafeRawBufferPointer, from start: Int, count: Int, kinds: UnsafePointer<UInt8>,
    _ out: inout ShapePen, _ codes: inout RepeatedCodes
  ) -> Int {
    // `550-Your message`: the code and the word that a hyphen glues to it are two words.
    if count - start > 4, text[start + 3] == UInt8(ascii: "-"), isThreeDigits(text, start) {
      if !codes.repeats(reply: text, at: start) {
        out.markLineStart(text, start)
        out.put(text, start..<start + 4)
        out.blank(at: start + 3)
      }
      return start + 4
    }
    // Most words are plain: they are copied while they are read, and taken back if they turn out not to be.
    let lengthBefore = out.length
    var end = start
    var seen: UInt8 = 0
    let fold = foldTable
    let output = out.output
    var cursor = lengthBefore
    while end < count {
      let byte = text[end]
      let kind = kinds[Int(byte)]
      if kind & (Kind.blank | Kind.separator) != 0 {
        // An apostrophe between letters is part of the word, else it is a quote.
        guard byte == UInt8(ascii: "'"), end > start, isAlphanumeric(text[end - 1]), end + 1 < count,
          isAlphanumeric(text[end + 1])
        else { break }
      } else {
        seen |= kind
      }
      output[cursor] = fold[Int(byte)]
      cursor += 1
      end += 1
    }
    if seen & (Kind.digit | Kind.dot | Kind.at | Kind.slash | Kind.high) == 0 {
      out.advance(to: cursor, from: start)
      return end
    }
    if seen & (Kind.digit | Kind.dot | Kind.at | Kind.slash) == 0 {
      foldedWord(text, start..<end, &out)
      return end
    }
    var first = start
    var last = end
    while first < last, kinds[Int(text[first])] & Kind.edge != 0 {
      out.put(text[first], at: first)
      first += 1
    }
    while last > first, kinds[Int(text[last - 1])] & Kind.edge != 0 { last -= 1 }
    if first == last { return end }
    switch ReplyWord.kind(of: text, first..<last, seen: seen) {
    case .plain:
      if seen & Kind.high != 0 { foldedWord(text, first..<last, &out) } else { out.put(text, first..<last) }
    case .replyCode:
      if codes.repeats(reply: text, at: first) {
        out.length = lengthBefore
        return end
      }
      out.markLineStart(text, start)
      out.put(text, first..<last)
    case .enhancedCode:
      if codes.repeats(enhanced: text, first..<last) {
        out.length = lengthBefore
        return end
      }
      out.put(text, first..<last)
    case .numbered:
      // Short words with a number: the number varies, unless a marker wants it.
      if !keepFragments(of: text, range: first..<last, sign: nil, &out) {
        var inDigits = false
        for index in first..<last {
          let byte = text[index]
          if byte &- 0x30 <= 9 {
            if !inDigits { out.put(0x30, at: index) }
            inDigits = true
          } else {
            out.put(byte, at: index)
            inDigits = false
          }
        }
      }
    case .masked(let sign):
      if sign == Sign.networkAddress {
        out.put(sign, at: first)
      } else if !keepFragments(of: text, range: first..<last, sign: sign, &out) {
        out.put(sign, at: first)
      }
    }
    for index in last..<end { out.put(text[index], at: index) }
    return end
  }

  /// Writes what markers need of a word: the word as it is where a marker is just this word, else the sign
  /// that stands for it and the parts that are markers. Without such parts it writes nothing and says so.
  private func keepFragments(
    of text: UnsafeRawBufferPointer, range: Range<Int>, sign: UInt8?, _ out: inout ShapePen
  ) -> Bool {
    guard hasFragments else { return false }
    let end = min(range.upperBound, range.lowerBound + 2048)
    guard
      var piece = fragments.next(in: text, from: range.lowerBound, to: end, wordStart: range.lowerBound)
    else { return false }
    guard let sign else {
      guard piece == range else { return false }
      out.put(text, range)
      return true
    }
    if piece != range { out.put(sign, at: range.lowerBound) }
    // Overlapping fragments are kept as one piece; two pieces must not make a word that the text lacks.
    var cursor = piece.lowerBound + 1
    while let more = fragments.next(in: text, from: cursor, to: end, wordStart: range.lowerBound) {
      if more.lowerBound < piece.upperBound {
        piece = piece.lowerBound..<max(piece.upperBound, more.upperBound)
      } else {
        out.put(text, piece)
        out.put(Sign.token, at: more.lowerBound)
        piece = more
      }
      cursor = more.lowerBound + 1
    }
    out.put(text, piece)
    return true
  }

  /// A word with letters beyond ASCII: Latin-1 and Cyrillic capitals become small, the typographic
  /// apostrophe a plain one, the ideographic blank a blank.
  private func foldedWord(_ text: UnsafeRawBufferPointer, _ range: Range<Int>, _ out: inout ShapePen) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      let next = index + 1 < range.upperBound ? text[index + 1] : 0
      switch byte {
      case 0xC3 where next >= 0x80 && next <= 0x9E && next != 0x97:
        out.put(byte, at: index)
        out.put(next + 0x20, at: index + 1)
        index += 2
      case 0xD0 where next >= 0x90 && next <= 0x9F:
        out.put(byte, at: index)
        out.put(next + 0x20, at: index + 1)
        index += 2
      case 0xD0 where next >= 0xA0 && next <= 0xAF:
        out.put(0xD1, at: index)
        out.put(next - 0x20, at: index + 1)
        index += 2
      case 0xC2 where next == 0xA0:
        out.blank(at: index)
        index += 2
      case 0xE2 where next == 0x80 && index + 2 < range.upperBound && text[index + 2] == 0x99:
        out.put(UInt8(ascii: "'"), at: index)
        index += 3
      case 0xE3 where next == 0x80 && index + 2 < range.upperBound && text[index + 2] == 0x80:
        out.blank(at: index)
        index += 3
      default:
        out.put(byte, at: index)
        index += 1
      }
    }
  }

  private func isThreeDigits(_ text: UnsafeRawBufferPointer, _ start: Int) -> Bool {
    text[start] >= 0x32 && text[start] <= 0x36 && text[start + 1] &- 0x30 <= 9
      && text[start + 2] &- 0x30 <= 9
  }
}
