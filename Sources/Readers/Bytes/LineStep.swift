import Glibc

/// Steps through the lines of a buffer; keeps positions only, so that nothing is copied.
struct LineStep {
  private(set) var position = 0

  /// The next line without its line end (LF or CR LF), or nil where no complete line is left.
  ///
  /// With `isLast` a last line without a line end counts as one.
  @inline(__always)
  mutating func next(in bytes: UnsafeRawBufferPointer, isLast: Bool) -> Range<Int>? {
    let start = position
    guard start < bytes.count, let base = bytes.baseAddress else { return nil }
    var end: Int
    if let newline = memchr(base + start, 0x0A, bytes.count - start) {
      end = UnsafeRawPointer(newline) - base
      position = end + 1
    } else {
      guard isLast else { return nil }
      end = bytes.count
      position = end
    }
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// Goes on behind `end`, for a record that was measured in another way.
  mutating func skip(to end: Int) { position = end }
}
