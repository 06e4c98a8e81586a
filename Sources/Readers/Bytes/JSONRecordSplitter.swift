import CJSONTape

/// Finds the records in a stream of JSON of any wrapping, without parsing them: one object a line, a bare array,
/// pages that hold arrays of records, single records under a key, and any of these one after the other.
///
/// It keeps positions, never bytes; the owner keeps the block. A record that was cut off does not take those
/// behind it with it: the splitter goes on at the next place where a record or a page plainly begins.
package struct JSONRecordSplitter {
  package enum Finding: Equatable {
    /// One record's bytes, the page's key over it (nil outside of pages), and the line on which it begins.
    case record(Range<Int>, key: String?, line: Int)
    /// A value that tells of paging, such as `end_of_stream`.
    case paging(key: String, Range<Int>)
    /// A page is closed: what it tells of paging is known.
    case pageEnded
    /// Something that should have been a record; the range holds its beginning.
    case damage(Damage, Range<Int>, line: Int)
    /// Nothing more without more bytes; so many at the front of the block are done with.
    case more(used: Int)
    /// All bytes are done with.
    case end
  }

  package enum Damage: String, Sendable {
    /// It ends before its closing bracket.
    case cutOff = "cut-off"
    case tooLong = "record-too-long"
    /// No JSON.
    case stray = "not-json"
  }

  /// The page's key that is open at present.
  package var openKey: String? { isInPage ? key : nil }

  private let envelope: JSONEnvelope
  private let longestRecord: Int

  // Where it stands.
  private var position = 0
  /// Line feeds were counted up to here, and this is the line that it lies on.
  private var countedTo = 0
  private var line: Int
  /// Blanks between the line's beginning and `position`; nil behind anything else.
  private var indent: Int? = 0
  /// The rest of a line that is too long a stray.
  private var isInStrayLine = false
  /// Brackets without a partner are no news any more.
  private var isBehindDamage = false

  // What is open around `position`, from the outside in: an array without a key, a page, an array under a key.
  private var isInOuterArray = false
  private var isInPage = false
  private var isInInnerArray = false
  private var key: String?

  private var scan: Scan?
  private var last: (start: Int, line: Int, indent: Int)?
  /// How many bytes were looked at twice, and how many at all: hostile input must not make this quadratic.
  private var rescanned = 0
  private var consumed = 0

  /// A record whose end is being looked for.
  private struct Scan {
    let start: Int
    let line: Int
    let indent: Int
    /// Its first member stands on the line of its opening bracket: a line feed within it is suspicious.
    let isCompact: Bool
    var state = json_scan_state()
    var scanned: Int
    var purpose: Purpose
    /// A line feed was met, and what follows it is not there yet.
    var isAtLineFeed = false

    enum Purpose {
      case record
      case paging(String)
      case passOver
    }
  }

  package init(envelope: JSONEnvelope, firstLine: Int = 1, longestRecord: Int) {
    self.envelope = envelope
    self.longestRecord = longestRecord
    line = firstLine
  }

  private typealias Bytes = UnsafeBufferPointer<UInt8>

  /// The next finding in `block`, which begins where the last block's unused rest began.
  package mutating func next(in block: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Finding {
    while true {
      if scan != nil {
        if let finding = proceed(in: block, isLast: isLast) { return finding }
        continue
      }
      if isInStrayLine { passLine(in: block) }
      passBlanks(in: block)
      guard position < block.count else {
        guard isLast else { return more(in: block, keeping: position) }
        return finish(in: block)
      }
      if block[position] == 0xEF, block.count - position < 3, !isLast {
        return more(in: block, keeping: position)
      }
      let finding: Finding?
      if isInInnerArray || (isInOuterArray && !isInPage) {
        finding = element(in: block, isLast: isLast)
      } else if isInPage {
        finding = member(in: block, isLast: isLast)
      } else {
        finding = top(in: block, isLast: isLast)
      }
      if let finding { return finding }
    }
  }

  /// Goes back to the record that was found last, which turned out to be a page under another name.
  package mutating func enterAsPage() {
    guard let last else { return }
    restart(at: last.start + 1, line: last.line, countedTo: last.start)
    isInPage = true
  }

  /// Looks for the beginning of a record or page within the record that was found last and is no JSON: what was
  /// taken for one record may be a cut one and those behind it. False where there is none.
  package mutating func recover(_ range: Range<Int>, in block: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let last, last.start == range.lowerBound else { return false }
    guard
      let place = restartingPoint(
        in: block, after: range.lowerBound, before: range.upperBound, indent: last.indent)
    else { return false }
    rescanned += range.upperBound - place
    leaveEverything()
    restart(at: place, line: last.line, countedTo: last.start)
    isBehindDamage = true
    return true
  }

  // MARK: Between records

  private mutating func passBlanks(in block: Bytes) {
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

  private mutating func top(in block: Bytes, isLast: Bool) -> Finding? {
    switch block[position] {
    case UInt8(ascii: "{"): return object(in: block, isLast: isLast)
    case UInt8(ascii: "["):
      isInOuterArray = true
      step()
      return nil
    default: return stray(in: block, isLast: isLast)
    }
  }

  private mutating func step() {
    position += 1
    indent = nil
  }

  /// An object outside of pages: a page if its first key says so, else a record.
  private mutating func object(in block: Bytes, isLast: Bool) -> Finding? {
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
  private mutating func element(in block: Bytes, isLast: Bool) -> Finding? {
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
  private mutating func member(in block: Bytes, isLast: Bool) -> Finding? {
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

  private static let longestName = 256

  /// A string, number or word in an array or a page: told where it tells of paging, else passed over.
  private mutating func scalar(
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
  private mutating func cutPage(in block: Bytes) -> Finding? {
    let wasKnown = isBehindDamage
    leaveEverything()
    isBehindDamage = true
    count(to: position, in: block)
    if wasKnown { return nil }
    return .damage(.cutOff, position..<position, line: line)
  }

  private mutating func leaveEverything() {
    isInOuterArray = false
    isInPage = false
    isInInnerArray = false
    key = nil
    scan = nil
  }

  /// A name or a value that is not there yet as a whole, or never ends within its window.
  private mutating func incomplete(
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

  private static let shown = 256

  /// What is no JSON at all: its line is passed over.
  private mutating func stray(in block: Bytes, isLast: Bool) -> Finding? {
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

  private mutating func finish(in block: Bytes) -> Finding {
    count(to: position, in: block)
    guard isInPage || isInOuterArray || isInInnerArray else { return .end }
    leaveEverything()
    return .damage(.cutOff, position..<position, line: line)
  }

  private mutating func passLine(in block: Bytes) {
    let lineFeed = block[position...].firstIndex(of: 0x0A)
    isInStrayLine = lineFeed == nil
    position = lineFeed ?? block.count
  }

  /// The part of the block in which something small that begins at `position` must end.
  private func window(_ block: Bytes) -> Bytes {
    Bytes(start: block.baseAddress, count: min(block.count, position + longestRecord + 1))
  }

  // MARK: Records

  private mutating func begin(_ purpose: Scan.Purpose, isCompact: Bool) {
    scan = Scan(
      start: position, line: 0, indent: indent ?? 0, isCompact: isCompact, scanned: position,
      purpose: purpose)
  }

  /// Looks on for the end of the record that has begun.
  private mutating func proceed(in block: Bytes, isLast: Bool) -> Finding? {
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
  private func kept(_ current: Scan) -> Int {
    if case .passOver = current.purpose { current.scanned } else { current.start }
  }

  private mutating func close(_ current: Scan, in block: Bytes) -> Finding? {
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
  private mutating func cutRecord(_ current: Scan, at place: Int, in block: Bytes) -> Finding? {
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

  private mutating func endOfInput(_ current: Scan, in block: Bytes) -> Finding? {
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

  private mutating func tooLong(_ current: Scan, in block: Bytes) -> Finding? {
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

  // MARK: Where to go on

  private enum Start {
    case unknown, no
    case yes(Int)
  }

  /// Whether a record or a page begins on the line that begins at `place`, no further in than `indent`.
  private func startsRecord(in block: Bytes, at place: Int, indent: Int, isLast: Bool) -> Start {
    var start = place
    while start < block.count, start - place <= indent, block[start] == 0x20 || block[start] == 0x09 {
      start += 1
    }
    guard start < block.count else { return isLast ? .no : .unknown }
    let opening = block[start]
    guard start - place <= indent, opening == UInt8(ascii: "{") || opening == UInt8(ascii: "[") else {
      return .no
    }
    var next = start + 1
    while next < block.count, next - start < 16, block[next] == 0x20 || block[next] == 0x09 { next += 1 }
    guard next < block.count else { return isLast ? .no : .unknown }
    switch block[next] {
    case 0x0A, 0x0D: return .yes(start)
    case UInt8(ascii: "\""): return opening == UInt8(ascii: "{") ? .yes(start) : .no
    case UInt8(ascii: "{"): return opening == UInt8(ascii: "[") ? .yes(start) : .no
    default: return .no
    }
  }

  /// The first place behind `start` where a line begins with a record, or a page opens anywhere.
  private func restartingPoint(in block: Bytes, after start: Int, before end: Int, indent: Int) -> Int? {
    guard rescanned <= (64 << 20) + 8 * (consumed + start) else { return nil }
    var line: Int?
    var place = start + 1
    while line == nil, place < end, let lineFeed = block[place..<end].firstIndex(of: 0x0A) {
      if case .yes(let found) = startsRecord(in: block, at: lineFeed + 1, indent: indent, isLast: true),
        found < end
      {
        line = found
      }
      place = lineFeed + 1
    }
    return pageOpening(in: block, after: start, before: line ?? end) ?? line
  }

  /// The first place behind `start` that reads `{"tickets":[` or the like.
  private func pageOpening(in block: Bytes, after start: Int, before end: Int) -> Int? {
    var place = start + 1
    while place < end, let brace = block[place..<end].firstIndex(of: UInt8(ascii: "{")) {
      place = brace + 1
      var next = place
      while next < end, next - place < 16, Self.isBlank(block[next]) { next += 1 }
      guard next < end, block[next] == UInt8(ascii: "\"") else { continue }
      let nameEnd = block[(next + 1)..<min(end, next + 1 + JSONEnvelope.longestKey)].firstIndex(of: 0x22)
      guard let nameEnd, let value = valueStart(in: block, behind: nameEnd, before: end),
        block[value] == UInt8(ascii: "["),
        envelope.plurals.contains(String(decoding: block[(next + 1)..<nameEnd], as: UTF8.self))
      else { continue }
      return brace
    }
    return nil
  }

  private func valueStart(in block: Bytes, behind quote: Int, before end: Int) -> Int? {
    var place = quote + 1
    while place < end, Self.isBlank(block[place]) { place += 1 }
    guard place < end, block[place] == UInt8(ascii: ":") else { return nil }
    place += 1
    while place < end, Self.isBlank(block[place]) { place += 1 }
    return place < end ? place : nil
  }

  /// Whether the object that begins at `start` has records as members: a page with unknown keys before them.
  private func holdsPage(in block: Bytes, from start: Int) -> Bool {
    var place = start + 1
    while let quote = block[place...].firstIndex(where: { !Self.isBlank($0) && $0 != 0x2C }),
      block[quote] == UInt8(ascii: "\""), let end = closingQuote(in: block, from: quote + 1),
      let value = valueStart(in: block, behind: end, before: block.count)
    {
      let name = String(decoding: block[(quote + 1)..<end].prefix(Self.longestName), as: UTF8.self)
      if name == "id" || name == "url" { return false }
      if envelope.plurals.contains(name), block[value] == UInt8(ascii: "[") { return true }
      switch block[value] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        var state = json_scan_state()
        var event = JSON_SCAN_MORE
        place = json_scan(&state, block.baseAddress, value, block.count, 0, &event)
        guard event == JSON_SCAN_CLOSED else { return false }
      case UInt8(ascii: "\""):
        guard let end = closingQuote(in: block, from: value + 1) else { return false }
        place = end + 1
      default:
        guard let end = block[value...].firstIndex(where: { $0 == 0x2C || $0 == 0x7D }) else { return false }
        place = end
      }
    }
    return false
  }

  // MARK: Small steps

  private enum FirstKey {
    /// More bytes are needed.
    case unknown
    /// There is no key, or a long one.
    case none(isCompact: Bool)
    /// The key, and the first byte of its value if that is there.
    case key(String, value: UInt8?, isCompact: Bool)
  }

  /// The first key of the object that begins here.
  private func firstKey(in block: Bytes, isLast: Bool) -> FirstKey {
    var place = position + 1
    let limit = min(block.count, place + 4096)
    var isCompact = true
    while place < limit, Self.isBlank(block[place]) {
      if block[place] == 0x0A { isCompact = false }
      place += 1
    }
    guard place < limit else {
      return limit == block.count && !isLast ? .unknown : .none(isCompact: isCompact)
    }
    guard block[place] == UInt8(ascii: "\"") else { return .none(isCompact: isCompact) }
    let keyLimit = min(block.count, place + 1 + JSONEnvelope.longestKey)
    guard let quote = block[(place + 1)..<keyLimit].firstIndex(of: UInt8(ascii: "\"")) else {
      return keyLimit == block.count && !isLast ? .unknown : .none(isCompact: isCompact)
    }
    let name = String(decoding: block[(place + 1)..<quote], as: UTF8.self)
    let valueLimit = min(block.count, quote + 64)
    guard let value = valueStart(in: block, behind: quote, before: valueLimit) else {
      return valueLimit == block.count && !isLast ? .unknown : .key(name, value: nil, isCompact: isCompact)
    }
    return .key(name, value: block[value], isCompact: isCompact)
  }

  private func closingQuote(in block: Bytes, from start: Int) -> Int? {
    var place = start
    while place < block.count {
      switch block[place] {
      case UInt8(ascii: "\""): return place
      case UInt8(ascii: "\\"): place += 2
      default: place += 1
      }
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private func lineStart(of place: Int, in block: Bytes) -> Int {
    (block[..<place].lastIndex(of: 0x0A) ?? -1) + 1
  }

  private mutating func restart(at place: Int, line: Int, countedTo: Int) {
    scan = nil
    position = place
    self.line = line
    self.countedTo = countedTo
    indent = place > 0 ? nil : 0
  }

  private mutating func count(to place: Int, in block: Bytes) {
    guard place > countedTo, let base = block.baseAddress else { return }
    line += json_count_line_feeds(base + countedTo, place - countedTo)
    countedTo = place
  }

  /// Asks for more bytes; those before `start` are done with.
  private mutating func more(in block: Bytes, keeping start: Int) -> Finding {
    count(to: start, in: block)
    consumed += start
    position -= start
    countedTo -= start
    last = nil
    if let current = scan {
      var moved = Scan(
        start: current.start - start, line: current.line, indent: current.indent,
        isCompact: current.isCompact, state: current.state, scanned: current.scanned - start,
        purpose: current.purpose)
      moved.isAtLineFeed = current.isAtLineFeed
      scan = moved
    }
    return .more(used: start)
  }
}
