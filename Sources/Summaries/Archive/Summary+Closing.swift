public import Classification
public import DeliveryModel
import Readers

extension Summary {
  /// Lets the rows of every day before the given one leave, and with them every address; the counts stay.
  ///
  /// What a later run reads anew of such a day counts only where it is of a log that was not counted yet.
  public mutating func close(before limit: CivilDate, classifier: Classifier) {
    let limit = limit.daysSinceEpoch
    // Asked first: most weeks nothing leaves, and to count every day takes as long as the report.
    guard !closed.isEmpty || parts.values.contains(where: { $0.hasRows(before: limit, in: zone) }) else {
      return
    }
    let old = findings(classifier: classifier).history.filter { $0.key < limit }
    for (day, counts) in old {
      var sources = Set(closed[day]?.sources ?? [])
      for part in parts.values where part.log.days.contains(day) { sources.insert(part.identity) }
      setClosed(day, ClosedDay(counts: counts, sources: sources))
    }
    closedBefore = max(closedBefore ?? limit, limit)
    let days = zone
    for hash in Array(parts.keys) { update(hash) { $0.removeRows(before: limit, in: days) } }
  }

  /// Keeps one version of each help-desk record: the newest, in the part whose version pages already show.
  ///
  /// An export of everything that is made each week would otherwise be kept as often as it was made.
  mutating func dropOlderVersions() {
    var desk = MergedHelpDesk()
    let sorted = parts.sorted { ($0.value.record.name, $0.key) < ($1.value.record.name, $1.key) }
    for (_, part) in sorted where !part.helpDesk.records.isEmpty { desk.add(part) }
    var kept: Set<HelpDeskRecord.Key> = []
    for (hash, part) in sorted where !part.helpDesk.records.isEmpty {
      let stays = part.helpDesk.records.filter { key, entry in
        desk.places[key] == Place(source: part.record.name, line: entry.line) && desk.isNewest(entry.record)
      }
      let own = stays.filter { kept.insert($0.key).inserted }
      guard own.count < part.helpDesk.records.count else { continue }
      let reach = part.reach(in: zone)
      update(hash) { part in
        part.reach = reach
        part.helpDesk.records = own
      }
    }
  }

  /// A log that has grown is kept as its newest state alone.
  mutating func dropSuperseded() {
    let counted = Set(countedParts.parts.map(\.record.contentHash))
    for hash in Array(parts.keys) where !counted.contains(hash) { remove(hash) }
  }
}

extension SourcePart {
  /// What it is told apart by on a closed day: a log by its beginning, which stays the same when it grows.
  var identity: String { headHash.isEmpty ? record.contentHash : headHash }

  /// The last day that it tells of; nil where nothing in it carries a time.
  func lastDay(in zone: LocalZone) -> Int? {
    let times: [UTCTime?] =
      [record.lastTime] + bounces.map(\.report.time)
      + helpDesk.records.values.map { $0.record.happenedAt ?? $0.record.version }
    return times.compactMap(\.self).max().map { zone.day(ofUTC: $0.seconds) }
  }

  /// The first day that it tells of.
  func firstDay(in zone: LocalZone) -> Int? {
    let times: [UTCTime?] =
      [record.firstTime] + bounces.map(\.report.time)
      + helpDesk.records.values.map { $0.record.happenedAt ?? $0.record.version }
    return times.compactMap(\.self).min().map { zone.day(ofUTC: $0.seconds) }
  }

  /// Which days it tells of; nil where nothing says.
  func reach(in zone: LocalZone) -> Reach? {
    if let reach { return reach }
    let records = helpDesk.records.values
    if !records.isEmpty, records.allSatisfy({ $0.record.happenedAt == nil }) { return Reach() }
    guard let first = firstDay(in: zone), let last = lastDay(in: zone) else { return nil }
    return Reach(first: first, last: last)
  }

  /// Its rows have left: nothing but the record of having read it.
  var isShell: Bool {
    log.isEmpty && helpDesk.records.isEmpty && bounces.isEmpty
  }

  func hasRows(before limit: Int, in zone: LocalZone) -> Bool {
    log.days.contains { $0 < limit }
      || !log.fragments.allSatisfy { zone.day(ofUTC: $0.lastTime.seconds) >= limit }
      || bounces.contains { ($0.report.time.map { zone.day(ofUTC: $0.seconds) } ?? limit) < limit }
      || helpDesk.records.values.contains { $0.record.isOlder(than: limit, in: zone) }
  }

  mutating func removeRows(before limit: Int, in zone: LocalZone) {
    log = log.removing(in: zone) { $0 < limit }
    bounces.removeAll { ($0.report.time.map { zone.day(ofUTC: $0.seconds) } ?? limit) < limit }
    let old = helpDesk.records.filter { $0.value.record.isOlder(than: limit, in: zone) }
    for key in old.keys { helpDesk.records[key] = nil }
    if let last = lastDay(in: zone), last >= limit { return }
    // Excerpts of what was not understood can hold addresses.
    for index in problems.indices { problems[index].excerpt = "" }
  }
}

extension HelpDeskRecord {
  /// When that happened of which the record tells.
  var happenedAt: UTCTime? {
    switch self {
    case .ticket(let value): value.updatedAt ?? value.createdAt
    case .notification(let value): value.createdAt
    case .comment(let value): value.createdAt
    case .notificationEvent(let value): value.createdAt
    case .ticketChange(let value): value.createdAt
    case .user, .identity, .group, .organization, .trigger, .supportAddress: nil
    }
  }

  /// Whether what it tells of lies before a day; what names no time of happening is kept.
  func isOlder(than limit: Int, in zone: LocalZone) -> Bool {
    guard let time = happenedAt else { return false }
    return zone.day(ofUTC: time.seconds) < limit
  }
}

extension LogPart {
  var isEmpty: Bool { tallies.isEmpty && failures.isEmpty && others.isEmpty && fragments.isEmpty }

  /// Every day that it counts something of.
  var days: Set<Int> { Set(tallies.keys).union(messages.keys) }

  /// The part without what it tells of some days.
  func removing(in zone: LocalZone, _ leaves: (Int) -> Bool) -> LogPart {
    func isLeft(_ time: UTCTime?) -> Bool { time.map { leaves(zone.day(ofUTC: $0.seconds)) } ?? false }
    var part = self
    part.messages = messages.filter { !leaves($0.key) }
    part.notifications = notifications.filter { !leaves($0.key) }
    part.tallies = tallies.filter { !leaves($0.key) }
    part.senders = senders.filter { !leaves($0.key) }
    part.delays = delays.filter { !leaves($0.key) }
    part.failures.removeAll { isLeft($0.time) }
    part.others.removeAll { isLeft($0.time) }
    part.fragments.removeAll { isLeft($0.lastTime) }
    // They carry no day: they go with the last one.
    if part.tallies.isEmpty { part.deliveredFingerprints = Fingerprints() }
    return part
  }
}
