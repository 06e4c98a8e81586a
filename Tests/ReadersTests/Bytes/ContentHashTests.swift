import Readers
import Testing

@Suite struct ContentHashTests {
  static func hash(_ bytes: [UInt8], step: Int = .max) -> ContentHash {
    var hasher = ContentHasher()
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + min(step, bytes.count))
      bytes[start..<end].withUnsafeBytes { hasher.update($0) }
      start = end
    }
    return hasher.finish()
  }

  @Test("the hash depends on the bytes and not on the pieces in which they come")
  func pieces() {
    let pattern = (0..<4099).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
    let repeats = ContentHash.blockSize * 2 / pattern.count + 3
    let bytes = Array(repeatElement(pattern, count: repeats).joined())
    let whole = Self.hash(bytes)
    #expect(Self.hash(bytes, step: 1_000_003) == whole)
    #expect(Self.hash(bytes, step: ContentHash.blockSize) == whole)
    let blocks = stride(from: 0, to: bytes.count, by: ContentHash.blockSize).map { start in
      bytes[start..<min(start + ContentHash.blockSize, bytes.count)].withUnsafeBytes(
        ContentHash.BlockDigest.init)
    }
    #expect(ContentHash(blocks: blocks, length: Int64(bytes.count)) == whole)
    #expect(whole.description.count == 32)
  }

  @Test("length, order and every single bit count")
  func differences() {
    var texts: [[UInt8]] = [[], [0], [0, 0], Array("ab".utf8), Array("ba".utf8)]
    for bit in 0..<64 {
      var bytes = [UInt8](repeating: 0, count: 8)
      bytes[bit / 8] = 1 << UInt8(bit % 8)
      texts.append(bytes)
    }
    #expect(Set(texts.map { Self.hash($0).description }).count == texts.count)
  }
}
