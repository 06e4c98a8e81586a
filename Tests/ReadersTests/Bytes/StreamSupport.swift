import Foundation
import Readers

/// Bytes in memory as a stream that gives at most so many at a time.
final class MemoryStream: ByteStream {
  private let bytes: [UInt8]
  private let step: Int
  private var position = 0

  init(_ bytes: [UInt8], step: Int = .max) {
    self.bytes = bytes
    self.step = step
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputProblem) -> Int {
    let count = min(step, buffer.count, bytes.count - position)
    buffer.copyBytes(from: bytes[position..<(position + count)])
    position += count
    return count
  }
}

/// Everything that a stream gives, and the problem with which it ended, if any.
func drain(_ stream: any ByteStream, step: Int = 64 << 10) -> (bytes: [UInt8], problem: InputProblem?) {
  var bytes: [UInt8] = []
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: step, alignment: 16)
  defer { buffer.deallocate() }
  while true {
    do throws(InputProblem) {
      let count = try stream.read(into: buffer)
      guard count > 0 else { return (bytes, nil) }
      bytes += buffer[..<count]
    } catch {
      return (bytes, error)
    }
  }
}

/// A folder that is gone when the test is over.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "bouncebook-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }
}

extension [UInt8] {
  /// Bytes written as Base64, for fixtures that no source file can hold.
  init(base64 text: String) { self = Array(Data(base64Encoded: text) ?? Data()) }
}
