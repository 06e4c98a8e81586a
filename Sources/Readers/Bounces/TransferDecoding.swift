/// Content-Transfer-Encodings (RFC 2045 §6), and uuencode, which some old gateways name there.
enum TransferEncoding {
  case identity, base64, quotedPrintable, uuencode

  init(header value: ByteView) {
    let name = value.trimmed()
    if name.hasPrefix("base64") {
      self = .base64
    } else if name.hasPrefix("quoted-printable") {
      self = .quotedPrintable
    } else if name.hasPrefix("x-uue") || name.hasPrefix("uuencode") || name.hasPrefix("x-uuencode") {
      self = .uuencode
    } else {
      self = .identity
    }
  }

  /// What the bytes stand for. Damage is passed over: a bounce with a broken line still says why it bounced.
  func decode(_ source: ByteView, into arena: DecodingArena) -> ByteView {
    switch self {
    case .identity: source
    case .base64: Self.base64(source, into: arena)
    case .quotedPrintable: Self.quotedPrintable(source, into: arena)
    case .uuencode: Self.uuencode(source, into: arena)
    }
  }

  /// The six bits of each base64 letter; 255 for every other byte.
  private static let sixBits: [UInt8] = {
    var table = [UInt8](repeating: 255, count: 256)
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, letter) in letters.utf8.enumerated() { table[Int(letter)] = UInt8(value) }
    return table
  }()

  static func base64(_ source: ByteView, into arena: DecodingArena) -> ByteView {
    arena.make(capacity: source.count) { target in
      var written = 0
      var bits: UInt32 = 0
      var held = 0
      for index in 0..<source.count {
        let value = sixBits[Int(source[index])]
        if value == 255 {
          if source[index] == UInt8(ascii: "=") {
            bits = 0
            held = 0
          }
          continue
        }
        bits = bits << 6 | UInt32(value)
        held += 6
        if held >= 8 {
          held -= 8
          target[written] = UInt8(truncatingIfNeeded: bits >> UInt32(held))
          written += 1
        }
      }
      return written
    }
  }

  static func quotedPrintable(_ source: ByteView, into arena: DecodingArena) -> ByteView {
    guard source.contains(UInt8(ascii: "=")) else { return source }
    return arena.make(capacity: source.count) { target in
      var written = 0
      var index = 0
      while index < source.count {
        let byte = source[index]
        guard byte == UInt8(ascii: "=") else {
          target[written] = byte
          written += 1
          index += 1
          continue
        }
        if let high = source[index + 1].hexadecimalValue, let low = source[index + 2].hexadecimalValue {
          target[written] = high << 4 | low
          written += 1
          index += 3
          continue
        }
        // A soft line break; blanks may have been added behind it on the way.
        var next = index + 1
        while source[next].isBlank { next += 1 }
        if source[next] == 13, source[next + 1] == 10 { next += 1 }
        if next < source.count, source[next] == 10 || source[next] == 13 {
          index = next + 1
        } else {
          target[written] = byte
          written += 1
          index += 1
        }
      }
      return written
    }
  }

  static func uuencode(_ source: ByteView, into arena: DecodingArena) -> ByteView {
    arena.make(capacity: source.count) { target in
      var written = 0
      var start = 0
      while start < source.count {
        let end = source.lineEnd(from: start)
        let line = source.slice(start, end).trimmed()
        start = end + 1
        guard line.count > 1, !line.hasPrefix("begin "), !line.equals("end") else { continue }
        var left = Int(line[0] &- 0x20 & 0x3F)
        var index = 1
        while left > 0, index < line.count {
          var group: UInt32 = 0
          for offset in 0..<4 { group = group << 6 | UInt32(line[index + offset] &- 0x20 & 0x3F) }
          for shift in [UInt32(16), 8, 0] where left > 0 {
            guard written < target.count else { return written }
            target[written] = UInt8(truncatingIfNeeded: group >> shift)
            written += 1
            left -= 1
          }
          index += 4
        }
      }
      return written
    }
  }
}
