import DeliveryModel
import Readers
import Summaries
import Testing

@testable import Reports

/// Invented weeks: what a summary would come to, made by hand.
enum InventedWeeks {
  /// Monday of week 47 of 2026, in days since 1970.
  static let monday = CivilDate.daysSinceEpoch(year: 2026, month: 11, day: 16)

  /// Failures by class and week, oldest first, the last one week 47; each week with 1,000 mails to example.net.
  static func findings(_ classes: [String: [Int]], ended: Int = 1000) -> Findings {
    var findings = Findings()
    let weeks = classes.values.map(\.count).max() ?? 0
    for index in 0..<weeks {
      let day = monday - (weeks - 1 - index) * 7 + 2
      var counts = DayCounts()
      var failed = 0
      for (id, values) in classes where values[index] > 0 {
        counts.failures[
          FailureKind(classID: id, code: "5.0.0", domain: "example.net", outcome: "failed"), default: 0] +=
          values[index]
        failed += values[index]
      }
      var tally = Tally()
      (tally.delivered, tally.failed) = (ended - failed, failed)
      counts.byDomain["example.net"] = tally
      counts.messages = ended
      findings.history[day] = counts
    }
    findings.totals.hasDenominator = true
    findings.days = CivilDate(daysSinceEpoch: monday)...CivilDate(daysSinceEpoch: monday + 6)
    findings.firstTime = UTCTime(seconds: Int64(monday) * 86400 + 3600)
    findings.lastTime = UTCTime(seconds: Int64(monday + 6) * 86400 + 80_000)
    return findings
  }

  static func trend(_ classes: [String: [Int]], ended: Int = 1000, weeks: Int = 12) -> Trend {
    Trend(ReportContext(findings(classes, ended: ended), options: ReportOptions()), weeks: weeks)
  }
}

@Suite("The trend over the weeks")
struct TrendTests {
  private func change(of id: String, in trend: Trend) -> Change? {
    trend.classes.first { $0.name == id }?.change
  }

  @Test("a class is called new, rising, falling or gone only where chance is ruled out")
  func verdicts() {
    let trend = InventedWeeks.trend([
      "sender-blocked": [0, 0, 0, 0, 0, 12], "mailbox-full": [9, 11, 10, 8, 12, 40],
      "unknown-user": [60, 55, 58, 62, 57, 20], "greylisted": [30, 28, 31, 29, 33, 0],
      "rate-limited": [10, 12, 9, 11, 10, 12], "complaint": [0, 0, 0, 0, 0, 1],
    ])
    #expect(change(of: "sender-blocked", in: trend) == .new)
    #expect(change(of: "mailbox-full", in: trend) == .rising)
    #expect(change(of: "unknown-user", in: trend) == .falling)
    #expect(change(of: "greylisted", in: trend) == .gone)
    #expect(change(of: "rate-limited", in: trend) == .steady)
    #expect(change(of: "complaint", in: trend) == .tooFew)
  }

  @Test("the weeks end with the report's own, and no more than asked for are shown")
  func weeks() {
    let trend = InventedWeeks.trend(["unknown-user": Array(repeating: 5, count: 20)], weeks: 12)
    #expect(trend.weeks.count == 12)
    #expect(trend.weeks.last?.week.description == "2026-W47")
    #expect(trend.weeks.map(\.failed) == Array(repeating: 5, count: 12))
    #expect(trend.weeks.map(\.ended) == Array(repeating: 1000, count: 12))
  }

  @Test("a single week, and no week at all, have no trend")
  func nothingToCompare() {
    #expect(InventedWeeks.trend(["unknown-user": [5]]).classes.isEmpty)
    #expect(Trend(ReportContext(Findings(), options: ReportOptions()), weeks: 12).weeks.isEmpty)
  }

  @Test("twice the mails and twice the failures are no rise")
  func exposure() {
    var findings = InventedWeeks.findings(["unknown-user": [40, 40, 40, 80]])
    findings.history[InventedWeeks.monday + 2]?.byDomain["example.net"]?.delivered = 1920
    let trend = Trend(ReportContext(findings, options: ReportOptions()), weeks: 12)
    #expect(change(of: "unknown-user", in: trend) == .steady)
  }

  @Test("a week that the logs do not cover to its end is partial")
  func partial() {
    var findings = InventedWeeks.findings(["unknown-user": [5, 5]])
    for day in 0..<14 { findings.history[InventedWeeks.monday - 7 + day, default: DayCounts()].messages += 1 }
    let start = Int64(InventedWeeks.monday - 7) * 86400
    findings.logsCover = UTCTime(seconds: start)...UTCTime(seconds: start + 12 * 86400)
    let trend = Trend(ReportContext(findings, options: ReportOptions()), weeks: 12)
    #expect(trend.weeks.map(\.isPartial) == [false, true])
  }
}

@Suite("Whether the logs cover a week")
struct CoverageTests {
  private func coverage(from first: Int64, to last: Int64, empty: Set<Int> = []) -> Coverage {
    var findings = Findings()
    let start = Int64(InventedWeeks.monday) * 86400
    findings.logsCover = UTCTime(seconds: start + first)...UTCTime(seconds: start + last)
    for day in 0..<7 where !empty.contains(day) {
      findings.history[InventedWeeks.monday + day, default: DayCounts()].messages = 1
    }
    return Coverage(of: InventedWeeks.monday...(InventedWeeks.monday + 6), in: findings)
  }

  @Test("quiet hours at its edges do not make it partial")
  func whole() {
    #expect(coverage(from: 0, to: 7 * 86400 - 1) == .whole)
    #expect(coverage(from: 7 * 3600, to: 7 * 86400 - 7 * 3600) == .whole)
    #expect(coverage(from: 0, to: 7 * 86400, empty: [5, 6]) == .whole)
  }

  @Test("logs that begin late, end early or lack a working day do")
  func partial() {
    #expect(coverage(from: 9 * 3600, to: 7 * 86400).isPartial)
    #expect(coverage(from: 0, to: 5 * 86400).isPartial)
    #expect(coverage(from: 0, to: 7 * 86400, empty: [2]).isPartial)
  }

  @Test("without a log nothing is said")
  func unknown() {
    #expect(Coverage(of: InventedWeeks.monday...(InventedWeeks.monday + 6), in: Findings()) == .unknown)
  }
}
