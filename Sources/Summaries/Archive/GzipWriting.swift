import CDeflate

/// Compression for files that this program writes. The same bytes give the same file: no name, no time.
enum GzipWriting {
  /// One gzip member (RFC 1952) of everything.
  static func compress(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / 4 + 1024)
    // More than the largest working memory that level 1 can use; its macros do not reach Swift.
    let level = 1 << 20
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: level)
    let room = UnsafeMutablePointer<UInt8>.allocate(capacity: 256 << 10)
    let stream = UnsafeMutablePointer<isal_zstream>.allocate(capacity: 1)
    defer {
      memory.deallocate()
      room.deallocate()
      stream.deallocate()
    }
    isal_deflate_init(stream)
    stream.pointee.gzip_flag = UInt16(IGZIP_GZIP)
    stream.pointee.level = 1
    stream.pointee.level_buf = memory
    stream.pointee.level_buf_size = UInt32(level)
    bytes.withUnsafeBufferPointer { input in
      var start = 0
      repeat {
        let count = min(input.count - start, 1 << 30)
        stream.pointee.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0 + start) }
        stream.pointee.avail_in = UInt32(count)
        start += count
        stream.pointee.end_of_stream = start == input.count ? 1 : 0
        repeat {
          stream.pointee.next_out = room
          stream.pointee.avail_out = 256 << 10
          isal_deflate(stream)
          result.append(
            contentsOf: UnsafeBufferPointer(start: room, count: 256 << 10 - Int(stream.pointee.avail_out)))
        } while stream.pointee.avail_out == 0
      } while start < input.count
    }
    return result
  }
}
