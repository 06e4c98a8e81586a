import Mustache

/// Escaping for CommonMark with the extensions of code hosts: tables, autolinks, mentions.
struct MarkdownText: MustacheContentType {
  static let name = "BOUNCEBOOK-MARKDOWN"

  func escapeText(_ text: String) -> String {
    text.first == Markup.sign ? String(text.dropFirst()) : Self.escaped(text)
  }

  /// On one line, with everything escaped that any of the common renderers would act upon.
  static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 16)
    var isStart = true
    var previous: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "["),
        UInt8(ascii: "]"), UInt8(ascii: "|"), UInt8(ascii: "~"), UInt8(ascii: "$"):
        bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "@"):
        // A word joiner keeps code hosts from telling somebody of that name.
        bytes.append(contentsOf: "@\u{2060}".utf8)
      case UInt8(ascii: "#"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "="):
        if isStart || byte == UInt8(ascii: "#") { bytes.append(UInt8(ascii: "\\")) }
        bytes.append(byte)
      case UInt8(ascii: "."), UInt8(ascii: ")"):
        // "1." at the beginning would be a list; a www. anywhere a link.
        if isStart || (previous >= 0x30 && previous <= 0x39 && bytes.allSatisfy { $0 >= 0x30 && $0 <= 0x39 })
          || (byte == UInt8(ascii: ".") && bytes.suffix(3).allSatisfy { $0 | 0x20 == UInt8(ascii: "w") }
            && bytes.count >= 3)
        {
          bytes.append(UInt8(ascii: "\\"))
        }
        bytes.append(byte)
      case UInt8(ascii: "/") where previous == UInt8(ascii: ":"): bytes += [UInt8(ascii: "\\"), byte]
      default: bytes.append(byte)
      }
      if byte != UInt8(ascii: " ") { isStart = false }
      previous = byte
    }
    return String(decoding: bytes, as: UTF8.self)
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
