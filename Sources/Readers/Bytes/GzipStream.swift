import CDeflate
public import DeliveryModel

/// Unpacks gzip (RFC 1952) with any number of members.
///
/// Damage is told after every byte that lies before it was delivered, with its place in the compressed file.
public final class GzipStream: ByteStream {
  /// When the first member's content last changed, as its header tells.
  public private(set) var modifiedAt: UTCTime?

  private enum Phase {
    case betweenMembers, inMember
    /// Broken: what was already decoded is still delivered, then the problem is told.
    case broken(InputProblem)
    case ended
  }

  private let compressed: any ByteStream
  private let state: UnsafeMutablePointer<inflate_state>
  private let input: UnsafeMutableRawBufferPointer
  private var phase = Phase.betweenMembers
  private var members = 0
  /// Bytes of the compressed file up to the end of `input`.
  private var loaded: Int64 = 0
  private var inputEnded = false
  private var inputProblem: InputProblem?

  public init(_ compressed: any ByteStream, bufferSize: Int = 256 << 10) {
    self.compressed = compressed
    state = .allocate(capacity: 1)
    isal_inflate_init(state)
    state.pointee.avail_in = 0
    state.pointee.next_in = nil
    input = .allocate(byteCount: max(bufferSize, 1), alignment: 16)
  }

  deinit {
    state.deallocate()
    input.deallocate()
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputProblem) -> Int {
    precondition(!buffer.isEmpty, "a stream cannot tell its end into an empty buffer")
    let room = min(buffer.count, 1 << 30)
    state.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_out = UInt32(room)
    while state.pointee.avail_out > 0 {
      if state.pointee.avail_in == 0 { refill() }
      switch phase {
      case .betweenMembers: findMember()
      case .inMember: inflate()
      case .broken, .ended:
        let written = room - Int(state.pointee.avail_out)
        let drained = drain(
          into: UnsafeMutableRawBufferPointer(rebasing: buffer[written..<room]))
        if written + drained > 0 { return written + drained }
        if case .broken(let problem) = phase { throw problem }
        return 0
      }
    }
    return room - Int(state.pointee.avail_out)
  }

  /// Where the next unused byte stands in the compressed file.
  private var place: Int64 { loaded - Int64(state.pointee.avail_in) }

  private func refill() {
    guard !inputEnded else { return }
    do throws(InputProblem) {
      let count = try compressed.read(into: input)
      state.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
      state.pointee.avail_in = UInt32(count)
      loaded += Int64(count)
      if count == 0 { inputEnded = true }
      if members == 0, modifiedAt == nil, count >= 8 {
        // RFC 1952 §2.3.1: MTIME, Unix seconds, 0 where there is none.
        let time = (0..<4).reduce(Int64(0)) { $0 | Int64(input[4 + $1]) << Int64(8 * $1) }
        if time > 0 { modifiedAt = UTCTime(seconds: time) }
      }
    } catch {
      inputProblem = error
      inputEnded = true
    }
  }

  private func findMember() {
    guard state.pointee.avail_in > 0, let next = state.pointee.next_in else {
      phase = inputProblem.map { .broken($0) } ?? (members == 0 ? broken("it is empty") : .ended)
      return
    }
    switch next.pointee {
    case 0x1F:
      let available = state.pointee.avail_in
      isal_inflate_reset(state)
      state.pointee.next_in = next
      state.pointee.avail_in = available
      state.pointee.crc_flag = UInt32(ISAL_GZIP)
      members += 1
      phase = .inMember
    case 0 where members > 0:
      // Tapes and copies to block devices pad with zeros; gzip itself passes over them.
      state.pointee.next_in = next + 1
      state.pointee.avail_in -= 1
    default:
      phase = broken(
        members == 0 ? "it does not begin as gzip does" : "other bytes follow the compressed data")
    }
  }

  private func inflate() {
    let roomBefore = state.pointee.avail_out
    let inputBefore = state.pointee.avail_in
    let result = isal_inflate(state)
    guard result == ISAL_DECOMP_OK else {
      phase = broken(Self.meaning(of: result))
      return
    }
    if state.pointee.block_state == ISAL_BLOCK_FINISH {
      phase = .betweenMembers
    } else if inputEnded && state.pointee.avail_in == 0 && inputBefore == 0
      && state.pointee.avail_out == roomBefore
    {
      phase = inputProblem.map { .broken($0) } ?? broken("it ends in the middle of the compressed data")
    }
  }

  /// Delivers what the decoder still holds when it stops for an error.
  private func drain(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard case .broken = phase else { return 0 }
    let pending = Int(state.pointee.tmp_out_valid - state.pointee.tmp_out_processed)
    let count = max(0, min(pending, buffer.count))
    guard count > 0, let from = inflate_state_pending(state) else { return 0 }
    buffer.copyMemory(from: UnsafeRawBufferPointer(start: from, count: count))
    state.pointee.tmp_out_processed += Int32(count)
    return count
  }

  private func broken(_ detail: String) -> Phase {
    .broken(.damaged(format: Compression.gzip.rawValue, byte: place, detail: detail))
  }

  private static func meaning(of result: Int32) -> String {
    switch result {
    case ISAL_INVALID_BLOCK, ISAL_INVALID_SYMBOL, ISAL_INVALID_LOOKBACK: "its compressed data is broken"
    case ISAL_INVALID_WRAPPER, ISAL_UNSUPPORTED_METHOD: "its header is broken"
    case ISAL_INCORRECT_CHECKSUM: "its checksum does not fit its content"
    default: "it cannot be unpacked (\(result))"
    }
  }
}
