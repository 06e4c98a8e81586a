import DeliveryModel
import Foundation
import SMTPStatus
import Testing

@testable import Classification

/// Labelled replies that lie beside the project on the machines that have them.
enum ReplyCorpus {
  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["BOUNCEBOOK_CORPUS"] {
      return URL(fileURLWithPath: path)
    }
    return URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "../../../shared/corpus"
    ).standardized
  }()

  /// Also in a work tree, which lies one folder deeper.
  static let replies: URL? = [folder, folder.appending(path: "../../../shared/corpus")].map {
    $0.appending(path: "replies.csv").standardized
  }.first { FileManager.default.fileExists(atPath: $0.path) }

  struct Labelled {
    let reply: String
    let classes: Set<String>
  }

  static func load() throws -> [Labelled] {
    guard let replies else { return [] }
    let bytes = [UInt8](try Data(contentsOf: replies))
    let table = try #require(bytes.withUnsafeBufferPointer { DataTable($0) })
    return table.rows.map {
      Labelled(reply: $0.fields[0], classes: Set($0.fields[1].split(separator: " ").map(String.init)))
    }
  }
}

@Suite("labelled replies")
struct ReplyCorpusTests {
  @Test(
    "at least 97 of 100 labelled replies get an acceptable class",
    .enabled(if: ReplyCorpus.replies != nil, "the corpus of labelled replies is not on this machine"))
  func score() throws {
    let labelled = try ReplyCorpus.load()
    var classifier = Classifier()
    var misses: [String] = []
    for row in labelled {
      let verdict = classifier.verdict(for: Reply(text: row.reply))
      if !row.classes.contains(verdict.failureClass.id) {
        misses.append(
          "\(verdict.failureClass.id) by \(verdict.evidence.rule) (\(verdict.evidence.words ?? "-")), "
            + "labelled \(row.classes.sorted().joined(separator: " ")): \(row.reply.prefix(240))")
      }
    }
    let share = Double(labelled.count - misses.count) / Double(max(1, labelled.count))
    print("labelled replies: \(labelled.count - misses.count) of \(labelled.count) = \(share)")
    if ProcessInfo.processInfo.environment["SHOW_MISSES"] != nil {
      for miss in misses { print("  " + miss) }
    }
    #expect(share >= 0.97)
  }
}
