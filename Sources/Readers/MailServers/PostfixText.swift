import Glibc

/// The text of one Postfix line, behind the tag: byte tests that read like the grammar.
struct PostfixText {
  let base: UnsafeRawPointer
  /// The first byte of the text.
  let start: Int
  /// Behind the last byte of the line.
  let end: Int

  @inline(__always)
  func byte(_ place: Int) -> UInt8 { base.load(fromByteOffset: place, as: UInt8.self) }

  @inline(__always)
  func has(_ word: StaticString, at place: Int) -> Bool {
    let count = word.utf8CodeUnitCount
    guard place + count <= end else { return false }
    return memcmpEqual(base + place, word.utf8Start, count)
  }

  @inline(__always)
  private func memcmpEqual(_ left: UnsafeRawPointer, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    for index in 0..<count
    where left.load(fromByteOffset: index, as: UInt8.self) != right[index] { return false }
    return true
  }

  /// The first place of a byte in `low..<high`, or `high`.
  @inline(__always)
  func place(of wanted: UInt8, from low: Int, to high: Int) -> Int {
    guard low < high, let found = memchr(base + low, Int32(wanted), high - low) else { return high }
    return UnsafeRawPointer(found) - base
  }

  /// Behind a queue ID that the text begins with and that `: ` follows, or nil.
  ///
  /// Short IDs are capital hexadecimal digits, long ones digits and consonants; no English word with which
  /// other lines begin (`warning`, `statistics`, `connect`) is made of these alone.
  var queueIDEnd: Int? {
    @inline(__always) get {
      var place = start
      var kinds: UInt8 = 3
      while place < end, place - start <= 32 {
        let kind = Self.idKinds(byte(place))
        if kind == 0 { break }
        kinds &= kind
        place += 1
      }
      guard kinds != 0, place - start >= 5, place + 1 < end, byte(place) == UInt8(ascii: ":"),
        byte(place + 1) == 0x20
      else { return nil }
      return place
    }
  }

  /// True where `range` could be one of Postfix's queue IDs.
  func isQueueID(_ range: ByteRange) -> Bool {
    guard range.count >= 5, range.count <= 32 else { return false }
    var kinds: UInt8 = 3
    for place in Int(range.start)..<Int(range.start + range.count) { kinds &= Self.idKinds(byte(place)) }
    return kinds != 0
  }

  /// 1: may stand in a short ID; 2: in a long one; 3: in both; 0: in none.
  @inline(__always)
  private static func idKinds(_ byte: UInt8) -> UInt8 { kinds.utf8Start[Int(byte)] & 3 }

  /// Of each byte, as a digit: digits and A to F stand in short IDs; digits and consonants in long ones. Text,
  /// because that lies ready in the program, where an array would be looked up and checked for each byte.
  private static let kinds: StaticString = """
    0000000000000000000000000000000000000000000000003333333333000000\
    0133313220222220222220222220000000222022202222202222202222200000\
    0000000000000000000000000000000000000000000000000000000000000000\
    0000000000000000000000000000000000000000000000000000000000000000
    """

  /// What a line without a queue ID is.
  func noteWithoutID(of program: PostfixProgram) -> IgnoredLines.Kind {
    if has("NOQUEUE: ", at: start) {
      return has("reject", at: start + 9) || has("milter-reject", at: start + 9) ? .inboundReject : .note
    }
    if has("warning: ", at: start) { return .warning }
    if has("statistics: ", at: start) { return .statistics }
    if has("connect ", at: start) || has("disconnect ", at: start) || has("lost connection ", at: start)
      || has("timeout ", at: start) || has("too many errors ", at: start)
    {
      return .connection
    }
    if has("Trusted TLS", at: start) || has("Untrusted TLS", at: start) || has("Verified TLS", at: start)
      || has("Anonymous TLS", at: start)
    {
      return .tls
    }
    return .note
  }

  /// What a line with a queue ID is that tells nothing of an attempt.
  func note(at body: Int) -> IgnoredLines.Kind {
    if has("host ", at: body) { return .nextHost }
    if has("reject", at: body) || has("milter-reject", at: body) { return .inboundReject }
    if has("warning: ", at: body) { return .warning }
    return .note
  }

  /// The address of `<address>` at `place`, and the byte behind the bracket; or what stands there without brackets.
  ///
  /// A quoted local part may hold anything, `>` and commas too (RFC 5321 §4.1.2).
  func address(from place: Int) -> (range: ByteRange, end: Int)? {
    guard place < end else { return nil }
    guard byte(place) == UInt8(ascii: "<") else {
      var stop = place
      while stop < end, byte(stop) != UInt8(ascii: ",") { stop += 1 }
      return stop > place && stop < end ? (ByteRange(place, stop), stop) : nil
    }
    var stop = place + 1
    if stop < end, byte(stop) == UInt8(ascii: "\"") {
      stop += 1
      while stop < end, byte(stop) != UInt8(ascii: "\"") { stop += byte(stop) == UInt8(ascii: "\\") ? 2 : 1 }
    }
    while stop < end {
      stop = self.place(of: UInt8(ascii: ">"), from: stop, to: end)
      // Before 3.5 the local part was not quoted: only `>, ` ends the address.
      if stop + 1 >= end || byte(stop + 1) == UInt8(ascii: ",") { break }
      stop += 1
    }
    guard stop < end else { return nil }
    return (ByteRange(place + 1, stop), stop + 1)
  }

  /// Behind `message-id=` or `resent-message-id=`.
  func messageIDStart(at body: Int) -> Int? {
    if has("message-id=", at: body) { return body + 11 }
    if has("resent-message-id=", at: body) { return body + 18 }
    return nil
  }

  /// Without its angle brackets and blanks, which it may lack.
  func messageID(from place: Int) -> ByteRange {
    var low = place
    var high = end
    while low < high, byte(low) == UInt8(ascii: "<") || byte(low) == 0x20 { low += 1 }
    while high > low, byte(high - 1) == UInt8(ascii: ">") || byte(high - 1) == 0x20 { high -= 1 }
    return ByteRange(low, high)
  }

  /// The queue ID of a notification: `sender non-delivery notification: QID`.
  func notificationID(from body: Int) -> ByteRange? {
    guard has("sender non-delivery notification: ", at: body) else { return nil }
    let range = ByteRange(body + 34, end)
    return isQueueID(range) ? range : nil
  }

  /// Where `word` begins in `from..<to`, searched from the end.
  func last(_ word: StaticString, from low: Int, to high: Int) -> Int? {
    var place = high - word.utf8CodeUnitCount
    while place >= low {
      if has(word, at: place) { return place }
      place -= 1
    }
    return nil
  }

  /// Where `word` begins in `from..<to`.
  func first(_ word: StaticString, from low: Int, to high: Int) -> Int? {
    var place = low
    let last = high - word.utf8CodeUnitCount
    let initial = word.utf8Start[0]
    while place <= last {
      if byte(place) == initial, has(word, at: place) { return place }
      place += 1
    }
    return nil
  }
}
