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

  /// Rows are large: their times are sorted, and rows are moved in place, and none where all are in order.
  private static func sort(_ rows: inout [FailureRow]) {
    let times = rows.indices.map { rows[$0].time?.seconds ?? .max }
    // As `FailureRow.byTimeAndPlace`, but that would be handed copies of two rows.
    func isBefore(_ left: Int, _ right: Int) -> Bool {
      if times[left] != times[right] { return times[left] < times[right] }
      if rows[left].place != rows[right].place { return rows[left].place < rows[right].place }
      return rows[left].recipient < rows[right].recipient
    }
    if rows.indices.dropFirst().allSatisfy({ !isBefore($0, $0 - 1) }) { return }
    var order = rows.indices.sorted(by: isBefore)
    // Along each cycle of the permutation a row changes places with the one that belongs there.
    // The buffer's own swap moves rows; the array's copies them.
    rows.withUnsafeMutableBufferPointer { rows in
      for start in order.indices {
        var place = start
        while order[place] != start {
          let next = order[place]
          rows.swapAt(place, next)
          order[place] = place
          place = next
        }
        order[place] = place
      }
    }
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
      var sum = Tally()
      for (domain, cell) in domains {
        sum.add(cell)
        totals.byDomain[domain, default: Tally()].add(cell)
      }
      guard !domains.isEmpty else { continue }
      totals.byDay[CivilDate(daysSinceEpoch: day).description, default: Tally()].add(sum)
      totals.attempts.delivered += sum.delivered
      totals.attempts.deferred += sum.deferred
      totals.attempts.failed += sum.failed - sum.expired
      totals.deliveries.delivered += sum.delivered
      totals.deliveries.delayed += sum.delayed
      totals.deliveries.deliveredOfNotifications += sum.ofNotifications
    }
  }

  /// Deliveries that stand in no log: a help desk's notifications, bounce messages.
  private mutating func countOthers(_ totals: inout Totals) {
    var messages: Set<Int64> = []
    // Rows are large: they are looked at where they are, by their place, and copied only where needed.
    for place in findings.others.indices {
      if findings.others[place].outcome == .open { totals.deliveries.open += 1 }
      guard findings.others[place].isFromHelpDeskAlone else { continue }
      let row = findings.others[place]
      guard let notification = row.notificationID, !isInLog(row) else { continue }
      messages.insert(notification)
      guard row.outcome == .delivered else { continue }
      totals.deliveries.delivered += 1
      totals.attempts.delivered += 1
      countDay(row, &totals) { $0.delivered += 1 }
    }
    for place in findings.failures.indices where findings.failures[place].isFromHelpDeskAlone {
      if let notification = findings.failures[place].notificationID { messages.insert(notification) }
    }
    totals.messages += messages.count
  }

  private mutating func countFailures(_ totals: inout Totals) {
    var recipients: Set<String> = Set(minimumCapacity: findings.failures.count)
    var enhancedCodes: [EnhancedStatusCode?: Int] = [:]
    var replyCodes: [ReplyCode?: Int] = [:]
    let failures = findings.failures
    for place in failures.indices {
      totals.deliveries.failed += 1
      let outcome = failures[place].outcome
      switch outcome {
      case .expired: totals.deliveries.expired += 1
      case .suppressed: totals.deliveries.suppressed += 1
      case .complained: totals.deliveries.complained += 1
      case .failed, .delivered, .delayed, .open: break
      }
      let classID = failures[place].verdict?.failureClass.id
      let enhancedCode = failures[place].reply?.enhancedCode
      let replyCode = failures[place].reply?.code
      let recipient = failures[place].recipient
      let isFromLog = failures[place].isFromLog
      totals.byClass[classID ?? "undetermined", default: 0] += 1
      enhancedCodes[enhancedCode, default: 0] += 1
      replyCodes[replyCode, default: 0] += 1
      recipients.insert(recipient)
      if isFromLog { continue }
      let row = failures[place]
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
    for (code, number) in enhancedCodes { totals.byEnhancedCode[code?.description ?? "none"] = number }
    for (code, number) in replyCodes { totals.byReplyCode[code?.description ?? "none"] = number }
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
    func widen(_ time: UTCTime?) {
      guard let time else { return }
      first = min(first, time.seconds)
      last = max(last, time.seconds)
    }
    for source in findings.sources where source.countedIn == nil {
      if let time = source.firstTime { first = min(first, time.seconds) }
      if let time = source.lastTime { last = max(last, time.seconds) }
    }
    // One kind of row after the other: together they would be one more array of all.
    for place in findings.failures.indices { widen(findings.failures[place].time) }
    for place in findings.others.indices { widen(findings.others[place].time) }
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
