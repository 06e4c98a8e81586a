/// Writes to the shape, and where it came from.
struct ShapePen {
  let output: UnsafeMutablePointer<UInt8>
  let offsets: UnsafeMutablePointer<Int32>?
  var length = 0

  init(output: UnsafeMutablePointer<UInt8>, offsets: UnsafeMutablePointer<Int32>?) {
    self.output = output
    self.offsets = offsets
  }

  @inline(__always)
  mutating func put(_ byte: UInt8, at source: Int) {
    output[length] = foldTable[Int(byte)]
    offsets?[length] = Int32(truncatingIfNeeded: source)
    length += 1
  }

  /// Accepts bytes that were written to `output` directly.
  @inline(__always)
  mutating func advance(to end: Int, from source: Int) {
    if let offsets {
      for index in length..<end { offsets[index] = Int32(truncatingIfNeeded: source + index - length) }
    }
    length = end
  }

  /// One blank for any number of them.
  @inline(__always)
  mutating func blank(at source: Int) {
    guard length > 0, output[length - 1] != 0x20, output[length - 1] != 0x0A else { return }
    output[length] = 0x20
    offsets?[length] = Int32(truncatingIfNeeded: source)
    length += 1
  }

  /// A reply code at the start of a line begins a reply: the line end before it is kept.
  mutating func markLineStart(_ text: UnsafeRawBufferPointer, _ start: Int) {
    guard start > 0, length > 0, output[length - 1] == 0x20 else { return }
    let before = text[start - 1]
    let isExims = before == UInt8(ascii: "n") && start > 1 && text[start - 2] == UInt8(ascii: "\\")
    if before == 0x0A || before == 0x0D || isExims { output[length - 1] = 0x0A }
  }

  @inline(__always)
  mutating func put(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) {
    let fold = foldTable
    var cursor = length
    for index in range {
      output[cursor] = fold[Int(text[index])]
      cursor += 1
    }
    if let offsets {
      for (step, index) in range.enumerated() { offsets[length + step] = Int32(truncatingIfNeeded: index) }
    }
    length = cursor
  }

}

/// A reply of several lines repeats its code on each: only the first is kept.
struct RepeatedCodes {
  private var reply: UInt32 = 0
  private var enhanced: UInt64 = 0

  mutating func repeats(reply text: UnsafeRawBufferPointer, at start: Int) -> Bool {
    let value =
      UInt32(text[start]) << 16 | UInt32(text[start + 1]) << 8 | UInt32(text[start + 2])
    if value == reply { return true }
    reply = value
    enhanced = 0
    return false
  }

  mutating func repeats(enhanced text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    var value: UInt64 = 0
    for index in range { value = value << 8 | UInt64(text[index]) }
    if value == enhanced { return true }
    enhanced = value
    return false
  }
}
