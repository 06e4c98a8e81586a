public import DeliveryModel
public import Readers

/// What was read, in a form that can be written, read back and merged: the one thing that stands between
/// understanding bytes and helping people.
///
/// It is a set of parts, one for each source, told apart by content. Merging is the union of sets: associative,
/// commutative, and doing it twice changes nothing. Messages whose life crosses from one source into another
/// stay open in their parts and are put together when `findings` are asked for.
public struct Summary: Sendable {
  /// Days are cut in this zone, and timestamps without one are read in it.
  public let zone: LocalZone
  /// By content hash.
  public private(set) var parts: [String: SourcePart] = [:]
  /// Sources of which nothing could be read, by name.
  public private(set) var unreadable: [String: SourceRecord] = [:]

  /// Days whose rows have left, by day since 1970.
  public private(set) var closed: [Int: ClosedDay] = [:]
  /// Everything before this day since 1970 is closed; nil where nothing is.
  public var closedBefore: Int?
  /// What pages said of a week when they were last made, by its label.
  public var reported: [String: ReportedWeek] = [:]

  /// Its parts hold a row for every delivered recipient too.
  public var keepsDelivered = false

  public init(zone: LocalZone) { self.zone = zone }

  /// Adds one source; the same content under another name is remembered as its copy.
  public mutating func add(_ part: SourcePart) {
    let hash = part.record.contentHash
    guard !hash.isEmpty else {
      unreadable[part.record.name] = part.record
      return
    }
    guard var known = parts[hash] else {
      parts[hash] = part
      return
    }
    // The smallest name stands for all, whichever came first.
    let names = Set([known.record.name, part.record.name] + known.record.copies + part.record.copies).sorted()
    // A part whose rows have left stands for one that still has them: addresses do not come back.
    let isShorter = known.log.isEmpty && !part.log.isEmpty && !closed.isEmpty
    if names.first != known.record.name, !isShorter { known = part }
    known.record.copies = names.filter { $0 != known.record.name }
    parts[hash] = known
  }

  public enum MergeProblem: Error, Hashable, Sendable {
    /// Days cut in one zone cannot be added to days cut in another.
    case zonesDiffer(String, String)

    /// One sentence for a person.
    public var sentence: String {
      switch self {
      case .zonesDiffer(let own, let other):
        "days cut in the time zone \(other) cannot be added to days cut in \(own): use --time-zone \(other), or make the summary anew from the raw files"
      }
    }
  }

  public mutating func merge(_ other: Summary) throws(MergeProblem) {
    guard zone == other.zone else { throw .zonesDiffer(zone.name, other.zone.name) }
    for part in other.parts.values { add(part) }
    for record in other.unreadable.values { unreadable[record.name] = record }
    for (day, counts) in other.closed { closed[day] = closed[day]?.merged(with: counts) ?? counts }
    // What one has closed and the other has not is closed day by day.
    if let limit = other.closedBefore { closedBefore = min(closedBefore ?? limit, limit) }
    reported.merge(other.reported) { own, others in
      (own.failed, own.open, own.ended ?? -1) >= (others.failed, others.open, others.ended ?? -1)
        ? own : others
    }
  }

  mutating func setClosed(_ day: Int, _ counts: ClosedDay) { closed[day] = counts }

  mutating func update(_ hash: String, _ change: (inout SourcePart) -> Void) {
    guard var part = parts[hash] else { return }
    change(&part)
    parts[hash] = part
  }

  mutating func remove(_ hash: String) { parts[hash] = nil }

  /// Remembers that a source came again whose content is known already.
  mutating func addCopy(of hash: String, named name: String) {
    update(hash) { part in
      guard part.record.name != name else { return }
      part.record.copies = Set(part.record.copies + [name]).sorted()
    }
  }

  public func merged(with other: Summary) throws(MergeProblem) -> Summary {
    var result = self
    try result.merge(other)
    return result
  }

  /// The parts that count, sorted by name, and the sources that count in another one: a log that has grown since
  /// is read with its newer state, and a copy that was cut off with the whole.
  var countedParts: (parts: [SourcePart], counted: [SourceRecord]) {
    var longest: [String: SourcePart] = [:]
    var others: [SourcePart] = []
    var superseded: [SourceRecord] = []
    for part in parts.values.sorted(by: { $0.record.contentHash < $1.record.contentHash }) {
      guard !part.headHash.isEmpty else {
        others.append(part)
        continue
      }
      guard let known = longest[part.headHash] else {
        longest[part.headHash] = part
        continue
      }
      let isLonger = part.record.bytes > known.record.bytes
      longest[part.headHash] = isLonger ? part : known
      superseded.append((isLonger ? known : part).record)
      superseded[superseded.count - 1].headHash = part.headHash
    }
    for index in superseded.indices {
      superseded[index].countedIn = superseded[index].headHash.flatMap { longest[$0]?.record.name }
      superseded[index].headHash = nil
    }
    let counted = (others + longest.values).sorted {
      ($0.record.name, $0.record.contentHash) < ($1.record.name, $1.record.contentHash)
    }
    return (counted, superseded)
  }
}

extension Summary {
  /// Remembers a source of which nothing could be read.
  public mutating func addUnreadable(_ name: String, _ problem: InputProblem) {
    var record = SourceRecord(name: name)
    record.fail(problem)
    add(SourcePart(record: record))
  }

  /// Remembers a source of which nothing could be read, in words of one's own.
  public mutating func addUnreadable(_ name: String, sentence: String) {
    var record = SourceRecord(name: name)
    record.failure = sentence
    add(SourcePart(record: record))
  }

  /// The summary of some of its sources, chosen by content hash.
  public func only(_ isWanted: (String) -> Bool) -> Summary {
    var chosen = Summary(zone: zone)
    chosen.keepsDelivered = keepsDelivered
    for (hash, part) in parts where isWanted(hash) { chosen.add(part) }
    for record in unreadable.values { chosen.add(SourcePart(record: record)) }
    return chosen
  }

  /// The days that its mails are of, made whole where they lie in one week; nil where nothing carries a time.
  public var wholeDays: ClosedRange<CivilDate>? {
    var times: [UTCTime?] = []
    for part in parts.values {
      times += [part.record.firstTime, part.record.lastTime] + part.bounces.map(\.report.time)
      for entry in part.helpDesk.records.values {
        if case .notification(let notification) = entry.record { times.append(notification.createdAt) }
      }
    }
    let days = times.compactMap { $0.map { CivilDate(daysSinceEpoch: zone.day(ofUTC: $0.seconds)) } }
    guard let first = days.min(), let last = days.max() else { return nil }
    let week = ISOWeek(of: first)
    return week == ISOWeek(of: last) ? week.monday...week.sunday : first...last
  }

  /// Every source, sorted by name.
  public var sourceRecords: [SourceRecord] {
    (parts.values.map(\.record) + unreadable.values).sorted { $0.name < $1.name }
  }

  /// The first pieces that were not understood, by place.
  public func firstProblems(limit: Int) -> [Problem] {
    let all = parts.values.flatMap { part in
      part.problems.map { Problem(place: Place(source: part.record.name, line: $0.line), input: $0) }
    }
    return Array(all.sorted { $0.place < $1.place }.prefix(limit))
  }

  /// The newest moment that a log line, a notification or a bounce tells of.
  public var lastTime: UTCTime? {
    var newest: UTCTime?
    for part in parts.values {
      let times =
        [part.record.lastTime] + part.bounces.map(\.report.time)
        + part.helpDesk.records.values.map { entry in
          if case .notification(let notification) = entry.record { notification.createdAt } else { nil }
        }
      for time in times.compactMap(\.self) where time > newest ?? UTCTime(seconds: .min) { newest = time }
    }
    return newest
  }
}
