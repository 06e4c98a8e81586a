import DeliveryModel
import Testing

@testable import Reports

struct ISOWeekTests {
  @Test(
    "a day lies in the week of its Thursday",
    arguments: [
      (2026, 11, 16, "2026-W47"), (2026, 11, 22, "2026-W47"), (2027, 1, 1, "2026-W53"),
      (2027, 1, 4, "2027-W01"), (2024, 12, 30, "2025-W01"), (2021, 1, 3, "2020-W53"),
      (1969, 12, 31, "1970-W01"),
    ])
  func week(year: Int, month: Int, day: Int, expected: String) throws {
    #expect(ISOWeek(of: try #require(CivilDate(year: year, month: month, day: day))).description == expected)
  }

  @Test("a label is read back, and one that the year lacks is refused")
  func label() {
    #expect(ISOWeek("2026-W53")?.monday.description == "2026-12-28")
    #expect(ISOWeek("2025-W53") == nil)
    #expect(ISOWeek("2026-47") == nil)
    #expect(ISOWeek("2026-W00") == nil)
  }
}
