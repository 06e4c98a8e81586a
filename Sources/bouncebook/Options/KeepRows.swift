import DeliveryModel
import Summaries

/// How long rows with people's addresses stay in the archive.
struct KeepRows {
  /// Nil for all.
  let days: Int?

  /// `12w`, `90d` or `all`.
  init(_ text: String) throws {
    if text == "all" {
      days = nil
      return
    }
    guard let unit = text.last, let count = Int(text.dropLast()), (1...36_500).contains(count),
      unit == "w" || unit == "d"
    else { throw UsageProblem("--keep-rows \(text): expected a time such as 12w or 90d, or all") }
    days = unit == "w" ? count * 7 : count
  }

  /// The day before which rows leave, always a Monday: a week is kept whole.
  func limit(lastDay: CivilDate) -> CivilDate? {
    days.map { ISOWeek(of: CivilDate(daysSinceEpoch: lastDay.daysSinceEpoch - $0)).monday }
  }
}
