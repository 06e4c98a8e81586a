import DeliveryModel
import Readers
import Summaries
import Testing

@testable import Reports

@Suite("When failures came")
struct FailureHoursTests {
  private func findings(_ times: [UTCTime?], zone: LocalZone) -> Findings {
    var findings = Findings()
    findings.zone = zone
    findings.failures = times.map { time in
      var row = FailureRow(
        place: Place(source: "mail.log", line: 1), format: "postfix", recipient: "u@example.net",
        outcome: .failed)
      row.time = time
      return row
    }
    return findings
  }

  @Test("hours and days of the week are those of the report's zone")
  func zones() throws {
    // Sunday 22 November 2026, 16:30 in UTC is Monday 01:30 in Seoul.
    let time = UTCTime(year: 2026, month: 11, day: 22, hour: 16, minute: 30)
    let utc = FailureHours(findings([time, nil], zone: .utc))
    #expect(utc.counts[6][16] == 1 && utc.total == 1)
    let seoul = FailureHours(findings([time], zone: try #require(LocalZone(name: "Asia/Seoul"))))
    #expect(seoul.counts[0][1] == 1)
    #expect(seoul.most.weekday == 0 && seoul.most.hour == 1 && seoul.most.count == 1)
  }

  @Test("a time before 1970 falls on a day of its own")
  func early() {
    // 31 December 1969 was a Wednesday.
    #expect(FailureHours(findings([UTCTime(seconds: -1)], zone: .utc)).counts[2][23] == 1)
  }
}
