/// A moment in whole seconds since 1970-01-01T00:00:00Z, without leap seconds.
public struct UTCTime: Hashable, Sendable, Comparable {
  public let seconds: Int64

  public init(seconds: Int64) { self.seconds = seconds }

  /// The moment of a date and time of day in UTC. The date must exist in the Gregorian calendar.
  public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    let days = CivilDate.daysSinceEpoch(year: year, month: month, day: day)
    seconds = Int64(days) * 86400 + Int64(hour * 3600 + minute * 60 + second)
  }

  public static func < (left: UTCTime, right: UTCTime) -> Bool { left.seconds < right.seconds }
}

extension UTCTime: Codable {
  public init(from decoder: any Decoder) throws {
    seconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(seconds)
  }
}

extension UTCTime: CustomStringConvertible {
  /// RFC 3339 in UTC, such as `2026-03-02T10:12:46Z`.
  public var description: String {
    let days = Int((Double(seconds) / 86400).rounded(.down))
    let rest = Int(seconds - Int64(days) * 86400)
    return "\(CivilDate(daysSinceEpoch: days))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
  }
}

/// A day of the Gregorian calendar, without a zone.
public struct CivilDate: Hashable, Sendable, Comparable {
  public let year: Int
  /// 1 to 12.
  public let month: Int
  /// 1 to 31.
  public let day: Int

  /// Nil where the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, in: year) else {
      return nil
    }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that lies so many days after (or, negative, before) 1970-01-01.
  public init(daysSinceEpoch days: Int) {
    // Civil-from-days over eras of 400 years that begin on 1 March, as Howard Hinnant describes it.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  public var daysSinceEpoch: Int {
    Self.daysSinceEpoch(year: year, month: month, day: day)
  }

  /// Days from 1970-01-01 to the given date, which must exist.
  public static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension CivilDate: CustomStringConvertible {
  /// ISO 8601, such as `2026-03-02`.
  public var description: String {
    let padded = String(year)
    return String(repeating: "0", count: max(0, 4 - padded.count)) + padded + "-\(two(month))-\(two(day))"
  }
}

private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
