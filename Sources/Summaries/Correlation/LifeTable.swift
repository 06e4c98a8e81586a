import Readers

/// The messages that a mail server has in its queue, by (stream, queue ID).
///
/// One flat allocation with open addressing; a message's entry is freed when its life ends, so memory follows
/// the length of the queue and not that of the log.
struct LifeTable: ~Copyable {
  /// One message's life in the queue.
  struct Life {
    // The queue ID, padded with zeros: IDs have at most 32 bytes.
    var id: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    var idCount: UInt8 = 0
    var opening = MessageFragment.Opening.before
    var isQueued = false
    var isNotification = false
    /// Not to be counted here: its beginning may lie before this stretch of the log.
    var isHeldBack = false
    var stream: Int32 = 0
    var hash: UInt32 = 0
    var firstTime: Int64 = 0
    var firstLine = 0
    var lastTime: Int64 = 0
    /// The number of its sender; -1 unknown.
    var sender: Int32 = -1
    /// Where its waiting recipients are kept; -1 none.
    var detail: Int32 = -1
    /// Bytes of its Message-ID; -1 unknown.
    var nameCount: Int32 = -1
    var estimatedArrival: Int64 = .min
  }

  /// Longer Message-IDs are kept aside.
  static let nameRoom = 120

  private(set) var lives: UnsafeMutablePointer<Life>
  private var names: UnsafeMutablePointer<UInt8>
  private var longNames: [Int: [UInt8]] = [:]
  private var capacity: Int
  private var used = 0
  private var free: [Int32] = []
  private var slots: UnsafeMutablePointer<Int32>
  private var slotMask: Int
  private(set) var count = 0

  init() {
    capacity = 1024
    lives = .allocate(capacity: capacity)
    names = .allocate(capacity: capacity * Self.nameRoom)
    slotMask = 4095
    slots = .allocate(capacity: slotMask + 1)
    slots.initialize(repeating: -1, count: slotMask + 1)
  }

  deinit {
    lives.deallocate()
    names.deallocate()
    slots.deallocate()
  }

  struct Key {
    var id: (UInt64, UInt64, UInt64, UInt64)
    var count: UInt8
    var stream: Int32
    var hash: UInt32

    @inline(__always)
    init(_ bytes: UnsafeRawPointer, count: Int, stream: Int32) {
      let count = min(count, 32)
      id = (
        Self.word(0, bytes, count), Self.word(1, bytes, count), Self.word(2, bytes, count),
        Self.word(3, bytes, count)
      )
      self.count = UInt8(count)
      self.stream = stream
      // Two multiplications over the raw bytes: the low bits of an ID vary most.
      var mix = id.0 &* 0x9E37_79B9_7F4A_7C15
      mix = (mix ^ (mix >> 29) ^ id.1) &* 0xBF58_476D_1CE4_E5B9
      mix = (mix ^ (mix >> 32) ^ id.2 ^ (id.3 &<< 7)) &* 0x94D0_49BB_1331_11EB
      mix ^= UInt64(UInt32(bitPattern: stream)) &* 0x9E37_79B1
      hash = UInt32(truncatingIfNeeded: mix ^ (mix >> 31))
    }

    /// Eight bytes of the ID, zeros behind its end. Made in registers: bytes that were just copied to memory
    /// could not be read from there as a word without waiting.
    @inline(__always)
    private static func word(_ number: Int, _ bytes: UnsafeRawPointer, _ count: Int) -> UInt64 {
      let left = count - number * 8
      guard left > 0 else { return 0 }
      if left >= 8 { return bytes.loadUnaligned(fromByteOffset: number * 8, as: UInt64.self) }
      if count >= 8 {
        // The last eight bytes, without those that belong to the word before.
        return bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self) >> UInt64(8 * (8 - left))
      }
      var word: UInt64 = 0
      for place in stride(from: count - 1, through: 0, by: -1) {
        word = word << 8 | UInt64(bytes.load(fromByteOffset: place, as: UInt8.self))
      }
      return word
    }
  }

  @inline(__always)
  func find(_ key: Key) -> Int? {
    var slot = Int(key.hash) & slotMask
    while true {
      let index = slots[slot]
      if index < 0 { return nil }
      let life = lives + Int(index)
      if life.pointee.hash == key.hash, life.pointee.stream == key.stream, life.pointee.id == key.id {
        return Int(index)
      }
      slot = (slot + 1) & slotMask
    }
  }

  /// Adds a life under a key that has none.
  mutating func insert(_ key: Key) -> Int {
    if (count + 1) * 2 > slotMask { growSlots() }
    let index: Int
    if let reused = free.popLast() {
      index = Int(reused)
    } else {
      if used == capacity { growLives() }
      index = used
      used += 1
    }
    var life = Life()
    life.id = key.id
    life.idCount = key.count
    life.stream = key.stream
    life.hash = key.hash
    (lives + index).initialize(to: life)
    place(index, hash: key.hash)
    count += 1
    return index
  }

  private func place(_ index: Int, hash: UInt32) {
    var slot = Int(hash) & slotMask
    while slots[slot] >= 0 { slot = (slot + 1) & slotMask }
    slots[slot] = Int32(index)
  }

  mutating func remove(_ index: Int) {
    var slot = Int(lives[index].hash) & slotMask
    while slots[slot] != Int32(index) { slot = (slot + 1) & slotMask }
    // Close the gap: entries behind it that belong before it move up.
    var gap = slot
    var next = (slot + 1) & slotMask
    while slots[next] >= 0 {
      let home = Int(lives[Int(slots[next])].hash) & slotMask
      if ((next - home) & slotMask) >= ((next - gap) & slotMask) {
        slots[gap] = slots[next]
        gap = next
      }
      next = (next + 1) & slotMask
    }
    slots[gap] = -1
    if lives[index].nameCount > Int32(Self.nameRoom) { longNames[index] = nil }
    free.append(Int32(index))
    count -= 1
  }

  mutating func setName(_ index: Int, _ bytes: UnsafeRawBufferPointer) {
    lives[index].nameCount = Int32(bytes.count)
    if bytes.count > Self.nameRoom {
      longNames[index] = Array(bytes)
    } else if let base = bytes.baseAddress {
      UnsafeMutableRawPointer(names + index * Self.nameRoom).copyMemory(from: base, byteCount: bytes.count)
    }
  }

  func name(_ index: Int) -> String? {
    let count = Int(lives[index].nameCount)
    guard count > 0 else { return nil }
    if count > Self.nameRoom { return longNames[index].map { String(decoding: $0, as: UTF8.self) } }
    return String(
      decoding: UnsafeBufferPointer(start: names + index * Self.nameRoom, count: count), as: UTF8.self)
  }

  /// A number that equal Message-IDs share; 0 where none is known.
  @inline(__always)
  func nameHash(_ index: Int) -> UInt64 {
    let count = Int(lives[index].nameCount)
    guard count > 0 else { return 0 }
    guard count <= Self.nameRoom else { return UInt64(count) }
    return Self.hash(UnsafeRawBufferPointer(start: names + index * Self.nameRoom, count: count))
  }

  @inline(__always)
  static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var value: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
    var place = 0
    while place + 8 <= bytes.count {
      value = (value ^ bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0xBF58_476D_1CE4_E5B9
      value ^= value >> 32
      place += 8
    }
    while place < bytes.count {
      value = (value ^ UInt64(bytes[place])) &* 0x100_0000_01B3
      place += 1
    }
    return value ^ (value >> 29)
  }

  func queueID(_ index: Int) -> String {
    withUnsafeBytes(of: lives[index].id) { String(decoding: $0[..<Int(lives[index].idCount)], as: UTF8.self) }
  }

  /// The lives that are still there.
  var all: [Int] {
    (0...slotMask).compactMap { slots[$0] >= 0 ? Int(slots[$0]) : nil }
  }

  private mutating func growSlots() {
    let old = UnsafeMutableBufferPointer(start: slots, count: slotMask + 1)
    slotMask = slotMask * 4 + 3
    slots = .allocate(capacity: slotMask + 1)
    slots.initialize(repeating: -1, count: slotMask + 1)
    for index in old where index >= 0 { place(Int(index), hash: lives[Int(index)].hash) }
    old.deallocate()
  }

  private mutating func growLives() {
    let moreLives = UnsafeMutablePointer<Life>.allocate(capacity: capacity * 2)
    moreLives.moveInitialize(from: lives, count: used)
    lives.deallocate()
    lives = moreLives
    let moreNames = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 * Self.nameRoom)
    moreNames.update(from: names, count: used * Self.nameRoom)
    names.deallocate()
    names = moreNames
    capacity *= 2
  }
}
