import DeliveryModel
import Foundation
import Testing

@Suite struct TimestampReadingTests {
  @Test(
    "RFC 3339 and what comes near it is read",
    arguments: [
      ("2026-03-02T10:12:46Z", "2026-03-02T10:12:46Z"), ("2026-03-02 10:12:46 UTC", "2026-03-02T10:12:46Z"),
      ("2026-03-02T10:12:46.123456Z", "2026-03-02T10:12:46Z"),
      ("2026-03-02T19:12:46+09:00", "2026-03-02T10:12:46Z"), ("2026-03-02t10:12:46z", "2026-03-02T10:12:46Z"),
      ("2016-04-28T11:19:34 -10:00", "2016-04-28T21:19:34Z"),
      ("2026-03-02 10:12 +0100", "2026-03-02T09:12:00Z"),
      ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"), ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
      ("2024-02-29T00:00:00+00", "2024-02-29T00:00:00Z"),
    ])
  func readings(text: String, moment: String) {
    #expect(TimestampReading(text)?.utc?.description == moment)
  }

  @Test(
    "a text without a zone is a time on a wall",
    arguments: ["2026-03-02 09:15", "2026-03-02T09:15:00", "2026-03-02"])
  func walls(text: String) {
    #expect(TimestampReading(text)?.offset == nil)
    #expect(TimestampReading(text)?.utc == nil)
    #expect(TimestampReading(text) != nil)
  }

  @Test(
    "what is no time is none",
    arguments: [
      "", "2026", "2026-13-01T00:00:00Z", "2025-02-29T00:00:00Z", "2026-03-02T24:00:00Z",
      "2026-03-02T10:60:00Z",
      "2026-03-02T10:12:46Zx", "2026-03-02T10:12:46.Z", "2026-03-02T10:12:46 ", "2026-3-2", "x026-03-02",
      "2026-03-02T10:12:46+9", "2026-03-02T10:12:46+24:00", "2026-03-02T", "２026-03-02",
    ])
  func refusals(text: String) { #expect(TimestampReading(text) == nil) }

  @Test("it agrees with Foundation over four centuries")
  func agreement() {
    let formatter = ISO8601DateFormatter()
    for seconds in stride(from: -5_000_000_000, to: 8_000_000_000, by: 1_234_567) {
      let text = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
      #expect(TimestampReading(text)?.utc?.seconds == Int64(seconds))
    }
  }
}
