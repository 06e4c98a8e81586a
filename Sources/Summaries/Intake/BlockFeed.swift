import Readers

/// Hands a stream to a reader in blocks: what the reader leaves unused comes again in front of the next block.
struct BlockFeed: ~Copyable {
  private let stream: any ByteStream
  private var buffer: UnsafeMutableRawBufferPointer
  private var count = 0
  private(set) var isAtEnd = false
  private(set) var problem: InputProblem?
  private var hasher = ContentHasher()
  private(set) var length: Int64 = 0

  private static let blockSize = 1 << 20
  /// How many bytes identify a growing log by its beginning: two lines or three, whose times, processes and queue
  /// ids no other log has. No more, because a log that was just rotated is this short when it is first read.
  static let headSize = 256
  private(set) var headHash = ""

  init(_ stream: any ByteStream) {
    self.stream = stream
    buffer = .allocate(byteCount: Self.blockSize, alignment: 16)
  }

  deinit { buffer.deallocate() }

  var isEmpty: Bool { count == 0 }

  /// The first bytes, for recognition.
  var head: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<min(count, 64 << 10)])
  }

  var hash: ContentHash { hasher.finish() }

  /// Reads until the buffer is full or the stream ends.
  mutating func fill() {
    while count < buffer.count, !isAtEnd {
      do throws(InputProblem) {
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
        let more = try stream.read(into: room)
        if more == 0 { isAtEnd = true }
        hasher.update(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(room)[..<more]))
        count += more
        length += Int64(more)
      } catch {
        problem = error
        isAtEnd = true
      }
    }
    if headHash.isEmpty, length >= Self.headSize { headHash = Self.headHash(UnsafeRawBufferPointer(buffer)) }
  }

  static func headHash(_ bytes: UnsafeRawBufferPointer) -> String {
    var hasher = ContentHasher()
    hasher.update(UnsafeRawBufferPointer(rebasing: bytes.prefix(headSize)))
    return hasher.finish().description
  }

  mutating func feed(_ reader: inout any Reader, into sink: RecordSink, onBytes: (@Sendable (Int) -> Void)?) {
    var reported: Int64 = 0
    while true {
      onBytes?(Int(length - reported))
      reported = length
      let block = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count])
      let used = reader.read(block.assumingMemoryBound(to: UInt8.self).span, isLast: isAtEnd, into: sink)
      if isAtEnd { return }
      let rest = count - used
      if rest > 0, used > 0 { memmoveDown(from: used, count: rest) }
      count = rest
      // The reader wants more than the buffer holds: a record longer than a block.
      if used == 0, count == buffer.count { grow() }
      fill()
    }
  }

  /// Reads to the end for the hash alone.
  mutating func skipAll() {
    while !isAtEnd {
      count = 0
      fill()
    }
  }

  /// Everything, for the few formats that are read as a whole; nil where it is more than `limit` bytes.
  mutating func readAll(atMost limit: Int64) -> [UInt8]? {
    var all: [UInt8] = []
    while true {
      guard length <= limit else { return nil }
      all.append(contentsOf: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
      count = 0
      if isAtEnd { return all }
      fill()
    }
  }

  private func memmoveDown(from start: Int, count: Int) {
    guard let base = buffer.baseAddress else { return }
    base.copyMemory(from: base + start, byteCount: count)
  }

  private mutating func grow() {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
    buffer.deallocate()
    buffer = larger
  }
}
