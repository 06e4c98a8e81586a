/// SipHash-2-4 (Aumasson and Bernstein, 2012): without the key nobody can find out which name a pseudonym stands
/// for by trying names.
package struct KeyedHash: Hashable, Sendable {
  private let key: (low: UInt64, high: UInt64)

  package init(low: UInt64, high: UInt64) { key = (low, high) }

  /// From a secret of any length, folded into 128 bits.
  init(secret: [UInt8]) {
    let low = KeyedHash(low: 0x626f_756e_6365_626f, high: 0x6f6b_2070_7365_7564)
    let high = KeyedHash(low: 0x6f6e_796d_206b_6579, high: 0x2028_3132_3820_6269)
    self.init(low: low.hash(secret), high: high.hash(secret))
  }

  package static func == (left: KeyedHash, right: KeyedHash) -> Bool { left.key == right.key }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(key.low)
    hasher.combine(key.high)
  }

  package func hash(_ bytes: some Collection<UInt8>) -> UInt64 {
    var state = State(key.low, key.high)
    var word: UInt64 = 0
    var filled: UInt64 = 0
    var count: UInt64 = 0
    for byte in bytes {
      word |= UInt64(byte) << (8 * filled)
      filled += 1
      count += 1
      if filled == 8 {
        state.absorb(word)
        word = 0
        filled = 0
      }
    }
    state.absorb(word | (count & 0xff) << 56)
    return state.finish()
  }

  private struct State {
    private var v0, v1, v2, v3: UInt64

    init(_ low: UInt64, _ high: UInt64) {
      v0 = low ^ 0x736f_6d65_7073_6575
      v1 = high ^ 0x646f_7261_6e64_6f6d
      v2 = low ^ 0x6c79_6765_6e65_7261
      v3 = high ^ 0x7465_6462_7974_6573
    }

    mutating func absorb(_ word: UInt64) {
      v3 ^= word
      round()
      round()
      v0 ^= word
    }

    mutating func finish() -> UInt64 {
      v2 ^= 0xff
      for _ in 0..<4 { round() }
      return v0 ^ v1 ^ v2 ^ v3
    }

    private mutating func round() {
      v0 &+= v1
      v1 = Self.rotated(v1, 13) ^ v0
      v0 = Self.rotated(v0, 32)
      v2 &+= v3
      v3 = Self.rotated(v3, 16) ^ v2
      v0 &+= v3
      v3 = Self.rotated(v3, 21) ^ v0
      v2 &+= v1
      v1 = Self.rotated(v1, 17) ^ v2
      v2 = Self.rotated(v2, 32)
    }

    private static func rotated(_ word: UInt64, _ by: UInt64) -> UInt64 { word << by | word >> (64 - by) }
  }
}
