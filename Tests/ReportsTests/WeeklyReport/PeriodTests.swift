import DeliveryModel
import Summaries
import Testing

@testable import Reports

@Suite("What stretch of time a page is of")
struct PeriodTests {
  /// Data from Monday 9 to Friday 13 November 2026.
  private func label(asked: (from: (Int, Int, Int), to: (Int, Int, Int))?) throws -> String {
    func day(_ day: (Int, Int, Int)) throws -> CivilDate {
      try #require(CivilDate(year: day.0, month: day.1, day: day.2))
    }
    var findings = Findings()
    findings.firstTime = UTCTime(year: 2026, month: 11, day: 9, hour: 8)
    findings.lastTime = UTCTime(year: 2026, month: 11, day: 13, hour: 17)
    if let asked { findings.days = try day(asked.from)...day(asked.to) }
    return Period(of: findings, label: nil).label
  }

  @Test("data of one week is that week, and so is a wish that holds all of it")
  func week() throws {
    #expect(try label(asked: nil) == "2026-W46")
    #expect(try label(asked: ((2026, 11, 9), (2026, 11, 15))) == "2026-W46")
    #expect(try label(asked: ((2026, 11, 9), (9999, 12, 31))) == "2026-W46")
  }

  @Test("some days of a week are not called the week")
  func days() throws {
    #expect(try label(asked: ((2026, 11, 9), (2026, 11, 11))) == "2026-11-09--2026-11-11")
    #expect(try label(asked: ((2026, 11, 11), (9999, 12, 31))) == "2026-11-11--2026-11-13")
  }
}
