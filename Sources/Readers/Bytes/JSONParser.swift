import CJSONTape

/// Parses JSON documents one at a time, using the same buffers again. simdjson does the work.
package final class JSONParser {
  /// Why a document is none.
  package enum Problem: String, Error, Sendable {
    case badStructure = "not-json"
    case tooDeep = "nested-too-deep"
    case tooLarge = "record-too-long"
    case noMemory = "no-memory"
  }

  private let parser: OpaquePointer?

  /// How many documents parsed only after `JSONRepair` had been at them.
  package private(set) var repaired = 0

  /// Documents of more bytes or with more brackets inside each other are refused.
  package init(mostBytes: Int, mostDepth: Int = 256) {
    // A repair can make a document longer, at worst threefold: one invalid byte becomes U+FFFD.
    parser = json_tape_parser_create(min(3 * mostBytes + 64, 0xFFFF_FF00), mostDepth)
  }

  deinit { json_tape_parser_free(parser) }

  /// Hands the parsed value to `body`, during which alone it may be used.
  ///
  /// Bytes that are not UTF-8, broken escapes and numbers out of range are replaced, so that one bad character
  /// does not cost the record.
  package func parse<Result>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (JSONValue) -> Result
  ) throws(Problem) -> Result {
    guard let parser else { throw .noMemory }
    var outcome = json_tape_parse(parser, bytes.baseAddress, bytes.count)
    switch outcome {
    case JSON_TAPE_OK: break
    case JSON_TAPE_TOO_DEEP: throw .tooDeep
    case JSON_TAPE_TOO_LARGE: throw .tooLarge
    case JSON_TAPE_NO_MEMORY: throw .noMemory
    default:
      let second = JSONRepair.repaired(bytes)
      outcome = second.withUnsafeBufferPointer { json_tape_parse(parser, $0.baseAddress, $0.count) }
      switch outcome {
      case JSON_TAPE_OK: repaired += 1
      case JSON_TAPE_TOO_DEEP: throw .tooDeep
      case JSON_TAPE_TOO_LARGE: throw .tooLarge
      case JSON_TAPE_NO_MEMORY: throw .noMemory
      default: throw .badStructure
      }
    }
    guard let words = json_tape_words(parser), let strings = json_tape_strings(parser) else {
      throw .noMemory
    }
    return body(JSONValue(words: words, strings: UnsafeRawPointer(strings), index: 1))
  }
}
