public import DeliveryModel

/// Who takes what a reader has read. One object per source; calls come in the order of the source.
public protocol RecordConsumer: AnyObject {
  /// Log lines of one block. The events' ranges point into `block`, which lives only during the call.
  func take(_ events: UnsafeBufferPointer<LogEvent>, of block: UnsafeRawBufferPointer, sink: RecordSink)
  /// A record of a help-desk export; `line` is its line or record number.
  func take(_ record: HelpDeskRecord, line: Int)
  func take(_ report: BounceReport, line: Int)
}

/// Collects what a reader finds in one source, counts it, and hands it on.
public final class RecordSink {
  public let source: String
  private let consumer: any RecordConsumer

  /// Lines (of line formats) or records (of others) seen so far.
  public var lines = 0
  /// Those that became a record.
  public var records = 0
  /// How many were left out, by reason.
  public private(set) var skippedCounts: [SkipReason: Int] = [:]
  /// The first of those that were not understood.
  public private(set) var problems: [SkippedInput] = []
  /// Called with every piece that was not understood, for `--skipped`.
  public var onProblem: ((SkippedInput) -> Void)?

  /// What a reader has to say about the source as a whole, as stable words such as `pages-end:tickets`.
  public var notes: [String] = []

  /// Names of the log streams (host, and the mail server's instance) by `LogEvent.stream`.
  public var streams: [String] = []

  /// Of the problems only so many are kept; all are counted.
  public static let keptProblems = 100

  // Touched for every line, by one thread: checks of exclusive access would cost more than the work.
  @exclusivity(unchecked) private var events: UnsafeMutablePointer<LogEvent>
  @exclusivity(unchecked) private var eventCount = 0
  private static let batch = 4096

  public init(source: String, consumer: any RecordConsumer) {
    self.source = source
    self.consumer = consumer
    events = .allocate(capacity: Self.batch)
  }

  deinit { events.deallocate() }

  public func take(_ record: HelpDeskRecord, line: Int) { consumer.take(record, line: line) }
  public func take(_ report: BounceReport, line: Int) { consumer.take(report, line: line) }

  /// True when `flush` must be called before the next event.
  public var isFull: Bool { eventCount == Self.batch }

  /// Appends a log event whose ranges point into the block that `flush(block:)` will name.
  public func append(_ event: LogEvent) {
    (events + eventCount).initialize(to: event)
    eventCount += 1
  }

  /// Hands the collected log events on; a log reader calls it when full and at the end of each block.
  public func flush(block: UnsafeRawBufferPointer) {
    guard eventCount > 0 else { return }
    consumer.take(UnsafeBufferPointer(start: events, count: eventCount), of: block, sink: self)
    eventCount = 0
  }

  /// Counts pieces that are left out on purpose.
  public func ignore(_ reason: SkipReason, count: Int = 1) {
    skippedCounts[reason, default: 0] += count
  }

  /// Counts and keeps a piece that was not understood.
  public func skip(_ piece: SkippedInput) {
    skippedCounts[piece.reason, default: 0] += 1
    guard piece.reason.isProblem else { return }
    if problems.count < Self.keptProblems { problems.append(piece) }
    onProblem?(piece)
  }
}
