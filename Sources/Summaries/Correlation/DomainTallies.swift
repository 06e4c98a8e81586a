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
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(Self.lowered(byte))) &* 0x100_0000_01b3 }
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & (slots.count - 1)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if equals(number, bytes) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return add(bytes, at: slot)
  }

  @inline(__always)
  private static func lowered(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  @inline(__always)
  private func equals(_ number: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    let (start, count) = places[number]
    guard count == bytes.count else { return false }
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
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in arena[place.start..<(place.start + place.count)] {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      }
      var slot = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & (slots.count - 1)
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

  mutating func add(_ other: DomainTallies) {
    for (day, domains) in other.all {
      for (domain, cell) in domains { update(day: day, domain: domain) { $0 += cell } }
    }
  }

  func name(_ number: Int) -> String {
    let (start, count) = places[number]
    return String(decoding: arena[start..<(start + count)], as: UTF8.self)
  }

  /// Every cell that counted anything, by day and domain.
  var all: [Int: [String: Cell]] {
    var result: [Int: [String: Cell]] = [:]
    for (day, index) in days {
      var named: [String: Cell] = [:]
      for (number, cell) in cells[index].enumerated() where cell != Cell() {
        named[name(number)] = cell
      }
      result[day] = named
    }
    return result
  }
}
