/// How a source is packed. Told by its first bytes alone: names lie.
public enum Compression: String, Sendable, CaseIterable {
  case gzip, zstd, zip

  /// As many first bytes as recognition needs.
  public static let headLength = 4

  public init?(head: some Collection<UInt8>) {
    let start = Array(head.prefix(Self.headLength))
    switch start {
    // RFC 1952 §2.3.1; 8 is the only method in use.
    case _ where start.starts(with: [0x1F, 0x8B, 0x08]): self = .gzip
    // RFC 8878 §3.1.1: a frame, or (0x184D2A50 to 5F, little-endian) a frame to be skipped.
    case [0x28, 0xB5, 0x2F, 0xFD]: self = .zstd
    case _ where start.count == 4 && start[0] & 0xF0 == 0x50 && start[1...] == [0x2A, 0x4D, 0x18]:
      self = .zstd
    // APPNOTE.TXT §4.3: an entry, an archive without entries, a spanned archive.
    case [0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06], [0x50, 0x4B, 0x07, 0x08]: self = .zip
    default: return nil
    }
  }
}
