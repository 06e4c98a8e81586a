import Readers

/// Reads the lines that begin in one stretch of a file; one for each core, its buffer used again.
final class StretchFeed {
  private var buffer: UnsafeMutableRawBufferPointer
  /// Small enough to stay in a core's own cache while it is hashed and read.
  private static let pieceSize = 256 << 10

  init() { buffer = .allocate(byteCount: Self.pieceSize * 2, alignment: 16) }

  deinit { buffer.deallocate() }

  /// The digests of the stretch's blocks.
  func read(
    _ plan: StretchPlan, _ index: Int, _ reader: inout any Reader, into sink: RecordSink,
    onBytes: (@Sendable (Int) -> Void)?
  ) throws(InputProblem) -> [ContentHash.BlockDigest] {
    var digests: [ContentHash.BlockDigest] = []
    var digest = ContentHash.BlockDigest()
    var place = plan.starts[index]
    let end = plan.end(of: index)
    var held = 0
    var isSkipping = try beginsInsideALine(plan, place)
    while place < end {
      if buffer.count - held < Self.pieceSize { grow(keeping: held) }
      // Pieces never reach over a block's end, so that a block's digest is its own.
      let blockEnd = (place / ContentHash.blockSize + 1) * ContentHash.blockSize
      let want = min(Self.pieceSize, blockEnd - place, end - place)
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[held..<(held + want)])
      let count = try plan.file.read(at: Int64(place), into: room)
      guard count > 0 else { throw .unreadable("the file became shorter while it was read") }
      let piece = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(room)[..<count])
      digest.update(piece)
      place += count
      onBytes?(count)
      if place == blockEnd || place == plan.size {
        digests.append(digest)
        digest = ContentHash.BlockDigest()
      }
      var from = 0
      if isSkipping {
        guard let newline = piece.firstIndex(of: 0x0A) else { continue }
        from = newline + 1
        isSkipping = false
      }
      let isLast = place == plan.size
      let block = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[from..<(held + count)])
      let used = reader.read(block.assumingMemoryBound(to: UInt8.self).span, isLast: isLast, into: sink)
      held = block.count - used
      if held > 0 { move(from: from + used, count: held) }
    }
    if held > 0 { try finishLastLine(plan, from: end, held: held, &reader, into: sink) }
    return digests
  }

  private func beginsInsideALine(_ plan: StretchPlan, _ start: Int) throws(InputProblem) -> Bool {
    guard start > 0 else { return false }
    var before: UInt8 = 0
    var problem: InputProblem?
    withUnsafeMutableBytes(of: &before) { target in
      do throws(InputProblem) { _ = try plan.file.read(at: Int64(start - 1), into: target) } catch {
        problem = error
      }
    }
    if let problem { throw problem }
    return before != 0x0A
  }

  /// The line that begins in this stretch and ends in the next.
  private func finishLastLine(
    _ plan: StretchPlan, from end: Int, held: Int, _ reader: inout any Reader, into sink: RecordSink
  ) throws(InputProblem) {
    var held = held
    var place = end
    while place < plan.size {
      let want = min(64 << 10, plan.size - place)
      if buffer.count - held < want { grow(keeping: held) }
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[held..<(held + want)])
      let count = try plan.file.read(at: Int64(place), into: room)
      guard count > 0 else { break }
      place += count
      let newline = UnsafeRawBufferPointer(room).prefix(count).firstIndex(of: 0x0A)
      held += newline.map { $0 + 1 } ?? count
      if newline != nil { break }
    }
    let block = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<held])
    _ = reader.read(block.assumingMemoryBound(to: UInt8.self).span, isLast: true, into: sink)
  }

  private func move(from start: Int, count: Int) {
    guard start > 0, let base = buffer.baseAddress else { return }
    base.copyMemory(from: base + start, byteCount: count)
  }

  private func grow(keeping held: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<held]))
    buffer.deallocate()
    buffer = larger
  }
}
