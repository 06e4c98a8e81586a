/// A company's logo as a mail can carry it: a part of its own, since programs show no picture from a `data:` address.
struct MailLogo: Hashable, Sendable {
  var type: String
  var bytes: [UInt8]

  /// By this the HTML names the part (RFC 2392).
  static let contentID = "logo@bouncebook"
  /// As high as on the pages.
  static let height = 40

  /// Nil for what Outlook or Gmail would not draw: the name stands in the heading all the same.
  init?(type: String, bytes: [UInt8]) {
    guard ["image/png", "image/jpeg", "image/gif"].contains(type) else { return nil }
    self.type = type
    self.bytes = bytes
  }

  var fileName: String { "logo." + (type == "image/jpeg" ? "jpg" : String(type.dropFirst("image/".count))) }

  /// At that height, as Outlook needs it; nil where the picture does not say how large it is.
  var width: Int? {
    guard let size, size.width > 0, size.height > 0 else { return nil }
    return min(600, max(1, (size.width * Self.height + size.height / 2) / size.height))
  }

  private var size: (width: Int, height: Int)? {
    switch type {
    case "image/png":
      // The chunk IHDR is the first (PNG 1.2, 11.2.2).
      guard bytes.count >= 24 else { return nil }
      return (number(16, bytes: 4), number(20, bytes: 4))
    case "image/gif":
      guard bytes.count >= 10 else { return nil }
      return (Int(bytes[6]) | Int(bytes[7]) << 8, Int(bytes[8]) | Int(bytes[9]) << 8)
    default: return jpegSize
    }
  }

  /// From the start of its frame (ITU-T T.81, B.2.2); segments before it are passed over.
  private var jpegSize: (width: Int, height: Int)? {
    var at = 2
    while at + 9 <= bytes.count, bytes[at] == 0xFF {
      let marker = bytes[at + 1]
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        return (number(at + 7, bytes: 2), number(at + 5, bytes: 2))
      }
      at += marker == 0xFF ? 1 : 2 + number(at + 2, bytes: 2)
    }
    return nil
  }

  private func number(_ start: Int, bytes count: Int) -> Int {
    bytes[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
  }
}
