/// Steps through XML tag by tag, for exports of one flat shape. It keeps positions, resolves no entities but the
/// five of XML itself and numbers, and looks at no document type: nothing in a file can make it grow or fetch.
struct XMLStep {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  enum Piece: Equatable {
    /// `<name …>`, and whether it closes itself; the range of the name, and of the whole tag.
    case open(name: Range<Int>, tag: Range<Int>, isEmpty: Bool)
    case close(name: Range<Int>)
    /// Between tags, with entities, perhaps in several pieces.
    case text(Range<Int>)
    /// Within CDATA: as it stands.
    case literal(Range<Int>)
    /// Comments, declarations, instructions.
    case other
    /// The bytes end within a tag.
    case unfinished
    case end
  }

  private(set) var place: Int

  init(from place: Int) { self.place = place }

  /// The next piece before `end`.
  mutating func next(in bytes: Bytes, before end: Int) -> Piece {
    guard place < end else { return .end }
    guard bytes[place] == UInt8(ascii: "<") else {
      let start = place
      place = bytes[start..<end].firstIndex(of: UInt8(ascii: "<")) ?? end
      return .text(start..<place)
    }
    let rest = bytes[place..<end]
    guard rest.count > 1 else { return .unfinished }
    switch bytes[place + 1] {
    case UInt8(ascii: "/"): return closing(in: bytes, before: end)
    case UInt8(ascii: "?"): return pass("?>", in: bytes, before: end)
    case UInt8(ascii: "!"): return declaration(in: bytes, before: end)
    default: return opening(in: bytes, before: end)
    }
  }

  private mutating func closing(in bytes: Bytes, before end: Int) -> Piece {
    let start = place + 2
    guard let close = bytes[start..<end].firstIndex(of: UInt8(ascii: ">")) else { return .unfinished }
    place = close + 1
    let nameEnd = bytes[start..<close].firstIndex(where: Self.isBlank) ?? close
    return .close(name: start..<nameEnd)
  }

  private mutating func opening(in bytes: Bytes, before end: Int) -> Piece {
    let start = place
    var quote: UInt8?
    for index in (start + 1)..<end {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        place = index + 1
        let isEmpty = bytes[index - 1] == UInt8(ascii: "/")
        let nameEnd =
          bytes[(start + 1)..<index].firstIndex { Self.isBlank($0) || $0 == UInt8(ascii: "/") } ?? index
        return .open(name: (start + 1)..<nameEnd, tag: start..<place, isEmpty: isEmpty)
      }
    }
    return .unfinished
  }

  private mutating func declaration(in bytes: Bytes, before end: Int) -> Piece {
    let head = bytes[place..<min(end, place + 9)]
    if head.starts(with: "<!--".utf8) { return pass("-->", in: bytes, before: end) }
    if head.starts(with: "<![CDATA[".utf8) {
      let start = place + 9
      guard case .other = pass("]]>", in: bytes, before: end) else { return .unfinished }
      return .literal(start..<(place - 3))
    }
    // `<!` and no more: it may yet become a comment.
    if "<![CDATA[".utf8.starts(with: head) || "<!--".utf8.starts(with: head) { return .unfinished }
    return pass(">", in: bytes, before: end)
  }

  private mutating func pass(_ ending: StaticString, in bytes: Bytes, before end: Int) -> Piece {
    let ending = UnsafeBufferPointer(start: ending.utf8Start, count: ending.utf8CodeUnitCount)
    var index = place + 2
    while index + ending.count <= end, let first = bytes[index..<end].firstIndex(of: ending[0]) {
      guard first + ending.count <= end else { return .unfinished }
      if bytes[first..<(first + ending.count)].elementsEqual(ending) {
        place = first + ending.count
        return .other
      }
      index = first + 1
    }
    return .unfinished
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  // MARK: Text

  /// The text with its entities resolved; what is no entity stays as it stands.
  static func text(_ bytes: Slice<Bytes>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var result = ""
    var rest = text[...]
    while let ampersand = rest.firstIndex(of: "&") {
      result += rest[..<ampersand]
      rest = rest[rest.index(after: ampersand)...]
      // The longest is `&#x10FFFF;`.
      guard let semicolon = rest.prefix(9).firstIndex(of: ";"), let character = entity(rest[..<semicolon])
      else {
        result += "&"
        continue
      }
      result.unicodeScalars.append(character)
      rest = rest[rest.index(after: semicolon)...]
    }
    return result + rest
  }

  private static func entity(_ name: Substring) -> Unicode.Scalar? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    guard name.first == "#" else { return nil }
    let digits = name.dropFirst()
    let isHexadecimal = digits.first == "x" || digits.first == "X"
    guard let value = UInt32(isHexadecimal ? digits.dropFirst() : digits, radix: isHexadecimal ? 16 : 10)
    else {
      return nil
    }
    return Unicode.Scalar(value)
  }
}
