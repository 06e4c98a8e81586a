public import Classification
import DeliveryModel
public import Readers
import Synchronization

/// Reads sources into a summary: recognises each by its content, lets its reader read it, and never lets one
/// bad source stop another.
public struct Intake: Sendable {
  let settings: IntakeSettings
  let classifier: Classifier

  public init(settings: IntakeSettings, classifier: Classifier) {
    self.settings = settings
    self.classifier = classifier
  }

  /// Reads all items; a plain log of some size on all cores, the others side by side.
  public func read(_ items: [InputItem], into summary: inout Summary) {
    // What can be read on several cores at once is read by itself, the rest shares the cores by file.
    var shared: [InputItem] = []
    for item in items {
      if let part = readInStretches(item) { summary.add(part) } else { shared.append(item) }
    }
    for part in readSideBySide(shared) { summary.add(part) }
  }

  private func readSideBySide(_ items: [InputItem]) -> [SourcePart] {
    let next = Atomic<Int>(0)
    let parts = Mutex<[SourcePart]>([])
    CoreTeam.run(workers: min(settings.cores, items.count)) {
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < items.count else { return }
        let part = read(items[index])
        parts.withLock { $0.append(part) }
      }
    }
    return parts.withLock { $0 }
  }

  /// Reads one source from front to back.
  func read(_ item: InputItem) -> SourcePart {
    var part = readOnce(item, firstYear: nil)
    // A log without years that turned out to end later than it can: it began a year earlier.
    if let year = part.earlierFirstYear { part = readOnce(item, firstYear: year) }
    return part.part
  }

  private struct ReadPart {
    var part: SourcePart
    var earlierFirstYear: Int?
  }

  private func readOnce(_ item: InputItem, firstYear: Int?) -> ReadPart {
    var part = SourcePart(record: SourceRecord(name: item.name))
    let input: OpenedInput
    do throws(InputProblem) {
      input = try item.open()
    } catch {
      part.record.failure = error.sentence
      return ReadPart(part: part)
    }
    var blocks = BlockFeed(input)
    blocks.fill()
    if blocks.isEmpty, blocks.isAtEnd {
      part.record.failure = (blocks.problem ?? .empty).sentence
      return ReadPart(part: part)
    }
    guard let type = Recognition.reader(for: blocks.head) else {
      part.record.failure = Recognition.problem(for: blocks.head).sentence
      return ReadPart(part: part)
    }
    let years = Years(type, head: blocks.head, settings: settings, modifiedAt: input.modifiedAt)
    let context = ReadingContext(
      source: item.name, zone: settings.zone, firstYear: firstYear ?? years.firstYear,
      longestRecord: settings.longestRecord)
    let collector = PartCollector(
      settings: .init(
        source: item.name, format: type.format.id, zone: settings.zone,
        keepsDelivered: settings.keepsDelivered),
      classifier: classifier)
    let sink = RecordSink(source: item.name, consumer: collector)
    if let onProblem = settings.onProblem { sink.onProblem = { onProblem(item.name, $0) } }
    var reader = type.init(context: context)
    blocks.feed(&reader, into: sink, onBytes: settings.onBytes)
    part.take(collector.finish(), collector, sink, type.format)
    part.record.bytes = blocks.length
    part.record.contentHash = blocks.hash.description
    part.record.failure = blocks.problem?.sentence
    if type.format.family == .mailServer { part.headHash = blocks.headHash }
    let lastYear = (reader as? any LogReader)?.lastYear
    return ReadPart(
      part: part, earlierFirstYear: firstYear == nil ? years.correction(lastYear: lastYear) : nil)
  }
}

extension SourcePart {
  mutating func take(_ count: LogCount, _ collector: PartCollector, _ sink: RecordSink, _ format: InputFormat)
  {
    log = LogPart(count)
    helpDesk = collector.helpDesk
    bounces = collector.bounces
    problems = sink.problems
    record.format = format.id
    record.lines = sink.lines
    record.records = sink.records
    record.skipped = [:]
    record.problems = 0
    for (reason, number) in sink.skippedCounts {
      record.skipped[reason.id, default: 0] += number
      if reason.isProblem { record.problems += number }
    }
    if count.firstTime <= count.lastTime {
      record.firstTime = UTCTime(seconds: count.firstTime)
      record.lastTime = UTCTime(seconds: count.lastTime)
    }
  }
}
