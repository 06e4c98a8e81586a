/// What stands around records: pages, arrays, paging values, strays.
extension JSONRecordSplitter {
  mutating func passBlanks(in block: Bytes) {
    while position < block.count {
      switch block[position] {
      case 0x0A: indent = 0
      case 0x20, 0x09: if let columns = indent { indent = columns + 1 }
      case 0x0D, 0x1E: break
      case 0x2C: indent = nil
      // Concatenated files bring their byte order marks.
      case 0xEF
      where position + 2 < block.count && block[position + 1] == 0xBB && block[position + 2] == 0xBF:
        position += 2
      default: return
      }
      position += 1
    }
  }

  mutating func top(in block: Bytes, isLast: Bool) -> Finding? {
    switch block[position] {
    case UInt8(ascii: "{"): return object(in: block, isLast: isLast)
    case UInt8(ascii: "["):
      isInOuterArray = true
      step()
      return nil
    default: return stray(in: block, isLast: isLast)
    }
  }

  mutating func step() {
    position += 1
    indent = nil
  }

  /// An object outside of pages: a page if its first key says so, else a record.
  mutating func object(in block: Bytes, isLast: Bool) -> Finding? {
    switch firstKey(in: block, isLast: isLast) {
    case .unknown: return more(in: block, keeping: position)
    case .none(let isCompact):
      begin(.record, isCompact: isCompact)
      return nil
    case .key(let name, let value, let isCompact):
      if envelope.opensPage(name, value: value) {
        isInPage = true
        step()
      } else {
        begin(.record, isCompact: isCompact)
      }
      return nil
    }
  }

  /// An element of an array of records.
  mutating func element(in block: Bytes, isLast: Bool) -> Finding? {
    switch block[position] {
    case UInt8(ascii: "]"):
      if isInInnerArray { isInInnerArray = false } else { isInOuterArray = false }
      if !isInPage { key = nil }
      step()
      return nil
    case UInt8(ascii: "{"):
      guard isInInnerArray else { return object(in: block, isLast: isLast) }
      switch firstKey(in: block, isLast: isLast) {
      case .unknown: return more(in: block, keeping: position)
      case .none(let isCompact): begin(.record, isCompact: isCompact)
      case .key(let name, let value, let isCompact):
        if envelope.plurals.contains(name), value == UInt8(ascii: "[") {
          // The page was cut between two records, and the next one follows.
          return cutPage(in: block)
        }
        begin(.record, isCompact: isCompact)
      }
      return nil
    case UInt8(ascii: "["):
      begin(.passOver, isCompact: false)
      return nil
    case UInt8(ascii: "}"), UInt8(ascii: ":"): return cutPage(in: block)
    default: return scalar(in: block, isLast: isLast, key: nil, keeping: position)
    }
  }

  /// A page's member, or its end.
  mutating func member(in block: Bytes, isLast: Bool) -> Finding? {
    switch block[position] {
    case UInt8(ascii: "}"):
      isInPage = false
      key = nil
      step()
      return .pageEnded
    case UInt8(ascii: "\""): break
    default: return cutPage(in: block)
    }
    let start = position
    let window = window(block)
    guard let quote = closingQuote(in: window, from: start + 1) else {
      return incomplete(in: block, window: window, isLast: isLast, keeping: start)
    }
    var place = quote + 1
    while place < window.count, Self.isBlank(window[place]) { place += 1 }
    guard place < window.count else {
      return incomplete(in: block, window: window, isLast: isLast, keeping: start)
    }
    guard window[place] == UInt8(ascii: ":") else { return cutPage(in: block) }
    place += 1
    while place < window.count, Self.isBlank(window[place]) { place += 1 }
    guard place < window.count else {
      return incomplete(in: block, window: window, isLast: isLast, keeping: start)
    }
    let name = String(decoding: window[(start + 1)..<quote].prefix(Self.longestName), as: UTF8.self)
    switch window[place] {
    case UInt8(ascii: "["):
      key = name
      position = place
      step()
      isInInnerArray = true
      return nil
    case UInt8(ascii: "{"):
      guard place + 1 < block.count || isLast else { return more(in: block, keeping: start) }
      key = name
      position = place
      indent = nil
      let breaksLine = place + 1 < block.count && (block[place + 1] == 0x0A || block[place + 1] == 0x0D)
      if envelope.paging.contains(name) {
        begin(.paging(name), isCompact: !breaksLine)
      } else {
        begin(.record, isCompact: !breaksLine)
      }
      return nil
    default:
      position = place
      return scalar(in: block, isLast: isLast, key: name, keeping: start)
    }
  }

  static let longestName = 256

  /// A string, number or word in an array or a page: told where it tells of paging, else passed over.
  mutating func scalar(
    in block: Bytes, isLast: Bool, key: String?, keeping kept: Int
  ) -> Finding? {
    let start = position
    let window = window(block)
    var end = start
    if window[start] == UInt8(ascii: "\"") {
      guard let quote = closingQuote(in: window, from: start + 1) else {
        return incomplete(in: block, window: window, isLast: isLast, keeping: kept)
      }
      end = quote + 1
    } else {
      while end < window.count, !Self.isBlank(window[end]), !",]}[{\":".utf8.contains(window[end]) {
        end += 1
      }
      if end == window.count, !isLast || window.count < block.count {
        return incomplete(in: block, window: window, isLast: isLast, keeping: kept)
      }
      if end == start { return cutPage(in: block) }
    }
    position = end
    indent = nil
    guard let key, envelope.paging.contains(key) else { return nil }
    return .paging(key: key, start..<end)
  }

  /// A page breaks off here: what follows is read as if it stood alone.
  mutating func cutPage(in block: Bytes) -> Finding? {
    let wasKnown = isBehindDamage
    leaveEverything()
    isBehindDamage = true
    count(to: position, in: block)
    if wasKnown { return nil }
    return .damage(.cutOff, position..<position, line: line)
  }

  mutating func leaveEverything() {
    isInOuterArray = false
    isInPage = false
    isInInnerArray = false
    key = nil
    scan = nil
  }

  /// A name or a value that is not there yet as a whole, or never ends within its window.
  mutating func incomplete(
    in block: Bytes, window: Bytes, isLast: Bool, keeping start: Int
  ) -> Finding? {
    guard isLast || window.count < block.count else {
      position = start
      return more(in: block, keeping: start)
    }
    count(to: position, in: block)
    let found = line
    let shown = position..<min(window.count, position + Self.shown)
    let damage = window.count < block.count ? Damage.tooLong : .cutOff
    let place = restartingPoint(in: block, after: position, before: window.count, indent: 0)
    leaveEverything()
    isBehindDamage = true
    indent = nil
    position = place ?? window.count
    return .damage(damage, shown, line: found)
  }

  static let shown = 256

  /// What is no JSON at all: its line is passed over.
  mutating func stray(in block: Bytes, isLast: Bool) -> Finding? {
    let start = position
    let byte = block[start]
    if isBehindDamage, byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
      step()
      return nil
    }
    let window = window(block)
    let lineFeed = window[start...].firstIndex(of: 0x0A)
    if lineFeed == nil, !isLast, window.count == block.count { return more(in: block, keeping: start) }
    let end = lineFeed ?? window.count
    count(to: start, in: block)
    let found = line
    let isRest = indent == nil
    if let restart = pageOpening(in: block, after: start, before: end) {
      position = restart
      indent = nil
    } else {
      position = end
      isInStrayLine = lineFeed == nil
    }
    // The rest of a damaged page's line, or one of its members.
    if isBehindDamage, isRest || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ":") { return nil }
    return .damage(.stray, start..<min(end, start + Self.shown), line: found)
  }

  mutating func finish(in block: Bytes) -> Finding {
    count(to: position, in: block)
    guard isInPage || isInOuterArray || isInInnerArray else { return .end }
    leaveEverything()
    return .damage(.cutOff, position..<position, line: line)
  }

  mutating func passLine(in block: Bytes) {
    let lineFeed = block[position...].firstIndex(of: 0x0A)
    isInStrayLine = lineFeed == nil
    position = lineFeed ?? block.count
  }

  /// The part of the block in which something small that begins at `position` must end.
  func window(_ block: Bytes) -> Bytes {
    Bytes(start: block.baseAddress, count: min(block.count, position + longestRecord + 1))
  }
}
