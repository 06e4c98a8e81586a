public import Classification
public import DeliveryModel
import Readers
import SMTPStatus

extension Summary {
  /// Ties every open end, makes every join, and counts; of the given days only, where they are given.
  ///
  /// - Parameter withHistory: false where only this period's counts and rows are asked for: then times to
  ///   delivery and the counts of every day, which comparisons need, are left out.
  public func findings(
    days: ClosedRange<CivilDate>? = nil, classifier: Classifier, withHistory: Bool = true
  ) -> Findings {
    var maker = FindingsMaker(summary: self, days: days, classifier: classifier)
    maker.wantsHistory = withHistory
    return maker.make()
  }
}

/// Makes findings out of a summary.
struct FindingsMaker {
  let summary: Summary
  let days: ClosedRange<CivilDate>?
  var classifier: Classifier
  var findings = Findings()
  var log = LogCount()
  var rows: [FailureRow] = []
  var index = WitnessIndex()
  var desk = MergedHelpDesk()
  /// Of deliveries that went well in a log; filled only where another witness could tell of the same.
  var fingerprints: Set<UInt64> = []
  var wantsHistory = true
  /// Counts of every log, by day and domain: those of the parts, and those of messages that cross their edges.
  var tallies: [[Int: [String: DomainTallies.Cell]]] = []
  private var tokens = ThreadTokens()
  /// Rows of a log that have not failed, by Message-ID and recipient: still open, or late.
  private var openInLog: [String: Int] = [:]

  init(summary: Summary, days: ClosedRange<CivilDate>?, classifier: Classifier) {
    self.summary = summary
    self.days = days
    self.classifier = classifier
    findings.zone = summary.zone
    findings.days = days
  }

  mutating func make() -> Findings {
    let (parts, superseded) = summary.countedParts
    addLogs(parts)
    for part in parts where !part.helpDesk.records.isEmpty { desk.add(part) }
    desk.finish()
    findings.helpDesk = desk.facts
    learnTokens()
    addBounces(parts)
    addNotifications()
    if wantsHistory { makeHistory() }
    finishRows()
    addSources(parts, superseded)
    count()
    return findings
  }

  // MARK: Mail logs

  private mutating func addLogs(_ parts: [SourcePart]) {
    var fragments: [PlacedFragment] = []
    for part in parts {
      let live = openDays(of: part)
      log.add(countsOf: live.countWithoutTallies(withTimes: wantsHistory))
      tallies.append(live.tallies)
      fragments += live.fragments.map { PlacedFragment(fragment: $0, source: part.record) }
      if let first = part.record.firstTime { log.firstTime = min(log.firstTime, first.seconds) }
      if let last = part.record.lastTime { log.lastTime = max(log.lastTime, last.seconds) }
    }
    let format = parts.first { !$0.log.fragments.isEmpty }?.record.format ?? "postfix"
    var correlator = LogCorrelator(
      settings: .init(source: "", format: format, zone: summary.zone, keepsDelivered: summary.keepsDelivered),
      classifier: ClassifierSource { [classifier] in classifier })
    correlator.settleFragments(fragments.sorted(by: <).map(\.fragment))
    log.add(countsOf: correlator.count)
    tallies.append(correlator.count.tallies.all)
    (rows, log.failures) = (log.failures, [])
    (findings.others, log.others) = (log.others, [])
    findings.expiriesWithoutRecipient = log.expiriesWithoutRecipient
  }

  /// Gives the log's rows the tickets that their Message-IDs belong to.
  private mutating func learnTokens() {
    for notification in desk.facts.notifications.values { tokens.learn(notification) }
    guard !tokens.isEmpty else { return }
    for place in rows.indices { takeTicket(of: &rows[place]) }
    for place in findings.others.indices { takeTicket(of: &findings.others[place]) }
  }

  private func takeTicket(of row: inout FailureRow, token: String? = nil) {
    guard row.ticketID == nil, let ticket = tokens.ticket(messageID: row.messageID, token: token) else {
      return
    }
    row.ticketID = ticket
    row.ticketTrust = .likely
  }

  /// A log's counts and rows but for the days on which it was counted before they were closed.
  private func openDays(of part: SourcePart) -> LogPart {
    guard !summary.closed.isEmpty else { return part.log }
    let identity = part.identity
    let counted = Set(summary.closed.filter { $0.value.sources.contains(identity) }.keys)
    return counted.isEmpty ? part.log : part.log.removing(in: summary.zone) { counted.contains($0) }
  }

  /// Exports tell of the same mail again and again: what lies on a closed day was counted when it was open.
  private func isClosed(_ time: UTCTime?) -> Bool {
    guard let time, !summary.closed.isEmpty else { return false }
    let day = summary.zone.day(ofUTC: time.seconds)
    return summary.closed[day] != nil || day < summary.closedBefore ?? .min
  }

  // MARK: Bounce messages

  private mutating func addBounces(_ parts: [SourcePart]) {
    // Without other witnesses there is nothing to look for.
    guard parts.contains(where: { !$0.bounces.isEmpty }) || !desk.facts.notifications.isEmpty else { return }
    fingerprints = Set(log.deliveredFingerprints)
    for place in rows.indices { index.add(rows[place], at: place) }
    let logRows = rows.count
    var claimed: Set<Int> = []
    for part in parts {
      for bounce in part.bounces where !isClosed(bounce.report.time) {
        add(bounce, of: part, logRows: logRows, claimed: &claimed)
      }
    }
  }

  private mutating func add(_ bounce: BounceRow, of part: SourcePart, logRows: Int, claimed: inout Set<Int>) {
    let report = bounce.report
    let place = Place(source: part.record.name, line: bounce.line)
    var row = FailureRow(
      place: place, format: part.record.format ?? "bounce",
      recipient: MailAddress.canonical(report.recipient),
      outcome: DeliveryOutcome(report.outcome))
    row.time = report.time
    row.reply = report.reply
    row.messageID = report.messageID
    row.sender = report.sender
    row.ticketID = report.ticketID
    takeTicket(of: &row, token: report.threadToken)
    if report.outcome != .delivered { row.verdict = verdict(on: report) }
    guard row.outcome.isFailure else {
      findings.others.append(row)
      return
    }
    let sighting = WitnessIndex.Sighting(
      recipients: [report.recipient, report.originalRecipient].compactMap(\.self),
      messageID: report.messageID,
      ticketID: row.ticketID, time: report.time, timeIsOfSending: false)
    if let match = index.match(sighting, in: rows, isFree: { $0 < logRows && !claimed.contains($0) }) {
      claimed.insert(match.index)
      rows[match.index].alsoSeenIn.append(Witness(place: place, format: row.format, trust: match.trust))
      if rows[match.index].ticketID == nil {
        rows[match.index].ticketID = row.ticketID
        rows[match.index].ticketTrust = row.ticketTrust
      }
      return
    }
    rows.append(row)
    index.add(row, at: rows.count - 1)
  }

  private mutating func verdict(on report: BounceReport) -> Verdict {
    if report.outcome == .complained { return .complaint }
    if report.outcome == .expired, report.reply.text.isEmpty { return .expiredWithoutReason }
    return classifier.verdict(for: report.reply)
  }

  // MARK: The help desk's notifications

  private mutating func addNotifications() {
    guard !desk.facts.notifications.isEmpty else { return }
    let known = rows.count
    for (place, row) in findings.others.enumerated() where row.outcome == .open || row.outcome == .delayed {
      if let id = row.messageID { openInLog[WitnessIndex.key(id, row.recipient.lowercased())] = place }
    }
    var claimed: Set<Int> = []
    for id in desk.facts.notifications.keys.sorted() {
      guard let notification = desk.facts.notifications[id], !isClosed(notification.createdAt) else {
        continue
      }
      for recipient in notification.recipients {
        add(recipient, of: notification, known: known, claimed: &claimed)
      }
    }
  }

  private mutating func add(
    _ recipient: Notification.Recipient, of notification: Notification, known: Int, claimed: inout Set<Int>
  ) {
    let key = HelpDeskRecord.notification(notification).key
    let place = desk.places[key] ?? Place(source: "", line: 0)
    var row = FailureRow(
      place: place, format: desk.formats[key] ?? "zendesk",
      recipient: MailAddress.canonical(recipient.address),
      outcome: .open)
    row.time = notification.createdAt
    row.messageID = notification.messageID
    row.ticketID = notification.ticketID
    row.notificationID = notification.id
    row.commentID = notification.commentID
    row.userID = recipient.userID
    row.trigger = trigger(of: notification)
    let sighting = WitnessIndex.Sighting(
      recipients: [recipient.address], messageID: notification.messageID, ticketID: notification.ticketID,
      time: notification.createdAt, timeIsOfSending: true)
    guard let status = recipient.status, status.isFailure else {
      addWithoutFailure(row, sighting, isDelivered: recipient.status?.isDelivered ?? false, known, &claimed)
      return
    }
    if let match = index.match(sighting, in: rows, isFree: { $0 < known && !claimed.contains($0) }) {
      claimed.insert(match.index)
      rows[match.index].take(row, trust: match.trust)
      return
    }
    row.outcome = .failed
    row.reply = status.reply
    row.verdict = classifier.verdict(zendeskStatus: status)
    rows.append(row)
  }

  /// A notification that the help desk knows no failure of. The log or a bounce may know better how its mail
  /// ended; then it only tells which ticket that mail was for.
  private mutating func addWithoutFailure(
    _ row: FailureRow, _ sighting: WitnessIndex.Sighting, isDelivered: Bool, _ known: Int,
    _ claimed: inout Set<Int>
  ) {
    if let place = index.matchByMessage(sighting, isFree: { $0 < known && !claimed.contains($0) }) {
      claimed.insert(place)
      rows[place].learn(row, trust: .sure)
      return
    }
    if let place = openInLog[WitnessIndex.key(row.messageID ?? "", row.recipient.lowercased())] {
      findings.others[place].learn(row, trust: .sure)
      return
    }
    var row = row
    if isDelivered || isInLog(row) { row.outcome = .delivered }
    findings.others.append(row)
  }

  /// The title of the rule that sent it: as it is called today, else as it was then.
  private func trigger(of notification: Notification) -> String? {
    guard let event = desk.facts.notificationEvents[notification.id] else { return nil }
    return event.triggerID.flatMap { desk.facts.triggers[$0]?.title } ?? event.triggerTitle
  }
}

/// A fragment and where it stands in time: by its first line, then by the stretch that its source covers.
///
/// Where a cut falls between two lines of the same second, the source that began earlier holds the first.
private struct PlacedFragment: Comparable {
  let fragment: MessageFragment
  let source: SourceRecord

  static func < (left: PlacedFragment, right: PlacedFragment) -> Bool { left.isBefore(right) }

  static func == (left: PlacedFragment, right: PlacedFragment) -> Bool {
    left.fragment == right.fragment && left.source.contentHash == right.source.contentHash
  }

  private func isBefore(_ other: PlacedFragment) -> Bool {
    if fragment.firstTime != other.fragment.firstTime { return fragment.firstTime < other.fragment.firstTime }
    if source.contentHash != other.source.contentHash {
      let own = (source.firstTime?.seconds ?? 0, source.lastTime?.seconds ?? 0)
      let others = (other.source.firstTime?.seconds ?? 0, other.source.lastTime?.seconds ?? 0)
      return own != others ? own < others : source.contentHash < other.source.contentHash
    }
    return fragment.firstLine < other.fragment.firstLine
  }
}
