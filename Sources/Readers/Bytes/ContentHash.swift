import CDeflate

/// What a source's bytes hash to, unpacked, so that the same content counts once under any name or packing.
///
/// It tells equal from different content; it is no protection against someone who wants two to be equal.
/// Blocks of `blockSize` bytes are hashed by themselves (two CRC-64, as fast as memory), so that several cores
/// can share a file; their digests and the length are then mixed (the rounds of MurmurHash3).
public struct ContentHash: Hashable, Sendable, CustomStringConvertible {
  public let high, low: UInt64

  /// Bytes; all blocks but the last have this size.
  public static let blockSize = 8 << 20

  /// What one block hashes to.
  public struct BlockDigest: Hashable, Sendable {
    fileprivate var first: UInt64 = 0
    fileprivate var second: UInt64 = 0

    public init() {}

    /// Hashes a whole block.
    public init(_ block: UnsafeRawBufferPointer) { update(block) }

    /// Hashes the next bytes of the block.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
      // In pieces that stay in the nearest cache between the two passes.
      var start = 0
      while start < bytes.count {
        let count = min(16 << 10, bytes.count - start)
        let piece = bytes.baseAddress.map { ($0 + start).assumingMemoryBound(to: UInt8.self) }
        first = crc64_ecma_refl(first, piece, UInt64(count))
        second = crc64_jones_refl(second, piece, UInt64(count))
        start += count
      }
    }
  }

  /// Combines the digests of all blocks, in order.
  public init(blocks: some Sequence<BlockDigest>, length: Int64) {
    var mixer = Mixer()
    for block in blocks { mixer.mix(block) }
    self = mixer.finish(length: length)
  }

  fileprivate init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Thirty-two hexadecimal digits.
  public var description: String { Self.hexadecimal(high) + Self.hexadecimal(low) }

  private static func hexadecimal(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  fileprivate struct Mixer {
    private var one: UInt64 = 0
    private var two: UInt64 = 0

    mutating func mix(_ block: BlockDigest) {
      let first: UInt64 = 0x87c3_7b91_1142_53d5
      let second: UInt64 = 0x4cf5_ad43_2745_937f
      one ^= Self.rotate(block.first &* first, 31) &* second
      one = (Self.rotate(one, 27) &+ two) &* 5 &+ 0x52dc_e729
      two ^= Self.rotate(block.second &* second, 33) &* first
      two = (Self.rotate(two, 31) &+ one) &* 5 &+ 0x3849_5ab5
    }

    func finish(length: Int64) -> ContentHash {
      var one = one ^ UInt64(bitPattern: length)
      var two = two ^ UInt64(bitPattern: length)
      one &+= two
      two &+= one
      one = Self.spread(one)
      two = Self.spread(two)
      one &+= two
      two &+= one
      return ContentHash(high: one, low: two)
    }

    private static func rotate(_ word: UInt64, _ bits: UInt64) -> UInt64 {
      word << bits | word >> (64 - bits)
    }

    private static func spread(_ word: UInt64) -> UInt64 {
      var word = word
      word = (word ^ word >> 33) &* 0xff51_afd7_ed55_8ccd
      word = (word ^ word >> 33) &* 0xc4ce_b9fe_1a85_ec53
      return word ^ word >> 33
    }
  }
}

/// Hashes a source as it is read, in pieces of any size.
public struct ContentHasher: Sendable {
  private var mixer = ContentHash.Mixer()
  private var block = ContentHash.BlockDigest()
  private var inBlock = 0
  private var length: Int64 = 0

  public init() {}

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes
    length += Int64(bytes.count)
    while !rest.isEmpty {
      let count = min(rest.count, ContentHash.blockSize - inBlock)
      block.update(UnsafeRawBufferPointer(rebasing: rest[..<count]))
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      inBlock += count
      if inBlock == ContentHash.blockSize { closeBlock() }
    }
  }

  public func finish() -> ContentHash {
    var last = self
    if inBlock > 0 { last.closeBlock() }
    return last.mixer.finish(length: length)
  }

  private mutating func closeBlock() {
    mixer.mix(block)
    block = ContentHash.BlockDigest()
    inBlock = 0
  }
}
