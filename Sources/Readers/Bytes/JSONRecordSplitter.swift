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

  /// How many bytes of the source lie before this place of the block: on one endless line that says more than
  /// the line. To be asked before the next finding.
  package func byte(at place: Int) -> Int { consumed + place }

  let envelope: JSONEnvelope
  let longestRecord: Int

  // Where it stands.
  var position = 0
  /// Line feeds were counted up to here, and this is the line that it lies on.
  var countedTo = 0
  var line: Int
  /// Blanks between the line's beginning and `position`; nil behind anything else.
  var indent: Int? = 0
  /// The rest of a line that is too long a stray.
  var isInStrayLine = false
  /// Brackets without a partner are no news any more.
  var isBehindDamage = false

  // What is open around `position`, from the outside in: an array without a key, a page, an array under a key.
  var isInOuterArray = false
  var isInPage = false
  var isInInnerArray = false
  var key: String?

  var scan: Scan?
  var last: (start: Int, line: Int, indent: Int)?
  /// How many bytes were looked at twice, and how many at all: hostile input must not make this quadratic.
  var rescanned = 0
  var consumed = 0

  /// A record whose end is being looked for.
  struct Scan {
    let start: Int
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

  typealias Bytes = UnsafeBufferPointer<UInt8>

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

  // MARK: Places

  mutating func restart(at place: Int, line: Int, countedTo: Int) {
    scan = nil
    position = place
    self.line = line
    self.countedTo = countedTo
    indent = place > 0 ? nil : 0
  }

  mutating func count(to place: Int, in block: Bytes) {
    guard place > countedTo, let base = block.baseAddress else { return }
    line += json_count_line_feeds(base + countedTo, place - countedTo)
    countedTo = place
  }

  /// Asks for more bytes; those before `start` are done with.
  mutating func more(in block: Bytes, keeping start: Int) -> Finding {
    count(to: start, in: block)
    consumed += start
    position -= start
    countedTo -= start
    last = nil
    if let current = scan {
      var moved = Scan(
        start: current.start - start, indent: current.indent,
        isCompact: current.isCompact, state: current.state, scanned: current.scanned - start,
        purpose: current.purpose)
      moved.isAtLineFeed = current.isAtLineFeed
      scan = moved
    }
    return .more(used: start)
  }
}
