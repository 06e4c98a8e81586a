import Classification
import DeliveryModel
import Readers
import SMTPStatus

extension FindingsMaker {
  /// Sorts the rows, leaves out those of other days, and works out who is who.
  mutating func finishRows() {
    // Rows are large: no second array of them is kept.
    var failures = rows
    rows = []
    if days != nil {
      findings.failuresWithoutTime = failures.count { $0.time == nil }
      failures = failures.filter { isWanted($0.time) }
      findings.others = findings.others.filter { isWanted($0.time) }
    }
    for place in failures.indices where failures[place].alsoSeenIn.count > 1 {
      failures[place].alsoSeenIn.sort { $0.place < $1.place }
    }
    Self.sort(&failures)
    Self.sort(&findings.others)
    findings.failures = failures
  }

  /// Rows are large: their times are sorted, and each row is moved once, and none where all are in order.
  private static func sort(_ rows: inout [FailureRow]) {
    let isSorted = zip(rows.indices, rows.indices.dropFirst()).allSatisfy { earlier, later in
      !FailureRow.byTimeAndPlace(rows[later], rows[earlier])
    }
    if isSorted { return }
    let times = rows.map { $0.time?.seconds ?? .max }
    let order = rows.indices.sorted { left, right in
      times[left] != times[right]
        ? times[left] < times[right] : FailureRow.byTimeAndPlace(rows[left], rows[right])
    }
    rows = order.map { rows[$0] }
  }

  private func isWanted(_ time: UTCTime?) -> Bool {
    guard let days else { return true }
    guard let time else { return false }
    return days.contains(day(of: time))
  }

  private func day(of time: UTCTime) -> CivilDate {
    CivilDate(daysSinceEpoch: summary.zone.day(ofUTC: time.seconds))
  }

  func isWanted(day: Int) -> Bool { days?.contains(CivilDate(daysSinceEpoch: day)) ?? true }

  mutating func addSources(_ parts: [SourcePart], _ superseded: [SourceRecord]) {
    let own = parts.filter(isOfWantedDays)
    findings.sourcesOfOtherDays = parts.count - own.count
    let isOfOther = Set(parts.map(\.record.name)).subtracting(own.map(\.record.name))
    findings.sources =
      (own.map(\.record) + superseded.filter { !isOfOther.contains($0.countedIn ?? "") }
      + summary.unreadable.values).sorted { $0.name < $1.name }
    findings.problems = own.flatMap { part in
      part.problems.map { (Place(source: part.record.name, line: $0.line), $0) }
    }.sorted { $0.0 < $1.0 }.map { Problem(place: $0.0, input: $0.1) }
  }

  /// False for a source that tells of other days alone: it is in the archive for the trend.
  private func isOfWantedDays(_ part: SourcePart) -> Bool {
    guard let days else { return true }
    guard let reach = part.reach(in: summary.zone) else { return !part.isShell || part.record.records == 0 }
    guard let first = reach.first, let last = reach.last else { return true }
    return first <= days.upperBound.daysSinceEpoch && last >= days.lowerBound.daysSinceEpoch
  }

  mutating func count() {
    var totals = Totals()
    for source in findings.sources where source.countedIn == nil {
      totals.lines += source.lines
      totals.records += source.records
      totals.problems += source.problems
      for (reason, number) in source.skipped { totals.skipped[reason, default: 0] += number }
    }
    totals.messages = log.messages.filter { isWanted(day: $0.key) }.values.reduce(0, +)
    totals.notifications = log.notifications.filter { isWanted(day: $0.key) }.values.reduce(0, +)
    countLogs(&totals)
    countOthers(&totals)
    countFailures(&totals)
    countClosedDays(&totals)
    totals.hasDenominator = logTellsOfArrivals
    countTimes()
    findings.totals = totals
  }

  /// Whether a log of the wanted days holds deliveries that went well, not failures alone. One that was filtered
  /// down to them has no messages, but tells how many arrived.
  private var logTellsOfArrivals: Bool {
    tallies.joined().contains { day, domains in
      isWanted(day: day) && domains.values.contains { $0.delivered > 0 }
    }
      || summary.closed.contains { day, closed in
        isWanted(day: day) && (closed.counts.messages > 0 || !closed.counts.delays.isEmpty)
      }
  }

  private mutating func countLogs(_ totals: inout Totals) {
    for (day, domains) in tallies.joined() where isWanted(day: day) {
      let name = CivilDate(daysSinceEpoch: day).description
      for (domain, cell) in domains {
        totals.byDay[name, default: Tally()].add(cell)
        totals.byDomain[domain, default: Tally()].add(cell)
        totals.attempts.delivered += cell.delivered
        totals.attempts.deferred += cell.deferred
        totals.attempts.failed += cell.failed - cell.expired
        totals.deliveries.delivered += cell.delivered
        totals.deliveries.delayed += cell.delayed
        totals.deliveries.deliveredOfNotifications += cell.ofNotifications
      }
    }
  }

  /// Deliveries that stand in no log: a help desk's notifications, bounce messages.
  private mutating func countOthers(_ totals: inout Totals) {
    var messages: Set<Int64> = []
    for row in findings.others {
      if row.outcome == .open { totals.deliveries.open += 1 }
      guard row.isFromHelpDeskAlone, let notification = row.notificationID else { continue }
      if let print = Fingerprint.of(messageID: row.messageID ?? "", address: row.recipient),
        fingerprints.contains(print)
      {
        continue
      }
      messages.insert(notification)
      guard row.outcome == .delivered else { continue }
      totals.deliveries.delivered += 1
      totals.attempts.delivered += 1
      countDay(row, &totals) { $0.delivered += 1 }
    }
    for row in findings.failures where row.isFromHelpDeskAlone {
      if let notification = row.notificationID { messages.insert(notification) }
    }
    totals.messages += messages.count
  }

  private mutating func countFailures(_ totals: inout Totals) {
    var recipients: Set<String> = []
    for place in findings.failures.indices {
      let row = findings.failures[place]
      totals.deliveries.failed += 1
      switch row.outcome {
      case .expired: totals.deliveries.expired += 1
      case .suppressed: totals.deliveries.suppressed += 1
      case .complained: totals.deliveries.complained += 1
      case .failed, .delivered, .delayed, .open: break
      }
      totals.byClass[row.verdict?.failureClass.id ?? "undetermined", default: 0] += 1
      totals.byEnhancedCode[row.reply?.enhancedCode?.description ?? "none", default: 0] += 1
      totals.byReplyCode[row.reply?.code?.description ?? "none", default: 0] += 1
      recipients.insert(row.recipient)
      guard !row.isFromLog else { continue }
      totals.attempts.failed += 1
      let wasTaken = isInLog(row)
      countDay(row, &totals) {
        $0.failed += 1
        if row.outcome == .expired { $0.expired += 1 }
        if wasTaken { $0.returnedLater += 1 }
      }
      guard wasTaken else { continue }
      totals.deliveries.returnedLater += 1
      findings.failures[place].returnedLater = true
    }
    totals.distinctFailingRecipients = recipients.count
  }

  private func countDay(_ row: FailureRow, _ totals: inout Totals, _ change: (inout Tally) -> Void) {
    if let time = row.time { change(&totals.byDay[day(of: time).description, default: Tally()]) }
    change(&totals.byDomain[row.domain ?? "", default: Tally()])
  }

  private mutating func countTimes() {
    var buckets: [Int: Int] = [:]
    for (day, counts) in findings.history where isWanted(day: day) {
      for domain in counts.delays.values { buckets.merge(domain, uniquingKeysWith: +) }
    }
    findings.timesToDelivery = DeliveryTimes(buckets: buckets)
    if log.firstTime <= log.lastTime {
      findings.logsCover = UTCTime(seconds: log.firstTime)...UTCTime(seconds: log.lastTime)
    }
    // Of the sources that tell of the wanted days: the archive's other weeks are no part of this page.
    var first = Int64.max
    var last = Int64.min
    for source in findings.sources where source.countedIn == nil {
      if let time = source.firstTime { first = min(first, time.seconds) }
      if let time = source.lastTime { last = max(last, time.seconds) }
    }
    for time in (findings.failures + findings.others).compactMap(\.time) {
      first = min(first, time.seconds)
      last = max(last, time.seconds)
    }
    for comment in findings.helpDesk.comments.values {
      if let time = comment.createdAt, days == nil { last = max(last, time.seconds) }
    }
    if first <= last {
      findings.firstTime = UTCTime(seconds: first)
      findings.lastTime = UTCTime(seconds: last)
    }
  }
}

extension Tally {
  mutating func add(_ cell: DomainTallies.Cell) {
    delivered += cell.delivered
    delayed += cell.delayed
    ofNotifications += cell.ofNotifications
    deferred += cell.deferred
    failed += cell.failed
    expired += cell.expired
  }
}

extension FailureRow {
  /// By time, then place, then recipient; rows without a time last.
  public static func byTimeAndPlace(_ left: FailureRow, _ right: FailureRow) -> Bool {
    let leftTime = left.time?.seconds ?? .max
    let rightTime = right.time?.seconds ?? .max
    if leftTime != rightTime { return leftTime < rightTime }
    if left.place != right.place { return left.place < right.place }
    return left.recipient < right.recipient
  }

  /// Counted by a mail log's own counters.
  var isFromLog: Bool { queueID != nil }
  var isFromHelpDeskAlone: Bool { queueID == nil && notificationID != nil }
}
