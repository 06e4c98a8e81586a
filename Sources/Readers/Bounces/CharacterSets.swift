import Glibc

/// Turns text of any charset into UTF-8 with the system's iconv; ASCII and UTF-8 pass untouched.
final class CharacterSets {
  private var converters: [(name: [UInt8], converter: iconv_t?)] = []

  deinit {
    for entry in converters {
      if let converter = entry.converter { iconv_close(converter) }
    }
  }

  /// Names as mailers write them, beside the superset under which the text is really written: many a mailer
  /// announces the standard and sends its vendor's extension.
  private static let realNames: [(announced: StaticString, real: String)] = [
    ("iso-2022-jp", "ISO-2022-JP-3"), ("shift_jis", "CP932"), ("shift-jis", "CP932"), ("sjis", "CP932"),
    ("x-sjis", "CP932"), ("windows-31j", "CP932"), ("ms_kanji", "CP932"), ("euc-jp", "EUC-JP-MS"),
    ("x-euc-jp", "EUC-JP-MS"), ("euc-kr", "CP949"), ("ks_c_5601-1987", "CP949"),
    ("ks_c_5601-1989", "CP949"), ("ksc5601", "CP949"), ("ks_c_5601", "CP949"), ("cseuckr", "CP949"),
    ("windows-949", "CP949"), ("gb2312", "GB18030"), ("gbk", "GB18030"), ("x-gbk", "GB18030"),
    ("gb_2312-80", "GB18030"), ("big5", "BIG5-HKSCS"), ("iso-8859-1", "CP1252"), ("latin1", "CP1252"),
    ("iso-8859-8-i", "ISO-8859-8"), ("iso-8859-9", "CP1254"), ("unicode-1-1-utf-7", "UTF-7"),
    ("windows-874", "CP874"), ("tis-620", "CP874"), ("x-mac-roman", "MACINTOSH"),
  ]

  /// Charsets of which ASCII is not a part, so that a look for high bytes tells nothing.
  private static let wide: [StaticString] = [
    "utf-16", "utf-32", "ucs-2", "utf-7", "unicode-1-1-utf-7", "hz-",
  ]

  /// `text` in UTF-8. Bytes that the charset does not have become `?`; an unknown charset is left alone.
  func utf8(_ text: ByteView, charset: ByteView, into arena: DecodingArena) -> ByteView {
    let name = charset.trimmed()
    let isStateful = text.contains(0x1B)
    if Self.wide.contains(where: { name.hasPrefix($0) }) {
      return convert(text, converter: converter(for: name), into: arena)
    }
    if !isStateful {
      if text.isASCII || name.hasPrefix("utf-8") || name.equals("utf8") { return text }
      if name.isEmpty || name.hasPrefix("us-ascii") || name.hasPrefix("unknown") { return text }
    } else if text.has("\u{1B}$") || text.has("\u{1B}(") {
      // ISO 2022 escapes, whatever the label says.
      let real: StaticString = text.has("\u{1B}$)c") ? "iso-2022-kr" : "iso-2022-jp"
      return convert(text, converter: converter(for: ByteView(real)), into: arena)
    }
    if name.hasPrefix("iso-2022-jp") || name.isEmpty {
      // Eight bits under a label that knows seven: one of the two codes that Japan had before.
      let isEUC = (0..<text.count).allSatisfy { text[$0] < 0x80 || text[$0] >= 0xA1 || text[$0] == 0x8E }
      return convert(text, converter: converter(for: ByteView(isEUC ? "euc-jp" : "shift_jis")), into: arena)
    }
    return convert(text, converter: converter(for: name), into: arena)
  }

  private func converter(for name: ByteView) -> iconv_t? {
    for entry in converters where entry.name.count == name.count {
      if (0..<name.count).allSatisfy({ entry.name[$0] == name[$0].lowercased }) { return entry.converter }
    }
    guard name.count > 0, name.count < 64, name.isASCII else { return nil }
    let real = Self.realNames.first { name.equals($0.announced) }?.real ?? name.string
    let opened = iconv_open("UTF-8", real)
    let converter = opened == iconv_t(bitPattern: -1) ? nil : opened
    // A message that invents charsets shall not fill the memory.
    if converters.count < 128 {
      converters.append(((0..<name.count).map { name[$0].lowercased }, converter))
    } else if let converter {
      iconv_close(converter)
      return nil
    }
    return converter
  }

  private func convert(_ text: ByteView, converter: iconv_t?, into arena: DecodingArena) -> ByteView {
    guard let converter, let base = text.base, !text.isEmpty else { return text }
    iconv(converter, nil, nil, nil, nil)
    return arena.make(capacity: text.count * 3 + 16) { target in
      var source: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: base)
        .assumingMemoryBound(to: CChar.self)
      var left = text.count
      var free = target.count
      target.withMemoryRebound(to: CChar.self) { characters in
        var goal = characters.baseAddress
        while left > 0, free > 0 {
          let result = iconv(converter, &source, &left, &goal, &free)
          guard result == -1, left > 0, free > 0, errno != E2BIG else { break }
          // One byte that does not belong: marked, and on.
          goal?.pointee = 0x3F
          goal = goal.map { $0 + 1 }
          free -= 1
          source = source.map { $0 + 1 }
          left -= 1
        }
      }
      return target.count - free
    }
  }
}
