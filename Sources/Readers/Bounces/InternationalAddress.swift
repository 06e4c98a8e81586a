/// Addresses beyond ASCII, as RFC 6533 §3 writes them where a channel is 7 bits wide.
enum InternationalAddress {
  /// `\x{5B8F}` becomes its character.
  static func unescaped(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let first = rest.first {
      if first == "\\", rest.starts(with: "\\x{".unicodeScalars), let close = rest.firstIndex(of: "}"),
        let value = UInt32(
          String(String.UnicodeScalarView(rest.dropFirst(3).prefix(upTo: close))), radix: 16),
        let scalar = Unicode.Scalar(value)
      {
        out.append(scalar)
        rest = rest[rest.index(after: close)...]
      } else {
        out.append(first)
        rest = rest.dropFirst()
      }
    }
    return String(out)
  }
}
