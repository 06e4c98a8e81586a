import Classification
import DeliveryModel
import Readers
import Synchronization

/// Reading one plain log on several cores.
///
/// The file is cut into stretches at multiples of the hash's block size; a stretch owns the lines that begin in
/// it. Stretches are handed out in order and joined in order, so the outcome is that of reading it in one go.
extension Intake {
  private static let smallest = 24 << 20

  /// Nil where the source is no plain log of some size.
  func readInStretches(_ item: InputItem) -> SourcePart? {
    guard settings.cores > 1, item.path != nil, let input = try? item.open(), let file = input.plainFile,
      let size = file.size, size >= Int64(Self.smallest)
    else { return nil }
    let head = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { head.deallocate() }
    guard let count = try? file.read(at: 0, into: head) else { return nil }
    let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(head)[..<count])
    guard let type = Recognition.reader(for: bytes) as? any LogReader.Type else { return nil }
    return read(item, file, size: Int(size), type, head: bytes)
  }

  private func read(
    _ item: InputItem, _ file: PlainFile, size: Int, _ type: any LogReader.Type, head: UnsafeRawBufferPointer
  ) -> SourcePart {
    let starts = StretchPlan.starts(size: size, cores: settings.cores)
    let plan = StretchPlan(
      file: file, size: size, starts: starts,
      years: StretchPlan.years(type, file, size: size, starts: starts, settings: settings))
    let join = StretchJoin(
      collector: PartCollector(
        settings: correlatorSettings(item, type, isContinuation: false), classifier: classifier))
    let next = Atomic<Int>(0)
    CoreTeam.run(workers: min(settings.cores, starts.count)) {
      let feed = StretchFeed()
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < starts.count else { return }
        join.add(readStretch(item, type, plan, index, feed), at: index)
      }
    }
    var part = SourcePart(record: SourceRecord(name: item.name))
    // The length is part of the content's hash, so it must be known before the join makes it.
    part.record.bytes = Int64(size)
    join.finish(into: &part, format: type.format)
    part.headHash = BlockFeed.headHash(head)
    return part
  }

  private func correlatorSettings(
    _ item: InputItem, _ type: any Reader.Type, isContinuation: Bool
  ) -> LogCorrelator.Settings {
    LogCorrelator.Settings(
      source: item.name, format: type.format.id, zone: settings.zone, keepsDelivered: settings.keepsDelivered,
      isContinuation: isContinuation, wantsHistory: settings.wantsHistory)
  }

  private func readStretch(
    _ item: InputItem, _ type: any LogReader.Type, _ plan: StretchPlan, _ index: Int, _ feed: StretchFeed
  ) -> Stretch {
    let collector = PartCollector(
      settings: correlatorSettings(item, type, isContinuation: index > 0), classifier: classifier)
    let sink = RecordSink(source: item.name, consumer: collector)
    var reader: any Reader = type.init(
      context: ReadingContext(
        source: item.name, zone: settings.zone, firstYear: plan.years[index],
        longestRecord: settings.longestRecord))
    var stretch = Stretch()
    do throws(InputProblem) {
      stretch.digests = try feed.read(plan, index, &reader, into: sink, onBytes: settings.onBytes)
    } catch { stretch.problem = error }
    stretch.count = collector.finish()
    stretch.lines = sink.lines
    stretch.records = sink.records
    stretch.skipped = sink.skippedCounts
    stretch.problems = sink.problems
    if let onProblem = settings.onProblem {
      // Line numbers are known only when the stretches before are: the join reports them.
      stretch.report = { onProblem(item.name, $0) }
    }
    return stretch
  }
}

/// What one stretch of a log comes to.
struct Stretch: Sendable {
  var count = LogCount()
  var lines = 0
  var records = 0
  var skipped: [SkipReason: Int] = [:]
  var problems: [SkippedInput] = []
  var digests: [ContentHash.BlockDigest] = []
  var problem: InputProblem?
  var report: (@Sendable (SkippedInput) -> Void)?
}

/// Where the stretches of a file begin, and in which year.
struct StretchPlan: Sendable {
  let file: PlainFile
  let size: Int
  let starts: [Int]
  let years: [Int]

  /// At multiples of the hash's block size; large stretches first, since joining costs, and small ones last, so
  /// that the cores end together.
  static func starts(size: Int, cores: Int) -> [Int] {
    let blocks = (size + ContentHash.blockSize - 1) / ContentHash.blockSize
    var starts: [Int] = []
    var block = 0
    while block < blocks {
      starts.append(block * ContentHash.blockSize)
      block += max(1, min(32, (blocks - block) / (cores * 2)))
    }
    return starts
  }

  func end(of index: Int) -> Int { index + 1 < starts.count ? starts[index + 1] : size }

  /// The year at each stretch's beginning: counted from the file's end, where it must fit the file's date.
  static func years(
    _ type: any LogReader.Type, _ file: PlainFile, size: Int, starts: [Int], settings: IntakeSettings
  ) -> [Int] {
    var dates: [YearlessDate] = []
    for start in starts + [max(0, size - (64 << 10))] {
      guard let date = firstDate(type, file, at: start) ?? dates.last else {
        return Array(repeating: 1970, count: starts.count)
      }
      dates.append(date)
    }
    var steps = [0]
    for (date, next) in zip(dates, dates.dropFirst()) {
      steps.append((steps.last ?? 0) + date.yearStep(to: next))
    }
    let limit = settings.year.map { UTCTime(year: $0, month: 12, day: 31) } ?? file.modifiedAt ?? settings.now
    let newest = dates[dates.count - 1].newestYear(notAfter: limit)
    return starts.indices.map { newest - steps[dates.count - 1] + steps[$0] }
  }

  private static func firstDate(_ type: any LogReader.Type, _ file: PlainFile, at start: Int) -> YearlessDate?
  {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { buffer.deallocate() }
    guard let count = try? file.read(at: Int64(start), into: buffer) else { return nil }
    var bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count])
    // Away with the line that began earlier.
    if start > 0, let newline = bytes.firstIndex(of: 0x0A) {
      bytes = UnsafeRawBufferPointer(rebasing: bytes[(newline + 1)...])
    }
    return type.yearlessDate(in: bytes.assumingMemoryBound(to: UInt8.self).span)
  }
}
