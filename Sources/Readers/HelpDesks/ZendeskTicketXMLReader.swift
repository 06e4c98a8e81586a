import DeliveryModel

/// Reads Zendesk's XML export of tickets, comments within them included. Like the CSV export it knows no
/// recipients; of a failed mail it tells by the tag alone.
public struct ZendeskTicketXMLReader: Reader {
  public static let format = InputFormat(
    id: "zendesk-xml", title: "Zendesk tickets (XML)", family: .helpDesk)

  private typealias Bytes = UnsafeBufferPointer<UInt8>

  private let context: ReadingContext
  private var step = XMLStep(from: 0)
  /// How many elements are open around the place.
  private var depth = 0
  private var rootIsTickets = false
  private var recordStart: Int?
  private var recordIsTicket = false
  /// How many elements are open around the record.
  private var recordDepth = 0
  /// Lines are counted up to here.
  private var countedTo = 0
  private var line: Int
  /// After damage: everything up to the next ticket is passed over.
  private var isSearching = false

  public init(context: ReadingContext) {
    self.context = context
    line = context.firstLine
  }

  public static func recognises(_ head: Span<UInt8>) -> Confidence {
    head.withUnsafeBufferPointer { bytes in
      var step = XMLStep(from: textStart(in: bytes))
      var names: [String] = []
      while names.count < 3 {
        switch step.next(in: bytes, before: bytes.count) {
        case .open(let name, _, _): names.append(String(decoding: bytes[name], as: UTF8.self))
        case .text(let range):
          // Text before the root is no XML.
          if names.isEmpty, bytes[range].contains(where: { $0 > 0x20 }) { return .none }
        case .other, .literal: continue
        case .close, .unfinished, .end:
          return names.first == "tickets" || names.first == "ticket" ? .possible : .none
        }
      }
      if names[0] == "tickets" && names[1] == "ticket" { return .certain }
      return names[0] == "ticket" ? .likely : .none
    }
  }

  private static func textStart(in bytes: Bytes) -> Int {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
  }

  // MARK: Reading

  public mutating func read(_ block: Span<UInt8>, isLast: Bool, into sink: RecordSink) -> Int {
    block.withUnsafeBufferPointer { bytes in
      while true {
        if isSearching {
          guard let used = search(in: bytes, isLast: isLast) else { continue }
          return used
        }
        let place = step.place
        let limit = min(bytes.count, (recordStart ?? place) + context.longestRecord + 1)
        switch step.next(in: bytes, before: limit) {
        case .open(let name, let tag, let isEmpty): open(name, tag, isEmpty, in: bytes, into: sink)
        case .close: close(in: bytes, into: sink)
        case .text, .literal, .other: continue
        case .unfinished, .end:
          if limit < bytes.count || step.place - (recordStart ?? step.place) > context.longestRecord {
            damage(.tooLong, at: recordStart ?? place, in: bytes, into: sink)
          } else if isLast {
            if recordStart != nil || depth > 0 || place < bytes.count {
              damage(.cutOff, at: recordStart ?? place, in: bytes, into: sink)
            }
            if step.place >= bytes.count || isSearching == false { return bytes.count }
          } else {
            return keep(from: recordStart ?? step.place, in: bytes)
          }
        }
      }
    }
  }

  /// Asks for more bytes; those before `start` are done with.
  private mutating func keep(from start: Int, in bytes: Bytes) -> Int {
    count(to: start, in: bytes)
    step = XMLStep(from: step.place - start)
    countedTo = max(0, countedTo - start)
    recordStart = recordStart.map { $0 - start }
    return start
  }

  private mutating func open(
    _ name: Range<Int>, _ tag: Range<Int>, _ isEmpty: Bool, in bytes: Bytes, into sink: RecordSink
  ) {
    let isTicket = Self.isText(bytes[name], "ticket")
    if isTicket, let start = recordStart {
      // Tickets do not stand within tickets: the one before was cut off, and this is its neighbour.
      let level = recordDepth
      damage(.cutOff, at: start, upTo: tag.lowerBound, in: bytes, into: sink)
      depth = level
    }
    if depth == 0 { rootIsTickets = Self.isText(bytes[name], "tickets") }
    if recordStart == nil, isTicket || (rootIsTickets && depth == 1) {
      recordStart = tag.lowerBound
      recordIsTicket = isTicket
      recordDepth = depth
    }
    if !isEmpty {
      depth += 1
    } else if depth == recordDepth {
      finish(in: bytes, into: sink)
    }
  }

  private mutating func close(in bytes: Bytes, into sink: RecordSink) {
    depth = max(0, depth - 1)
    if depth <= recordDepth { finish(in: bytes, into: sink) }
  }

  /// The record that ends at the present place.
  private mutating func finish(in bytes: Bytes, into sink: RecordSink) {
    guard let start = recordStart else { return }
    recordStart = nil
    count(to: start, in: bytes)
    sink.lines += 1
    guard recordIsTicket else { return sink.ignore(.ignored("unknown-kind")) }
    let record = ZendeskTicketElement(bytes, start..<step.place)
    do throws(ZendeskRecords.Refusal) {
      let ticket = try record.ticket()
      sink.take(.ticket(ticket), line: line)
      for comment in record.comments(of: ticket) { sink.take(.comment(comment), line: line) }
      sink.records += 1
    } catch {
      sink.skip(
        SkippedInput(
          line: line, reason: error.reason, explanation: error.explanation,
          excerpt: ZendeskReader.excerpt(bytes[start..<step.place])))
    }
  }

  // MARK: Damage

  private mutating func damage(
    _ damage: JSONRecordSplitter.Damage, at start: Int, upTo end: Int? = nil, in bytes: Bytes,
    into sink: RecordSink
  ) {
    count(to: start, in: bytes)
    sink.lines += 1
    sink.skip(
      SkippedInput(
        line: line, reason: damage.reason,
        explanation: damage == .cutOff ? "it ends before its closing tag" : damage.explanation(context),
        excerpt: ZendeskReader.excerpt(bytes[start..<(end ?? bytes.count)])))
    recordStart = nil
    depth = 0
    if end == nil {
      isSearching = true
      step = XMLStep(from: start + 1)
    }
  }

  private static let ticketTag = Array("<ticket>".utf8)

  /// Looks for the next ticket's tag; returns how many bytes are done with where there is none so far.
  private mutating func search(in bytes: Bytes, isLast: Bool) -> Int? {
    var place = step.place
    while place < bytes.count, let tag = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
      let head = bytes[tag..<min(bytes.count, tag + Self.ticketTag.count)]
      if head.count < Self.ticketTag.count, !isLast {
        step = XMLStep(from: tag)
        return keep(from: tag, in: bytes)
      }
      if head.dropLast().elementsEqual(Self.ticketTag.dropLast()),
        let last = head.last, last == UInt8(ascii: ">") || last == 0x20, head.count == Self.ticketTag.count
      {
        isSearching = false
        step = XMLStep(from: tag)
        depth = 1
        return nil
      }
      place = tag + 1
    }
    step = XMLStep(from: bytes.count)
    if isLast { return bytes.count }
    return keep(from: bytes.count, in: bytes)
  }

  private mutating func count(to place: Int, in bytes: Bytes) {
    guard place > countedTo else { return }
    line += bytes[countedTo..<place].reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
    countedTo = place
  }

  static func isText(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ text: StaticString) -> Bool {
    bytes.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
