/// Text in UTF-16, as one operating system's shell writes what a command prints, turned into UTF-8.
final class UTF16Stream: ByteStream {
  /// As many first bytes as recognition needs.
  static let headLength = 2

  private let source: any ByteStream
  private let isLittleEndian: Bool
  private var input: [UInt8]
  private var output: [UInt8] = []
  private var delivered = 0
  /// The first byte of a unit whose second is not there yet.
  private var half: UInt8?
  /// The first of two surrogates.
  private var high: UInt16?
  private var isAtStart = true
  private var isAtEnd = false

  /// Nil where the first bytes are no byte order mark of UTF-16.
  init?(_ source: any ByteStream, head: some Collection<UInt8>, bufferSize: Int = 64 << 10) {
    switch Array(head.prefix(Self.headLength)) {
    case [0xFF, 0xFE]: isLittleEndian = true
    case [0xFE, 0xFF]: isLittleEndian = false
    default: return nil
    }
    self.source = source
    input = [UInt8](repeating: 0, count: bufferSize)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputProblem) -> Int {
    while delivered == output.count {
      guard !isAtEnd else { return 0 }
      try fill()
    }
    let count = min(buffer.count, output.count - delivered)
    buffer.copyBytes(from: output[delivered..<(delivered + count)])
    delivered += count
    return count
  }

  private func fill() throws(InputProblem) {
    output.removeAll(keepingCapacity: true)
    delivered = 0
    var count = 0
    var problem: InputProblem?
    input.withUnsafeMutableBytes { buffer in
      do throws(InputProblem) { count = try source.read(into: buffer) } catch { problem = error }
    }
    if let problem { throw problem }
    guard count > 0 else {
      isAtEnd = true
      if half != nil || high != nil { append("\u{FFFD}") }
      return
    }
    for byte in input[..<count] {
      guard let first = half else {
        half = byte
        continue
      }
      half = nil
      let (low, upper) = isLittleEndian ? (first, byte) : (byte, first)
      take(UInt16(upper) << 8 | UInt16(low))
    }
  }

  private func take(_ unit: UInt16) {
    if let first = high {
      high = nil
      if unit & 0xFC00 == 0xDC00 {
        let value = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(unit & 0x3FF))
        append(Unicode.Scalar(value) ?? "\u{FFFD}")
        return
      }
      append("\u{FFFD}")
    }
    if unit & 0xFC00 == 0xD800 {
      high = unit
    } else if unit == 0xFEFF && isAtStart {
      isAtStart = false
    } else {
      append(Unicode.Scalar(UInt32(unit)) ?? "\u{FFFD}")
    }
  }

  private func append(_ character: Unicode.Scalar) {
    isAtStart = false
    output += UTF8.encode(character) ?? UTF8.encodedReplacementCharacter
  }
}
