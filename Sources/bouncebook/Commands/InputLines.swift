import Glibc

/// The lines of standard input, read in large pieces; invalid UTF-8 becomes U+FFFD.
struct InputLines {
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  /// A line longer than this is cut into several: no reply has so many bytes.
  private static let longest = 1 << 20
  private static let piece = 1 << 16

  /// Without its line end; nil at the end of the input.
  mutating func next() -> String? {
    var searched = start
    while true {
      if let newline = newline(from: searched) {
        defer { start = newline + 1 }
        return line(to: newline)
      }
      searched = buffer.count
      if isAtEnd || buffer.count - start > Self.longest {
        guard start < buffer.count else { return nil }
        defer { start = buffer.count }
        return line(to: buffer.count)
      }
      let moved = start
      fill()
      searched -= moved
    }
  }

  private func newline(from place: Int) -> Int? {
    guard place < buffer.count else { return nil }
    return buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, let found = memchr(base + place, 0x0A, bytes.count - place) else {
        return nil
      }
      return UnsafeRawPointer(found) - base
    }
  }

  private func line(to end: Int) -> String {
    let end = end > start && buffer[end - 1] == 0x0D ? end - 1 : end
    return String(decoding: buffer[start..<end], as: UTF8.self)
  }

  private mutating func fill() {
    buffer.removeSubrange(..<start)
    start = 0
    let count = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: Self.piece))
    var got = 0
    repeat {
      got = buffer.withUnsafeMutableBytes { read(0, $0.baseAddress.map { $0 + count }, Self.piece) }
    } while got < 0 && errno == EINTR
    buffer.removeSubrange((count + max(got, 0))...)
    if got <= 0 { isAtEnd = true }
  }
}
