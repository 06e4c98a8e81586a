public import DeliveryModel
import Readers

extension Summary {
  /// The newest day that anything tells of; what lies after `limit` is left out, unless everything does.
  ///
  /// One line from a machine with a wrong clock must not make the last week an empty one, far in the future.
  public func lastDay(notAfter limit: CivilDate) -> CivilDate? {
    guard let lastTime else { return nil }
    let limit = limit.daysSinceEpoch
    let newest = zone.day(ofUTC: lastTime.seconds)
    guard newest > limit else { return CivilDate(daysSinceEpoch: newest) }
    var days: Set<Int> = Set(closed.keys)
    for part in parts.values {
      days.formUnion(part.log.days)
      for open in part.log.fragments { days.insert(zone.day(ofUTC: open.lastTime.seconds)) }
      for bounce in part.bounces {
        if let time = bounce.report.time { days.insert(zone.day(ofUTC: time.seconds)) }
      }
      for entry in part.helpDesk.records.values {
        if let time = entry.record.happenedAt { days.insert(zone.day(ofUTC: time.seconds)) }
      }
    }
    return CivilDate(daysSinceEpoch: days.filter { $0 <= limit }.max() ?? newest)
  }
}
