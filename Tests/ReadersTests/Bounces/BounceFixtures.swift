import DeliveryModel
import Foundation
import Readers
import Testing

/// Where the invented messages lie, and what each of them tells.
enum BounceFixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/bounces")

  /// One line of `expected.tsv`.
  struct Expectation: CustomTestStringConvertible, Sendable {
    var file: String
    var outcome: String
    /// For `none`, the reason.
    var recipient: String
    var code: String
    var enhanced: String
    var stage: String
    var words: String

    var testDescription: String { "\(file): \(outcome) \(recipient)" }
  }

  static let expectations: [Expectation] = {
    guard let table = try? String(contentsOf: folder.appending(path: "expected.tsv"), encoding: .utf8) else {
      return []
    }
    return table.split(separator: "\n").dropFirst().map { line in
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      func column(_ number: Int) -> String { columns.indices.contains(number) ? columns[number] : "" }
      return Expectation(
        file: column(0), outcome: column(1), recipient: column(2), code: column(3), enhanced: column(4),
        stage: column(5), words: column(6))
    }
  }()

  static let names: [String] = Array(Set(expectations.map(\.file))).sorted()

  static func bytes(_ name: String) -> [UInt8] {
    guard let data = try? Data(contentsOf: folder.appending(path: name + ".eml")) else { return [] }
    return Array(data)
  }

  static func parse(_ bytes: [UInt8]) -> BounceParse {
    var parser = BounceParser()
    return bytes.withUnsafeBytes { parser.parse($0) }
  }

  static func parse(_ text: String) -> BounceParse { parse(Array(text.utf8)) }
}

/// Keeps what a reader hands on.
final class BounceCollector: RecordConsumer {
  var reports: [(line: Int, report: BounceReport)] = []

  func take(_ events: UnsafeBufferPointer<LogEvent>, of block: UnsafeRawBufferPointer, sink: RecordSink) {}
  func take(_ record: HelpDeskRecord, line: Int) {}
  func take(_ report: BounceReport, line: Int) { reports.append((line, report)) }
}

/// Feeds a reader in blocks of a size, as the pump does: what was not used comes again.
func readAll<R: Reader>(_ type: R.Type, _ bytes: [UInt8], block: Int = .max, longest: Int = 16 << 20) -> (
  sink: RecordSink, collector: BounceCollector
) {
  let collector = BounceCollector()
  let sink = RecordSink(source: "test", consumer: collector)
  var reader = R(context: ReadingContext(source: "test", longestRecord: longest))
  var start = 0
  var end = min(bytes.count, block)
  while true {
    let isLast = end >= bytes.count
    let used = bytes.withUnsafeBufferPointer { buffer in
      let slice = UnsafeBufferPointer(rebasing: buffer[start..<end])
      return reader.read(Span(_unsafeElements: slice), isLast: isLast, into: sink)
    }
    start += used
    if isLast { break }
    end = min(bytes.count, max(end, start) + block)
  }
  return (sink, collector)
}
