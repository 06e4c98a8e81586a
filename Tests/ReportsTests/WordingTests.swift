import DeliveryModel
import Testing

@testable import Reports

struct WordingTests {
  private static let library = Result { try WordingLibrary() }

  private func wording(_ language: Language) throws -> Wording {
    try #require(try Self.library.get()[language])
  }

  @Test("every language has every wording, with the same placeholders")
  func complete() throws {
    let english = try wording(.english)
    for language in try Self.library.get().languages where language != .english {
      let other = try wording(language)
      #expect(Set(other.keys) == Set(english.keys), "wording/\(language.id).yaml")
      for key in english.keys {
        // A plural may say “one” without its number.
        let missing = other.placeholders(of: key).symmetricDifference(english.placeholders(of: key))
          .subtracting(["count"])
        #expect(missing.isEmpty, "\(key) in \(language.id): \(missing)")
      }
    }
  }

  @Test(
    "a Korean particle follows the sound before it",
    arguments: [
      ("김민수", "은/는", "는"), ("박서연", "은/는", "은"), ("서울", "으로/로", "로"), ("부산", "으로/로", "으로"),
      ("naver.com", "이/가", "이"), ("Google", "을/를", "을"), ("3", "이/가", "이"), ("5", "이/가", "가"),
      ("example.org", "은/는", "은(는)"), ("", "은/는", "은(는)"), ("“파일”", "을/를", "을"),
    ])
  func particles(word: String, forms: String, expected: String) throws {
    #expect(try #require(KoreanParticle(forms)).form(after: word) == expected)
  }

  @Test("a wording takes the form of its number")
  func plurals() throws {
    let english = try wording(.english)
    #expect(english.text("duration.days", count: 1) == "1 day")
    #expect(english.text("duration.days", count: 1200) == "1,200 days")
    #expect(try wording(.korean).text("duration.days", count: 1) == "1일")
  }

  @Test("a missing key falls back to English, then shows itself")
  func fallback() throws {
    let base = try WordingFile.wording("a: {b: text}", file: "en.yaml", language: .english, fallback: nil)
    let other = try WordingFile.wording("c: d", file: "xx.yaml", language: Language("xx"), fallback: base)
    #expect(other.text("a.b") == "text")
    #expect(other.text("x") == "⟨x⟩")
  }

  @Test(
    "a broken wording file names its line",
    arguments: [("a: {b", 2), ("a: b\nc: '{open'", 2), ("- a\n- b", 1), ("a: '{x:은}'", 1)])
  func broken(text: String, line: Int) {
    let error = #expect(throws: DataFileError.self) {
      try WordingFile.wording(text, file: "wording/xx.yaml", language: Language("xx"), fallback: nil)
    }
    #expect(
      error?.description.hasPrefix("wording/xx.yaml:\(line):") == true, "\(String(describing: error))")
  }

  @Test(
    "a share keeps the digits that say something",
    arguments: [
      (38, 12_410, "0.31%"), (1, 3, "33%"), (0, 7, "0%"), (7, 7, "100%"), (1, 1_000_000, "under 0.01%"),
      (5, 99, "5.1%"), (1, 0, "–"), (12_372, 12_410, "99.69%"), (1_834, 1_875, "97.8%"), (9, 10, "90%"),
      (999_999, 1_000_000, "over 99.99%"),
    ])
  func percent(part: Int, whole: Int, expected: String) throws {
    #expect(try wording(.english).percent(part, of: whole) == expected)
  }

  @Test(
    "a range never begins at 0 nor ends at 100 percent where there is something of both",
    arguments: [
      (0.0034, 0.101, "0.3–10%"), (0.0022, 0.0042, "0.22–0.42%"), (0.02, 0.09, "2.0–9.0%"),
      (0.2, 0.8, "20–80%"), (0.9702, 0.9838, "97.0–98.4%"), (0.85, 0.9981, "85–99.8%"), (0, 0.2, "0–20%"),
      (0.00002, 0.0006, "0.002–0.06%"),
    ])
  func percentRange(lower: Double, upper: Double, expected: String) throws {
    #expect(try wording(.english).percentRange(lower, upper) == expected)
  }

  @Test("numbers are grouped, days and moments written as each language writes them")
  func formats() throws {
    let (english, korean) = (try wording(.english), try wording(.korean))
    #expect(english.number(1_234_567) == "1,234,567")
    #expect(english.number(-12) == "−12")
    let day = try #require(CivilDate(year: 2026, month: 11, day: 16))
    #expect(english.date(day) == "Mon 16 Nov 2026")
    #expect(korean.date(day) == "2026년 11월 16일(월)")
    let moment = UTCTime(year: 2026, month: 11, day: 22, hour: 23, minute: 8)
    #expect(english.moment(moment, in: .utc) == "22 Nov 2026, 23:08")
    #expect(korean.moment(moment, in: .utc) == "2026년 11월 22일 23:08")
  }
}
