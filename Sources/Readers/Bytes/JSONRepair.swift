/// Makes JSON out of what is nearly JSON, where the intent is plain: a slow way for the few records that need it.
package enum JSONRepair {
  /// The document with each of these replaced: bytes that are not UTF-8, halves of surrogate pairs (by U+FFFD);
  /// control characters (by a blank); a backslash that escapes nothing (by two); numbers that fit no 64 bits or
  /// begin with a zero (by a string); NaN and Infinity (by null).
  package static func repaired(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var repair = Repair(input: Array(String(decoding: bytes, as: UTF8.self).utf8))
    repair.run()
    return repair.output
  }

  private struct Repair {
    let input: [UInt8]
    var output: [UInt8] = []
    var place = 0

    init(input: [UInt8]) {
      self.input = input
      output.reserveCapacity(input.count + 16)
    }

    mutating func run() {
      while place < input.count {
        let byte = input[place]
        switch byte {
        case UInt8(ascii: "\""): string()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): number()
        case UInt8(ascii: "N") where has("NaN"): replace(3, by: "null")
        case UInt8(ascii: "I") where has("Infinity"): replace(8, by: "null")
        case 0..<0x20: pass(0x20)
        default: pass(byte)
        }
      }
    }

    mutating func pass(_ byte: UInt8) {
      output.append(byte)
      place += 1
    }

    mutating func replace(_ count: Int, by text: String) {
      output += text.utf8
      place += count
    }

    func has(_ text: String) -> Bool { input[place...].starts(with: text.utf8) }

    mutating func string() {
      pass(input[place])
      while place < input.count {
        let byte = input[place]
        switch byte {
        case UInt8(ascii: "\""):
          pass(byte)
          return
        case UInt8(ascii: "\\"): escape()
        case 0..<0x20: pass(0x20)
        default: pass(byte)
        }
      }
    }

    mutating func escape() {
      guard place + 1 < input.count else { return pass(UInt8(ascii: "\\")) }
      switch input[place + 1] {
      case UInt8(ascii: "u"):
        guard let unit = unit(at: place) else { return replace(1, by: "\\\\") }
        if unit & 0xFC00 == 0xD800, let low = self.unit(at: place + 6), low & 0xFC00 == 0xDC00 {
          copy(12)
        } else if unit & 0xF800 == 0xD800 {
          replace(6, by: "\u{FFFD}")
        } else {
          copy(6)
        }
      case let next where "\"\\/bfnrt".utf8.contains(next): copy(2)
      default: replace(1, by: "\\\\")
      }
    }

    mutating func copy(_ count: Int) {
      output += input[place..<(place + count)]
      place += count
    }

    /// The UTF-16 code unit of a `\uXXXX` that begins at `start`.
    func unit(at start: Int) -> UInt16? {
      guard start + 6 <= input.count, input[start] == 0x5C, input[start + 1] == UInt8(ascii: "u") else {
        return nil
      }
      var unit: UInt16 = 0
      for byte in input[(start + 2)..<(start + 6)] {
        let digit: UInt8
        switch byte {
        case 0x30...0x39: digit = byte - 0x30
        case 0x41...0x46: digit = byte - 0x41 + 10
        case 0x61...0x66: digit = byte - 0x61 + 10
        default: return nil
        }
        unit = unit << 4 | UInt16(digit)
      }
      return unit
    }

    mutating func number() {
      if input[place] == UInt8(ascii: "-"), place + 1 < input.count, input[place + 1] == UInt8(ascii: "I") {
        place += 1
        if has("Infinity") { return replace(8, by: "null") }
        return output.append(UInt8(ascii: "-"))
      }
      let end =
        input[place...].firstIndex { byte in
          !((0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte))
        } ?? input.count
      let text = input[place..<end]
      let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text
      let isWhole = digits.allSatisfy { (0x30...0x39).contains($0) }
      let leadsWithZero = digits.count > 1 && digits.first == 0x30 && digits.dropFirst().first != 0x2E
      // An exponent beyond a double's, which no id and no count has.
      let isHuge =
        !isWhole && digits.count > 300
        || Double(String(decoding: text, as: UTF8.self)).map(\.isInfinite) ?? true
      if leadsWithZero || (isWhole && digits.count > 18) || isHuge {
        output.append(UInt8(ascii: "\""))
        output += text
        output.append(UInt8(ascii: "\""))
      } else {
        output += text
      }
      place = end
    }
  }
}
