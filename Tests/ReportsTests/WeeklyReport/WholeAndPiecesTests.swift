import Classification
import DeliveryModel
import Readers
import Summaries
import TestSupport
import Testing

@testable import Reports

@Suite("A report is the same, however its input comes")
struct WholeAndPiecesTests {
  private func summary(of files: [(name: String, text: String)]) throws -> Summary {
    let folder = try TemporaryFolder()
    for file in files { try folder.write(file.name, file.text) }
    var summary = Summary(zone: .utc)
    let settings = IntakeSettings(zone: .utc, now: UTCTime(year: 2026, month: 11, day: 24), cores: 1)
    Intake(settings: settings, classifier: Classifier()).read(
      InputWalker.walk([folder.path]).items, into: &summary)
    return summary
  }

  private func report(_ summary: Summary) -> WeeklyReport {
    let findings = summary.findings(classifier: Classifier())
    return WeeklyReport(ReportContext(findings, options: ReportOptions()))
  }

  private func lines(seed: UInt64) -> [String] {
    PostfixLogMaker(seed: seed, messages: 900, hosts: 2, stamp: .iso).lines
  }

  private static func text(_ lines: some Sequence<String>) -> String { lines.map { $0 + "\n" }.joined() }

  @Test(
    "cut by day and merged in any order it is equal to the last comma",
    arguments: 1...6 as ClosedRange<UInt64>)
  func anyOrder(seed: UInt64) throws {
    let byDay = Dictionary(grouping: lines(seed: seed)) { String($0.prefix(10)) }
    let parts = try byDay.sorted { $0.key < $1.key }.map { day, lines in
      try summary(of: [("\(day).log", Self.text(lines))])
    }
    var random = SeededRandom(seed: seed)
    var reports: [WeeklyReport] = []
    for _ in 0..<3 {
      var whole = Summary(zone: .utc)
      for part in parts.shuffled(using: &random) { try whole.merge(part) }
      reports.append(report(whole))
    }
    #expect(reports[0] == reports[1] && reports[1] == reports[2])
  }

  @Test("whole or cut by day, every number is the same", arguments: 1...6 as ClosedRange<UInt64>)
  func wholeAndCut(seed: UInt64) throws {
    let lines = lines(seed: seed)
    let byDay = Dictionary(grouping: lines) { String($0.prefix(10)) }
    let whole = report(try summary(of: [("mail.log", Self.text(lines))]))
    let cut = report(
      try summary(of: byDay.map { ("\($0).log", Self.text($1)) }.sorted { $0.0 < $1.0 }.map { ($0.0, $0.1) }))
    #expect(whole.failed == cut.failed && whole.ended == cut.ended && whole.delayed == cut.delayed)
    #expect(whole.classes == cut.classes && whole.days == cut.days && whole.domains == cut.domains)
    #expect(whole.senders == cut.senders && whole.trend == cut.trend && whole.carriedOver == cut.carriedOver)
    #expect(whole.delays.all == cut.delays.all && whole.delays.domains == cut.delays.domains)
  }

  @Test("a clock that runs backwards loses nothing and invents nothing")
  func clock() throws {
    let lines = lines(seed: 9)
    // The second half is stamped three hours earlier than it was.
    let turned = lines.enumerated().map { index, line in
      index < lines.count / 2 ? line : line.replacingHour { ($0 + 21) % 24 }
    }
    let straight = report(try summary(of: [("mail.log", Self.text(lines))]))
    let backwards = report(try summary(of: [("mail.log", Self.text(turned))]))
    #expect(backwards.failed == straight.failed)
    #expect(backwards.ended == straight.ended)
  }
}

extension String {
  /// The line with another hour in its RFC 3339 timestamp.
  fileprivate func replacingHour(_ change: (Int) -> Int) -> String {
    let start = index(startIndex, offsetBy: 11)
    let end = index(start, offsetBy: 2)
    guard let hour = Int(self[start..<end]) else { return self }
    let changed = change(hour)
    return self[..<start] + (changed < 10 ? "0\(changed)" : "\(changed)") + self[end...]
  }
}
