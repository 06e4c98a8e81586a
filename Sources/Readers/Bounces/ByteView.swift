import Glibc

/// Bytes that somebody else owns, borrowed while one message is parsed.
///
/// Every access is total: reading outside gives 0 and a slice is cut to what there is, so that no offset that
/// a hostile message talks us into can trap or read foreign memory. This is the only file of the bounce
/// reader that touches a pointer's elements.
struct ByteView {
  let base: UnsafePointer<UInt8>?
  let count: Int

  static var empty: ByteView { ByteView(base: nil, count: 0) }

  init(base: UnsafePointer<UInt8>?, count: Int) {
    self.base = base
    self.count = base == nil ? 0 : max(0, count)
  }

  init(_ buffer: UnsafeRawBufferPointer) {
    self.init(base: buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), count: buffer.count)
  }

  init(_ buffer: UnsafeBufferPointer<UInt8>) {
    self.init(base: buffer.baseAddress, count: buffer.count)
  }

  /// A literal of the program, which lives as long as it does.
  init(_ literal: StaticString) {
    self.init(base: literal.utf8Start, count: literal.utf8CodeUnitCount)
  }

  var isEmpty: Bool { count == 0 }

  @inline(__always) subscript(_ index: Int) -> UInt8 {
    guard let base, UInt(bitPattern: index) < UInt(bitPattern: count) else { return 0 }
    return base[index]
  }

  /// The bytes from `start` to before `end`, both cut to what there is.
  @inline(__always) func slice(_ start: Int, _ end: Int) -> ByteView {
    guard let base else { return .empty }
    let from = min(max(0, start), count)
    let to = min(max(from, end), count)
    return ByteView(base: base + from, count: to - from)
  }

  func from(_ start: Int) -> ByteView { slice(start, count) }

  /// Where a slice of this view begins in it; nil for bytes from elsewhere.
  func offset(of part: ByteView) -> Int? {
    guard let base, let other = part.base, other >= base, other <= base + count else { return nil }
    return other - base
  }

  /// The first position of a byte at or after `start`, at memory speed.
  @inline(__always) func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
    guard let base, start >= 0, start < count else { return nil }
    guard let hit = memchr(base + start, Int32(byte), count - start) else { return nil }
    return UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - base
  }

  /// The end of the line that begins at `start`: the position of its line feed, or the end.
  @inline(__always) func lineEnd(from start: Int) -> Int { firstIndex(of: 10, from: start) ?? count }

  func contains(_ byte: UInt8) -> Bool { firstIndex(of: byte) != nil }

  /// True where every byte is ASCII.
  var isASCII: Bool {
    guard let base else { return true }
    var index = 0
    let raw = UnsafeRawPointer(base)
    while index + 8 <= count {
      if raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 {
        return false
      }
      index += 8
    }
    while index < count {
      if base[index] >= 0x80 { return false }
      index += 1
    }
    return true
  }

  /// Without blanks, tabs and line ends at either end.
  func trimmed() -> ByteView {
    var start = 0
    var end = count
    while start < end, self[start].isBlankOrLineEnd { start += 1 }
    while end > start, self[end - 1].isBlankOrLineEnd { end -= 1 }
    return slice(start, end)
  }

  /// True where the bytes begin with an ASCII literal in lower case, in any case here.
  @inline(__always) func hasPrefix(_ literal: StaticString, at start: Int = 0) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard start >= 0, start + length <= count else { return false }
    let expected = literal.utf8Start
    for index in 0..<length where self[start + index].lowercased != expected[index] { return false }
    return true
  }

  /// Equal to an ASCII literal in lower case, in any case here.
  func equals(_ literal: StaticString) -> Bool {
    count == literal.utf8CodeUnitCount && hasPrefix(literal)
  }

  /// Equal byte for byte, ASCII letters in any case.
  func equalsIgnoringCase(_ other: ByteView) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where self[index].lowercased != other[index].lowercased { return false }
    return true
  }

  func startsExactly(with other: ByteView) -> Bool {
    guard count >= other.count else { return false }
    guard let left = base, let right = other.base else { return other.isEmpty }
    return memcmp(left, right, other.count) == 0
  }

  /// The first place of an ASCII literal in lower case, in any case here.
  func find(_ literal: StaticString, from start: Int = 0) -> Int? {
    let length = literal.utf8CodeUnitCount
    guard let base, length > 0, count >= length else { return nil }
    let expected = literal.utf8Start
    let first = expected[0]
    // Of a letter both cases count; the bit that tells them apart is set in lower case.
    let mask: UInt8 = first.isLetter ? 0x20 : 0
    var index = max(0, start)
    let last = count - length
    while index <= last {
      if base[index] | mask == first {
        var offset = 1
        while offset < length, base[index + offset].lowercased == expected[offset] { offset += 1 }
        if offset == length, base[index].lowercased == first { return index }
      }
      index += 1
    }
    return nil
  }

  /// The first place at or after `start`, four bytes before the end at the latest, where a byte of kind
  /// `begins` stands that does not go on a word, and of which `accepts` likes the four bytes.
  @inline(__always) func firstBeginning(
    from start: Int, kinds: UnsafeBufferPointer<UInt8>, word: UInt8, begins: UInt8,
    accepts: (UInt8, UInt8, UInt8, UInt8) -> Bool
  ) -> Int? {
    guard let base, start >= 0, start < count - 3, kinds.count == 256, let kinds = kinds.baseAddress else {
      return nil
    }
    var isInWord = start > 0 && kinds[Int(base[start - 1])] & word != 0
    var index = start
    let last = count - 3
    while index < last {
      let kind = kinds[Int(base[index])]
      if kind & begins != 0, !(isInWord && kind & word != 0),
        accepts(base[index], base[index + 1], base[index + 2], base[index + 3])
      {
        return index
      }
      isInWord = kind & word != 0
      index += 1
    }
    return nil
  }

  func has(_ literal: StaticString) -> Bool { find(literal) != nil }

  /// As text; invalid UTF-8 becomes U+FFFD.
  var string: String {
    guard let base else { return "" }
    return String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
  }

  /// A number of decimal digits only, at most 18 of them.
  var decimal: Int64? {
    guard count > 0, count <= 18 else { return nil }
    var value: Int64 = 0
    for index in 0..<count {
      guard self[index].isDigit else { return nil }
      value = value * 10 + Int64(self[index] - 0x30)
    }
    return value
  }
}

extension UInt8 {
  @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
  @inline(__always) var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  @inline(__always) var isAlphanumeric: Bool { isDigit || isLetter }
  @inline(__always) var isBlank: Bool { self == 0x20 || self == 0x09 }
  @inline(__always) var isBlankOrLineEnd: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
  @inline(__always) var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  /// The value of a hexadecimal digit.
  @inline(__always) var hexadecimalValue: UInt8? {
    if isDigit { return self - 0x30 }
    let letter = self | 0x20
    return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : nil
  }
}
