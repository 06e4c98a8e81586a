public import Summaries

/// How far the sources were joined, and what stands alone.
public struct JoinCounts: Hashable, Sendable {
  /// Failures that another source tells of too, by the trust of their best join.
  public var byTrust: [Witness.Trust: Int] = [:]
  /// Failures whose ticket the thread token in the Message-ID told.
  public var byToken = 0
  /// Failures that only a mail log, only bounce messages, only the help desk tell of.
  public var logAlone = 0
  public var bounceAlone = 0
  public var helpDeskAlone = 0
  /// Failures of which no ticket is known.
  public var withoutTicket = 0
  /// Ids that a spreadsheet rounded (6.13E+12): nothing is joined by them.
  public var mangledIDs = 0

  init(_ findings: Findings) {
    for row in findings.failures {
      if let best = row.alsoSeenIn.map(\.trust).min(by: { Self.order($0) < Self.order($1) }) {
        byTrust[best, default: 0] += 1
      } else if row.queueID != nil {
        logAlone += 1
      } else if row.notificationID != nil {
        helpDeskAlone += 1
      } else {
        bounceAlone += 1
      }
      if row.ticketTrust != nil { byToken += 1 }
      if row.ticketID == nil { withoutTicket += 1 }
    }
    mangledIDs = findings.totals.skipped["mangled-id"] ?? 0
  }

  private static func order(_ trust: Witness.Trust) -> Int {
    switch trust {
    case .sure: 0
    case .likely: 1
    case .possible: 2
    }
  }
}
