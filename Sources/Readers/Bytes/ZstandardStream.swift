import CZstandard

/// Unpacks Zstandard (RFC 8878) with any number of frames; a window of more than 128 MiB is refused.
public final class ZstandardStream: ByteStream {
  private let compressed: any ByteStream
  private let decoder: OpaquePointer?
  private let input: UnsafeMutableRawBufferPointer
  private var pending = ZSTD_inBuffer(src: nil, size: 0, pos: 0)
  /// Bytes of the compressed file up to the end of `pending`.
  private var loaded: Int64 = 0
  private var inputEnded = false
  private var problem: InputProblem?
  private var isBetweenFrames = true

  public init(_ compressed: any ByteStream, bufferSize: Int = 256 << 10) {
    self.compressed = compressed
    decoder = ZSTD_createDStream()
    input = .allocate(byteCount: max(bufferSize, 1), alignment: 16)
  }

  deinit {
    ZSTD_freeDStream(decoder)
    input.deallocate()
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputProblem) -> Int {
    precondition(!buffer.isEmpty, "a stream cannot tell its end into an empty buffer")
    var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
    while problem == nil && output.pos < output.size {
      if pending.pos == pending.size { refill() }
      let isExhausted = pending.pos == pending.size && inputEnded
      if isExhausted && isBetweenFrames { break }
      let outputBefore = output.pos
      let result = ZSTD_decompressStream(decoder, &output, &pending)
      if ZSTD_isError(result) != 0 {
        damage(String(cString: ZSTD_getErrorName(result)))
      } else {
        isBetweenFrames = result == 0
        if isExhausted && !isBetweenFrames && output.pos == outputBefore && problem == nil {
          damage("it ends in the middle of the compressed data")
        }
      }
    }
    if output.pos == 0, let problem { throw problem }
    return output.pos
  }

  private func damage(_ detail: String) {
    let place = loaded - Int64(pending.size - pending.pos)
    problem = .damaged(format: Compression.zstd.rawValue, byte: place, detail: detail)
  }

  private func refill() {
    guard !inputEnded else { return }
    do throws(InputProblem) {
      let count = try compressed.read(into: input)
      pending = ZSTD_inBuffer(src: input.baseAddress, size: count, pos: 0)
      loaded += Int64(count)
      inputEnded = count == 0
    } catch {
      inputEnded = true
      problem = error
    }
  }
}
