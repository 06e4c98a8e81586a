/// A stream whose first bytes may be looked at before it is read; they are delivered again.
final class PeekedStream: ByteStream {
  /// The first bytes: as many as were asked for, or fewer where the stream is shorter.
  let head: [UInt8]
  private let rest: any ByteStream
  private var delivered = 0
  /// A stream that breaks within its head still delivers what came before.
  private var problem: InputProblem?

  /// A stream whose first bytes were read by someone else.
  init(_ stream: any ByteStream, head: [UInt8]) {
    rest = stream
    self.head = head
  }

  init(_ stream: any ByteStream, peeking count: Int) {
    rest = stream
    var head = [UInt8](repeating: 0, count: count)
    var filled = 0
    var problem: InputProblem?
    head.withUnsafeMutableBytes { buffer in
      while filled < count {
        do throws(InputProblem) {
          let got = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
          guard got > 0 else { return }
          filled += got
        } catch {
          problem = error
          return
        }
      }
    }
    self.head = Array(head[..<filled])
    self.problem = problem
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputProblem) -> Int {
    if delivered < head.count {
      let count = min(buffer.count, head.count - delivered)
      buffer.copyBytes(from: head[delivered..<(delivered + count)])
      delivered += count
      return count
    }
    if let problem { throw problem }
    return try rest.read(into: buffer)
  }
}
