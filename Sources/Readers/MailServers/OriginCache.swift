/// The host, the program and the instance that wrote a line, by the bytes in front of the process number.
///
/// A log has few of them, so each is worked out once and found again by its bytes.
struct OriginCache {
  struct Origin {
    var program: PostfixProgram
    var stream: Int32
    /// The first byte of the message text.
    var end: Int
  }

  private struct Entry {
    var bytes: [UInt8]
    var program: PostfixProgram
    var stream: Int32
  }

  private var slots: [Entry?] = Array(repeating: nil, count: 256)

  /// `host tag[pid]: `; nil where the line has another shape.
  @inline(__always)
  mutating func read(
    _ base: UnsafeRawPointer, from start: Int, to end: Int, streams: inout [String]
  ) -> Origin? {
    func byte(_ place: Int) -> UInt8 { base.load(fromByteOffset: place, as: UInt8.self) }
    var place = start
    while place < end, byte(place) != 0x20 { place += 1 }
    let hostEnd = place
    place += 1
    while place < end {
      let current = byte(place)
      if current == UInt8(ascii: "[") || current == UInt8(ascii: ":") || current == 0x20 { break }
      place += 1
    }
    let tagEnd = place
    guard tagEnd < end, tagEnd > hostEnd + 1, tagEnd - start < 512 else { return nil }
    if byte(place) == UInt8(ascii: "[") {
      while place < end, byte(place) != UInt8(ascii: "]") { place += 1 }
      place += 1
    }
    guard place + 1 < end, byte(place) == UInt8(ascii: ":"), byte(place + 1) == 0x20 else { return nil }
    place += 2
    if place + 4 < end, byte(place) == UInt8(ascii: "["), byte(place + 1) == UInt8(ascii: "I"),
      byte(place + 2) == UInt8(ascii: "D"), byte(place + 3) == 0x20
    {
      // Solaris: `[ID 197553 mail.info] `
      while place < end, byte(place) != UInt8(ascii: "]") { place += 1 }
      place = min(place + 2, end)
    }
    let count = tagEnd - start
    let slot =
      (count &* 31 &+ Int(byte(tagEnd - 1)) &* 7 &+ Int(byte(tagEnd - 2)) &* 131 &+ Int(byte(start)) &* 17)
      & 255
    if let entry = slots[slot], entry.bytes.count == count,
      entry.bytes.withUnsafeBytes({
        $0.elementsEqual(UnsafeRawBufferPointer(start: base + start, count: count))
      })
    {
      return Origin(program: entry.program, stream: entry.stream, end: place)
    }
    let entry = work(base, start, hostEnd, tagEnd, &streams)
    slots[slot] = entry
    return Origin(program: entry.program, stream: entry.stream, end: place)
  }

  private func work(
    _ base: UnsafeRawPointer, _ start: Int, _ hostEnd: Int, _ tagEnd: Int, _ streams: inout [String]
  ) -> Entry {
    let all = UnsafeRawBufferPointer(start: base + start, count: tagEnd - start)
    let tag = UnsafeRawBufferPointer(start: base + hostEnd + 1, count: tagEnd - hostEnd - 1)
    let (program, instanceEnd) = PostfixProgram.read(tag: tag)
    guard program != .foreign else { return Entry(bytes: Array(all), program: .foreign, stream: -1) }
    let host = String(decoding: all[..<(hostEnd - start)], as: UTF8.self)
    let name = host + " " + String(decoding: tag[..<instanceEnd], as: UTF8.self)
    let stream = streams.firstIndex(of: name) ?? streams.count
    if stream == streams.count { streams.append(name) }
    return Entry(bytes: Array(all), program: program, stream: Int32(stream))
  }
}
