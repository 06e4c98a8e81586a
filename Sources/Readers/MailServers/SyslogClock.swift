import DeliveryModel

/// Reads the timestamps that syslog writes in front of a line: RFC 3164 (`Mar  3 10:00:01`, without year and
/// zone) and RFC 3339 (`2026-03-03T10:00:01.118201+09:00`).
///
/// Lines of one minute share their first bytes, so the minute is worked out once and kept.
struct SyslogClock {
  struct Reading {
    /// Seconds since 1970, UTC.
    var time: Int64
    /// The first byte behind the timestamp and the blank that follows it.
    var end: Int
  }

  private let zone: LocalZone
  /// The year of the last classic timestamp.
  private(set) var year: Int
  private var lastMonth = 0

  // The minute that was read last: its first bytes and the moment at which it began.
  private var classicKey: (UInt64, UInt32) = (0, 0)
  private var classicMinute: Int64 = 0
  private var isoKey: (UInt64, UInt64) = (0, 0)
  private var isoMinute: Int64 = 0
  private var isoZone: UInt64 = 0
  private var isoOffset: Int64 = 0

  init(zone: LocalZone, firstYear: Int) {
    self.zone = zone
    year = firstYear
  }

  @inline(__always)
  mutating func read(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> Reading? {
    guard end - start >= 16 else { return nil }
    return base.load(fromByteOffset: start, as: UInt8.self) < 0x40
      ? readISO(base, from: start, to: end) : readClassic(base, from: start, to: end)
  }

  @inline(__always)
  private mutating func readClassic(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> Reading? {
    let key = (
      base.loadUnaligned(fromByteOffset: start, as: UInt64.self),
      base.loadUnaligned(fromByteOffset: start + 8, as: UInt32.self)
    )
    if key != classicKey {
      guard let minute = minuteOfClassic(base, at: start) else { return nil }
      classicKey = key
      classicMinute = minute
    }
    // `Mar  3 10:00` is behind us; `:01 ` follows, perhaps with a fraction.
    guard base.load(fromByteOffset: start + 12, as: UInt8.self) == UInt8(ascii: ":"),
      let second = twoDigits(base, start + 13), second <= 60
    else { return nil }
    var place = start + 15
    if base.load(fromByteOffset: place, as: UInt8.self) == UInt8(ascii: ".") {
      place += 1
      while place < end, isDigit(base, place) { place += 1 }
    }
    guard place < end, base.load(fromByteOffset: place, as: UInt8.self) == 0x20 else { return nil }
    return Reading(time: classicMinute + Int64(second), end: place + 1)
  }

  private mutating func minuteOfClassic(_ base: UnsafeRawPointer, at start: Int) -> Int64? {
    func byte(_ offset: Int) -> UInt8 { base.load(fromByteOffset: start + offset, as: UInt8.self) }
    guard let month = Self.month(byte(0), byte(1), byte(2)), byte(3) == 0x20, byte(6) == 0x20,
      byte(9) == UInt8(ascii: ":"), let hour = twoDigits(base, start + 7), hour < 24,
      let minute = twoDigits(base, start + 10), minute < 60
    else { return nil }
    let tens = byte(4) == 0x20 ? 0 : Int(byte(4)) - 0x30
    let day = tens * 10 + Int(byte(5)) - 0x30
    if lastMonth != 0 { year += Self.yearStep(from: lastMonth, to: month) }
    lastMonth = month
    guard CivilDate(year: year, month: month, day: day) != nil else { return nil }
    let days = CivilDate.daysSinceEpoch(year: year, month: month, day: day)
    return zone.utc(ofLocal: Int64(days) * 86400 + Int64(hour * 3600 + minute * 60))
  }

  @inline(__always)
  private mutating func readISO(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> Reading? {
    guard end - start >= 21 else { return nil }
    let key = (
      base.loadUnaligned(fromByteOffset: start, as: UInt64.self),
      base.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self)
    )
    if key != isoKey {
      guard let minute = Self.minuteOfISO(base, at: start) else { return nil }
      isoKey = key
      isoMinute = minute
    }
    guard base.load(fromByteOffset: start + 16, as: UInt8.self) == UInt8(ascii: ":"),
      let second = twoDigits(base, start + 17), second <= 60
    else { return nil }
    var place = start + 19
    let mark = base.load(fromByteOffset: place, as: UInt8.self)
    if mark == UInt8(ascii: ".") || mark == UInt8(ascii: ",") {
      place += 1
      while place < end, isDigit(base, place) { place += 1 }
    }
    guard place < end else { return nil }
    if base.load(fromByteOffset: place, as: UInt8.self) == UInt8(ascii: "Z") {
      guard place + 1 < end else { return nil }
      return Reading(time: isoMinute + Int64(second), end: place + 2)
    }
    // `+09:00`, or `+0900` as journalctl writes it.
    guard place + 6 < end, let hours = twoDigits(base, place + 1) else { return nil }
    let colon = base.load(fromByteOffset: place + 3, as: UInt8.self) == UInt8(ascii: ":") ? 1 : 0
    guard let minutes = twoDigits(base, place + 3 + colon) else { return nil }
    let offset = Int64(hours * 3600 + minutes * 60)
    let sign = base.load(fromByteOffset: place, as: UInt8.self)
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    let after = place + 5 + colon
    guard base.load(fromByteOffset: after, as: UInt8.self) == 0x20 else { return nil }
    let time = isoMinute + Int64(second) - (sign == UInt8(ascii: "+") ? offset : -offset)
    return Reading(time: time, end: after + 1)
  }

  private static func minuteOfISO(_ base: UnsafeRawPointer, at start: Int) -> Int64? {
    func byte(_ offset: Int) -> UInt8 { base.load(fromByteOffset: start + offset, as: UInt8.self) }
    guard byte(4) == UInt8(ascii: "-"), byte(7) == UInt8(ascii: "-"),
      byte(10) == UInt8(ascii: "T") || byte(10) == 0x20, byte(13) == UInt8(ascii: ":"),
      let century = twoDigits(base, start), let rest = twoDigits(base, start + 2),
      let month = twoDigits(base, start + 5), let day = twoDigits(base, start + 8),
      let hour = twoDigits(base, start + 11), hour < 24, let minute = twoDigits(base, start + 14),
      minute < 60,
      CivilDate(year: century * 100 + rest, month: month, day: day) != nil
    else { return nil }
    let days = CivilDate.daysSinceEpoch(year: century * 100 + rest, month: month, day: day)
    return Int64(days) * 86400 + Int64(hour * 3600 + minute * 60)
  }

  /// The day of a classic timestamp; nil where there is another one or none.
  static func yearlessDate(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> YearlessDate? {
    func byte(_ offset: Int) -> UInt8 { base.load(fromByteOffset: start + offset, as: UInt8.self) }
    guard end - start >= 16, let month = month(byte(0), byte(1), byte(2)), byte(3) == 0x20 else { return nil }
    let tens = byte(4) == 0x20 ? 0 : Int(byte(4)) - 0x30
    let day = tens * 10 + Int(byte(5)) - 0x30
    return (1...31).contains(day) ? YearlessDate(month: month, day: day) : nil
  }

  /// A step from December to January is a new year; one from January to December is a line out of order.
  static func yearStep(from month: Int, to next: Int) -> Int {
    month - next >= 6 ? 1 : next - month >= 6 ? -1 : 0
  }

  /// 1 to 12, for the three letters that syslog writes whatever the locale.
  static func month(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Int? {
    switch (a, b, c) {
    case (0x4A, 0x61, 0x6E): 1
    case (0x46, 0x65, 0x62): 2
    case (0x4D, 0x61, 0x72): 3
    case (0x41, 0x70, 0x72): 4
    case (0x4D, 0x61, 0x79): 5
    case (0x4A, 0x75, 0x6E): 6
    case (0x4A, 0x75, 0x6C): 7
    case (0x41, 0x75, 0x67): 8
    case (0x53, 0x65, 0x70): 9
    case (0x4F, 0x63, 0x74): 10
    case (0x4E, 0x6F, 0x76): 11
    case (0x44, 0x65, 0x63): 12
    default: nil
    }
  }
}

@inline(__always)
private func isDigit(_ base: UnsafeRawPointer, _ place: Int) -> Bool {
  base.load(fromByteOffset: place, as: UInt8.self) &- 0x30 < 10
}

@inline(__always)
private func twoDigits(_ base: UnsafeRawPointer, _ place: Int) -> Int? {
  let tens = base.load(fromByteOffset: place, as: UInt8.self) &- 0x30
  let ones = base.load(fromByteOffset: place + 1, as: UInt8.self) &- 0x30
  return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
}
