import DeliveryModel
import Readers

/// Keeps what a reader hands on.
final class CollectedRecords: RecordConsumer {
  var records: [HelpDeskRecord] = []
  var lines: [Int] = []
  var reports: [BounceReport] = []

  func take(_ events: UnsafeBufferPointer<LogEvent>, of block: UnsafeRawBufferPointer, sink: RecordSink) {}
  func take(_ record: HelpDeskRecord, line: Int) {
    records.append(record)
    lines.append(line)
  }
  func take(_ report: BounceReport, line: Int) { reports.append(report) }
}

/// What reading a text came to.
struct Reading {
  let consumer = CollectedRecords()
  let sink: RecordSink
  var records: [HelpDeskRecord] { consumer.records }

  /// Feeds a reader as its contract says: the unused rest comes again, with more bytes behind it. `steps` says how
  /// many bytes are added each time; the last step is used again and again.
  init(
    _ type: (some Reader).Type, _ bytes: [UInt8], steps: [Int] = [], source: String = "input.json",
    longestRecord: Int = 1 << 20
  ) {
    let sink = RecordSink(source: source, consumer: consumer)
    self.sink = sink
    var reader = type.init(context: ReadingContext(source: source, longestRecord: longestRecord))
    var pending: [UInt8] = []
    var position = 0
    var round = 0
    while true {
      let step = steps.isEmpty ? bytes.count : max(1, steps[min(round, steps.count - 1)])
      let end = min(bytes.count, position + step)
      pending += bytes[position..<end]
      position = end
      round += 1
      let used = reader.read(pending.span, isLast: position == bytes.count, into: sink)
      pending.removeFirst(min(used, pending.count))
      if position == bytes.count { break }
    }
    unused = pending.count
  }

  init(_ type: (some Reader).Type, _ text: String, steps: [Int] = [], source: String = "input.json") {
    self.init(type, Array(text.utf8), steps: steps, source: source)
  }

  /// Bytes that the reader left over at the end; must be none.
  let unused: Int

  /// Everything that can be compared between two readings of the same bytes.
  var digest: String {
    let skips = sink.skippedCounts.map { "\($0.key.id)=\($0.value)" }.sorted()
    let problems = sink.problems.map { "\($0.line) \($0.reason.id)" }
    return
      "\(zip(consumer.lines, records).map { "\($0) \($1)" }) \(skips) \(problems) \(sink.lines) \(sink.records)"
  }

  /// Every piece became a record or was counted as left out.
  var isAccountedFor: Bool {
    sink.lines == sink.records + sink.skippedCounts.values.reduce(0, +) && unused == 0
  }
}

/// Numbers that are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
