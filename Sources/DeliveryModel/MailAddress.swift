/// Taking mail addresses apart (RFC 5321 §4.1.2).
public enum MailAddress {
  /// The part after the last `@` in lower case, or nil where there is none.
  public static func domain(of address: some StringProtocol) -> String? {
    var text = String(address)
    return text.withUTF8 { bytes in
      guard let start = domainStart(bytes), start < bytes.count else { return nil }
      let domain = String(decoding: bytes[start...], as: UTF8.self)
      return isLowered(bytes[start...]) ? domain : domain.lowercased()
    }
  }

  /// The address with its domain in lower case; the local part is the receiver's business and stays as written.
  public static func canonical(_ address: some StringProtocol) -> String {
    var text = String(address)
    let lowered: String? = text.withUTF8 { bytes in
      guard let start = domainStart(bytes), !isLowered(bytes[start...]) else { return nil }
      return String(decoding: bytes[..<start], as: UTF8.self)
        + String(decoding: bytes[start...], as: UTF8.self).lowercased()
    }
    // Nearly all addresses come as they should be: then nothing is made anew.
    return lowered ?? text
  }

  private static func domainStart(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    bytes.lastIndex(of: UInt8(ascii: "@")).map { $0 + 1 }
  }

  /// True where lowering would change nothing; letters beyond ASCII are left to the general way.
  private static func isLowered(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    bytes.allSatisfy { $0 < 0x80 && $0 &- 0x41 >= 26 }
  }
}
