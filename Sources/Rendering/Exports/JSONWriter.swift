/// Writes JSON (RFC 8259) into bytes, keys in the order in which they are given.
///
/// Control characters, line and paragraph separators and the characters that end a script element are escaped,
/// so that the text can also stand inside a page.
public struct JSONWriter: Sendable {
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  public init() {}

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  public mutating func object(_ body: (inout JSONWriter) -> Void) { nested("{", "}", body) }
  public mutating func array(_ body: (inout JSONWriter) -> Void) { nested("[", "]", body) }

  private mutating func nested(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ body: (inout JSONWriter) -> Void
  ) {
    begin()
    bytes.append(UInt8(ascii: open))
    needsComma = false
    body(&self)
    bytes.append(UInt8(ascii: close))
    needsComma = true
  }

  public mutating func key(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  public mutating func field(_ name: String, _ value: String?) {
    key(name)
    if let value { string(value) } else { null() }
  }

  public mutating func field(_ name: String, _ value: Int?) {
    key(name)
    if let value { number(value) } else { null() }
  }

  public mutating func field(_ name: String, _ value: Int64?) { field(name, value.map { Int($0) }) }

  public mutating func field(_ name: String, _ value: Bool?) {
    key(name)
    if let value { literal(value ? "true" : "false") } else { null() }
  }

  /// A number with a fraction; null where there is none or it is not finite.
  public mutating func decimal(_ name: String, _ value: Double?) {
    key(name)
    guard let value, value.isFinite else { return null() }
    literal(value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : "\(value)")
  }

  public mutating func object(_ name: String, _ body: (inout JSONWriter) -> Void) {
    key(name)
    object(body)
  }

  public mutating func array(_ name: String, _ body: (inout JSONWriter) -> Void) {
    key(name)
    array(body)
  }

  public mutating func number(_ value: Int) { literal(String(value)) }
  public mutating func null() { literal("null") }

  public mutating func string(_ value: String) {
    begin()
    bytes.append(UInt8(ascii: "\""))
    var value = value
    value.withUTF8 { appendEscaped($0) }
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Runs of bytes that need no escape, which is nearly everything, are copied as they are.
  private mutating func appendEscaped(_ utf8: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var place = 0
    while place < utf8.count {
      let length = Self.lengthToEscape(utf8, at: place)
      guard length > 0 else {
        place += 1
        continue
      }
      bytes.append(contentsOf: utf8[start..<place])
      let special = String(decoding: utf8[place..<(place + length)], as: UTF8.self)
      for scalar in special.unicodeScalars { append(scalar) }
      place += length
      start = place
    }
    bytes.append(contentsOf: utf8[start...])
  }

  /// How many bytes the character has that stands at `place`, where it must be escaped; else 0.
  @inline(__always)
  private static func lengthToEscape(_ utf8: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
    let byte = utf8[place]
    if byte < 0x80 {
      let isSpecial = byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x3C || byte == 0x3E
      return isSpecial || byte == 0x26 || byte == 0x7F ? 1 : 0
    }
    if byte == 0xC2, place + 1 < utf8.count, utf8[place + 1] < 0xA0 { return 2 }
    guard byte == 0xE2, place + 2 < utf8.count, utf8[place + 1] == 0x80 else { return 0 }
    return utf8[place + 2] & 0xFE == 0xA8 ? 3 : 0
  }

  /// Ends a line of NDJSON: what follows is a value of its own.
  public mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
  }

  private mutating func literal(_ text: String) {
    begin()
    bytes.append(contentsOf: text.utf8)
    needsComma = true
  }

  private mutating func begin() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": bytes.append(contentsOf: #"\""#.utf8)
    case "\\": bytes.append(contentsOf: #"\\"#.utf8)
    case "\n": bytes.append(contentsOf: #"\n"#.utf8)
    case "\r": bytes.append(contentsOf: #"\r"#.utf8)
    case "\t": bytes.append(contentsOf: #"\t"#.utf8)
    case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}":
      let digits = String(scalar.value, radix: 16)
      bytes.append(contentsOf: (#"\u"# + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
    default: bytes.append(contentsOf: Array(String(scalar).utf8))
    }
  }
}
