import DeliveryModel
import Readers
import Summaries

/// Whether the logs tell of a whole stretch of days.
enum Coverage: Hashable, Sendable {
  /// No mail log was read: nothing says what is missing.
  case unknown
  case whole
  /// The logs begin later.
  case beginsLate(UTCTime)
  /// The logs end earlier, or the week is not over.
  case endsEarly(UTCTime)
  /// Working days without a single line between days that have some.
  case hasGaps([CivilDate])

  var isPartial: Bool {
    switch self {
    case .unknown, .whole: false
    case .beginsLate, .endsEarly, .hasGaps: true
    }
  }

  /// A server that writes to people has its quiet hours at night.
  private static let quietHours: Int64 = 8 * 3600

  init(of days: ClosedRange<Int>, in findings: Findings) {
    guard let logs = findings.logsCover else {
      self = .unknown
      return
    }
    let zone = findings.zone
    let start = zone.utc(ofLocal: Int64(days.lowerBound) * 86400)
    let end = zone.utc(ofLocal: Int64(days.upperBound + 1) * 86400)
    if logs.upperBound.seconds < end - Self.quietHours {
      self = .endsEarly(logs.upperBound)
    } else if logs.lowerBound.seconds > start + Self.quietHours {
      self = .beginsLate(logs.lowerBound)
    } else {
      let empty = days.filter { day in
        // 1970-01-01 was a Thursday; Saturdays and Sundays may well be empty.
        ((day + 3) % 7 + 7) % 7 < 5 && findings.history[day] == nil
      }
      self = empty.isEmpty ? .whole : .hasGaps(empty.map { CivilDate(daysSinceEpoch: $0) })
    }
  }
}
