import Classification
import DeliveryModel
import Foundation
import Glibc
import Readers
import TestSupport
import Testing

@testable import Summaries

@Suite("Files in the archive's folder that are no summaries")
struct HostileArchiveTests {
  private func archive(_ folder: TemporaryFolder) -> Archive {
    Archive(folder: folder.path + "/archive", zone: .utc)
  }

  @Test("a file that unpacks to far more than a summary of its size is given up on the way")
  func bomb() throws {
    let folder = try TemporaryFolder()
    let head = Array(#"{"format":"bouncebook-summary","pad":""#.utf8)
    let gzip = GzipWriter()
    gzip.add(head + [UInt8](repeating: 0x61, count: 17 << 20))
    let bytes = gzip.finish()
    #expect(bytes.count < 1 << 20)
    try folder.write("archive/2026-W02.summary.json.gz", Data(bytes))
    #expect(archive(folder).problems.first?.sentence.contains("unpacks to more than 16 MB") == true)

    let path = folder.path + "/archive/2026-W02.summary.json.gz"
    var summary = Summary(zone: .utc)
    let settings = IntakeSettings(zone: .utc, now: UTCTime(seconds: 1_800_000_000), cores: 1)
    Intake(settings: settings, classifier: Classifier())
      .read([InputItem(name: "bomb.gz", path: FilePath(path))], into: &summary)
    #expect(summary.sourceRecords.first?.failure?.contains("unpacks to more than") == true)
  }

  @Test("the bound follows the size of the file, and lets small ones be")
  func bound() {
    #expect(SummaryFile.limit(fileSize: 100) > 16_000_000)
    #expect(SummaryFile.limit(fileSize: 50_000_000) >= 4_000_000_000)
    #expect(SummaryFile.limit(fileSize: 0) >= 4_000_000_000)
  }

  @Test("a pipe is not waited for, and an empty file is told as such")
  func pipe() throws {
    let folder = try TemporaryFolder()
    try folder.write("archive/2026-W02.summary.json.gz", "")
    #expect(mkfifo(folder.path + "/archive/2026-W03.summary.json.gz", 0o600) == 0)
    #expect(archive(folder).problems.map(\.sentence) == ["there is nothing in it", "it is no regular file"])
  }

  @Test("what is said of a damaged summary is true: nothing of it is used")
  func damaged() throws {
    let folder = try TemporaryFolder()
    let whole = try SummaryFile.encode(Summary(zone: .utc))
    try folder.write("archive/2026-W02.summary.json.gz", Data(whole.dropLast(12)))
    let sentence = try #require(archive(folder).problems.first?.sentence)
    #expect(sentence.hasPrefix("a damaged summary: ") && sentence.hasSuffix("nothing of it is used"))
  }

  @Test("a file in place of the folder is told")
  func noFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write("archive", "a file")
    #expect(archive(folder).problems.map(\.file) == [folder.path + "/archive"])
  }

  @Test(
    "a file of the archive whose rows have left is input like any other summary", arguments: [19_000, 22_000])
  func closedAsInput(limit: Int) throws {
    let folder = try TemporaryFolder()
    var summary = try Reading.summary(of: [("mail.log", Self.failure(2026, 1))])
    summary.close(before: CivilDate(daysSinceEpoch: limit), classifier: Classifier())
    summary.closedBefore = limit
    try folder.write("week.summary.json.gz", Data(SummaryFile.encode(summary)))
    var read = Summary(zone: .utc)
    let settings = IntakeSettings(zone: .utc, now: UTCTime(seconds: 1_800_000_000), cores: 1)
    Intake(settings: settings, classifier: Classifier())
      .read([InputItem(name: "week", path: FilePath(folder.path + "/week.summary.json.gz"))], into: &read)
    #expect(read.sourceRecords.allSatisfy { $0.failure == nil })
    #expect(try SummaryFile.encode(read) == SummaryFile.encode(summary))
  }

  @Test("a log of a few lines that has grown counts once, as a long one does")
  func shortLogGrows() throws {
    let lines = (1...9).map { Self.failure(2026, $0) }
    var grown = Summary(zone: .utc)
    for count in [1, 2, 3, 9] {
      try grown.merge(Reading.summary(of: [("mail.log", lines.prefix(count).joined())]))
    }
    #expect(grown.findings(classifier: Classifier()).failures.count == 9)
  }

  /// A line of a log about a mail that failed.
  private static func failure(_ year: Int, _ day: Int) -> String {
    Reading.text([
      "\(year)-03-0\(day)T10:00:03+00:00 mx1 postfix/smtp[401]: 3F1A22C0\(day): to=<ben@example.net>, "
        + "relay=mx.example.net[203.0.113.9]:25, delay=2.1, delays=0/0/1/1, dsn=5.1.1, status=bounced "
        + "(host mx.example.net[203.0.113.9] said: 550 5.1.1 User unknown (in reply to RCPT TO command))"
    ])
  }

  @Test("a line from the future does not move the last day, unless there is nothing else")
  func wrongClock() throws {
    func log(_ years: Int...) throws -> Summary {
      try Reading.summary(
        of: years.enumerated().map { ("\($1).log", Self.failure($1, $0 + 1)) })
    }
    let today = try #require(CivilDate(year: 2026, month: 6, day: 1))
    #expect(try log(2025, 2026).lastDay(notAfter: today)?.description == "2026-03-02")
    #expect(try log(2026, 2038).lastDay(notAfter: today)?.description == "2026-03-01")
    #expect(try log(2031, 2038).lastDay(notAfter: today)?.description == "2038-03-02")
  }
}
