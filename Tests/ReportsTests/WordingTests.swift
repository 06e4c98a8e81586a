import DeliveryModel
import Foundation
import Readers
import Summaries
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
      let missing = Set(english.keys).subtracting(other.keys).sorted()
      #expect(missing.isEmpty, "wording/\(language.id).yaml lacks \(missing.joined(separator: ", "))")
      let unknown = Set(other.keys).subtracting(english.keys).sorted()
      #expect(unknown.isEmpty, "wording/\(language.id).yaml has unknown \(unknown.joined(separator: ", "))")
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
      // Digits as they are read: 영 … 구, and all tens, hundreds, 만 and 억 as 영.
      ("0", "이/가", "이"), ("1", "으로/로", "로"), ("2", "은/는", "는"), ("4", "을/를", "를"), ("6", "으로/로", "으로"),
      ("7", "이/가", "이"), ("8", "으로/로", "로"), ("9", "이/가", "가"), ("10", "으로/로", "으로"),
      ("1만", "이/가", "이"), ("2억", "을/를", "을"), ("12,410건", "이/가", "이"), ("고객 3명", "은/는", "은"),
      ("도메인 2곳", "으로/로", "으로"), ("0.31%", "이/가", "가"), ("2.5초", "을/를", "를"),
      // What stands in round brackets behind a word is not heard.
      ("메일 순환(루프)", "이/가", "이"), ("발신 인증 실패(SPF·DKIM·DMARC·역방향 DNS)", "이/가", "가"),
      ("2026년 11월 16일(월)", "이/가", "이"), ("(주)하늘", "은/는", "은"), ("(루프)", "은/는", "는"),
      // Capitals letter by letter, words by their end, a country's domain as its letters.
      ("TLS", "이/가", "가"), ("URL", "으로/로", "로"), ("ARM", "은/는", "은"), ("TXT", "을/를", "를"),
      ("Naver", "이/가", "가"), ("Outlook", "을/를", "을"), ("Postfix", "은/는", "는"), ("iCloud", "으로/로", "로"),
      ("daum.co.kr", "이/가", "이"), ("mail.jp", "은/는", "는"), ("‘김민수’", "이/가", "가"), ("《하늘》", "을/를", "을"),
      ("Mimecast", "이/가", "가"), ("Infomaniak", "이/가", "이"), ("link", "을/를", "를"), ("RCPT TO:", "이/가", "가"),
    ])
  func particles(word: String, forms: String, expected: String) throws {
    #expect(try #require(KoreanParticle(forms)).form(after: word) == expected)
  }

  @Test("every reason for leaving something out has words")
  func skipReasons() throws {
    // The ids stand where the readers give them.
    let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../Sources/Readers")
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var ids = Set(NoReport.allCases.map(\.rawValue))
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /(?:ignored|notUnderstood)\("([a-z0-9-]+)"\)/) {
        ids.insert(String(match.1))
      }
    }
    #expect(ids.count > 20)
    for language in [Language.english, .korean] {
      let wording = try wording(language)
      let silent = ids.filter { !wording.has("skip-reason.\($0)") }.sorted()
      #expect(silent.isEmpty, "wording/\(language.id).yaml")
    }
  }

  @Test("every wording that the sources ask for is there, and none is there that nothing asks for")
  func used() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    var asked: Set<String> = []
    // Keys of which a part is computed: what stands before it and after it.
    var shapes: Set<[String]> = []
    for folder in ["Sources", "Templates/layouts", "Templates/pages", "Templates/partials"] {
      let files = try #require(
        FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil))
      for case let file as URL in files where ["swift", "mustache"].contains(file.pathExtension) {
        let text = try String(contentsOf: file, encoding: .utf8)
        for match in text.matches(of: /"([a-z][a-z-]*\.(?:[^"\\\n]|\\\((?:[^()\n]|\([^()\n]*\))*\))*)"/) {
          let parts = match.1.replacing(/\\\((?:[^()]|\([^()]*\))*\)/, with: "\n")
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
          if parts.count == 1 { asked.insert(parts[0]) } else { shapes.insert(parts) }
        }
        for match in text.matches(of: /(?:text|phrase)\(\s*"([a-z][a-z.-]*)"/) where match.1.contains(".") {
          let key = String(match.1)
          #expect(try wording(.english).has(key), "\(key), which \(file.lastPathComponent) asks for")
        }
      }
    }
    let idle = try wording(.english).keys.filter { key in
      !asked.contains(key) && !shapes.contains { fits(key, $0) }
    }
    #expect(idle.sorted() == [])
  }

  private func fits(_ key: String, _ parts: [String]) -> Bool {
    guard let first = parts.first, let last = parts.last, key.hasPrefix(first) else { return false }
    var rest = key.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let place = rest.firstRange(of: part) else { return false }
      rest = rest[place.upperBound...]
    }
    return rest.hasSuffix(last)
  }

  @Test(
    "what was wrong with a file is said in the page's language",
    arguments: [
      (InputProblem.empty, "a.gz는 빈 파일입니다."),
      (.unreadable("Permission denied"), "a.gz를 열지 못했습니다: Permission denied."),
      (
        .damaged(format: "gzip", byte: 23730, detail: "x"), "a.gz 파일이 23,730바이트 위치에서 손상되어(gzip) 그 앞까지만 읽었습니다."
      ),
      (.unrecognised(firstBytes: "x", closest: nil), "a.gz는 알 수 없는 형식이므로 전혀 집계하지 않았습니다."),
    ])
  func trouble(problem: InputProblem, expected: String) throws {
    var record = SourceRecord(name: "a.gz")
    record.fail(problem)
    var findings = Findings()
    findings.sources = [record]
    let korean = try wording(.korean)
    let section = CoverageSection.section(
      ReportContext(findings, options: ReportOptions()),
      in: Voice(wording: korean, guidance: GuidanceLibrary(wording: korean, classes: [:])))
    let notices = section.blocks.compactMap { block in
      if case .notice(let phrase) = block { phrase.plainText } else { nil }
    }
    #expect(notices == [expected])
  }

  @Test("a wording takes the form of its number")
  func plurals() throws {
    let english = try wording(.english)
    #expect(english.text("duration.days", count: 1) == "1 day")
    #expect(english.text("duration.days", count: 1200) == "1,200 days")
    #expect(english.duration(seconds: 99 * 60) == "99 minutes")
    #expect(english.duration(seconds: 7200) == "2 hours")
    #expect(try wording(.korean).text("duration.days", count: 1) == "1일")
  }

  @Test("a missing key falls back to English, then shows itself")
  func fallback() throws {
    let base = try WordingFile.wording("a: {b: text}", file: "en.yaml", language: .english, fallback: nil)
    let other = try WordingFile.wording("c: d", file: "xx.yaml", language: Language("xx"), fallback: base)
    #expect(other.text("a.b") == "text")
    #expect(other.text("x") == "⟨x⟩")
  }

  @Test("a folder's wording may be short: the built-in one of its language stands in, and it is said")
  func layers() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "wording-\(UUID().uuidString)")
    let words = folder.appending(path: "wording")
    try FileManager.default.createDirectory(at: words, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try "work: {title: To do}\nwrok: {more: x}\n".write(
      to: words.appending(path: "en.yaml"), atomically: true, encoding: .utf8)
    try "work: {title: 오늘 할 일}".write(to: words.appending(path: "ko.yaml"), atomically: true, encoding: .utf8)
    try "work: {title: Zu tun}".write(to: words.appending(path: "de.yaml"), atomically: true, encoding: .utf8)
    let library = try WordingLibrary(overrides: folder.path)
    let (english, korean) = (try #require(library[.english]), try #require(library[.korean]))
    let german = try #require(library[Language("de")])
    #expect(english.text("work.title") == "To do")
    #expect(english.text("duration.days", count: 2) == "2 days")
    #expect(korean.text("work.title") == "오늘 할 일")
    #expect(korean.text("duration.days", count: 2) == "2일")
    #expect(german.text("work.title") == "Zu tun")
    #expect(german.text("duration.days", count: 2) == "2 days")
    #expect(!library.remarks.contains { $0.file.hasSuffix("ko.yaml") })
    let remarks = library.remarks.map { "\($0.file): \($0.text)" }.joined(separator: "\n")
    for said in ["wording/de.yaml: it lacks addresses.caption, ", "en.yaml: nothing asks for wrok.more"] {
      #expect(remarks.contains(said), "\(remarks)")
    }
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
