/// A timestamp as a text gives it: RFC 3339 and what comes near it. Made for millions: no formatter, no copy.
public struct TimestampReading: Hashable, Sendable {
  /// What the clock on the wall showed, as seconds since 1970-01-01T00:00:00 on that wall.
  public let localSeconds: Int64
  /// Seconds east of UTC, or nil where the text names no zone.
  public let offset: Int64?

  /// The moment, where the text names its zone.
  public var utc: UTCTime? { offset.map { UTCTime(seconds: localSeconds - $0) } }

  /// Reads `2026-03-02T10:12:46Z`, with a blank for the T, with a fraction (dropped), with an offset for the Z
  /// (`+09:00`, `+0900`, ` -10:00`, ` UTC`), without seconds, without zone, or a bare date; nothing else may
  /// stand around it.
  public init?(_ text: Span<UInt8>) {
    var place = 0
    guard let year = Self.number(in: text, at: &place, digits: 4), Self.take(0x2D, in: text, at: &place),
      let month = Self.number(in: text, at: &place, digits: 2), Self.take(0x2D, in: text, at: &place),
      let day = Self.number(in: text, at: &place, digits: 2),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    let midnight = Int64(date.daysSinceEpoch) * 86400
    guard place < text.count else {
      self.init(localSeconds: midnight, offset: nil)
      return
    }
    guard text[place] == 0x54 || text[place] == 0x74 || text[place] == 0x20 else { return nil }
    place += 1
    guard let hour = Self.number(in: text, at: &place, digits: 2), hour < 24,
      Self.take(0x3A, in: text, at: &place),
      let minute = Self.number(in: text, at: &place, digits: 2), minute < 60
    else { return nil }
    var second = 0
    if Self.take(0x3A, in: text, at: &place) {
      // A leap second is written as 60.
      guard let read = Self.number(in: text, at: &place, digits: 2), read <= 60 else { return nil }
      second = read
      if Self.take(0x2E, in: text, at: &place) || Self.take(0x2C, in: text, at: &place) {
        let start = place
        while place < text.count, (0x30...0x39).contains(text[place]) { place += 1 }
        guard place > start else { return nil }
      }
    }
    guard let offset = Self.offset(in: text, at: place) else { return nil }
    self.init(localSeconds: midnight + Int64(hour * 3600 + minute * 60 + second), offset: offset)
  }

  public init?(_ text: String) {
    var text = text
    let reading = text.withUTF8 { TimestampReading($0.span) }
    guard let reading else { return nil }
    self = reading
  }

  private init(localSeconds: Int64, offset: Int64?) {
    self.localSeconds = localSeconds
    self.offset = offset
  }

  /// The zone that fills the rest of the text: `.some(nil)` where there is none, nil where it is no zone.
  private static func offset(in text: Span<UInt8>, at start: Int) -> Int64?? {
    var place = start
    if place < text.count, text[place] == 0x20 { place += 1 }
    guard place < text.count else { return place == start ? .some(nil) : nil }
    let first = text[place]
    if first == 0x5A || first == 0x7A { return place + 1 == text.count ? 0 : nil }
    if first == 0x55 {
      return place + 3 == text.count && text[place + 1] == 0x54 && text[place + 2] == 0x43 ? 0 : nil
    }
    guard first == 0x2B || first == 0x2D else { return nil }
    place += 1
    guard let hours = number(in: text, at: &place, digits: 2), hours <= 23 else { return nil }
    var minutes = 0
    if place < text.count {
      _ = take(0x3A, in: text, at: &place)
      guard let read = number(in: text, at: &place, digits: 2), read < 60 else { return nil }
      minutes = read
    }
    guard place == text.count else { return nil }
    let seconds = Int64(hours * 3600 + minutes * 60)
    return first == 0x2D ? -seconds : seconds
  }

  private static func take(_ byte: UInt8, in text: Span<UInt8>, at place: inout Int) -> Bool {
    guard place < text.count, text[place] == byte else { return false }
    place += 1
    return true
  }

  private static func number(in text: Span<UInt8>, at place: inout Int, digits: Int) -> Int? {
    guard place + digits <= text.count else { return nil }
    var value = 0
    for index in place..<(place + digits) {
      let digit = text[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    place += digits
    return value
  }
}
