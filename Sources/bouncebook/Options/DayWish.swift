import DeliveryModel
import Summaries

/// Days as the command line gives them; some can be worked out only when the input's newest record is known.
struct DayWish {
  enum Start: Hashable {
    case day(CivilDate)
    /// So many days up to and with the last one.
    case lastDays(Int)
  }
  enum Week: Hashable {
    case iso(monday: CivilDate)
    case last
  }

  var since: Start?
  var until: CivilDate?
  var week: Week?

  init(since: String?, until: String?, week: String? = nil, lastWeek: Bool = false) throws {
    self.since = try since.map(Self.start)
    self.until = try until.map { text in
      guard let day = Self.date(text) else {
        throw UsageProblem("--until \(text): expected a day such as 2026-11-22")
      }
      return day
    }
    if let week {
      guard let monday = Self.monday(ofWeek: week) else {
        throw UsageProblem("--week \(week): expected an ISO week such as 2026-W47")
      }
      self.week = .iso(monday: monday)
    } else if lastWeek {
      self.week = .last
    }
    if self.week != nil, self.since != nil || self.until != nil {
      throw UsageProblem("--week and --last-week do not go with --since and --until")
    }
    if case .day(let first)? = self.since, let last = self.until, last < first {
      throw UsageProblem("--until \(last) lies before --since \(first)")
    }
  }

  var isEverything: Bool { since == nil && until == nil && week == nil }

  /// The wanted days, given the last day of the input; nil for all.
  func days(lastDay: CivilDate?) -> ClosedRange<CivilDate>? {
    guard !isEverything else { return nil }
    let last = lastDay ?? CivilDate(daysSinceEpoch: 0)
    switch week {
    case .iso(let monday): return monday...CivilDate(daysSinceEpoch: monday.daysSinceEpoch + 6)
    case .last:
      // The newest Sunday that the input reaches.
      let sunday = last.daysSinceEpoch - (last.daysSinceEpoch + 4) % 7
      return CivilDate(daysSinceEpoch: sunday - 6)...CivilDate(daysSinceEpoch: sunday)
    case nil: break
    }
    let end = until ?? CivilDate(year: 9999, month: 12, day: 31) ?? last
    switch since {
    case .day(let first): return first...max(first, end)
    case .lastDays(let count):
      let newest = until ?? last
      return CivilDate(daysSinceEpoch: newest.daysSinceEpoch - count + 1)...newest
    case nil: return CivilDate(daysSinceEpoch: -719_162)...end
    }
  }

  private static func start(_ text: String) throws -> Start {
    if text.hasSuffix("d"), let count = Int(text.dropLast()), (1...36500).contains(count) {
      return .lastDays(count)
    }
    if text.hasSuffix("w"), let count = Int(text.dropLast()), (1...5200).contains(count) {
      return .lastDays(count * 7)
    }
    guard let day = date(text) else {
      throw UsageProblem("--since \(text): expected a day such as 2026-11-16, or 7d for the last seven days")
    }
    return .day(day)
  }

  static func date(_ text: String) -> CivilDate? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// Monday of an ISO 8601 week: the week that holds the year's first Thursday is number 1.
  static func monday(ofWeek text: String) -> CivilDate? {
    let parts = text.uppercased().split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, parts[1].hasPrefix("W"), parts[1].utf8.count == 3,
      let year = Int(parts[0]), let week = Int(parts[1].dropFirst()), (1...53).contains(week)
    else { return nil }
    let fourth = CivilDate.daysSinceEpoch(year: year, month: 1, day: 4)
    let first = fourth - (fourth + 3) % 7
    let monday = first + (week - 1) * 7
    // Week 53 exists only in some years: its Thursday must lie in the year.
    guard CivilDate(daysSinceEpoch: monday + 3).year == year else { return nil }
    return CivilDate(daysSinceEpoch: monday)
  }
}

/// Wrong usage or configuration: exit status 2.
struct UsageProblem: Error, CustomStringConvertible {
  let description: String
  /// `file:line`, where the problem has a place.
  let place: String?
  init(_ description: String, at place: String? = nil) {
    self.description = description
    self.place = place
  }
}
