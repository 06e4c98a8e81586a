import DeliveryModel
import Summaries

/// Failures by what sent the mail, with the mails they are a share of where something counts those.
public struct Breakdown: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    /// Empty where it is not known.
    public var name: String
    public var failed: Int
    /// Nil where nothing counts the mails of it.
    public var ended: Int?
  }

  /// Most failures first.
  public var rows: [Row] = []
  /// Of some rows the mails are counted, of others not.
  public var isMixed: Bool { knowsMails && rows.contains { $0.ended == nil } }

  public var knowsMails: Bool { rows.contains { $0.ended != nil } }

  init() {}

  private init(_ counts: [String: (failed: Int, ended: Int?)]) {
    rows = counts.map { Row(name: $0, failed: $1.failed, ended: $1.ended) }.sorted {
      ($1.failed, $1.ended ?? 0, $0.name) < ($0.failed, $0.ended ?? 0, $1.name)
    }
  }

  /// By envelope sender, as mail logs count them; else by the sender that a failure names.
  static func senders(_ context: ReportContext) -> Breakdown {
    var counts: [String: (failed: Int, ended: Int?)] = [:]
    for (day, counted) in context.findings.history where context.isOfPeriod(day) {
      for (sender, tally) in counted.bySender {
        let known = counts[sender] ?? (0, 0)
        counts[sender] = (known.failed + tally.failed, (known.ended ?? 0) + tally.ended)
      }
    }
    for row in context.findings.failures where row.queueID == nil {
      let ticket = row.ticketID.flatMap { context.findings.helpDesk.tickets[$0]?.supportAddress }
      let isInLog = row.returnedLater ?? false
      let named = isInLog ? row.sender ?? ticket : ticket ?? row.sender
      guard let name = named?.lowercased(), !name.isEmpty else { continue }
      let known = counts[name]
      if let ended = known?.ended, isInLog || row.notificationID == nil {
        // A bounce message: its mail is among those that the logs count, or one more of the same sender.
        counts[name] = ((known?.failed ?? 0) + 1, isInLog ? ended : ended + 1)
      } else {
        // It left through the help desk's own servers, and nothing counts what else did.
        counts[name] = ((known?.failed ?? 0) + 1, nil)
      }
    }
    return Breakdown(counts)
  }

  /// By the rule that sent a notification; the mails are the notifications with a known end.
  static func triggers(_ context: ReportContext) -> Breakdown {
    byNotification(context) { $0.trigger }
  }

  /// By the group that has the ticket today.
  static func groups(_ context: ReportContext) -> Breakdown {
    let facts = context.findings.helpDesk
    return byNotification(context) { row in
      row.ticketID.flatMap { facts.tickets[$0]?.groupID }.flatMap { facts.groups[$0]?.name }
    }
  }

  private static func byNotification(
    _ context: ReportContext, _ name: (FailureRow) -> String?
  ) -> Breakdown {
    var counts: [String: (failed: Int, ended: Int?)] = [:]
    var delivered = 0
    for row in context.findings.others where row.notificationID != nil && row.outcome == .delivered {
      delivered += 1
      counts[name(row) ?? "", default: (0, 0)].ended? += 1
    }
    for row in context.findings.failures where row.ticketID != nil {
      let key = name(row) ?? ""
      let known = counts[key] ?? (0, 0)
      counts[key] = (known.failed + 1, (known.ended ?? 0) + 1)
    }
    // An export of failed notifications, perhaps with a few others, counts no mails: nobody fails in half of all.
    if delivered < counts.values.reduce(0, { $0 + $1.failed }) {
      for key in counts.keys { counts[key]?.ended = nil }
    }
    // What nobody is known to have sent is no row beside the others.
    if counts.count == 1, counts[""] != nil { return Breakdown() }
    return Breakdown(counts)
  }
}
