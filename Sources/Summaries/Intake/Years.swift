import DeliveryModel
import Readers

/// Finds the year of timestamps that name none: the newest of them is not later than the file's own date.
struct Years {
  let firstYear: Int
  private let limit: UTCTime
  private let first: YearlessDate?
  private let isGiven: Bool

  /// The latest moment that a record of this file can be of.
  init(_ type: any Reader.Type, head: UnsafeRawBufferPointer, settings: IntakeSettings, modifiedAt: UTCTime?)
  {
    limit = settings.year.map { UTCTime(year: $0, month: 12, day: 31) } ?? modifiedAt ?? settings.now
    isGiven = settings.year != nil
    let log = type as? any LogReader.Type
    first = log.flatMap { $0.yearlessDate(in: head.assumingMemoryBound(to: UInt8.self).span) }
    firstYear = first?.newestYear(notAfter: limit) ?? 1970
  }

  /// The year to begin with instead, where reading to the end has shown that the log crosses a year's end.
  func correction(lastYear: Int?) -> Int? {
    guard first != nil, let lastYear else { return nil }
    // A file's date has a day of grace, for zones and clocks; a year that was asked for has none.
    let newest = CivilDate(daysSinceEpoch: Int(limit.seconds / 86400) + (isGiven ? 0 : 1)).year
    return lastYear > newest ? firstYear - (lastYear - newest) : nil
  }
}
