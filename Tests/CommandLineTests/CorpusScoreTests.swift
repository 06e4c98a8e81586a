import Foundation
import TestSupport
import Testing

/// Labelled bounces lie beside the checkout of those who have them; nobody else needs them.
enum Corpus {
  static let folder =
    ProcessInfo.processInfo.environment["BOUNCEBOOK_CORPUS"] ?? PackageFolder.path + "/../shared/corpus"
  static let isThere = FileManager.default.fileExists(atPath: folder + "/score.py")
}

@Suite("The program's score on labelled bounces")
struct CorpusScoreTests {
  @Test(
    "recipients, classes and codes reach their floors, and nothing is invented",
    .enabled(if: Corpus.isThere, "there are no labelled bounces at ../shared/corpus; set BOUNCEBOOK_CORPUS"))
  func floors() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(["failures", Corpus.folder + "/dsn", "--all", "--quiet"])
    try folder.write("got.ndjson", outcome.bytes)
    let score = Process()
    score.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    score.arguments = [
      "python3", Corpus.folder + "/score.py", folder.path + "/got.ndjson", Corpus.folder + "/dsn-labels.csv",
      "--min-recipients", "0.993", "--min-class", "0.98", "--min-quiet", "1", "--show", "20",
    ]
    let pipe = Pipe()
    score.standardOutput = pipe
    try score.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    score.waitUntilExit()
    #expect(score.terminationStatus == 0, "\(text)")
    #expect(text.contains("invented recipients 0"), "\(text)")
  }
}
