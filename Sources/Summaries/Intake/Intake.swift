public import Classification
import DeliveryModel
public import Readers
import Synchronization

/// Reads sources into a summary: recognises each by its content, lets its reader read it, and never lets one
/// bad source stop another.
public struct Intake: Sendable {
  let settings: IntakeSettings
  let classifier: ClassifierSource

  /// - Parameter classifier: made by each core when it meets its first failure.
  public init(settings: IntakeSettings, classifier: @autoclosure @escaping @Sendable () -> Classifier) {
    self.settings = settings
    self.classifier = ClassifierSource(make: classifier)
  }

  /// The zone of the summaries among the items, where all of them have the same.
  public static func zone(ofSummariesIn items: [InputItem]) -> LocalZone? {
    var zones: Set<LocalZone> = []
    for item in items where item.path != nil {
      guard let input = try? item.open() else { continue }
      var blocks = BlockFeed(input)
      blocks.fill()
      guard SummaryFile.isSummary(blocks.head),
        let summary = try? SummaryFile.read(&blocks, fileSize: item.fileSize)
      else { continue }
      zones.insert(summary.zone)
    }
    return zones.count == 1 ? zones.first : nil
  }

  /// Reads all items; a plain log of some size on all cores, the others side by side.
  public func read(_ items: [InputItem], into summary: inout Summary) {
    // What can be read on several cores at once is read by itself, the rest shares the cores by file.
    var shared: [InputItem] = []
    let known = KnownSources(summary)
    for item in items {
      if let hash = known.hash(of: item) {
        summary.addCopy(of: hash, named: item.name)
        settings.onKnown?(item.name, hash)
        settings.onBytes?(Int(item.fileSize))
        continue
      }
      if let part = readInStretches(item) {
        tell(part, known)
        summary.add(part)
      } else {
        shared.append(item)
      }
    }
    for outcome in readSideBySide(shared) {
      switch outcome {
      case .part(let part):
        tell(part, known)
        summary.add(part)
      case .summary(let other, let name):
        for part in other.parts.values { tell(part, known) }
        do throws(Summary.MergeProblem) {
          try summary.merge(other)
        } catch {
          var record = SourceRecord(name: name)
          record.failure = error.sentence
          summary.add(SourcePart(record: record))
        }
      }
    }
  }

  /// A source that could not be looked into beforehand, such as standard input, may turn out to be a known one.
  private func tell(_ part: SourcePart, _ known: KnownSources) {
    let hash = part.record.contentHash
    if known.contains(hash) { settings.onKnown?(part.record.name, hash) }
  }

  /// What reading one source comes to: it holds raw input, or a summary that was made earlier.
  enum Outcome: Sendable {
    case part(SourcePart)
    case summary(Summary, name: String)
  }

  private func readSideBySide(_ items: [InputItem]) -> [Outcome] {
    let next = Atomic<Int>(0)
    let outcomes = Mutex<[Outcome]>([])
    CoreTeam.run(workers: min(settings.cores, items.count)) {
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < items.count else { return }
        let outcome = read(items[index])
        outcomes.withLock { $0.append(outcome) }
      }
    }
    return outcomes.withLock { $0 }
  }

  /// Reads one source from front to back.
  func read(_ item: InputItem) -> Outcome {
    var once = readOnce(item, firstYear: nil)
    // A log without years that turned out to end later than it can: it began a year earlier.
    if let year = once.earlierFirstYear, item.path != nil { once = readOnce(item, firstYear: year) }
    return once.outcome
  }

  private struct ReadOnce {
    var outcome: Outcome
    var earlierFirstYear: Int?

    init(_ part: SourcePart, earlierFirstYear: Int? = nil) {
      outcome = .part(part)
      self.earlierFirstYear = earlierFirstYear
    }
  }

  private func readOnce(_ item: InputItem, firstYear: Int?) -> ReadOnce {
    var part = SourcePart(record: SourceRecord(name: item.name))
    let input: OpenedInput
    do throws(InputProblem) {
      input = try item.open()
    } catch {
      part.record.fail(error)
      return ReadOnce(part)
    }
    var blocks = BlockFeed(input)
    blocks.fill()
    if blocks.isEmpty, blocks.isAtEnd {
      part.record.fail(blocks.problem ?? .empty)
      return ReadOnce(part)
    }
    if SummaryFile.isSummary(blocks.head) { return readSummary(&blocks, item) }
    guard let type = Recognition.reader(for: blocks.head) else {
      part.record.fail(Recognition.problem(for: blocks.head))
      return ReadOnce(part)
    }
    let years = Years(type, head: blocks.head, settings: settings, modifiedAt: input.modifiedAt)
    let context = ReadingContext(
      source: item.name, zone: settings.zone, firstYear: firstYear ?? years.firstYear,
      longestRecord: settings.longestRecord)
    let collector = PartCollector(
      settings: .init(
        source: item.name, format: type.format.id, zone: settings.zone,
        keepsDelivered: settings.keepsDelivered, wantsHistory: settings.wantsHistory),
      classifier: classifier)
    let sink = RecordSink(source: item.name, consumer: collector)
    if let onProblem = settings.onProblem { sink.onProblem = { onProblem(item.name, $0) } }
    var reader = type.init(context: context)
    blocks.feed(&reader, into: sink, onBytes: settings.onBytes)
    part.take(collector.finish(), collector, sink, type.format)
    part.record.bytes = blocks.length
    part.record.contentHash = blocks.hash.description
    if let problem = blocks.problem { part.record.fail(problem) }
    if type.format.family == .mailServer { part.headHash = blocks.headHash }
    let lastYear = (reader as? any LogReader)?.lastYear
    return ReadOnce(
      part, earlierFirstYear: firstYear == nil ? years.correction(lastYear: lastYear) : nil)
  }

  private func readSummary(_ blocks: inout BlockFeed, _ item: InputItem) -> ReadOnce {
    var part = SourcePart(record: SourceRecord(name: item.name))
    do throws(SummaryFile.Problem) {
      var once = ReadOnce(part)
      once.outcome = .summary(try SummaryFile.read(&blocks, fileSize: item.fileSize), name: item.name)
      return once
    } catch {
      if case .unreadable(let problem) = error {
        part.record.fail(problem)
      } else {
        part.record.failure = error.sentence
      }
      return ReadOnce(part)
    }
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
