public import DeliveryModel
import Readers
public import Summaries

/// What stretch of time the pages speak of.
public struct Period: Hashable, Sendable {
  /// Stands in file names: `2026-W47`, `2026-11-02--2026-11-22`, `undated`.
  public let label: String
  /// Where the period is one week.
  public let week: ISOWeek?
  /// Of the data within the days that were asked for; nil where no record carries a time.
  public let first, last: CivilDate?

  public init(of findings: Findings, label given: String?) {
    let data = [findings.firstTime, findings.lastTime].map { time in
      time.map { CivilDate(daysSinceEpoch: findings.zone.day(ofUTC: $0.seconds)) }
    }
    (first, last) = Self.bounds(data[0], data[1], within: findings.days)
    if let given {
      label = PagePath.fileName(given)
      week = ISOWeek(given)
    } else if let asked = findings.days.flatMap(Self.wholeWeek) {
      label = asked.description
      week = asked
    } else if let first, let last {
      let weeks = (ISOWeek(of: first), ISOWeek(of: last))
      // Three days of a week that were asked for are not that week: its other days may have been read too.
      let isWhole = findings.days.map { $0.contains(weeks.0.monday) && $0.contains(weeks.0.sunday) } ?? true
      week = weeks.0 == weeks.1 && isWhole ? weeks.0 : nil
      label = week?.description ?? "\(first)--\(last)"
    } else {
      label = "undated"
      week = nil
    }
  }

  /// The data's days cut to those that were asked for; open ends of a wish take the data's own.
  private static func bounds(
    _ first: CivilDate?, _ last: CivilDate?, within days: ClosedRange<CivilDate>?
  ) -> (CivilDate?, CivilDate?) {
    guard let days else { return (first, last) }
    guard let first, let last, first <= days.upperBound, last >= days.lowerBound else {
      // Nothing of those days was read; the wish itself is the period unless one of its ends is open.
      let isOpen = days.upperBound.year == 9999 || days.lowerBound.year == 1
      return isOpen ? (nil, nil) : (days.lowerBound, days.upperBound)
    }
    return (max(first, days.lowerBound), min(last, days.upperBound))
  }

  private static func wholeWeek(_ days: ClosedRange<CivilDate>) -> ISOWeek? {
    let week = ISOWeek(of: days.lowerBound)
    return week.monday == days.lowerBound && week.sunday == days.upperBound ? week : nil
  }

  /// Every day from the first to the last that a chart shows: the whole week, or what the data covers.
  public var days: [CivilDate] {
    guard let from = week?.monday ?? first, let to = week?.sunday ?? last, from <= to else { return [] }
    // A broken clock must not draw a century.
    let length = min(to.daysSinceEpoch - from.daysSinceEpoch, 365)
    return (0...length).map { CivilDate(daysSinceEpoch: from.daysSinceEpoch + $0) }
  }

  /// The period's days since 1970; nil where nothing carries a time.
  var range: ClosedRange<Int>? {
    guard let from = week?.monday ?? first, let to = week?.sunday ?? last, from <= to else { return nil }
    return from.daysSinceEpoch...to.daysSinceEpoch
  }

  /// As many days before it.
  var rangeBefore: ClosedRange<Int>? {
    range.map { ($0.lowerBound - $0.count)...($0.lowerBound - 1) }
  }
}
