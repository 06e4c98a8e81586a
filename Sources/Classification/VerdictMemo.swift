internal import DeliveryModel
internal import SMTPStatus

/// Remembers the decision on each shape, in bounded memory.
///
/// An open-addressed table over an arena of shapes. When either is full, all is forgotten: a stream that has
/// more shapes than fit gains nothing from remembering the oldest ones.
struct VerdictMemo: Sendable {
  struct Entry: Sendable {
    var hash: UInt64 = 0
    var context: UInt64 = 0
    var start: Int32 = 0
    var length: Int32 = -1
    var verdict: Int32 = 0
    var wordsStart: Int32 = 0
    var wordsEnd: Int32 = 0
  }

  private var entries: [Entry]
  private var arena: [UInt8] = []
  private var count = 0
  private var mask: Int
  private let slotLimit: Int
  private let arenaLimit: Int

  /// It begins small and grows to its limit: most inputs have few shapes, and many classifiers are made.
  ///
  /// - Parameter slots: at most so many; a power of two.
  init(slots: Int = 1 << 16, arenaLimit: Int = 16 << 20) {
    let first = min(slots, 1 << 10)
    entries = Array(repeating: Entry(), count: first)
    mask = first - 1
    slotLimit = slots
    self.arenaLimit = arenaLimit
  }

  /// The entry of a shape met before, or nil.
  @inline(__always)
  func entry(_ shape: UnsafeBufferPointer<UInt8>, context: UInt64, hash: UInt64) -> Entry? {
    entries.withUnsafeBufferPointer { entries in
      var slot = Int(truncatingIfNeeded: hash) & mask
      while true {
        let entry = entries[slot]
        if entry.length < 0 { return nil }
        if entry.hash == hash, entry.context == context, Int(entry.length) == shape.count,
          isSame(shape, at: Int(entry.start))
        {
          return entry
        }
        slot = (slot + 1) & mask
      }
    }
  }

  @inline(__always)
  private func isSame(_ shape: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    arena.withUnsafeBytes { arena in
      let left = UnsafeRawBufferPointer(shape)
      var index = 0
      while index + 8 <= left.count {
        if left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          != arena.loadUnaligned(fromByteOffset: start + index, as: UInt64.self)
        {
          return false
        }
        index += 8
      }
      while index < left.count {
        if left[index] != arena[start + index] { return false }
        index += 1
      }
      return true
    }
  }

  mutating func insert(
    _ shape: UnsafeBufferPointer<UInt8>, context: UInt64, hash: UInt64, verdict: Int32,
    words: Range<Int32>
  ) {
    if count * 2 >= entries.count, entries.count < slotLimit { grow() }
    if count * 2 >= entries.count || arena.count + shape.count > arenaLimit {
      for index in entries.indices { entries[index].length = -1 }
      arena.removeAll(keepingCapacity: true)
      count = 0
    }
    guard shape.count <= arenaLimit else { return }
    place(
      Entry(
        hash: hash, context: context, start: Int32(arena.count), length: Int32(shape.count),
        verdict: verdict, wordsStart: words.lowerBound, wordsEnd: words.upperBound))
    arena.append(contentsOf: shape)
    count += 1
  }

  private mutating func place(_ entry: Entry) {
    var slot = Int(truncatingIfNeeded: entry.hash) & mask
    while entries[slot].length >= 0 { slot = (slot + 1) & mask }
    entries[slot] = entry
  }

  private mutating func grow() {
    let old = entries
    entries = Array(repeating: Entry(), count: min(old.count * 4, slotLimit))
    mask = entries.count - 1
    for entry in old where entry.length >= 0 { place(entry) }
  }

  /// Eight bytes at a time; good enough to spread shapes, which are compared in full anyway.
  @inline(__always)
  static func hash(_ shape: UnsafeBufferPointer<UInt8>, _ context: UInt64) -> UInt64 {
    let bytes = UnsafeRawBufferPointer(shape)
    var hash: UInt64 = context ^ (UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15)
    var index = 0
    while index + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let product = (hash ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
      hash = product.high ^ product.low
      index += 8
    }
    var tail: UInt64 = 0
    while index < bytes.count {
      tail = tail << 8 | UInt64(bytes[index])
      index += 1
    }
    let product = (hash ^ tail).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }
}

extension ReplyContext {
  /// All of it in one number.
  @inline(__always)
  var packed: UInt64 {
    var value = UInt64(replyCode)
    if let code = enhancedCode {
      value |= UInt64(code.severity) << 16 | UInt64(code.subject) << 24 | UInt64(code.detail) << 36
    }
    value |= UInt64(saidBy.number) << 48
    value |= UInt64(stage?.number ?? 0) << 52
    return value
  }
}

extension Reply.Speaker {
  fileprivate var number: UInt8 {
    switch self {
    case .remoteHost: 1
    case .ownServer: 2
    case .provider: 3
    case .helpDesk: 4
    case .unknown: 0
    }
  }
}

extension Reply.Stage {
  fileprivate var number: UInt8 {
    switch self {
    case .connection: 1
    case .hello: 2
    case .authentication: 3
    case .mailFrom: 4
    case .rcptTo: 5
    case .data: 6
    case .endOfData: 7
    }
  }
}
