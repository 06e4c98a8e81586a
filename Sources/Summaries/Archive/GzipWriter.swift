import CDeflate

/// Compression for files that this program writes: one gzip member (RFC 1952). The same bytes give the same file,
/// however they are cut into pieces: no name, no time, and pieces are compressed in blocks of one size.
final class GzipWriter {
  // More than the largest working memory that level 1 can use; its macros do not reach Swift.
  private static let level = 1 << 20
  private static let roomSize = 256 << 10
  private static let block = 4 << 20
  private let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: level)
  private let room = UnsafeMutablePointer<UInt8>.allocate(capacity: roomSize)
  private let stream = UnsafeMutablePointer<isal_zstream>.allocate(capacity: 1)
  private var waiting: [UInt8] = []
  private var result: [UInt8] = []

  init() {
    isal_deflate_init(stream)
    stream.pointee.gzip_flag = UInt16(IGZIP_GZIP)
    stream.pointee.level = 1
    stream.pointee.level_buf = memory
    stream.pointee.level_buf_size = UInt32(Self.level)
  }

  deinit {
    memory.deallocate()
    room.deallocate()
    stream.deallocate()
  }

  func add(_ bytes: some Collection<UInt8>) {
    waiting += bytes
    while waiting.count > Self.block {
      deflate(Array(waiting[..<Self.block]), isLast: false)
      waiting.removeFirst(Self.block)
    }
  }

  /// Nothing can be added afterwards.
  func finish() -> [UInt8] {
    deflate(waiting, isLast: true)
    waiting = []
    return result
  }

  private func deflate(_ bytes: [UInt8], isLast: Bool) {
    bytes.withUnsafeBufferPointer { input in
      stream.pointee.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0) }
      stream.pointee.avail_in = UInt32(input.count)
      stream.pointee.end_of_stream = isLast ? 1 : 0
      repeat {
        stream.pointee.next_out = room
        stream.pointee.avail_out = UInt32(Self.roomSize)
        isal_deflate(stream)
        let count = Self.roomSize - Int(stream.pointee.avail_out)
        result.append(contentsOf: UnsafeBufferPointer(start: room, count: count))
      } while stream.pointee.avail_out == 0
    }
  }
}
