/// Header text with encoded words (RFC 2047) turned into what a reader of mail sees.
enum EncodedWords {
  /// Unfolded, decoded, in UTF-8. Words that are no valid encoded words stay as they are.
  static func decode(_ value: ByteView, sets: CharacterSets, arena: DecodingArena) -> String {
    let raw = value.trimmed()
    guard raw.has("=?") else { return unfold(sets.utf8(raw, charset: .empty, into: arena)) }
    var out: [UInt8] = []
    out.reserveCapacity(raw.count)
    var index = 0
    var afterWord = false
    while index < raw.count {
      if raw[index] == UInt8(ascii: "="), raw[index + 1] == UInt8(ascii: "?"),
        let word = encodedWord(in: raw, at: index, sets: sets, arena: arena)
      {
        // Blanks between two encoded words are not part of the text.
        if afterWord { while let last = out.last, last.isBlankOrLineEnd { out.removeLast() } }
        for offset in 0..<word.text.count { out.append(word.text[offset]) }
        index = word.end
        afterWord = true
        continue
      }
      let byte = raw[index]
      if !byte.isBlankOrLineEnd { afterWord = false }
      if byte.isBlankOrLineEnd {
        if out.last != 0x20 { out.append(0x20) }
      } else {
        out.append(byte)
      }
      index += 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func encodedWord(
    in raw: ByteView, at start: Int, sets: CharacterSets, arena: DecodingArena
  ) -> (text: ByteView, end: Int)? {
    let question = UInt8(ascii: "?")
    guard let first = raw.firstIndex(of: question, from: start + 2), first - start < 64,
      raw[first + 2] == question
    else { return nil }
    var end = first + 3
    while end < raw.count, !(raw[end] == question && raw[end + 1] == UInt8(ascii: "=")) {
      if end - first > 1000 { return nil }
      end += 1
    }
    guard end < raw.count else { return nil }
    var charset = raw.slice(start + 2, first)
    if let language = charset.firstIndex(of: UInt8(ascii: "*")) { charset = charset.slice(0, language) }
    let body = raw.slice(first + 3, end)
    let bytes: ByteView
    switch raw[first + 1] | 0x20 {
    case UInt8(ascii: "b"): bytes = TransferEncoding.base64(body, into: arena)
    case UInt8(ascii: "q"): bytes = quoted(body, into: arena)
    default: return nil
    }
    return (sets.utf8(bytes, charset: charset, into: arena), end + 2)
  }

  private static func quoted(_ body: ByteView, into arena: DecodingArena) -> ByteView {
    arena.make(capacity: body.count) { target in
      var written = 0
      var index = 0
      while index < body.count {
        if body[index] == UInt8(ascii: "="), let high = body[index + 1].hexadecimalValue,
          let low = body[index + 2].hexadecimalValue
        {
          target[written] = high << 4 | low
          index += 3
        } else {
          target[written] = body[index] == UInt8(ascii: "_") ? 0x20 : body[index]
          index += 1
        }
        written += 1
      }
      return written
    }
  }

  /// Folded lines and runs of blanks become one blank. The text ends with the last whole character that fits
  /// into `limit` bytes.
  static func unfold(_ value: ByteView, limit: Int = .max) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(min(value.count, limit))
    for index in 0..<value.count {
      let byte = value[index]
      if byte.isBlankOrLineEnd || byte == 0 {
        if !out.isEmpty, out[out.count - 1] != 0x20 { out.append(0x20) }
      } else {
        out.append(byte)
      }
      if out.count >= limit {
        // A character that would be cut in two goes as a whole.
        if value[index + 1] & 0xC0 == 0x80 {
          while let last = out.last, last & 0xC0 == 0x80 { out.removeLast() }
          if let last = out.last, last >= 0xC0 { out.removeLast() }
        }
        break
      }
    }
    while out.last == 0x20 { out.removeLast() }
    return String(decoding: out, as: UTF8.self)
  }
}
