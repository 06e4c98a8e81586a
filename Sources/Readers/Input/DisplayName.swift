/// File names as they may be shown: a name can hold anything but a zero and a slash, and a terminal or a page
/// must not be steered by it.
public enum DisplayName {
  /// The name with control, line-breaking and direction-changing characters written as `\u{1B}`; bytes that are
  /// not UTF-8 become U+FFFD.
  public static func escaped(_ bytes: some Sequence<UInt8>) -> String {
    escaped(String(decoding: Array(bytes), as: UTF8.self))
  }

  public static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isDangerous) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isDangerous(scalar) {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F: true
    // Line and paragraph separators; marks that turn the direction of text (UAX #9).
    case 0x2028, 0x2029, 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: true
    // Invisible: two names would look the same.
    case 0x200B, 0xFEFF: true
    default: false
    }
  }
}
