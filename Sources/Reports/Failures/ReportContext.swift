import Classification
import DeliveryModel
import Readers
import SMTPStatus
public import Summaries

/// The findings with everything that pages ask them for more than once.
public struct ReportContext: Sendable {
  public let findings: Findings
  public let options: ReportOptions
  public let period: Period
  let index: HelpDeskIndex
  /// Parallel to `findings.failures`.
  let answers: [StateFinder.Answer]
  /// Unique ids, parallel to `findings.failures`.
  let ids: [String]
  let suggestions: AddressSuggestions
  let shapes: ReplyShapes
  /// The period's failures by class, code, domain and outcome, those whose rows have left among them.
  private(set) var failureKinds: [FailureKind: Int] = [:]
  /// Of the period, the largest first.
  private(set) var incidents: [Incident] = []
  private(set) var work = OpenWork()

  public init(_ findings: Findings, options: ReportOptions) {
    self.findings = findings
    self.options = options
    period = Period(of: findings, label: options.periodLabel)
    index = HelpDeskIndex(findings.helpDesk)
    let finder = StateFinder(findings, index: index)
    answers = findings.failures.map { finder.answer(for: $0) }
    ids = Self.ids(of: findings.failures)
    suggestions = AddressSuggestions(findings, index: index)
    shapes = ReplyShapes(of: findings.failures)
    work = OpenWork(self)
    failureKinds = countKinds()
    incidents = IncidentFinder.incidents(self)
  }

  /// The state of a failure, by its position in the findings.
  public func state(of failure: Int) -> FailureState { answers[failure].state }

  var hasHelpDesk: Bool { !findings.helpDesk.tickets.isEmpty || !findings.helpDesk.notifications.isEmpty }

  /// Positions of the failures in a state, in the findings' order.
  func failures(in states: Set<FailureState>) -> [Int] {
    answers.indices.filter { states.contains(answers[$0].state) }
  }

  /// Whether a day since 1970 belongs to the period; with no wish for days, every day does.
  func isOfPeriod(_ day: Int) -> Bool {
    findings.days == nil || (period.range?.contains(day) ?? false)
  }

  private func countKinds() -> [FailureKind: Int] {
    var kinds: [FailureKind: Int] = [:]
    let limit = findings.failuresWithoutRow > 0 ? findings.closedBefore ?? .min : .min
    for row in findings.failures {
      // Of a closed day the counters know everything, what was found late included.
      if let time = row.time, findings.zone.day(ofUTC: time.seconds) < limit { continue }
      kinds[FailureKind(row), default: 0] += 1
    }
    for (day, counts) in findings.history where day < limit && isOfPeriod(day) {
      kinds.merge(counts.failures, uniquingKeysWith: +)
    }
    return kinds
  }

  func group(of row: FailureRow) -> FixerGroup { row.verdict.map { FixerGroup($0.fixer) } ?? .agent }

  func classID(of row: FailureRow) -> String { row.verdict?.failureClass.id ?? "undetermined" }

  /// The code that a page shows for a reply: the finer one where there are two.
  func code(of row: FailureRow) -> String? {
    row.reply?.enhancedCode?.description ?? row.reply?.code?.description
  }

  /// The agent's address of a ticket: under the configured help desk, or made of what the export gives.
  func ticketURL(_ id: Int64) -> String? {
    if let base = options.helpDeskURL, !base.isEmpty {
      return (base.hasSuffix("/") ? String(base.dropLast()) : base) + "/agent/tickets/\(id)"
    }
    guard let url = findings.helpDesk.tickets[id]?.url, let scheme = url.range(of: "://") else { return nil }
    let host = url[scheme.upperBound...].prefix { $0 != "/" }
    guard !host.isEmpty, url.hasPrefix("https://") || url.hasPrefix("http://") else { return nil }
    return url[..<scheme.upperBound] + host + "/agent/tickets/\(id)"
  }

  /// `f-` and a hash of what names the delivery, so that a link to it survives the next run.
  private static func ids(of rows: [FailureRow]) -> [String] {
    var seen: [String: Int] = [:]
    return rows.map { row in
      // FNV-1a, 64 bits.
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in "\(row.place)\u{0}\(row.recipient)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      let id = "f-" + String(hash, radix: 36)
      let count = (seen[id] ?? 0) + 1
      seen[id] = count
      return count == 1 ? id : "\(id)-\(count)"
    }
  }
}

extension String {
  /// The first place of `needle`, without Foundation.
  func range(of needle: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(needle) {
        return start..<index(start, offsetBy: needle.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
