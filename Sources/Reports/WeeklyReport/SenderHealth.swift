import Classification
import DeliveryModel
import Summaries

/// Our share of what a limit is about, and which side of it we are on.
public struct HealthRow: Hashable, Sendable {
  public enum Standing: String, Hashable, Sendable, CaseIterable {
    case below
    /// The interval holds the limit: so few mails cannot tell.
    case undecided
    /// Above, but of so few that it says nothing: 1 of 2.
    case tooFew = "too-few"
    case above
    /// Nothing that was read counts this.
    case unknown
  }

  public var limit: PublishedLimit
  public var count: Int
  /// The mails that the share is of.
  public var of: Int
  public var interval: WilsonInterval?
  public var standing: Standing
}

enum SenderHealth {
  static func rows(_ context: ReportContext) -> [HealthRow] {
    let findings = context.findings
    guard findings.totals.hasDenominator, findings.totals.deliveries.ended > 0 else { return [] }
    let families = context.options.families
    return context.options.limits.compactMap { limit in
      let ended: Int
      if let family = limit.family {
        ended = findings.totals.byDomain.filter { families.name(of: $0.key) == family }.values
          .reduce(0) { $0 + $1.ended }
      } else {
        ended = findings.totals.deliveries.ended
      }
      // Nothing was sent there: its limit is none of ours.
      guard ended > 0 else { return nil }
      let count = count(limit, context)
      var row = HealthRow(limit: limit, count: count, of: ended, standing: .unknown)
      // Complaints come as reports of their own, and not from every receiver: without one from there, their
      // number is unknown and not 0.
      if limit.measure == .complaints, count == 0 { return row }
      guard let interval = WilsonInterval(min(count, ended), of: ended) else { return row }
      row.interval = interval
      let share = limit.percent / 100
      row.standing = interval.lower > share ? .above : interval.upper < share ? .below : .undecided
      if ended < WeeklyReport.fewestForRate || (row.standing == .above && count < Change.fewestAlone) {
        row.standing = .tooFew
      }
      return row
    }
  }

  private static func count(_ limit: PublishedLimit, _ context: ReportContext) -> Int {
    var count = 0
    for (kind, number) in context.failureKinds {
      if let family = limit.family, context.options.families.name(of: kind.domain) != family { continue }
      switch limit.measure {
      case .failures: if isBounce(kind) { count += number }
      case .permanentFailures:
        if isBounce(kind), FailureClasses.builtIn[kind.classID]?.permanence != .temporary { count += number }
      case .unknownUsers: if kind.classID == "unknown-user" { count += number }
      case .complaints: if kind.outcome == DeliveryOutcome.complained.rawValue { count += number }
      }
    }
    return count
  }

  /// What a sending service calls a bounce, as far as it can be told: a mail that was sent and came back. What our
  /// own suppression list held back was not sent, and a complaint is about one that arrived.
  private static func isBounce(_ kind: FailureKind) -> Bool {
    switch DeliveryOutcome(rawValue: kind.outcome) {
    case .suppressed, .complained: false
    default: kind.classID != "suppressed"
    }
  }
}
