public import DeliveryModel
public import Readers

extension Wording {
  /// A day, such as “Mon 16 Nov 2026” or “2026년 11월 16일(월)”.
  public func date(_ day: CivilDate) -> String { text("format.date", dateValues(day)) }

  /// A day without its year, for axes and rows of one period.
  public func shortDate(_ day: CivilDate) -> String { text("format.short-date", dateValues(day)) }

  /// A moment to the minute in a zone.
  public func moment(_ time: UTCTime, in zone: LocalZone) -> String {
    var values = dateValues(CivilDate(daysSinceEpoch: zone.day(ofUTC: time.seconds)))
    let local = time.seconds + zone.offset(atUTC: time.seconds)
    let second = ((local % 86400) + 86400) % 86400
    values["time"] = Phrase(two(Int(second / 3600)) + ":" + two(Int(second / 60 % 60)))
    return text("format.moment", values)
  }

  private func dateValues(_ day: CivilDate) -> [String: Phrase] {
    // 1970-01-01 was a Thursday; lists begin on Monday.
    let weekday = (((day.daysSinceEpoch + 3) % 7) + 7) % 7
    let weekdays = list("format.weekdays")
    let months = list("format.months")
    return [
      "year": Phrase(String(day.year)), "day": Phrase(String(day.day)),
      "month": Phrase(months.indices.contains(day.month - 1) ? months[day.month - 1] : String(day.month)),
      "weekday": Phrase(weekdays.indices.contains(weekday) ? weekdays[weekday] : ""),
    ]
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
