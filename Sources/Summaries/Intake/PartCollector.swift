import Classification
import DeliveryModel
import Readers

/// Takes what a reader finds in one source, or in one stretch of it.
final class PartCollector: RecordConsumer {
  private var correlator: LogCorrelator
  private(set) var helpDesk = HelpDeskPart()
  private(set) var bounces: [BounceRow] = []

  init(settings: LogCorrelator.Settings, classifier: ClassifierSource) {
    correlator = LogCorrelator(settings: settings, classifier: classifier)
  }

  func take(_ events: UnsafeBufferPointer<LogEvent>, of block: UnsafeRawBufferPointer, sink: RecordSink) {
    correlator.take(events, of: block, streams: sink.streams)
  }

  func take(_ record: HelpDeskRecord, line: Int) { helpDesk.add(record, line: line) }

  func take(_ report: BounceReport, line: Int) { bounces.append(BounceRow(report: report, line: line)) }

  /// Adds the next stretch of the same log.
  func absorb(_ next: inout LogCount) { correlator.absorb(&next) }

  func finish() -> LogCount { correlator.finish() }
}
