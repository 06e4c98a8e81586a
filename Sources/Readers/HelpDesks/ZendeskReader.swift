import DeliveryModel

/// Reads what Zendesk's API and its JSON export give: tickets, e-mail notifications, audits and what belongs to
/// them, in pages, arrays, one a line, or any of these one after the other.
public struct ZendeskReader: Reader {
  public static let format = InputFormat(id: "zendesk", title: "Zendesk", family: .helpDesk)

  private let context: ReadingContext
  private let parser: JSONParser
  private var splitter: JSONRecordSplitter
  private var records = ZendeskRecords()
  private var paging = ZendeskPaging()
  /// For suspended tickets, among which bounces of our own mails can land.
  private var bounces = BounceParser()
  /// Comments whose ticket only the end of their page tells.
  private var waiting: [(comment: Comment, line: Int)] = []
  private let ticketOfSource: Int64?

  /// A page has a hundred comments, or some thousands; more do not wait.
  private static let mostWaiting = 10_000

  public init(context: ReadingContext) {
    self.context = context
    parser = JSONParser(mostBytes: context.longestRecord)
    splitter = JSONRecordSplitter(
      envelope: ZendeskKind.envelope, firstLine: context.firstLine, longestRecord: context.longestRecord)
    ticketOfSource = ZendeskPaging.ticketID(in: context.source)
  }

  public mutating func read(_ block: Span<UInt8>, isLast: Bool, into sink: RecordSink) -> Int {
    block.withUnsafeBufferPointer { bytes in
      while true {
        switch splitter.next(in: bytes, isLast: isLast) {
        case .record(let range, let key, let line):
          readRecord(range, in: bytes, key: key, line: line, into: sink)
        case .paging(let key, let range):
          try? parser.parse(UnsafeBufferPointer(rebasing: bytes[range])) { paging.take(key, $0) }
        case .pageEnded:
          release(into: sink)
          paging.endPage()
        case .damage(let damage, let range, let line):
          release(into: sink)
          paging.endPage()
          sink.lines += 1
          sink.skip(
            SkippedInput(
              line: line, reason: damage.reason,
              explanation: "\(damage.explanation(context)), at byte \(splitter.byte(at: range.lowerBound))",
              excerpt: Self.excerpt(bytes[range])))
        case .more(let used): return used
        case .end:
          release(into: sink)
          paging.endPage()
          sink.notes = paging.notes
          if records.mangledIDs > 0 { sink.notes.append("mangled-ids:\(records.mangledIDs)") }
          return bytes.count
        }
      }
    }
  }

  private mutating func readRecord(
    _ range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, key: String?, line: Int, into sink: RecordSink
  ) {
    let text = UnsafeBufferPointer(rebasing: bytes[range])
    if let key { paging.sawRecord(under: key) }
    do throws(JSONParser.Problem) {
      let isPage = try parser.parse(text) { value in
        take(value, key: key, line: line, text: text, into: sink)
      }
      if isPage { splitter.enterAsPage() }
    } catch {
      sink.lines += 1
      let byte = splitter.byte(at: range.lowerBound)
      _ = splitter.recover(range, in: bytes)
      let reason =
        error == .badStructure ? JSONRecordSplitter.Damage.stray.reason : .notUnderstood(error.rawValue)
      sink.skip(
        SkippedInput(
          line: line, reason: reason, explanation: "\(error.explanation), at byte \(byte)",
          excerpt: Self.excerpt(text)))
    }
  }

  /// Makes records of one piece; true where it is no record but a page.
  private mutating func take(
    _ value: JSONValue, key: String?, line: Int, text: UnsafeBufferPointer<UInt8>, into sink: RecordSink
  ) -> Bool {
    guard let kind = ZendeskKind(value, key: key) else {
      if key == nil, ZendeskKind.holdsRecords(value) { return true }
      sink.lines += 1
      sink.ignore(.ignored("unknown-kind"))
      return false
    }
    sink.lines += 1
    do throws(ZendeskRecords.Refusal) {
      let made = try make(kind, value, line: line, into: sink)
      if made { sink.records += 1 }
    } catch {
      sink.skip(
        SkippedInput(
          line: line, reason: error.reason, explanation: error.explanation, excerpt: Self.excerpt(text)))
    }
    return false
  }

  /// False where the piece was counted as left out.
  private mutating func make(
    _ kind: ZendeskKind, _ value: JSONValue, line: Int, into sink: RecordSink
  ) throws(ZendeskRecords.Refusal) -> Bool {
    switch kind {
    case .ticket:
      let ticket = try records.ticket(value)
      sink.take(.ticket(ticket), line: line)
      takeNested(in: value, ticketID: ticket.id, line: line, into: sink)
    case .notification: sink.take(.notification(try records.notification(value)), line: line)
    case .user: sink.take(.user(try records.user(value)), line: line)
    case .identity: sink.take(.identity(try records.identity(value)), line: line)
    case .group: sink.take(.group(try records.group(value)), line: line)
    case .organization: sink.take(.organization(try records.organization(value)), line: line)
    case .trigger: sink.take(.trigger(try records.trigger(value)), line: line)
    case .supportAddress: sink.take(.supportAddress(try records.supportAddress(value)), line: line)
    case .comment:
      let comment = try records.comment(value)
      if comment.ticketID == nil, waiting.count < Self.mostWaiting {
        waiting.append((comment, line))
      } else {
        sink.take(.comment(comment), line: line)
      }
    case .audit: return pass(try records.audit(value), "audit-without-mail", line: line, into: sink)
    case .ticketEvent:
      return pass(try records.ticketEvent(value), "event-without-tags", line: line, into: sink)
    case .suspendedTicket: return suspended(value, line: line, into: sink)
    case .notNeeded(let name):
      sink.ignore(.ignored(String(name.map { $0 == "_" ? "-" : $0 })))
      return false
    }
    return true
  }

  private func pass(_ made: [HelpDeskRecord], _ reason: String, line: Int, into sink: RecordSink) -> Bool {
    for record in made { sink.take(record, line: line) }
    if made.isEmpty { sink.ignore(.ignored(reason)) }
    return !made.isEmpty
  }

  /// Exports with everything in one object have the comments within the ticket.
  private mutating func takeNested(in value: JSONValue, ticketID: Int64, line: Int, into sink: RecordSink) {
    for nested in value["comments"]?.elements ?? JSONValue.noElements {
      if let comment = try? records.comment(nested, ticketID: ticketID) {
        sink.take(.comment(comment), line: line)
      }
    }
  }

  private mutating func suspended(_ value: JSONValue, line: Int, into sink: RecordSink) -> Bool {
    guard let mail = ZendeskSuspendedMail(value) else {
      sink.ignore(.ignored("suspended-for-other-cause"))
      return false
    }
    switch mail.reports(by: &bounces) {
    case .reports(let reports):
      for report in reports { sink.take(report, line: line) }
      return true
    case .none(let why):
      let reason = why.isProblem ? SkipReason.notUnderstood(why.rawValue) : .ignored(why.rawValue)
      sink.skip(
        SkippedInput(
          line: line, reason: reason, explanation: "a suspended mail",
          excerpt: Self.excerpt(mail.content.utf8)))
      return false
    }
  }

  /// Hands on the comments that waited for their page's end.
  private mutating func release(into sink: RecordSink) {
    let ticketID = paging.ticketID ?? ticketOfSource
    for (comment, line) in waiting {
      var comment = comment
      comment.ticketID = ticketID
      sink.take(.comment(comment), line: line)
    }
    waiting.removeAll(keepingCapacity: true)
  }

  static func excerpt(_ bytes: some Sequence<UInt8>) -> String { DisplayName.escaped(bytes.prefix(120)) }
}

extension JSONRecordSplitter.Damage {
  var reason: SkipReason {
    switch self {
    case .cutOff: .cutOff
    case .tooLong: .tooLong
    case .stray: .notUnderstood("not-json")
    }
  }

  func explanation(_ context: ReadingContext) -> String {
    switch self {
    case .cutOff: "it ends before its closing bracket"
    case .tooLong: "it is longer than \(context.longestRecord) bytes"
    case .stray: "no JSON begins here"
    }
  }
}

extension ZendeskRecords.Refusal {
  var reason: SkipReason {
    switch self {
    case .noID: .notUnderstood("no-id")
    case .mangledID: .notUnderstood("mangled-id")
    }
  }

  var explanation: String {
    switch self {
    case .noID: "it has no id"
    case .mangledID: "its id was rounded, as spreadsheets do (6.13E+12)"
    }
  }
}

extension JSONParser.Problem {
  var explanation: String {
    switch self {
    case .badStructure: "it is no valid JSON"
    case .tooDeep: "its brackets are nested too deeply"
    case .tooLarge: "it is too long"
    case .noMemory: "there was no memory for it"
    }
  }
}
