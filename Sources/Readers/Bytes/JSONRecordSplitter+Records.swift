import CJSONTape

/// Looking for the end of a record that has begun.
extension JSONRecordSplitter {
  mutating func begin(_ purpose: Scan.Purpose, isCompact: Bool) {
    scan = Scan(
      start: position, indent: indent ?? 0, isCompact: isCompact, scanned: position,
      purpose: purpose)
  }

  /// Looks on for the end of the record that has begun.
  mutating func proceed(in block: Bytes, isLast: Bool) -> Finding? {
    guard var current = scan else { return nil }
    if current.isAtLineFeed {
      switch startsRecord(in: block, at: current.scanned, indent: current.indent, isLast: isLast) {
      case .unknown: return more(in: block, keeping: kept(current))
      case .yes(let place): return cutRecord(current, at: place, in: block)
      case .no: scan?.isAtLineFeed = false
      }
      current.isAtLineFeed = false
    }
    var isRecord = true
    if case .passOver = current.purpose { isRecord = false }
    // A record is looked at up to its longest, whatever the block holds: the findings must not depend on that.
    let limit = isRecord ? min(block.count, current.start + longestRecord + 1) : block.count
    var event = JSON_SCAN_MORE
    current.scanned = json_scan(
      &current.state, block.baseAddress, current.scanned, limit, current.isCompact ? 1 : 0, &event)
    scan = current
    switch event {
    case JSON_SCAN_CLOSED: return close(current, in: block)
    case JSON_SCAN_LINE_FEED:
      scan?.isAtLineFeed = true
      return nil
    default: break
    }
    if isRecord, current.scanned - current.start > longestRecord { return tooLong(current, in: block) }
    if isLast { return endOfInput(current, in: block) }
    return more(in: block, keeping: kept(current))
  }

  /// The first byte that must come again: of what is passed over, none.
  func kept(_ current: Scan) -> Int {
    if case .passOver = current.purpose { current.scanned } else { current.start }
  }

  mutating func close(_ current: Scan, in block: Bytes) -> Finding? {
    scan = nil
    position = current.scanned
    indent = nil
    switch current.purpose {
    case .passOver: return nil
    case .paging(let name): return .paging(key: name, current.start..<current.scanned)
    case .record:
      count(to: current.start, in: block)
      last = (current.start, line, current.indent)
      return .record(current.start..<current.scanned, key: key, line: line)
    }
  }

  /// The record before `place` was cut off; another begins there.
  mutating func cutRecord(_ current: Scan, at place: Int, in block: Bytes) -> Finding? {
    var wasPassedOver = false
    if case .passOver = current.purpose { wasPassedOver = true }
    let start = wasPassedOver ? place : current.start
    count(to: start, in: block)
    let found = line
    // On the same column as the cut record: its neighbour in the same array.
    let isNeighbour = current.indent > 0 && place - lineStart(of: place, in: block) == current.indent
    scan = nil
    if !isNeighbour { leaveEverything() }
    isBehindDamage = true
    position = place
    indent = isNeighbour ? current.indent : 0
    if wasPassedOver { return nil }
    return .damage(.cutOff, start..<min(place, start + Self.shown), line: found)
  }

  mutating func endOfInput(_ current: Scan, in block: Bytes) -> Finding? {
    let place = restartingPoint(in: block, after: kept(current), before: block.count, indent: current.indent)
    count(to: kept(current), in: block)
    let found = line
    leaveEverything()
    isBehindDamage = true
    position = place ?? block.count
    indent = 0
    if let place { rescanned += block.count - place }
    if case .passOver = current.purpose { return nil }
    return .damage(.cutOff, current.start..<min(block.count, current.start + Self.shown), line: found)
  }

  mutating func tooLong(_ current: Scan, in block: Bytes) -> Finding? {
    count(to: current.start, in: block)
    let found = line
    let shown = current.start..<(current.start + min(Self.shown, longestRecord))
    if key == nil, !isInPage, holdsPage(in: window(block), from: current.start) {
      scan = nil
      restart(at: current.start + 1, line: found, countedTo: current.start)
      isInPage = true
      return nil
    }
    if let place = restartingPoint(
      in: block, after: current.start, before: current.scanned, indent: current.indent)
    {
      rescanned += current.scanned - place
      leaveEverything()
      isBehindDamage = true
      position = place
      indent = 0
      return .damage(.cutOff, shown, line: found)
    }
    scan?.purpose = .passOver
    return .damage(.tooLong, shown, line: found)
  }
}
