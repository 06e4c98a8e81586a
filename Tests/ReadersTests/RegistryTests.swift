import Foundation
import Readers
import TestSupport
import Testing

@Suite("Every format of the registry")
struct RegistryTests {
  static let folder = PackageFolder.path + "/Tests/ReadersTests/Fixtures"

  /// A format by its id; `CustomTestStringConvertible` names it in results.
  struct Format: CustomTestStringConvertible, Sendable {
    let type: any Reader.Type
    var id: String { type.format.id }
    var testDescription: String { id }
  }

  static let formats = ReaderRegistry.all.map(Format.init)

  static func input(of format: Format) throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/" + format.id)
    let input = try #require(
      names.sorted().first { $0.hasPrefix("input.") }, "Fixtures/\(format.id)/ has no input.*: add one")
    return folder + "/" + format.id + "/" + input
  }

  @Test("the registry is sorted by name and names nothing twice")
  func sorted() {
    let names = Self.formats.map(\.id)
    #expect(names == names.sorted())
    #expect(Set(names).count == names.count)
  }

  @Test("its fixture is read as expected", arguments: formats)
  func fixture(format: Format) throws {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: Self.input(of: format))))
    let (recorder, sink) = EventRecorder.read(format.type, bytes)
    var lines = recorder.lines
    for (reason, count) in sink.skippedCounts.sorted(by: { $0.key.id < $1.key.id }) {
      lines.append("{\"skipped\":\"\(reason.id)\",\"count\":\(count)}")
    }
    let text = lines.map { $0 + "\n" }.joined()
    let expected = Self.folder + "/" + format.id + "/expected.ndjson"
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
      try text.write(toFile: expected, atomically: true, encoding: .utf8)
      Issue.record("recorded \(expected)")
      return
    }
    let known = try #require(
      try? String(contentsOfFile: expected, encoding: .utf8),
      "Fixtures/\(format.id)/expected.ndjson is missing")
    #expect(text == known)
    #expect(sink.lines >= sink.records)
  }

  @Test("its fixture is recognised by it, and by none as surely", arguments: formats)
  func recognition(format: Format) throws {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: Self.input(of: format))).prefix(64 << 10))
    let own = format.type.recognises(bytes.span)
    #expect(own > .none)
    for other in Self.formats where other.id != format.id {
      let confidence = other.type.recognises(bytes.span)
      #expect(confidence < own, "\(other.id) claims it as surely")
    }
  }

  @Test("how the bytes come does not matter", arguments: formats, [1, 7, 64, 1000])
  func blocks(format: Format, size: Int) throws {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: Self.input(of: format))))
    let whole = EventRecorder.read(format.type, bytes)
    let pieces = EventRecorder.read(format.type, bytes, block: size)
    #expect(whole.recorder.lines == pieces.recorder.lines)
    #expect(whole.sink.skippedCounts == pieces.sink.skippedCounts)
    #expect(whole.sink.lines == pieces.sink.lines)
  }

  @Test("broken bytes never stop it, and nothing is lost", arguments: formats, 1...40)
  func fuzz(format: Format, seed: Int) throws {
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: Self.input(of: format))))
    var random = SeededRandom(seed: UInt64(seed))
    for _ in 0..<Int.random(in: 1...30, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(random.pick([0, 10, 13, 34, 40, 41, 60, 62, 91, 92, 123, 125, 255]), at: place)
      default: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...200, using: &random)))
      }
    }
    _ = format.type.recognises(bytes.span)
    let (_, sink) = EventRecorder.read(format.type, bytes, block: Int.random(in: 1...500, using: &random))
    let skipped = sink.skippedCounts.values.reduce(0, +)
    #expect(sink.records <= sink.lines)
    if format.type.format.family == .mailServer { #expect(sink.records + skipped == sink.lines) }
  }

  @Test("a record longer than the limit is skipped and its end found", arguments: formats)
  func longRecord(format: Format) throws {
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: Self.input(of: format))))
    if bytes.last != 10 { bytes.append(10) }
    bytes += [UInt8](repeating: 0x61, count: 100_000)
    let context = ReadingContext(source: "input", firstYear: 2026, longestRecord: 20_000)
    let (_, sink) = EventRecorder.read(format.type, bytes, block: 4096, context: context)
    // What follows a document or a message is part of it; between the lines of a log it is a record too long.
    if format.type.format.family == .mailServer { #expect(sink.skippedCounts.keys.contains(.tooLong)) }
  }
}
