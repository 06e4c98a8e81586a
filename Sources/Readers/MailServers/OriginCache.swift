import Glibc

/// The host, the program and the instance that wrote a line, by the bytes in front of the process number.
///
/// A log has few of them, so each is worked out once and found again by its bytes.
final class OriginCache {
  struct Origin {
    var program: PostfixProgram
    var stream: Int32
    /// The first byte of the message text.
    var end: Int
  }

  private struct Entry {
    var bytes: UnsafeRawPointer
    var count: Int
    var program: PostfixProgram
    var stream: Int32
  }

  private let slots: UnsafeMutablePointer<Entry?>

  init() {
    slots = .allocate(capacity: 256)
    slots.initialize(repeating: nil, count: 256)
  }

  deinit {
    for slot in 0..<256 { slots[slot]?.bytes.deallocate() }
    slots.deallocate()
  }

  /// `host tag[pid]: `; nil where the line has another shape.
  @inline(__always)
  func read(
    _ base: UnsafeRawPointer, from start: Int, to end: Int, streams: inout [String]
  ) -> Origin? {
    guard end - start > 8, let bracket = memchr(base + start, 0x5B, min(end - start, 256)) else {
      return readWithoutNumber(base, from: start, to: end, streams: &streams)
    }
    let tagEnd = UnsafeRawPointer(bracket) - base
    let count = tagEnd - start
    guard count > 2 else { return nil }
    var place = tagEnd + 1
    while place < end, base.load(fromByteOffset: place, as: UInt8.self) &- 0x30 < 10 { place += 1 }
    guard place + 2 < end, base.load(fromByteOffset: place, as: UInt8.self) == UInt8(ascii: "]"),
      base.load(fromByteOffset: place + 1, as: UInt8.self) == UInt8(ascii: ":"),
      base.load(fromByteOffset: place + 2, as: UInt8.self) == 0x20
    else { return readWithoutNumber(base, from: start, to: end, streams: &streams) }
    place = Self.skipSolarisNote(base, from: place + 3, to: end)
    let slot =
      (count &* 31 &+ Int(base.load(fromByteOffset: tagEnd - 1, as: UInt8.self)) &* 7
        &+ Int(base.load(fromByteOffset: tagEnd - 2, as: UInt8.self)) &* 131
        &+ Int(base.load(fromByteOffset: start, as: UInt8.self)) &* 17) & 255
    if let known = slots[slot], known.count == count, Self.isSame(known.bytes, base + start, count) {
      return Origin(program: known.program, stream: known.stream, end: place)
    }
    guard let hostEnd = Self.hostEnd(base, start, tagEnd) else { return nil }
    let entry = work(base, start, hostEnd, tagEnd, &streams)
    slots[slot]?.bytes.deallocate()
    slots[slot] = entry
    return Origin(program: entry.program, stream: entry.stream, end: place)
  }

  /// Compares eight bytes at a time, the last eight perhaps twice: origins are short, and a call costs as much.
  @inline(__always)
  private static func isSame(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ count: Int) -> Bool {
    func isSameWord(_ place: Int) -> Bool {
      left.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        == right.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }
    guard count >= 8 else { return memcmp(left, right, count) == 0 }
    var place = 0
    while place + 8 <= count {
      if !isSameWord(place) { return false }
      place += 8
    }
    return isSameWord(count - 8)
  }

  /// `host tag: `, as programs write that give no process number: none of Postfix's does.
  private func readWithoutNumber(
    _ base: UnsafeRawPointer, from start: Int, to end: Int, streams: inout [String]
  ) -> Origin? {
    guard let hostEnd = Self.hostEnd(base, start, end) else { return nil }
    var place = hostEnd + 1
    while place + 1 < end {
      if base.load(fromByteOffset: place, as: UInt8.self) == UInt8(ascii: ":"),
        base.load(fromByteOffset: place + 1, as: UInt8.self) == 0x20
      {
        return Origin(program: .foreign, stream: -1, end: place + 2)
      }
      place += 1
    }
    return nil
  }

  private static func hostEnd(_ base: UnsafeRawPointer, _ start: Int, _ end: Int) -> Int? {
    guard let blank = memchr(base + start, 0x20, end - start) else { return nil }
    let place = UnsafeRawPointer(blank) - base
    return place > start && place + 1 < end ? place : nil
  }

  /// Behind Solaris' `[ID 197553 mail.info] `.
  @inline(__always)
  private static func skipSolarisNote(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> Int {
    guard start + 4 < end, base.load(fromByteOffset: start, as: UInt8.self) == UInt8(ascii: "["),
      base.loadUnaligned(fromByteOffset: start, as: UInt32.self) == 0x2044_495B,
      let close = memchr(base + start, 0x5D, end - start)
    else { return start }
    return min(UnsafeRawPointer(close) - base + 2, end)
  }

  private func work(
    _ base: UnsafeRawPointer, _ start: Int, _ hostEnd: Int, _ tagEnd: Int, _ streams: inout [String]
  ) -> Entry {
    let all = UnsafeRawBufferPointer(start: base + start, count: tagEnd - start)
    let tag = UnsafeRawBufferPointer(start: base + hostEnd + 1, count: tagEnd - hostEnd - 1)
    let (program, instanceEnd) = PostfixProgram.read(tag: tag)
    let kept = UnsafeMutableRawPointer.allocate(byteCount: all.count, alignment: 8)
    kept.copyMemory(from: base + start, byteCount: all.count)
    guard program != .foreign else {
      return Entry(bytes: kept, count: all.count, program: .foreign, stream: -1)
    }
    let host = String(decoding: all[..<(hostEnd - start)], as: UTF8.self)
    let name = host + " " + String(decoding: tag[..<instanceEnd], as: UTF8.self)
    let stream = streams.firstIndex(of: name) ?? streams.count
    if stream == streams.count { streams.append(name) }
    return Entry(bytes: kept, count: all.count, program: program, stream: Int32(stream))
  }
}
