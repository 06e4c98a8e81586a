import DeliveryModel
import SMTPStatus

/// Postfix's log, as syslog (RFC 3164 or RFC 3339 timestamps) or its own logger writes it.
///
/// The lines' grammar is that of Postfix's sources (`log_adhoc.c`, `qmgr_active.c`, `bounce_notify_service.c`);
/// the order of the fields in a delivery line is fixed, and unknown `key=value` fields are passed over, since
/// new versions insert some.
public struct PostfixReader: LogReader {
  public static let format = InputFormat(id: "postfix", title: "Postfix", family: .mailServer)

  private let longestRecord: Int
  private var clock: SyslogClock
  private var line: Int
  private let origins = OriginCache()
  private var isDiscarding = false
  private var ignored = IgnoredLines()

  public var lastYear: Int { clock.year }

  public init(context: ReadingContext) {
    longestRecord = context.longestRecord
    clock = SyslogClock(zone: context.zone, firstYear: context.firstYear)
    line = context.firstLine - 1
  }

  public static func recognises(_ head: Span<UInt8>) -> Confidence {
    head.withUnsafeBytes { bytes in
      var step = LineStep()
      var clock = SyslogClock(zone: .utc, firstYear: 2000)
      let origins = OriginCache()
      var streams: [String] = []
      var lines = 0
      var hits = 0
      while let range = step.next(in: bytes, isLast: false), lines < 400, let base = bytes.baseAddress {
        lines += 1
        guard let start = envelopeStart(base, range),
          let stamp = clock.read(base, from: start, to: range.upperBound),
          let origin = origins.read(base, from: stamp.end, to: range.upperBound, streams: &streams)
        else { continue }
        if origin.program != .foreign { hits += 1 }
      }
      return hits == 0 ? .none : hits * 4 >= lines ? .certain : .likely
    }
  }

  public static func yearlessDate(in bytes: Span<UInt8>) -> YearlessDate? {
    bytes.withUnsafeBytes { bytes in
      var step = LineStep()
      while let range = step.next(in: bytes, isLast: true), let base = bytes.baseAddress {
        if let start = envelopeStart(base, range),
          let date = SyslogClock.yearlessDate(base, from: start, to: range.upperBound)
        {
          return date
        }
      }
      return nil
    }
  }

  /// Behind a priority such as `<22>`, where a relay kept it.
  @inline(__always)
  private static func envelopeStart(_ base: UnsafeRawPointer, _ range: Range<Int>) -> Int? {
    guard range.count > 20 else { return nil }
    guard base.load(fromByteOffset: range.lowerBound, as: UInt8.self) == UInt8(ascii: "<") else {
      return range.lowerBound
    }
    for place in (range.lowerBound + 2)..<(range.lowerBound + 6)
    where base.load(fromByteOffset: place, as: UInt8.self) == UInt8(ascii: ">") { return place + 1 }
    return nil
  }

  public mutating func read(_ block: Span<UInt8>, isLast: Bool, into sink: RecordSink) -> Int {
    block.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      var step = LineStep()
      let before = line
      if isDiscarding { finishDiscarding(bytes, &step) }
      var records = 0
      // One event is filled again and again: as a value of the result it would be copied once more for each line.
      var event = LogEvent(kind: .attempt, time: 0, line: 0, stream: 0, queueID: .none)
      while let range = step.next(in: bytes, isLast: isLast) {
        line += 1
        if range.count > longestRecord {
          sink.skip(tooLong(range.count))
          continue
        }
        switch readLine(base, range, sink, &event) {
        case .event:
          records += 1
          if sink.isFull { sink.flush(block: bytes) }
          sink.append(event)
        case .ignored(let kind): ignored.add(kind)
        case .notUnderstood(let reason, let explanation):
          sink.skip(
            SkippedInput(
              line: line, reason: reason, explanation: explanation,
              excerpt: Excerpt.of(bytes, range)))
        }
      }
      sink.flush(block: bytes)
      ignored.report(to: sink)
      if !isLast, bytes.count - step.position > longestRecord {
        // A line that will not end: count it now, and drop its bytes until its end comes.
        line += 1
        sink.skip(tooLong(bytes.count - step.position))
        isDiscarding = true
        step.skip(to: bytes.count)
      }
      sink.records += records
      sink.lines += line - before
      return step.position
    }
  }

  private mutating func finishDiscarding(_ bytes: UnsafeRawBufferPointer, _ step: inout LineStep) {
    guard let rest = step.next(in: bytes, isLast: false) else {
      step.skip(to: bytes.count)
      return
    }
    isDiscarding = false
    _ = rest
  }

  private func tooLong(_ count: Int) -> SkippedInput {
    SkippedInput(
      line: line, reason: .tooLong,
      explanation: "a line of \(count) bytes or more; the limit is \(longestRecord)")
  }

  private enum LineResult {
    case event
    case ignored(IgnoredLines.Kind)
    case notUnderstood(SkipReason, String)
  }

  @inline(__always)
  private mutating func readLine(
    _ base: UnsafeRawPointer, _ range: Range<Int>, _ sink: RecordSink, _ event: inout LogEvent
  ) -> LineResult {
    let end = range.upperBound
    if range.isEmpty { return .ignored(.empty) }
    guard let start = Self.envelopeStart(base, range), let stamp = clock.read(base, from: start, to: end)
    else {
      return .notUnderstood(.noTimestamp, "expected a syslog timestamp at the beginning")
    }
    guard let origin = origins.read(base, from: stamp.end, to: end, streams: &sink.streams) else {
      return .ignored(.otherProgram)
    }
    guard origin.program != .foreign else { return .ignored(.otherProgram) }
    let text = PostfixText(base: base, start: origin.end, end: end)
    guard let idEnd = text.queueIDEnd else { return .ignored(text.noteWithoutID(of: origin.program)) }
    let queueID = ByteRange(origin.end, idEnd)
    event = LogEvent(
      kind: .attempt, time: stamp.time, line: line, stream: origin.stream, queueID: queueID)
    let body = idEnd + 2
    switch origin.program {
    case .deliveryAgent, .queueManager, .other:
      if text.has("to=", at: body) { return attempt(text, from: body, event: &event) }
      if text.has("from=", at: body) { return queued(text, from: body, event: &event) }
      if text.has("removed", at: body) { event.kind = .removed } else { return .ignored(text.note(at: body)) }
    case .smtpServer:
      guard text.has("client=", at: body) else { return .ignored(text.note(at: body)) }
      event.kind = .arrived
    case .pickup:
      guard text.has("uid=", at: body) else { return .ignored(text.note(at: body)) }
      event.kind = .arrived
    case .cleanup:
      guard let place = text.messageIDStart(at: body) else { return .ignored(text.note(at: body)) }
      event.kind = .named
      event.messageID = text.messageID(from: place)
    case .bounce:
      guard let other = text.notificationID(from: body) else { return .ignored(text.note(at: body)) }
      event.kind = .notified
      event.other = other
    case .postsuper:
      guard text.has("removed", at: body) else { return .ignored(text.note(at: body)) }
      event.kind = .deleted
    case .foreign: return .ignored(.otherProgram)
    }
    return .event
  }

  private func queued(_ text: PostfixText, from body: Int, event: inout LogEvent) -> LineResult {
    guard let sender = text.address(from: body + 5) else {
      return .notUnderstood(.noSender, "expected from=<address>")
    }
    event.sender = sender.range
    if text.has(", status=expired", at: sender.end) || text.has(", status=force-expired", at: sender.end) {
      event.kind = .expired
      return .event
    }
    guard text.has(", size=", at: sender.end) else { return .ignored(.note) }
    event.kind = .queued
    return .event
  }

  private func attempt(_ text: PostfixText, from body: Int, event: inout LogEvent) -> LineResult {
    guard let fields = PostfixAttempt(text, from: body) else {
      return .notUnderstood(.noStatus, "a delivery line without a status= that can be read")
    }
    switch fields.status {
    case .sent: event.outcome = .delivered
    case .deferred: event.outcome = .deferred
    case .bounced: event.outcome = .failed
    case .probe: return .ignored(.probe)
    case .unknown: return .notUnderstood(.unknownStatus, "a status= that is not known")
    }
    fields.fill(&event, text)
    return .event
  }
}

extension SkipReason {
  static let noTimestamp = notUnderstood("no-timestamp")
  static let noSender = notUnderstood("no-sender")
  static let noStatus = notUnderstood("no-status")
  static let unknownStatus = notUnderstood("unknown-status")
}
