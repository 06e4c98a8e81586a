import ArgumentParser
import Classification
import Foundation
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

  /// Nil where no earlier review is asked for.
  func followUp(_ reading: Reading, _ summary: Summary, _ mask: inout FindingsMask) throws -> FollowUp? {
    guard let sinceReview else { return nil }
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
    let classifier = Classifier(rules: reading.rules)
    return FollowUp(
      earlier: mask.masked(earlier.findings(classifier: classifier)),
      merged: mask.masked(merged.findings(classifier: classifier)))
  }
}
