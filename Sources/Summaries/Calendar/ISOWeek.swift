public import DeliveryModel

/// A week of ISO 8601: it begins on Monday, and the first of a year holds its first Thursday.
public struct ISOWeek: Hashable, Sendable, Comparable {
  public let year: Int
  /// 1 to 53.
  public let number: Int

  /// The week in which a day lies.
  public init(of day: CivilDate) {
    let days = day.daysSinceEpoch
    // The Thursday of the same week names the year; 1970-01-01 was one.
    let thursday = days - Self.weekday(days) + 3
    year = CivilDate(daysSinceEpoch: thursday).year
    number = (thursday - CivilDate.daysSinceEpoch(year: year, month: 1, day: 1)) / 7 + 1
  }

  /// Reads `2026-W47`; nil where that year has no such week.
  public init?(_ label: some StringProtocol) {
    let parts = label.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 4, let year = Int(parts[0]), parts[1].first == "W",
      parts[1].count == 3, let number = Int(parts[1].dropFirst()), number >= 1
    else { return nil }
    let monday = Self.firstMonday(of: year) + (number - 1) * 7
    self.init(of: CivilDate(daysSinceEpoch: monday))
    guard self.year == year, self.number == number else { return nil }
  }

  public var monday: CivilDate {
    CivilDate(daysSinceEpoch: Self.firstMonday(of: year) + (number - 1) * 7)
  }

  public var sunday: CivilDate { CivilDate(daysSinceEpoch: monday.daysSinceEpoch + 6) }

  public static func < (left: ISOWeek, right: ISOWeek) -> Bool {
    (left.year, left.number) < (right.year, right.number)
  }

  /// Days since Monday.
  private static func weekday(_ days: Int) -> Int { (((days + 3) % 7) + 7) % 7 }

  private static func firstMonday(of year: Int) -> Int {
    let fourth = CivilDate.daysSinceEpoch(year: year, month: 1, day: 4)
    return fourth - weekday(fourth)
  }
}

extension ISOWeek: CustomStringConvertible {
  public var description: String {
    // Four digits, as ISO 8601 wants them: a broken clock's year 1 must sort and be read back too.
    let digits = String(year)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      + "-W\(number < 10 ? "0" : "")\(number)"
  }
}
