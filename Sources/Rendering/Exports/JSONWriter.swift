/// Writes JSON whose keys stand in the order in which they are given; on one line, in UTF-8.
public struct JSONWriter: Sendable {
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  public init() {}

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  public mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  public mutating func null() { raw("null") }
  public mutating func value(_ number: some BinaryInteger) { raw(String(number)) }
  public mutating func value(_ flag: Bool) { raw(flag ? "true" : "false") }

  public mutating func value(_ text: String) {
    separate()
    quote(text)
    needsComma = true
  }

  public mutating func value(_ text: String?) {
    if let text { value(text) } else { null() }
  }

  public mutating func value(_ number: Int64?) {
    if let number { raw(String(number)) } else { null() }
  }

  public mutating func object(_ content: (inout JSONWriter) -> Void) { nest("{", "}", content) }
  public mutating func array(_ content: (inout JSONWriter) -> Void) { nest("[", "]", content) }

  private mutating func nest(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ content: (inout JSONWriter) -> Void
  ) {
    separate()
    bytes.append(UInt8(ascii: open))
    needsComma = false
    content(&self)
    bytes.append(UInt8(ascii: close))
    needsComma = true
  }

  private mutating func raw(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
      case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
      case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
      case UInt8(ascii: "\r"): bytes.append(contentsOf: "\\r".utf8)
      case UInt8(ascii: "\t"): bytes.append(contentsOf: "\\t".utf8)
      case 0..<0x20, 0x7F:
        bytes.append(contentsOf: "\\u00".utf8)
        let hex = String(byte, radix: 16)
        bytes.append(contentsOf: (hex.count == 1 ? "0" + hex : hex).utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
