public import DeliveryModel
import Readers
public import Summaries

/// What stretch of time the pages speak of.
public struct Period: Hashable, Sendable {
  /// Stands in file names: `2026-W47`, `2026-11-02--2026-11-22`, `undated`.
  public let label: String
  /// Where the period is one week.
  public let week: ISOWeek?
  /// Of the data; nil where no record carries a time.
  public let first, last: CivilDate?

  public init(of findings: Findings, label given: String?) {
    let days = [findings.firstTime, findings.lastTime].map { time in
      time.map { CivilDate(daysSinceEpoch: findings.zone.day(ofUTC: $0.seconds)) }
    }
    first = days[0]
    last = days[1]
    if let given {
      label = PagePath.fileName(given)
      week = ISOWeek(given)
    } else if let first, let last {
      let weeks = (ISOWeek(of: first), ISOWeek(of: last))
      week = weeks.0 == weeks.1 ? weeks.0 : nil
      label = week?.description ?? "\(first)--\(last)"
    } else {
      label = "undated"
      week = nil
    }
  }

  /// Every day from the first to the last that a chart shows: the whole week, or what the data covers.
  public var days: [CivilDate] {
    guard let from = week?.monday ?? first, let to = week?.sunday ?? last, from <= to else { return [] }
    // A broken clock must not draw a century.
    let length = min(to.daysSinceEpoch - from.daysSinceEpoch, 365)
    return (0...length).map { CivilDate(daysSinceEpoch: from.daysSinceEpoch + $0) }
  }
}
