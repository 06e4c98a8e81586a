import DeliveryModel
import Summaries

/// A trigger or automation, and what became of the mails that it sent.
public struct TriggerCount: Hashable, Sendable {
  public var title: String
  /// Set off by time rather than by a change.
  public var isAutomation: Bool
  public var failures: Int
  public var recipients: Int
  /// Failures at addresses at which an earlier mail had failed already.
  public var toDeadAddresses: Int
  /// Its failures show at no To or CC.
  public var isHidden: Bool

  /// By failures, then title.
  static func all(in context: ReportContext) -> [TriggerCount] {
    var counts: [String: TriggerCount] = [:]
    var recipients: [String: Set<String>] = [:]
    var failedBefore: Set<String> = []
    // The failures are sorted by time.
    for row in context.findings.failures {
      let address = row.recipient.lowercased()
      let isDead = !failedBefore.insert(address).inserted
      let trigger = context.index.trigger(of: row)
      guard let title = trigger?.title ?? row.trigger else { continue }
      let event = row.notificationID.flatMap { context.findings.helpDesk.notificationEvents[$0] }
      var count =
        counts[title]
        ?? TriggerCount(
          title: title, isAutomation: false, failures: 0, recipients: 0, toDeadAddresses: 0,
          isHidden: trigger?.hidesRecipients == true)
      if event?.relation == "automation" { count.isAutomation = true }
      count.failures += 1
      if isDead { count.toDeadAddresses += 1 }
      counts[title] = count
      recipients[title, default: []].insert(address)
    }
    return counts.values.map { count in
      var count = count
      count.recipients = recipients[count.title]?.count ?? 0
      return count
    }
    .sorted { ($1.failures, $0.title) < ($0.failures, $1.title) }
  }
}
