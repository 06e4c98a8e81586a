import Glibc

/// Counts by day and receiving domain, filled once for every attempt in a log.
///
/// Domains are found by their bytes in one arena, since a dictionary of fresh strings would cost more than all
/// the rest of the reading.
struct DomainTallies {
  /// Counts of one domain on one day.
  struct Cell: Hashable, Sendable, Codable {
    /// Deliveries that ended well, `delayed` and `ofNotifications` included.
    var delivered = 0
    var delayed = 0
    var ofNotifications = 0
    /// Attempts.
    var deferred = 0
    /// Deliveries that failed for good, `expired` included.
    var failed = 0
    var expired = 0

    static func += (left: inout Cell, right: Cell) {
      left.delivered += right.delivered
      left.delayed += right.delayed
      left.ofNotifications += right.ofNotifications
      left.deferred += right.deferred
      left.failed += right.failed
      left.expired += right.expired
    }
  }

  private var arena: [UInt8] = []
  private var places: [(start: Int, count: Int)] = []
  private var slots: [Int32] = Array(repeating: -1, count: 1024)
  private var days: [Int: Int] = [:]
  private var cells: [[Cell]] = []
  private var lastDay = Int.min
  private var lastDayIndex = 0

  /// The number of a domain, given in any case.
  @inline(__always)
  mutating func domain(_ bytes: UnsafeRawBufferPointer) -> Int {
    var slot = Self.hash(bytes) & (slots.count - 1)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if equals(number, bytes) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return add(bytes, at: slot)
  }

  /// The same for any case: letters differ by one bit in it, which is set in every byte. Eight bytes at a time.
  @inline(__always)
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
    let cases: UInt64 = 0x2020_2020_2020_2020
    var hash = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
    var place = 0
    while place + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self) | cases
      hash = (hash ^ word) &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 32
      place += 8
    }
    var rest: UInt64 = 0
    while place < bytes.count {
      rest = rest << 8 | UInt64(bytes[place] | 0x20)
      place += 1
    }
    hash = (hash ^ rest) &* 0xBF58_476D_1CE4_E5B9
    return Int(truncatingIfNeeded: hash ^ (hash >> 29))
  }

  @inline(__always)
  private static func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  @inline(__always)
  private func equals(_ number: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    let (start, count) = places[number]
    guard count == bytes.count else { return false }
    guard count > 0, let base = bytes.baseAddress else { return true }
    // Nearly always written in lower case already.
    if arena.withUnsafeBytes({ memcmp($0.baseAddress! + start, base, count) == 0 }) { return true }
    for index in 0..<count where arena[start + index] != Self.lowered(bytes[index]) { return false }
    return true
  }

  private mutating func add(_ bytes: UnsafeRawBufferPointer, at slot: Int) -> Int {
    let number = places.count
    places.append((arena.count, bytes.count))
    arena.append(contentsOf: bytes.lazy.map(Self.lowered))
    slots[slot] = Int32(number)
    if places.count * 2 > slots.count { rehash() }
    return number
  }

  private mutating func rehash() {
    slots = Array(repeating: -1, count: slots.count * 4)
    for (number, place) in places.enumerated() {
      let hash = arena.withUnsafeBytes {
        Self.hash(UnsafeRawBufferPointer(rebasing: $0[place.start..<(place.start + place.count)]))
      }
      var slot = hash & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }

  @inline(__always)
  mutating func update(day: Int, domain: Int, _ change: (inout Cell) -> Void) {
    if day != lastDay {
      lastDay = day
      if let known = days[day] {
        lastDayIndex = known
      } else {
        lastDayIndex = cells.count
        days[day] = lastDayIndex
        cells.append([])
      }
    }
    if cells[lastDayIndex].count <= domain {
      cells[lastDayIndex].append(
        contentsOf: repeatElement(Cell(), count: max(places.count, domain + 1) - cells[lastDayIndex].count))
    }
    change(&cells[lastDayIndex][domain])
  }

  mutating func update(day: Int, domain: String?, _ change: (inout Cell) -> Void) {
    var name = domain ?? ""
    let number = name.withUTF8 { self.domain(UnsafeRawBufferPointer($0)) }
    update(day: day, domain: number, change)
  }

  /// Adds the counts of another, and returns the numbers here of all its domains, by their numbers there.
  @discardableResult
  mutating func add(_ other: DomainTallies) -> [Int] {
    let numbers = other.arena.withUnsafeBytes { arena in
      other.places.map { start, count in
        domain(UnsafeRawBufferPointer(rebasing: arena[start..<(start + count)]))
      }
    }
    for (day, index) in other.days {
      for (domain, cell) in other.cells[index].enumerated() where cell != Cell() {
        update(day: day, domain: numbers[domain]) { $0 += cell }
      }
    }
    return numbers
  }

  func name(_ number: Int) -> String {
    let (start, count) = places[number]
    return String(decoding: arena[start..<(start + count)], as: UTF8.self)
  }

  /// Every cell that counted anything, by day and domain.
  var all: [Int: [String: Cell]] {
    var result: [Int: [String: Cell]] = [:]
    let names = places.indices.map(name)
    for (day, index) in days {
      var named: [String: Cell] = Dictionary(minimumCapacity: cells[index].count)
      for (number, cell) in cells[index].enumerated() where cell != Cell() {
        named[names[number]] = cell
      }
      result[day] = named
    }
    return result
  }
}
