import Classification
import DeliveryModel
import Readers
import Summaries
import TestSupport
import Testing

@Suite("Attempts become deliveries with one final outcome")
struct CorrelationTests {
  @Test("every count is what the log's maker says", arguments: 1...12)
  func truth(seed: Int) throws {
    let log = PostfixLogMaker(
      seed: UInt64(seed), messages: 120, hosts: 1 + seed % 2, instances: 1 + seed % 3,
      stamp: seed % 2 == 0 ? .classic : .iso)
    expect(try Reading.findings(of: [("mail.log", Reading.text(log.lines))]), log.truth)
  }

  @Test("a log may be cut at any lines, and its pieces be added in any order", arguments: 1...25)
  func split(seed: Int) throws {
    let log = PostfixLogMaker(seed: UInt64(seed), messages: 60, hosts: 1 + seed % 2, instances: 2)
    var random = SeededRandom(seed: UInt64(seed) + 1000)
    let cuts = (0..<Int.random(in: 1...8, using: &random)).map { _ in
      Int.random(in: 1..<log.lines.count, using: &random)
    }
    let edges = Array(Set([0, log.lines.count] + cuts)).sorted()
    var pieces: [Summary] = []
    for (number, edge) in zip(edges, edges.dropFirst()).enumerated() {
      let lines = log.lines[edge.0..<edge.1]
      // A piece that ends before the year's end begins in the old year.
      let year = lines.contains { $0.hasPrefix("Jan") } ? 2026 : 2025
      pieces.append(try Reading.summary(of: [("piece\(number).log", Reading.text(lines))], year: year))
    }
    pieces.shuffle(using: &random)
    var merged = Summary(zone: .utc)
    for piece in pieces { try merged.merge(piece) }
    expect(merged.findings(classifier: Classifier()), log.truth)
    // Grouping must not matter either.
    let half = pieces.count / 2
    var left = Summary(zone: .utc)
    for piece in pieces[..<half] { try left.merge(piece) }
    var right = Summary(zone: .utc)
    for piece in pieces[half...].reversed() { try right.merge(piece) }
    let grouped = try right.merged(with: left)
    #expect(try SummaryFile.encode(grouped) == SummaryFile.encode(merged))
  }

  @Test("what is written is read back the same", arguments: 1...5)
  func roundTrip(seed: Int) throws {
    let log = PostfixLogMaker(seed: UInt64(seed), messages: 40)
    let summary = try Reading.summary(of: [("mail.log", Reading.text(log.lines))])
    let packed = try SummaryFile.encode(summary)
    let folder = try TemporaryFolder()
    try folder.write("week.summary.json.gz", .init(packed))
    var again = Summary(zone: .utc)
    let settings = IntakeSettings(zone: .utc, now: UTCTime(year: 2026, month: 11, day: 24), cores: 1)
    Intake(settings: settings, classifier: Classifier()).read(
      InputWalker.walk([folder.path]).items, into: &again)
    #expect(try SummaryFile.encode(again) == packed)
    expect(again.findings(classifier: Classifier()), log.truth)
  }

  @Test("the same file counts once, whatever it is called")
  func copies() throws {
    let log = PostfixLogMaker(seed: 5, messages: 30)
    let text = Reading.text(log.lines)
    let findings = try Reading.findings(of: [("a.log", text), ("b.log", text)])
    expect(findings, log.truth)
    #expect(findings.sources.map(\.name) == ["a.log"])
    #expect(findings.sources.first?.copies == ["b.log"])
  }

  @Test("a log that has grown replaces its earlier state")
  func grown() throws {
    let log = PostfixLogMaker(seed: 8, messages: 60)
    var summary = try Reading.summary(of: [("mail.log", Reading.text(log.lines[..<200]))])
    try summary.merge(Reading.summary(of: [("mail.log.1", Reading.text(log.lines))]))
    expect(summary.findings(classifier: Classifier()), log.truth)
  }

  private func expect(
    _ findings: Findings, _ truth: PostfixLogMaker.Truth, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let totals = findings.totals
    #expect(totals.messages == truth.messages, sourceLocation: sourceLocation)
    #expect(totals.attempts.delivered == truth.sent, sourceLocation: sourceLocation)
    #expect(totals.attempts.deferred == truth.deferred, sourceLocation: sourceLocation)
    #expect(totals.attempts.failed == truth.bounced, sourceLocation: sourceLocation)
    #expect(totals.deliveries.delivered == truth.sent, sourceLocation: sourceLocation)
    #expect(totals.deliveries.delayed == truth.delayed, sourceLocation: sourceLocation)
    #expect(totals.deliveries.failed == truth.bounced + truth.expired, sourceLocation: sourceLocation)
    #expect(totals.deliveries.expired == truth.expired, sourceLocation: sourceLocation)
    #expect(totals.deliveries.open == truth.open, sourceLocation: sourceLocation)
    #expect(Set(findings.failures.map(\.recipient)) == truth.failing, sourceLocation: sourceLocation)
    #expect(
      totals.byDay.values.reduce(0) { $0 + $1.failed } == totals.deliveries.failed,
      sourceLocation: sourceLocation)
    #expect(
      totals.byDomain.values.reduce(0) { $0 + $1.delivered } == totals.deliveries.delivered,
      sourceLocation: sourceLocation)
  }
}
