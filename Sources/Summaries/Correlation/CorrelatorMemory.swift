import DeliveryModel
import Readers

/// The envelope senders of a log: few, and named in every second line.
struct SenderNames {
  private var names: [String] = []
  private var bytes: [[UInt8]] = []

  mutating func number(_ start: UnsafeRawPointer, count: Int) -> Int32 {
    let given = UnsafeRawBufferPointer(start: start, count: count)
    for index in bytes.indices.prefix(64)
    where bytes[index].count == count && bytes[index].elementsEqual(given) { return Int32(index) }
    return add(String(decoding: given, as: UTF8.self))
  }

  mutating func add(_ name: String) -> Int32 {
    if let known = numbers[name] { return known }
    names.append(name)
    bytes.append(Array(name.utf8))
    let number = Int32(names.count - 1)
    numbers[name] = number
    return number
  }

  private var numbers: [String: Int32] = [:]

  func name(_ number: Int32) -> String? { number < 0 ? nil : names[Int(number)] }
}

/// Messages that left the queue lately, by queue ID and Message-ID: a content filter's second message is often
/// gone before the line that names it is written.
struct RecentMessages {
  private var entries: [(key: UInt64, name: UInt64)] = Array(repeating: (0, 0), count: 8192)

  mutating func add(_ life: LifeTable.Life, name: UInt64) {
    guard name != 0 else { return }
    entries[Int(life.hash) & 8191] = (UInt64(life.hash) << 32 | UInt64(UInt32(bitPattern: life.stream)), name)
  }

  func has(_ key: LifeTable.Key, name: UInt64) -> Bool {
    let entry = entries[Int(key.hash) & 8191]
    return entry.name == name && entry.key == UInt64(key.hash) << 32 | UInt64(UInt32(bitPattern: key.stream))
  }
}

/// Tells the day of a moment in a zone; moments come nearly in order, so the last answer mostly holds.
struct DayCache {
  private let zone: LocalZone
  private var quarter = Int64.min
  private var known = 0

  init(zone: LocalZone) { self.zone = zone }

  @inline(__always)
  mutating func day(of time: Int64) -> Int {
    // Zones change their offset at quarters of an hour at the finest.
    let now = time >= 0 ? time / 900 : (time - 899) / 900
    if now != quarter {
      quarter = now
      known = zone.day(ofUTC: time)
    }
    return known
  }
}

/// Counts by day, for loops in which a dictionary would cost more than the rest; days come nearly in order.
struct DayCounter {
  private var day = Int.min
  private var count = 0
  private var earlier: [Int: Int] = [:]

  @inline(__always)
  mutating func add(_ newDay: Int) {
    if newDay != day { turn(to: newDay) }
    count += 1
  }

  private mutating func turn(to newDay: Int) {
    if count > 0 { earlier[day, default: 0] += count }
    day = newDay
    count = 0
  }

  /// Adds what was counted to `counts`, and begins anew.
  mutating func move(to counts: inout [Int: Int]) {
    turn(to: .min)
    counts.merge(earlier, uniquingKeysWith: +)
    earlier = [:]
  }
}

/// One number for one message to one recipient.
enum Fingerprint {
  @inline(__always)
  static func of(name: UInt64, _ address: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in address { hash = (hash ^ UInt64(byte &- 0x41 < 26 ? byte | 0x20 : byte)) &* 0x100_0000_01b3 }
    return hash ^ name
  }

  static func of(messageID: String, address: String) -> UInt64? {
    guard !messageID.isEmpty else { return nil }
    var id = messageID
    var address = address
    let name = id.withUTF8 { bytes in
      bytes.count > LifeTable.nameRoom ? UInt64(bytes.count) : LifeTable.hash(UnsafeRawBufferPointer(bytes))
    }
    return address.withUTF8 { of(name: name, UnsafeRawBufferPointer($0)) }
  }
}
