import DeliveryModel

/// An address as it is kept: the domain in lower case, the local part as it was written.
enum CanonicalAddress {
  static func text(_ address: ByteView) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(address.count)
    var at = address.count
    for index in 0..<address.count {
      let byte = address[index]
      if byte == UInt8(ascii: "@") { at = index }
      // A domain beyond ASCII needs more than this loop knows.
      if byte >= 0x80, index > at { return MailAddress.canonical(address.string) }
      bytes.append(byte)
    }
    if at < bytes.count { for index in at..<bytes.count { bytes[index] = bytes[index].lowercased } }
    return String(decoding: bytes, as: UTF8.self)
  }
}
