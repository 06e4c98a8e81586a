import Foundation
import Glibc

/// Standard output, in large pieces. A reader that goes away (`| head`) is no error.
struct StandardOutput: ~Copyable {
  private var buffer: [UInt8] = []

  static var isTerminal: Bool { isatty(1) == 1 }

  mutating func write(_ bytes: some Collection<UInt8>) throws {
    buffer.append(contentsOf: bytes)
    if buffer.count > 1 << 18 { try flush() }
  }

  mutating func write(_ text: String) throws { try write(text.utf8) }

  mutating func flush() throws {
    var start = 0
    while start < buffer.count {
      let count = buffer.withUnsafeBytes { Glibc.write(1, $0.baseAddress! + start, buffer.count - start) }
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE { throw ReaderIsGone() }
        throw OutputProblem(reason: String(cString: strerror(errno)))
      }
      start += count
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Whoever read our output has enough: an ordinary end.
  struct ReaderIsGone: Error {}

  struct OutputProblem: Error, CustomStringConvertible {
    let reason: String
    var description: String { "standard output: \(reason)" }
  }
}
