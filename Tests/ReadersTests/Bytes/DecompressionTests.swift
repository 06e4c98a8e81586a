import Readers
import Testing

@Suite struct DecompressionTests {
  static let text = Array((PackedSamples.first + PackedSamples.second).utf8)

  static func unpack(_ bytes: [UInt8], step: Int = .max, into size: Int = 64 << 10)
    -> (bytes: [UInt8], problem: InputProblem?)
  {
    switch Compression(head: bytes) {
    case .gzip: drain(GzipStream(MemoryStream(bytes, step: step), bufferSize: min(step, 1 << 16)), step: size)
    case .zstd:
      drain(ZstandardStream(MemoryStream(bytes, step: step), bufferSize: min(step, 1 << 16)), step: size)
    default: ([], nil)
    }
  }

  @Test("several members or frames are one text", arguments: [PackedSamples.gzip, PackedSamples.zstandard])
  func members(packed: [UInt8]) {
    for step in [1, 2, 7, 100, Int.max] {
      for size in [1, 5, 64, 4096] {
        let result = Self.unpack(packed, step: step, into: size)
        #expect(result.bytes == Self.text, "input by \(step), output by \(size)")
        #expect(result.problem == nil)
      }
    }
  }

  @Test(
    "a cut at any byte gives a beginning of the text and then says so",
    arguments: [PackedSamples.gzip, PackedSamples.zstandard])
  func cut(packed: [UInt8]) throws {
    var wholeTexts = 0
    var longest = 0
    for length in 4..<packed.count {
      let result = Self.unpack(Array(packed[..<length]))
      #expect(Self.text.starts(with: result.bytes), "cut at \(length)")
      #expect(result.bytes.count >= longest, "cut at \(length)")
      longest = result.bytes.count
      if result.problem == nil {
        // Only between two members or frames is a cut file a whole one.
        wholeTexts += 1
        #expect(result.bytes.count == PackedSamples.first.utf8.count)
      } else {
        guard case .damaged(_, let byte, _) = result.problem else {
          Issue.record("\(String(describing: result.problem)) at \(length)")
          continue
        }
        #expect(byte == Int64(length))
      }
    }
    #expect(wholeTexts == 1)
  }

  @Test("a changed byte never traps", arguments: [PackedSamples.gzip, PackedSamples.zstandard])
  func changed(packed: [UInt8]) {
    for index in packed.indices {
      for change: UInt8 in [0x01, 0x80, 0xFF] {
        var bytes = packed
        bytes[index] ^= change
        _ = Self.unpack(bytes)
      }
    }
  }

  @Test("what follows a gzip file is told with its place")
  func trailing() {
    let result = Self.unpack(PackedSamples.gzip + Array("more".utf8))
    #expect(result.bytes == Self.text)
    #expect(
      result.problem
        == .damaged(
          format: "gzip", byte: Int64(PackedSamples.gzip.count),
          detail: "other bytes follow the compressed data"))
  }

  @Test("zeros that pad a gzip file are no damage")
  func padding() {
    let result = Self.unpack(PackedSamples.gzip + [UInt8](repeating: 0, count: 512), step: 100)
    #expect(result.bytes == Self.text)
    #expect(result.problem == nil)
  }

  @Test("a wrong checksum is told after the whole text")
  func checksum() {
    var bytes = PackedSamples.gzip
    bytes[bytes.count - 8] ^= 1
    let result = Self.unpack(bytes)
    #expect(result.bytes == Self.text)
    #expect(result.problem != nil)
  }

  @Test("the time in a gzip header is known after the first bytes")
  func time() {
    let stream = GzipStream(MemoryStream(PackedSamples.gzip))
    _ = drain(stream)
    #expect(stream.modifiedAt?.description == "2026-03-02T10:13:02Z")
  }
}
