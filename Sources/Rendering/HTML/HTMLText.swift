import Mustache

/// Escaping for HTML text and quoted attributes.
struct HTMLText: MustacheContentType {
  static let name = "BOUNCEBOOK-HTML"

  func escapeText(_ text: String) -> String {
    text.first == Markup.sign ? String(text.dropFirst()) : Self.escaped(text)
  }

  static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 16)
    append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  static func append(_ text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
      default: bytes.append(byte)
      }
    }
  }

  private static let longestUnbroken = 12

  /// Escaped, with places to break a long line after the punctuation of addresses.
  static func appendBreakable(_ text: String, to bytes: inout [UInt8]) {
    // What is short fits on any line; a code such as 5.7.26 is read as one.
    guard text.utf8.count > longestUnbroken else { return append(text, to: &bytes) }
    var sinceBreak = 0
    for character in text {
      append(String(character), to: &bytes)
      sinceBreak += 1
      switch character {
      case "@", ".", "-", "_", "/", ":", "=", "+":
        if sinceBreak > 3 {
          bytes.append(contentsOf: "<wbr>".utf8)
          sinceBreak = 0
        }
      case " ": sinceBreak = 0
      default: break
      }
    }
  }
}
