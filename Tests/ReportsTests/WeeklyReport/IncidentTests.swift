import Classification
import DeliveryModel
import Summaries
import Testing

@testable import Reports

@Suite("Incidents")
struct IncidentTests {
  private static let start = Int64(InventedWeeks.monday) * 86400

  private func row(_ classID: String, _ domain: String, at seconds: Int64, line: Int) -> FailureRow {
    var row = FailureRow(
      place: Place(source: "mail.log", line: line), format: "postfix", recipient: "kim\(line)@\(domain)",
      outcome: .failed)
    row.time = UTCTime(seconds: Self.start + seconds)
    row.queueID = "A\(line)"
    if let failureClass = FailureClasses.builtIn[classID] {
      row.verdict = Verdict(
        failureClass: failureClass, permanence: failureClass.permanence, fixer: failureClass.fixer,
        evidence: Evidence(rule: "test", words: nil, certainty: .guessed))
    }
    return row
  }

  private func incidents(_ rows: [FailureRow]) -> [Incident] {
    var findings = Findings()
    findings.failures = rows.sorted { ($0.time?.seconds ?? 0) < ($1.time?.seconds ?? 0) }
    findings.firstTime = UTCTime(seconds: Self.start)
    findings.lastTime = UTCTime(seconds: Self.start + 7 * 86400 - 1)
    return IncidentFinder.incidents(ReportContext(findings, options: ReportOptions()))
  }

  /// One failure every three hours, of no hour in particular.
  private var background: [FailureRow] {
    (0..<56).map { row("unknown-user", "example.net", at: Int64($0) * 10_800, line: $0 + 1) }
  }

  @Test("a usual week has none")
  func none() {
    #expect(incidents(background).isEmpty)
    #expect(incidents([]).isEmpty)
    #expect(incidents(Array(background.prefix(1))).isEmpty)
  }

  @Test("a burst has its start, end, first and last line, and its place")
  func burst() throws {
    let burst = (0..<30).map {
      row("sender-blocked", "example.org", at: 200_000 + Int64($0) * 60, line: 500 + $0)
    }
    let incident = try #require(incidents(background + burst).first)
    #expect(incidents(background + burst).count == 1)
    #expect(incident.classID == "sender-blocked" && incident.domain == "example.org")
    #expect(incident.failures == 30 && incident.delays == 0)
    #expect(incident.start.seconds == Self.start + 200_000)
    #expect(incident.end.seconds == Self.start + 200_000 + 29 * 60)
    #expect(incident.firstPlace.line == 500 && incident.lastPlace.line == 529)
  }

  @Test("what hits many domains at once is told once")
  func manyDomains() throws {
    let burst = (0..<40).map {
      row("authentication-failed", "d\($0 % 8).example", at: 300_000 + Int64($0) * 30, line: 700 + $0)
    }
    let found = incidents(background + burst)
    #expect(found.count == 1)
    #expect(found.first?.domain == nil && found.first?.domains == 8)
  }

  @Test("hours that follow each other are one incident")
  func longer() {
    let burst = (0..<60).map {
      row("connection-failed", "example.org", at: 100_000 + Int64($0) * 300, line: 900 + $0)
    }
    let found = incidents(background + burst)
    #expect(found.count == 1)
    #expect(found.first?.failures == 60)
  }

  @Test("fifty thousand failures in one hour are one incident, found at once")
  func large() {
    let burst = (0..<50_000).map {
      row("connection-failed", "example.org", at: 100_000 + Int64($0 % 3000), line: $0)
    }
    #expect(incidents(burst).count == 1)
  }
}

@Suite("The three findings")
struct FindingRankingTests {
  private func ranking(_ change: (inout FindingRanking) -> Void) -> [WeeklyReport.Finding] {
    var ranking = FindingRanking(
      failed: 100, classes: [], clusters: [:], days: [], hidden: 0, trend: Trend(), incidents: [])
    change(&ranking)
    return ranking.findings
  }

  @Test("nothing stands out where nothing happened")
  func nothing() { #expect(ranking { _ in }.isEmpty) }

  @Test("what we can repair ourselves goes before what only describes")
  func order() {
    let found = ranking {
      $0.classes = [.init(id: "tls-failed", group: .administrator, failures: 10, recipients: 10)]
      $0.clusters = [.init(classID: "unknown-user", domain: "example.net"): 20]
      $0.hidden = 3
    }
    #expect(
      found == [
        .ourOwnCause(classID: "tls-failed", failures: 10),
        .cluster(classID: "unknown-user", domain: "example.net", failures: 20), .hidden(failures: 3),
      ])
  }

  @Test("news is of what comes and of what goes, good news last")
  func news() {
    let found = ranking {
      $0.trend.classes = [
        .init(name: "message-too-large", values: [20, 20, 20], change: .steady, adjusted: 1),
        .init(name: "mailbox-full", values: [30, 30, 0], change: .gone, adjusted: 0),
        .init(name: "spam-content", values: [2, 4, 20], change: .rising, adjusted: 0),
      ]
    }
    #expect(
      found == [
        .change(.rising, classID: "spam-content", now: 20, before: 3),
        .change(.gone, classID: "mailbox-full", now: 0, before: 30),
      ])
  }

  @Test("one class is spoken of once")
  func once() {
    let found = ranking {
      $0.classes = [.init(id: "tls-failed", group: .administrator, failures: 30, recipients: 30)]
      $0.clusters = [.init(classID: "tls-failed", domain: "example.net"): 30]
    }
    #expect(found == [.ourOwnCause(classID: "tls-failed", failures: 30)])
  }
}

@Suite("Mail services by domain")
struct ProviderFamiliesTests {
  @Test("configured domains go before the known ones and hold for those below them")
  func configured() {
    let families = ProviderFamilies(adding: ["own": ["Example.com"], "Partner": ["naver.com"]])
    #expect(families.name(of: "gmail.com") == "Google")
    #expect(families.name(of: "mail.example.com") == "own")
    #expect(families.name(of: "naver.com") == "Partner")
    #expect(families.name(of: "example.org") == nil && families.name(of: "") == nil)
    #expect(ProviderFamilies.builtIn.name(of: "notgmail.com") == nil)
  }
}

@Suite("Published limits")
struct PublishedLimitTests {
  @Test("the built-in ones can be read, have a source, and speak every language")
  func builtIn() throws {
    let limits = try PublishedLimit.published()
    #expect(limits.count >= 9)
    #expect(Set(limits.map(\.id)).count == limits.count)
    for limit in limits {
      #expect(!limit.source.isEmpty)
      #expect(limit.consequence[.english] != nil && limit.consequence[.korean] != nil)
    }
  }

  @Test(
    "a limit that cannot be used is told with its line",
    arguments: [
      "- measure: bounces\n  percent: 2\n  whose: us", "- measure: failures\n  percent: 0\n  whose: us",
      "- measure: failures\n  percent: 2", "- measure: failures\n  percent: 2\n  whose: us\n  limt: 3",
      "a: b",
    ])
  func broken(text: String) {
    #expect(throws: DataFileError.self) { try PublishedLimit.read(text, file: "limits.yaml") }
  }
}
