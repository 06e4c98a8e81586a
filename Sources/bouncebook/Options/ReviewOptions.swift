import ArgumentParser
import Classification
import DeliveryModel
import Foundation
import Readers
import Reports
import Summaries

/// What the support lead's review takes besides the input.
struct ReviewOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Tell what became of everything that was open in an earlier summary, or in a folder of them.",
      valueName: "summary"))
  var sinceReview: String?

  @Flag(help: "Put pseudonyms in place of customers and colleagues, the same ones for the same key.")
  var anonymise = false

  @Option(
    help: ArgumentHelp(
      "The file with the key for --anonymise; a new one is made where it does not exist.",
      discussion: "Without it a key is made for this run alone, and the next run's pseudonyms differ.",
      valueName: "file"))
  var anonymiseKey: String?

  @Option(
    help: ArgumentHelp(
      "Leave addresses, subjects or both out of pages and exports.", valueName: "addresses,subjects"))
  var redact: String?

  func mask() throws -> FindingsMask {
    var parts: Set<FindingsMask.Part> = []
    for name in (redact ?? "").split(separator: ",") {
      guard let part = FindingsMask.Part(rawValue: String(name)) else {
        throw UsageProblem("--redact \(name): expected addresses or subjects")
      }
      parts.insert(part)
    }
    guard anonymise || anonymiseKey != nil else { return FindingsMask(key: nil, redacting: parts) }
    return FindingsMask(key: try key(), redacting: parts)
  }

  private func key() throws -> [UInt8] {
    guard let anonymiseKey else { return Self.randomKey() }
    if let data = FileManager.default.contents(atPath: anonymiseKey) {
      guard data.count >= 16 else { throw UsageProblem("\(anonymiseKey): a key has 16 bytes at least") }
      return Array(data)
    }
    let key = Self.randomKey().map { byte in
      let hexadecimal = String(byte, radix: 16)
      return hexadecimal.count == 1 ? "0" + hexadecimal : hexadecimal
    }.joined()
    let data = Data(key.utf8)
    let isMade = FileManager.default.createFile(
      atPath: anonymiseKey, contents: data, attributes: [.posixPermissions: 0o600])
    guard isMade else { throw UsageProblem("--anonymise-key \(anonymiseKey): cannot be written") }
    return Array(data)
  }

  private static func randomKey() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  /// What became of what was open earlier: since the summary that was named, else, where an archive tells of
  /// earlier days, since the period began. Nil where nothing is known of earlier days.
  func followUp(
    _ reading: Reading, _ summary: Summary, _ findings: Findings, hasArchive: Bool, _ mask: inout FindingsMask
  ) throws -> FollowUp? {
    let classifier = Classifier(rules: reading.rules)
    guard let sinceReview else {
      guard hasArchive, let start = findings.start else { return nil }
      return since(start, summary.findings(classifier: classifier), &mask)
    }
    let earlier = reading.summary(of: sinceReview, zone: summary.zone)
    if let failed = earlier.sourceRecords.first(where: { $0.failure != nil && $0.records == 0 }) {
      throw UsageProblem("--since-review \(failed.name): \(failed.failure ?? "cannot be read")")
    }
    guard !earlier.sourceRecords.isEmpty else {
      throw UsageProblem("--since-review \(sinceReview): nothing there that could be read")
    }
    let merged: Summary
    do { merged = try summary.merged(with: earlier) } catch {
      throw UsageProblem("--since-review \(sinceReview): \(error.sentence)")
    }
    let all = merged.findings(classifier: classifier)
    // A folder is an archive, which may hold this very week.
    if sinceReview.isFolder, let start = findings.start ?? findings.firstTime {
      return since(start, all, &mask)
    }
    return FollowUp(
      earlier: mask.masked(earlier.findings(classifier: classifier)), merged: mask.masked(all))
  }

  private func since(_ start: UTCTime, _ all: Findings, _ mask: inout FindingsMask) -> FollowUp? {
    guard all.failures.contains(where: { $0.time.map { $0 < start } ?? false }) else { return nil }
    return FollowUp(all: mask.masked(all), openAt: start)
  }
}

extension Findings {
  /// The beginning of the days that were asked for.
  fileprivate var start: UTCTime? {
    days.map { UTCTime(seconds: zone.utc(ofLocal: Int64($0.lowerBound.daysSinceEpoch) * 86400)) }
  }
}
