/// The words of an HTML part, for the bounces that come in nothing else.
enum HTMLText {
  private static let breaking: [StaticString] = [
    "br", "p", "/p", "div", "/div", "tr", "/tr", "li", "/td", "/h", "pre", "hr",
  ]
  private static let hidden: [(open: StaticString, close: StaticString)] = [
    ("<style", "</style"), ("<script", "</script"), ("<title", "</title"), ("<!--", "-->"),
  ]
  private static let entities: [(name: StaticString, byte: UInt8)] = [
    ("&lt;", 0x3C), ("&gt;", 0x3E), ("&amp;", 0x26), ("&quot;", 0x22), ("&nbsp;", 0x20), ("&#39;", 0x27),
    ("&#64;", 0x40), ("&apos;", 0x27),
  ]

  static func text(_ html: ByteView, into arena: DecodingArena) -> ByteView {
    let source = html.slice(0, 256 << 10)
    return arena.make(capacity: source.count + 1) { target in
      var written = 0
      var index = 0
      while index < source.count {
        let byte = source[index]
        if byte == UInt8(ascii: "<") {
          if let skip = hidden.first(where: { source.hasPrefix($0.open, at: index) }) {
            let close = source.find(skip.close, from: index) ?? source.count
            index = (source.firstIndex(of: UInt8(ascii: ">"), from: close) ?? source.count) + 1
            continue
          }
          let name = source.slice(index + 1, index + 6)
          if breaking.contains(where: { name.hasPrefix($0) }) {
            target[written] = 10
            written += 1
          }
          index = (source.firstIndex(of: UInt8(ascii: ">"), from: index) ?? source.count) + 1
        } else if byte == UInt8(ascii: "&"),
          let entity = entities.first(where: { source.hasPrefix($0.name, at: index) })
        {
          target[written] = entity.byte
          written += 1
          index += entity.name.utf8CodeUnitCount
        } else {
          target[written] = byte
          written += 1
          index += 1
        }
      }
      return written
    }
  }
}
