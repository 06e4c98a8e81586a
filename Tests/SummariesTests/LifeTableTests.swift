import Testing

@testable import Summaries

@Suite("The queue's table of messages")
struct LifeTableTests {
  @Test("an ID of any length is found again, and no other one")
  func lengths() throws {
    var table = LifeTable()
    let alphabet = Array("0123456789ABCDEF0123456789ABCDEFGHI".utf8)
    var places: [Int] = []
    for length in 1...32 { places.append(table.insert(key(alphabet.prefix(length)))) }
    for length in 1...32 {
      #expect(table.find(key(alphabet.prefix(length))) == places[length - 1])
      #expect(table.queueID(places[length - 1]) == String(decoding: alphabet.prefix(length), as: UTF8.self))
      for changed in 0..<length {
        var other = Array(alphabet.prefix(length))
        other[changed] = UInt8(ascii: "z")
        #expect(table.find(key(other[...])) == nil)
      }
    }
  }

  /// Bytes behind the ID are no part of it.
  private func key(_ id: ArraySlice<UInt8>) -> LifeTable.Key {
    (Array(id) + Array(": to=<".utf8)).withUnsafeBytes {
      LifeTable.Key($0.baseAddress!, count: id.count, stream: 0)
    }
  }
}
