import Foundation

/// One number for each delivery that went well: how a help desk's notification is found to be counted already.
///
/// In a file they stand sorted, eight bytes each in little-endian order, as base64.
struct Fingerprints: Hashable, Sendable {
  var values: [UInt64] = []
}

extension Fingerprints: Codable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // Version 1 wrote the numbers themselves.
    if let numbers = try? container.decode([UInt64].self) {
      values = numbers
      return
    }
    let bytes = Array(try container.decode(Data.self))
    guard bytes.count % 8 == 0 else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a multiple of eight bytes")
    }
    values = stride(from: 0, to: bytes.count, by: 8).map { start in
      (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << UInt64($1 * 8) }
    }
  }

  func encode(to encoder: any Encoder) throws {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count * 8)
    for value in values.sorted() {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: value >> shift))
      }
    }
    var container = encoder.singleValueContainer()
    try container.encode(Data(bytes))
  }
}
