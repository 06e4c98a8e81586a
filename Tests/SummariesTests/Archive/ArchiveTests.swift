import Classification
import DeliveryModel
import Foundation
import Readers
import TestSupport
import Testing

@testable import Summaries

@Suite("The archive")
struct ArchiveTests {
  /// A log of five weeks (10 messages a day), cut at the ends of days; every tenth mail fails.
  private static func days(from first: Int = 1, to last: Int = 35) -> [(name: String, text: String)] {
    (first...last).map { day in
      let date = CivilDate(daysSinceEpoch: CivilDate.daysSinceEpoch(year: 2026, month: 1, day: 4) + day)
      var lines: [String] = []
      for number in 0..<10 {
        let id = String(0xA000_0000 + day * 100 + number, radix: 16, uppercase: true)
        let head = "\(date)T\(number < 10 ? "0" : "")\(number):30:00+00:00 mx1 postfix"
        let fails = number == day % 10
        let address = "person\(day % 7)\(number)@\(number % 2 == 0 ? "example.net" : "example.org")"
        lines += [
          "\(head)/smtpd[1]: \(id): client=app.example.com[192.0.2.31]",
          "\(head)/cleanup[2]: \(id): message-id=<\(day).\(number)@help.example.com>",
          "\(head)/qmgr[3]: \(id): from=<support@example.com>, size=900, nrcpt=1 (queue active)",
          "\(head)/smtp[4]: \(id): to=<\(address)>, relay=mx.example.net[198.51.100.4]:25, delay=2.5, "
            + "delays=0.1/0/1.2/1.2, dsn=\(fails ? "5.1.1" : "2.0.0"), status=\(fails ? "bounced" : "sent") "
            + (fails
              ? "(host mx.example.net[198.51.100.4] said: 550 5.1.1 <\(address)>: User unknown (in reply to RCPT TO command))"
              : "(250 2.0.0 Ok: queued)"),
          "\(head)/qmgr[3]: \(id): removed",
        ]
      }
      return ("\(date).log", Reading.text(lines))
    }
  }

  private static func week(_ number: Int) -> [(name: String, text: String)] {
    days(from: number * 7 - 6, to: number * 7)
  }

  private func limit(_ month: Int, _ day: Int) throws -> CivilDate {
    try #require(CivilDate(year: 2026, month: month, day: day))
  }

  private func keep(_ summary: Summary, in folder: TemporaryFolder, before: CivilDate? = nil) throws {
    let archive = Archive(folder: folder.path + "/archive", zone: .utc)
    var whole = archive.summary ?? Summary(zone: .utc)
    try whole.merge(summary)
    _ = try archive.write(whole, closingBefore: before, classifier: Classifier())
  }

  private func read(_ folder: TemporaryFolder) throws -> Summary {
    try #require(Archive(folder: folder.path + "/archive", zone: nil).summary)
  }

  /// What pages are made of, where no row has left.
  private func essence(_ summary: Summary) -> [String] {
    let findings = summary.findings(classifier: Classifier())
    return findings.history.sorted { $0.key < $1.key }.map {
      "\($0.key) \($0.value.total) \($0.value.failed)"
    }
      + findings.failures.map { "\($0.place) \($0.recipient)" }
  }

  @Test("weeks kept one after the other are the whole, whatever the order", arguments: [1, 2, 3] as [UInt64])
  func inPieces(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let folder = try TemporaryFolder()
    for day in Self.days().shuffled(using: &random) { try keep(Reading.summary(of: [day]), in: folder) }
    #expect(try essence(read(folder)) == essence(Reading.summary(of: Self.days())))
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/archive").sorted()
    #expect(files == (2...6).map { "2026-W0\($0).summary.json.gz" })
  }

  @Test("keeping the same week again changes no file")
  func again() throws {
    let folder = try TemporaryFolder()
    let week = try Reading.summary(of: Self.week(1))
    try keep(week, in: folder)
    let archive = Archive(folder: folder.path + "/archive", zone: .utc)
    let kept = try #require(archive.summary)
    #expect(try archive.write(kept, closingBefore: nil, classifier: Classifier()).changed.isEmpty)
  }

  @Test("rows leave with their addresses, and every count stays")
  func closing() throws {
    let folder = try TemporaryFolder()
    try keep(Reading.summary(of: Self.days()), in: folder)
    let before = try read(folder).findings(classifier: Classifier())
    try keep(Summary(zone: .utc), in: folder, before: limit(1, 26))
    let closed = try read(folder)
    let after = closed.findings(classifier: Classifier())
    #expect(after.history == before.history)
    #expect(after.totals.byClass == before.totals.byClass)
    #expect(after.totals.byDay == before.totals.byDay)
    #expect(after.totals.byDomain == before.totals.byDomain)
    #expect(after.totals.deliveries == before.totals.deliveries)
    #expect(after.totals.messages == before.totals.messages)
    #expect(after.timesToDelivery == before.timesToDelivery)
    #expect(after.failuresWithoutRow == 21)
    #expect(after.failures.count == before.failures.count - 21)
    let bytes = try SummaryFile.encode(closed.only { closed.parts[$0]?.isShell ?? false })
    let text = String(decoding: try unpacked(bytes), as: UTF8.self)
    #expect(!text.contains("person"))
  }

  @Test("a log that comes again after its days were closed counts once")
  func comesAgain() throws {
    let folder = try TemporaryFolder()
    try keep(Reading.summary(of: Self.days()), in: folder, before: limit(1, 26))
    let before = try read(folder).findings(classifier: Classifier()).totals.deliveries
    try keep(Reading.summary(of: Self.week(1)), in: folder, before: limit(1, 26))
    #expect(try read(folder).findings(classifier: Classifier()).totals.deliveries == before)
  }

  @Test("a log that turns up after its days were closed is added to them")
  func turnsUpLate() throws {
    let folder = try TemporaryFolder()
    try keep(Reading.summary(of: Self.days(from: 3)), in: folder, before: limit(1, 26))
    try keep(Reading.summary(of: Self.days(from: 1, to: 2)), in: folder, before: limit(1, 26))
    let findings = try read(folder).findings(classifier: Classifier())
    #expect(findings.totals.deliveries.failed == 35)
    #expect(findings.totals.deliveries.delivered == 315)
  }

  @Test("a log that has grown takes the place of its earlier state")
  func grown() throws {
    let folder = try TemporaryFolder()
    let texts = Self.week(1).map(\.text)
    try keep(Reading.summary(of: [("mail.log", texts[..<3].joined())]), in: folder)
    try keep(Reading.summary(of: [("mail.log", texts.joined())]), in: folder)
    let summary = try read(folder)
    #expect(summary.parts.count == 1)
    #expect(summary.findings(classifier: Classifier()).totals.deliveries.failed == 7)
  }

  @Test("what is in the archive is not read again, under whatever name and packing")
  func knownSources() throws {
    let folder = try TemporaryFolder()
    try keep(Reading.summary(of: Self.week(1)), in: folder)
    let inputs = try TemporaryFolder()
    for (index, day) in Self.week(1).enumerated() { try inputs.write("mail.log.\(index)", day.text) }
    var summary = try read(folder)
    let before = summary.findings(classifier: Classifier()).totals.deliveries
    var settings = IntakeSettings(zone: .utc, now: UTCTime(year: 2026, month: 11, day: 24), cores: 1)
    let seen = Seen()
    settings.onKnown = { _, _ in seen.count += 1 }
    Intake(settings: settings, classifier: Classifier()).read(
      InputWalker.walk([inputs.path]).items, into: &summary)
    #expect(seen.count == 7)
    #expect(summary.findings(classifier: Classifier()).totals.deliveries == before)
  }

  private final class Seen: @unchecked Sendable { var count = 0 }

  @Test("a file that cannot be used is named, left alone and not written over")
  func unusable() throws {
    let folder = try TemporaryFolder()
    try keep(Reading.summary(of: Self.week(1)), in: folder)
    let path = folder.path + "/archive/2026-W02.summary.json.gz"
    let whole = try #require(FileManager.default.contents(atPath: path))
    let newer = String(decoding: try unpacked([UInt8](whole)), as: UTF8.self)
      .replacingOccurrences(of: #""version":2"#, with: #""version":99"#)
    for broken in [Data(whole.prefix(whole.count / 2)), Data("nothing".utf8), Data(newer.utf8), Data()] {
      try broken.write(to: URL(fileURLWithPath: path))
      let archive = Archive(folder: folder.path + "/archive", zone: .utc)
      #expect(archive.problems.map(\.file) == [path])
      let written = try archive.write(
        Reading.summary(of: Self.week(1)), closingBefore: nil, classifier: Classifier())
      #expect(written.sourcesNotKept == 7)
      #expect(FileManager.default.contents(atPath: path) == broken)
    }
  }

  @Test("an archive of another time zone is refused in one sentence")
  func otherZone() throws {
    let folder = try TemporaryFolder()
    try keep(Reading.summary(of: Self.week(1)), in: folder)
    let seoul = try #require(LocalZone(name: "Asia/Seoul"))
    let archive = Archive(folder: folder.path + "/archive", zone: seoul)
    #expect(archive.summary == nil)
    #expect(archive.problems.first?.sentence.contains("UTC") == true)
  }

  @Test("days that two archives have closed add up only where their sources differ")
  func mergingClosedDays() {
    var counts = DayCounts()
    counts.byDomain["example.net", default: Tally()].delivered = 5
    let one = ClosedDay(counts: counts, sources: ["a", "b"])
    let other = ClosedDay(counts: counts, sources: ["c"])
    #expect(one.merged(with: one) == one)
    #expect(one.merged(with: other) == other.merged(with: one))
    #expect(one.merged(with: other).counts.total.delivered == 10)
    let larger = ClosedDay(counts: counts, sources: ["a", "b", "c"])
    #expect(one.merged(with: larger) == larger && larger.merged(with: one) == larger)
  }

  private func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let path = folder.path + "/packed.gz"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    var blocks = BlockFeed(try InputItem(name: path, path: FilePath(path)).open())
    blocks.fill()
    let all = blocks.readAll(atMost: 1 << 30)
    return try #require(all)
  }
}

@Suite("Senders as they are counted")
struct SenderNameTests {
  @Test(
    "what varies from mail to mail is cut away",
    arguments: [
      ("support@example.com", "support@example.com"), ("Support@Example.com", "support@example.com"),
      ("bounce+kim=example.net@mail.example.com", "bounce+…@mail.example.com"),
      ("0100018c4a2b@bounces.example.com", "…@bounces.example.com"), ("no-at-sign", "no-at-sign"),
      ("a1b2@example.com", "a1b2@example.com"), ("@example.com", "…@example.com"),
    ])
  func counted(_ example: (given: String, counted: String)) {
    #expect(SenderName.counted(example.given) == example.counted)
  }
}
