/// Memory for what had to be decoded out of one message; it is taken back, not freed, between messages.
final class DecodingArena {
  private var chunks: [UnsafeMutableBufferPointer<UInt8>] = []
  private var chunk = 0
  private var used = 0
  private static let chunkSize = 256 << 10

  /// Bytes handed out for the present message: what it may cost has a limit.
  private(set) var handedOut = 0
  static let limit = 64 << 20

  deinit {
    for chunk in chunks { chunk.deallocate() }
  }

  /// Forgets everything that was decoded; every view into it ends here.
  func reset() {
    // Chunks for giants go back to the system at once.
    if let giant = chunks.firstIndex(where: { $0.count > Self.chunkSize }) {
      for chunk in chunks[giant...] { chunk.deallocate() }
      chunks.removeSubrange(giant...)
    }
    chunk = 0
    used = 0
    handedOut = 0
  }

  /// Lets `fill` write up to `capacity` bytes and keeps what it says it has written.
  func make(capacity: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Int) -> ByteView {
    guard capacity > 0, handedOut + capacity <= Self.limit else { return .empty }
    while chunk < chunks.count, chunks[chunk].count - used < capacity {
      chunk += 1
      used = 0
    }
    if chunk == chunks.count { chunks.append(.allocate(capacity: max(Self.chunkSize, capacity))) }
    let space = UnsafeMutableBufferPointer(rebasing: chunks[chunk][used..<(used + capacity)])
    let written = min(max(0, fill(space)), capacity)
    used += written
    handedOut += written
    return ByteView(base: UnsafePointer(space.baseAddress), count: written)
  }

  func make(_ bytes: [UInt8]) -> ByteView {
    make(capacity: bytes.count) { target in
      for index in 0..<bytes.count { target[index] = bytes[index] }
      return bytes.count
    }
  }

  func make(_ text: String) -> ByteView {
    var copy = text
    return copy.withUTF8 { source in
      make(capacity: source.count) { target in
        for index in 0..<source.count { target[index] = source[index] }
        return source.count
      }
    }
  }
}
