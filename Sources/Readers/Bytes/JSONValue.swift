import Glibc

/// A value on a parser's tape: a place, not a copy. It must not outlive the call that it was given to.
package struct JSONValue {
  private let words: UnsafePointer<UInt64>
  private let strings: UnsafeRawPointer
  private let index: Int

  init(words: UnsafePointer<UInt64>, strings: UnsafeRawPointer, index: Int) {
    self.words = words
    self.strings = strings
    self.index = index
  }

  package enum Kind: UInt8, Sendable {
    case object = 0x7B
    case array = 0x5B
    case string = 0x22
    case signed = 0x6C
    case unsigned = 0x75
    case double = 0x64
    case yes = 0x74
    case no = 0x66
    case null = 0x6E
  }

  package var kind: Kind { Kind(rawValue: UInt8(words[index] >> 56)) ?? .null }

  private var payload: Int { Int(words[index] & 0x00FF_FFFF_FFFF_FFFF) }

  private func at(_ index: Int) -> JSONValue { JSONValue(words: words, strings: strings, index: index) }

  /// The word behind this value.
  private var end: Int {
    switch kind {
    case .object, .array: payload & 0xFFFF_FFFF
    case .signed, .unsigned, .double: index + 2
    case .string, .yes, .no, .null: index + 1
    }
  }

  // MARK: Containers

  package var isObject: Bool { kind == .object }
  package var isArray: Bool { kind == .array }

  /// The member of that name, the first where there are several; nil where there is none, where it is null, and
  /// where this is no object.
  package subscript(key: StaticString) -> JSONValue? {
    guard kind == .object else { return nil }
    let name = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
    let close = end - 1
    var place = index + 1
    while place < close {
      let value = at(place + 1)
      if at(place).hasText(name) { return value.kind == .null ? nil : value }
      place = value.end
    }
    return nil
  }

  /// Whether there is a member of that name, be it null.
  package func has(_ key: StaticString) -> Bool {
    guard kind == .object else { return false }
    let name = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
    let close = end - 1
    var place = index + 1
    while place < close {
      if at(place).hasText(name) { return true }
      place = at(place + 1).end
    }
    return false
  }

  /// Calls `body` with each member's name and value, in order.
  package func forEachMember(_ body: (JSONValue, JSONValue) -> Void) {
    guard kind == .object else { return }
    let close = end - 1
    var place = index + 1
    while place < close {
      let value = at(place + 1)
      body(at(place), value)
      place = value.end
    }
  }

  /// The elements of an array, or the value itself where something else stands in an array's place; none of null.
  package var elements: Elements {
    switch kind {
    case .array: Elements(upcoming: at(index + 1), close: end - 1)
    case .null: Elements(upcoming: self, close: index)
    default: Elements(upcoming: self, close: end)
    }
  }

  package struct Elements: Sequence, IteratorProtocol {
    fileprivate var upcoming: JSONValue
    fileprivate let close: Int

    /// Of nothing.
    package static var empty: Elements {
      Elements(upcoming: JSONValue(words: noWords, strings: UnsafeRawPointer(noWords), index: 0), close: 0)
    }

    package mutating func next() -> JSONValue? {
      guard upcoming.index < close else { return nil }
      let value = upcoming
      upcoming = value.at(value.end)
      return value
    }
  }

  // MARK: Text

  /// The bytes of a string, valid UTF-8; empty where this is none.
  package var utf8: UnsafeBufferPointer<UInt8> {
    guard kind == .string else { return UnsafeBufferPointer(start: nil, count: 0) }
    let start = strings + payload
    let count = Int(start.loadUnaligned(as: UInt32.self))
    return UnsafeBufferPointer(start: (start + 4).assumingMemoryBound(to: UInt8.self), count: count)
  }

  package var string: String? { kind == .string ? String(decoding: utf8, as: UTF8.self) : nil }

  /// The string where it has anything in it.
  package var text: String? {
    guard let text = string, !text.isEmpty else { return nil }
    return text
  }

  package func isText(_ text: StaticString) -> Bool {
    hasText(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private func hasText(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard kind == .string else { return false }
    let own = utf8
    guard own.count == other.count, let one = own.baseAddress, let two = other.baseAddress else {
      return false
    }
    return own.isEmpty || memcmp(one, two, own.count) == 0
  }

  // MARK: Numbers

  package var bool: Bool? {
    switch kind {
    case .yes: true
    case .no: false
    default: nil
    }
  }

  private var signed: Int64 { Int64(bitPattern: words[index + 1]) }
  private var double: Double { Double(bitPattern: words[index + 1]) }

  /// A whole number, as a number or as digits in a string.
  package var integer: Int64? {
    switch kind {
    case .signed: return signed
    case .unsigned: return Int64(exactly: words[index + 1])
    case .double: return Int64(exactly: double)
    case .string: return Identifier.digits(utf8)
    default: return nil
    }
  }

  /// An id, with those told apart that a spreadsheet has rounded.
  package var identifier: Identifier {
    switch kind {
    case .signed: return .exact(signed)
    case .unsigned: return Int64(exactly: words[index + 1]).map { .exact($0) } ?? .mangled
    case .double: return Identifier(double)
    case .string: return Identifier(utf8)
    case .null, .yes, .no, .object, .array: return .absent
    }
  }
}

/// What an empty list points to; never read.
nonisolated(unsafe) private let noWords = UnsafePointer(UnsafeMutablePointer<UInt64>.allocate(capacity: 1))
