import Mustache

/// Escaping for CommonMark with the extensions of code hosts: tables, autolinks, mentions.
struct MarkdownText: MustacheContentType {
  static let name = "BOUNCEBOOK-MARKDOWN"

  func escapeText(_ text: String) -> String {
    text.first == Markup.sign ? String(text.dropFirst()) : Self.escaped(text)
  }

  /// On one line, with everything escaped that any of the common renderers would act upon.
  ///
  /// - Parameter isStart: whether the text stands at the beginning of a block, where more has a meaning.
  static func escaped(_ text: String, isStart: Bool = true) -> String {
    let source = Array(text.utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.count + 16)
    // Only digits so far: a dot or bracket after them would begin an ordered list.
    var isNumber = isStart
    for (index, byte) in source.enumerated() {
      let next = index + 1 < source.count ? source[index + 1] : UInt8(ascii: " ")
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "["),
        UInt8(ascii: "]"), UInt8(ascii: "|"), UInt8(ascii: "~"), UInt8(ascii: "$"):
        bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "@") where isWordByte(next):
        // A word joiner keeps code hosts from telling somebody of that name.
        bytes.append(contentsOf: "@\u{2060}".utf8)
      case UInt8(ascii: "#"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "="):
        if index == 0, isStart { bytes.append(UInt8(ascii: "\\")) }
        bytes.append(byte)
        // A number sign before a number would lead to somebody's issue of that number.
        if byte == UInt8(ascii: "#"), isWordByte(next) { bytes.append(contentsOf: "\u{2060}".utf8) }
      case UInt8(ascii: "."), UInt8(ascii: ")"):
        let beginsList = isNumber && index > 0 && next == UInt8(ascii: " ")
        if beginsList || (byte == UInt8(ascii: ".") && isAfterWWW(source, index)) {
          bytes.append(UInt8(ascii: "\\"))
        }
        bytes.append(byte)
      case UInt8(ascii: ":") where next == UInt8(ascii: "/"): bytes += [UInt8(ascii: "\\"), byte]
      default: bytes.append(byte)
      }
      if !(0x30...0x39).contains(byte) { isNumber = false }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
    default: false
    }
  }

  /// Code hosts make a link of www. by itself.
  private static func isAfterWWW(_ source: [UInt8], _ index: Int) -> Bool {
    index >= 3 && source[index - 3..<index].allSatisfy { $0 | 0x20 == UInt8(ascii: "w") }
  }

  /// A code span that shows `text` as it is, on one line; nothing in it is acted upon.
  static func code(_ text: String) -> String {
    guard !text.isEmpty else { return "" }
    var line = ""
    var run = 0
    var longest = 0
    for character in text {
      // A pipe would end the cell of a table even here.
      if character == "|" {
        line += "\\|"
      } else {
        line.append(character.isNewline || character == "\t" ? " " : character)
      }
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let needsBlank = line.first == "`" || line.last == "`" || (line.first == " " && line.last == " ")
    if line.allSatisfy({ $0 == " " }) { return "" }
    return needsBlank ? "\(fence) \(line) \(fence)" : fence + line + fence
  }

  /// An address inside the round brackets of a link.
  static func destination(_ address: String) -> String {
    var text = ""
    for character in address {
      switch character {
      case "(": text += "%28"
      case ")": text += "%29"
      case " ": text += "%20"
      case "<": text += "%3C"
      case ">": text += "%3E"
      case "|": text += "%7C"
      case "\\": text += "%5C"
      case "`": text += "%60"
      default: text.append(character)
      }
    }
    return text
  }
}
