import Classification
import DeliveryModel
import Readers
import SMTPStatus

extension FindingsMaker {
  /// Counts every day that anything is known of, before the rows of other days are left out.
  mutating func makeHistory() {
    var history: [Int: DayCounts] = summary.closed.mapValues(\.counts)
    for (day, domains) in tallies.joined() {
      for (domain, cell) in domains {
        history[day, default: DayCounts()].byDomain[domain, default: Tally()].add(cell)
      }
    }
    for (day, senders) in log.senders.all {
      for (sender, cell) in senders {
        history[day, default: DayCounts()].bySender[sender, default: Tally()].add(cell)
      }
    }
    log.delays.visit { day, domain, bucket, count in
      history[day, default: DayCounts()].delays[log.tallies.name(domain), default: [:]][bucket, default: 0] +=
        count
    }
    for (day, count) in log.messages { history[day, default: DayCounts()].messages += count }
    for (day, count) in log.notifications { history[day, default: DayCounts()].notifications += count }
    addRows(to: &history)
    findings.history = history.filter { !$0.value.isEmpty }
    findings.reported = summary.reported
    findings.closedBefore = summary.closedBefore
  }

  private func addRows(to history: inout [Int: DayCounts]) {
    for row in rows {
      guard let time = row.time else { continue }
      let day = summary.zone.day(ofUTC: time.seconds)
      history[day, default: DayCounts()].failures[FailureKind(row), default: 0] += 1
      guard !row.isFromLog else { continue }
      var tally = Tally()
      tally.failed = 1
      tally.expired = row.outcome == .expired ? 1 : 0
      tally.returnedLater = isInLog(row) ? 1 : 0
      history[day, default: DayCounts()].byDomain[row.domain ?? "", default: Tally()].add(tally)
    }
    for row in findings.others {
      guard row.notificationID != nil, row.outcome == .delivered, let time = row.time, !isInLog(row) else {
        continue
      }
      let day = summary.zone.day(ofUTC: time.seconds)
      history[day, default: DayCounts()].byDomain[row.domain ?? "", default: Tally()].delivered += 1
    }
  }

  /// Whether a log tells of this very delivery as one that went well.
  func isInLog(_ row: FailureRow) -> Bool {
    Fingerprint.of(messageID: row.messageID ?? "", address: row.recipient).map(fingerprints.contains) ?? false
  }

  /// Adds the days whose rows have left: they are in no row and in no log's counters any more.
  mutating func countClosedDays(_ totals: inout Totals) {
    for (day, closed) in summary.closed where isWanted(day: day) {
      let counts = closed.counts
      let sum = counts.total
      let name = CivilDate(daysSinceEpoch: day).description
      totals.byDay[name, default: Tally()].add(sum)
      for (domain, tally) in counts.byDomain { totals.byDomain[domain, default: Tally()].add(tally) }
      totals.messages += counts.messages
      totals.notifications += counts.notifications
      totals.attempts.delivered += sum.delivered
      totals.attempts.deferred += sum.deferred
      totals.attempts.failed += sum.failed - sum.expired
      totals.deliveries.delivered += sum.delivered
      totals.deliveries.delayed += sum.delayed
      totals.deliveries.deliveredOfNotifications += sum.ofNotifications
      totals.deliveries.returnedLater += sum.returnedLater
      for (kind, count) in counts.failures { add(kind, count, &totals) }
    }
  }

  private mutating func add(_ kind: FailureKind, _ count: Int, _ totals: inout Totals) {
    findings.failuresWithoutRow += count
    totals.deliveries.failed += count
    switch DeliveryOutcome(rawValue: kind.outcome) {
    case .expired: totals.deliveries.expired += count
    case .suppressed: totals.deliveries.suppressed += count
    case .complained: totals.deliveries.complained += count
    case .failed, .delivered, .delayed, .open, nil: break
    }
    totals.byClass[kind.classID, default: 0] += count
    let isEnhanced = kind.code.contains(".")
    totals.byEnhancedCode[isEnhanced ? kind.code : "none", default: 0] += count
    totals.byReplyCode[isEnhanced ? "none" : kind.code, default: 0] += count
  }
}

extension FailureKind {
  public init(_ row: FailureRow) {
    self.init(
      classID: row.verdict?.failureClass.id ?? "undetermined",
      code: row.reply?.enhancedCode?.description ?? row.reply?.code?.description ?? "none",
      domain: row.domain ?? "", outcome: row.outcome.rawValue)
  }
}
