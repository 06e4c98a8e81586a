import Dispatch
import Foundation
import Synchronization

/// A compressed JSON document that is made piece by piece: an encoder would hold a million rows as a tree, which
/// is ten times as large as they are.
///
/// The document is what one encoder would write: long lists are encoded empty, as a part of their frame, and
/// filled in afterwards.
struct JSONPieces {
  private let gzip = GzipWriter()

  static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }

  func addComma() { gzip.add([UInt8(ascii: ",")]) }

  func finish() -> [UInt8] {
    gzip.add([0x0A])
    return gzip.finish()
  }

  /// Adds a value some of whose lists are still empty.
  ///
  /// - Parameter fill: fills them in, in the order of their keys.
  func add(_ frame: some Encodable, _ fill: (inout Frame) throws -> Void) throws {
    var frame = Frame(pieces: self, rest: [UInt8](try Self.encoder.encode(frame))[...])
    try fill(&frame)
    gzip.add(frame.rest)
  }

  /// A source, of which the rows are what is long.
  func add(_ part: SourcePart) throws {
    var frame = part
    (frame.log.failures, frame.log.fragments, frame.log.others) = ([], [], [])
    try add(frame) { frame in
      try frame.skip(past: "log")
      try frame.fill("failures") { try $0.add(rows: part.log.failures) }
      try frame.fill("fragments") { try $0.add(rows: part.log.fragments) }
      try frame.fill("others") { try $0.add(rows: part.log.others) }
    }
  }

  /// Encodes the rows of a list on all cores.
  private func add(rows: [some Encodable & Sendable]) throws {
    let size = 2048
    let wave = 16 * size
    for start in stride(from: 0, to: rows.count, by: wave) {
      let end = min(start + wave, rows.count)
      let count = (end - start + size - 1) / size
      let results = Mutex([Result<Data, any Error>?](repeating: nil, count: count))
      DispatchQueue.concurrentPerform(iterations: count) { number in
        let first = start + number * size
        let result = Result { try Self.encoder.encode(Array(rows[first..<min(first + size, end)])) }
        results.withLock { $0[number] = result }
      }
      for (number, result) in results.withLock({ $0 }).enumerated() {
        guard let list = try result?.get() else { continue }
        if start > 0 || number > 0 { addComma() }
        // Without its brackets.
        gzip.add(list.dropFirst().dropLast())
      }
    }
  }

  /// The encoded value whose lists are being filled in.
  struct Frame {
    fileprivate let pieces: JSONPieces
    /// What has not been written yet.
    fileprivate var rest: ArraySlice<UInt8>

    /// An empty list was not where it belongs.
    struct Missing: Error { var key: String }

    /// Fills in the next empty list of that key. Within a text the quotes of a key would be escaped, so that it
    /// cannot be mistaken for one.
    mutating func fill(_ key: String, _ body: (JSONPieces) throws -> Void) throws {
      try write(through: "\"\(key)\":[", before: "]", key)
      try body(pieces)
    }

    mutating func skip(past key: String) throws { try write(through: "\"\(key)\":{", before: "", key) }

    private mutating func write(through mark: String, before next: String, _ key: String) throws {
      let wanted = [UInt8](mark.utf8)
      let whole = wanted + next.utf8
      var place = rest.startIndex
      while place + whole.count <= rest.endIndex {
        if rest[place] == whole[0], rest[place..<place + whole.count].elementsEqual(whole) {
          let end = place + wanted.count
          pieces.gzip.add(rest[..<end])
          rest = rest[end...]
          return
        }
        place += 1
      }
      throw Missing(key: key)
    }
  }
}
