import DeliveryModel
import Foundation
import Readers
import Testing

/// The public collection of labelled bounces, where it lies beside the project.
enum BounceCorpus {
  static let folder: URL? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let named = ProcessInfo.processInfo.environment["BOUNCEBOOK_CORPUS"].map { URL(filePath: $0) }
    let candidates = [named, root.deletingLastPathComponent().appending(path: "shared/corpus")].compactMap {
      $0
    }
    return candidates.first {
      FileManager.default.fileExists(atPath: $0.appending(path: "dsn-labels.csv").path)
    }
  }()

  struct Label: Sendable {
    var file: String
    var recipients: [String]
    var outcome: String
    var enhancedCode: String
  }

  static func labels() throws -> [Label] {
    guard let folder else { return [] }
    let table = try String(contentsOf: folder.appending(path: "dsn-labels.csv"), encoding: .utf8)
    return table.split(whereSeparator: \.isNewline).dropFirst().map { line in
      let columns = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Label(
        file: columns[0], recipients: columns[1].split(separator: " ").map { bare(String($0)) },
        outcome: columns[2], enhancedCode: columns.count > 5 ? columns[5] : "")
    }
  }

  static func bare(_ address: String) -> String {
    address.trimmingCharacters(in: CharacterSet(charactersIn: "<> ")).lowercased().replacingOccurrences(
      of: "\"", with: "")
  }

  /// What the reader that recognises a file makes of it.
  static func reports(_ file: String) throws -> [BounceReport] {
    guard let folder else { return [] }
    let bytes = Array(try Data(contentsOf: folder.appending(path: "dsn").appending(path: file)))
    let isMailbox =
      bytes.withUnsafeBufferPointer { MboxReader.recognises(Span(_unsafeElements: $0)) } == .certain
    return (isMailbox ? readAll(MboxReader.self, bytes) : readAll(BounceReader.self, bytes)).collector.reports
      .map(\.report)
  }
}

@Suite(
  "Floors on labelled bounces",
  .enabled(if: BounceCorpus.folder != nil, "the labelled bounces are not here: set BOUNCEBOOK_CORPUS"))
struct BounceCorpusTests {
  @Test("recipients, codes, inventions and automatic replies keep their floors")
  func floors() throws {
    let labels = try BounceCorpus.labels()
    var got: [String: [BounceReport]] = [:]
    for file in Set(labels.map(\.file)) { got[file] = try BounceCorpus.reports(file) }
    var wanted = 0
    var found = 0
    var codes = 0
    var rightCodes = 0
    var noisy: [String] = []
    var known: [String: Set<String>] = [:]
    var hidden: Set<String> = []
    for label in labels {
      let reports = got[label.file] ?? []
      known[label.file, default: []].formUnion(label.recipients)
      if label.outcome == "none" {
        if !reports.isEmpty { noisy.append(label.file) }
        continue
      }
      if label.recipients.isEmpty { hidden.insert(label.file) }
      wanted += 1
      let match = reports.first {
        label.recipients.isEmpty || label.recipients.contains(BounceCorpus.bare($0.recipient))
      }
      guard let match else { continue }
      found += 1
      if !label.enhancedCode.isEmpty {
        codes += 1
        if match.reply.enhancedCode?.description == label.enhancedCode { rightCodes += 1 }
      }
    }
    let invented = got.filter { !hidden.contains($0.key) }.flatMap { file, reports in
      reports.map { BounceCorpus.bare($0.recipient) }.filter { known[file]?.contains($0) == false }
    }
    #expect(Double(found) >= 0.993 * Double(wanted), "\(found) of \(wanted)")
    #expect(Double(rightCodes) >= 0.99 * Double(codes), "\(rightCodes) of \(codes)")
    #expect(invented.isEmpty)
    #expect(noisy.isEmpty)
  }
}
