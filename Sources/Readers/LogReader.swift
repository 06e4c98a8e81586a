public import DeliveryModel

/// A reader of lines that stand alone: its file may be cut at any line and read on several cores.
public protocol LogReader: Reader {
  /// The day of the first timestamp in `bytes` that names no year; nil where timestamps have years.
  static func yearlessDate(in bytes: Span<UInt8>) -> YearlessDate?

  /// The year of the newest timestamp without one, as counted on from `ReadingContext.firstYear`.
  var lastYear: Int { get }
}

/// A day as RFC 3164 timestamps give it.
public struct YearlessDate: Hashable, Sendable {
  public var month: Int
  public var day: Int

  public init(month: Int, day: Int) {
    self.month = month
    self.day = day
  }

  /// How many years later a log's next timestamp is: 1 from December to January, -1 for a line out of order.
  public func yearStep(to next: YearlessDate) -> Int { SyslogClock.yearStep(from: month, to: next.month) }

  /// The newest year in which this day is not later than `limit`; a day of grace for zones and clocks.
  public func newestYear(notAfter limit: UTCTime) -> Int {
    var year = CivilDate(daysSinceEpoch: Int(limit.seconds / 86400)).year
    for _ in 0..<8 {
      if CivilDate(year: year, month: month, day: day) != nil,
        UTCTime(year: year, month: month, day: day) <= UTCTime(seconds: limit.seconds + 86400)
      {
        return year
      }
      year -= 1
    }
    return year
  }
}
