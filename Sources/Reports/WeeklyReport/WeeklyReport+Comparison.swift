import Classification
import DeliveryModel
import Readers
public import Summaries

extension WeeklyReport {
  /// The period of the same length before, where anything of it is known.
  static func before(_ context: ReportContext, failed: Int, ended: Int?) -> Comparison? {
    guard let range = context.period.rangeBefore else { return nil }
    let sum = context.findings.counts(of: range)
    guard !sum.isEmpty else { return nil }
    let tally = sum.total
    let endedBefore = tally.ended
    let isPartial = Coverage(of: range, in: context.findings).isPartial
    guard let ended, endedBefore > 0 else {
      return Comparison(failed: sum.failed, ended: nil, isPartial: isPartial, change: .tooFew)
    }
    return Comparison(
      failed: sum.failed, ended: endedBefore, isPartial: isPartial,
      change: RateChange(min(failed, ended), of: ended, before: min(sum.failed, endedBefore), of: endedBefore)
        .change)
  }

  /// Mails that ended in the period although they had been sent before it: the page before called them open.
  static func carriedOver(_ context: ReportContext) -> CarriedOver {
    var carried = CarriedOver()
    guard let range = context.period.range else { return carried }
    let zone = context.findings.zone
    let start = zone.utc(ofLocal: Int64(range.lowerBound) * 86400)
    func began(before row: FailureRow) -> Bool {
      guard let end = row.time?.seconds, let seconds = row.secondsToEnd else { return false }
      return end >= start && end - seconds < start
    }
    carried.failed = context.findings.failures.count { began(before: $0) }
    carried.arrived = context.findings.others.count { $0.outcome == .delayed && began(before: $0) }
    return carried
  }

  /// Earlier weeks of which other numbers are known today than their page said.
  static func corrections(_ context: ReportContext) -> [Correction] {
    let findings = context.findings
    return findings.reported.compactMap { label, said -> Correction? in
      // Of the weeks just before: what an older page did not know has been told by the pages between.
      guard let week = ISOWeek(label), label != context.period.label, let range = context.period.range,
        (range.lowerBound - 14..<range.lowerBound).contains(week.monday.daysSinceEpoch)
      else { return nil }
      let sum = findings.counts(of: week.monday.daysSinceEpoch...week.sunday.daysSinceEpoch)
      let ended = sum.total.ended
      let now = ReportedWeek(
        failed: sum.failed, ended: said.ended == nil ? nil : ended, open: said.open)
      return now == said ? nil : Correction(week: week, said: said, now: now)
    }.sorted { $0.week > $1.week }
  }

  typealias ClassMembers = (group: FixerGroup, failures: Int, recipients: Set<String>)

  /// Adds failures whose rows have left the archive, which are in the counters alone.
  static func addClosedDays(
    _ context: ReportContext, _ byClass: inout [String: ClassMembers],
    _ byDay: inout [Int: [FixerGroup: Int]]
  ) {
    let findings = context.findings
    guard findings.failuresWithoutRow > 0, let limit = findings.closedBefore else { return }
    for (day, counts) in findings.history where day < limit && context.isOfPeriod(day) {
      var listed: [FailureKind: Int] = [:]
      for row in findings.failures where row.time.map({ findings.zone.day(ofUTC: $0.seconds) }) == day {
        listed[FailureKind(row), default: 0] += 1
      }
      for (kind, count) in counts.failures {
        let left = count - (listed[kind] ?? 0)
        guard left > 0 else { continue }
        let group = FixerGroup(FailureClasses.builtIn[kind.classID]?.fixer ?? .agent)
        byClass[kind.classID, default: (group, 0, [])].failures += left
        byDay[day, default: [:]][group, default: 0] += left
      }
    }
  }
}

extension Findings {
  /// What the archive remembers of a week's page; nil where the period is no week.
  public func reportedWeek(label: String?) -> (label: String, numbers: ReportedWeek)? {
    let period = Period(of: self, label: label)
    guard let week = period.week, let range = period.range else { return nil }
    let sum = counts(of: range)
    let ended = totals.hasDenominator ? sum.total.ended : nil
    return (
      week.description, ReportedWeek(failed: sum.failed, ended: ended, open: totals.deliveries.open)
    )
  }

  /// Everything that is counted of some days since 1970.
  func counts(of days: ClosedRange<Int>) -> DayCounts {
    var sum = DayCounts()
    for (day, counts) in history where days.contains(day) { sum.add(counts) }
    return sum
  }
}
