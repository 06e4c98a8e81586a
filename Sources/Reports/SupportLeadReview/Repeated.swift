public import DeliveryModel
import Summaries

/// A person, or an address where the person is not known, who was written to again after a failure, or who was
/// missed in several tickets.
public struct Repeated: Hashable, Sendable {
  public var name: String
  public var recipients: [String]
  public var failures: Int
  /// Mails after the first that failed, whatever became of them.
  public var writtenToAgain: Int
  public var tickets: [Int64]
  public var first: UTCTime?
  /// The address had failed in an earlier review already.
  public var failedEarlier: Bool
  /// Somebody still waits or has to be told in one of the tickets.
  public var isOpen: Bool

  private struct Gathering {
    var entry: Repeated
    var mails: Set<Int64> = []
  }

  /// By number of failures, then address; customers only.
  ///
  /// - Parameter earlier: addresses that failed in an earlier review, in lower case.
  static func all(in context: ReportContext, earlier: Set<String> = []) -> [Repeated] {
    var byPerson: [String: Gathering] = [:]
    for (position, row) in context.findings.failures.enumerated()
    where context.answers[position].state != .colleague {
      let address = MailAddress.canonical(row.recipient)
      let user = context.index.user(of: row)
      let key = Self.key(context.index.personID(of: row), address)
      var gathering =
        byPerson[key]
        ?? Gathering(
          entry: Repeated(
            name: user?.name ?? "", recipients: [], failures: 0, writtenToAgain: 0, tickets: [],
            first: nil, failedEarlier: false, isOpen: false))
      if !gathering.entry.recipients.contains(address) { gathering.entry.recipients.append(address) }
      if let ticket = row.ticketID, !gathering.entry.tickets.contains(ticket) {
        gathering.entry.tickets.append(ticket)
      }
      if let sent = context.index.sent(row) {
        gathering.entry.first = min(gathering.entry.first ?? sent, sent)
      }
      if let id = row.notificationID { gathering.mails.insert(id) }
      if earlier.contains(row.recipient.lowercased()) { gathering.entry.failedEarlier = true }
      if context.answers[position].state.isOpen { gathering.entry.isOpen = true }
      gathering.entry.failures += 1
      byPerson[key] = gathering
    }
    countLaterMails(context, &byPerson)
    return byPerson.values.map(\.entry)
      .filter { $0.failures > 1 || $0.failedEarlier || ($0.writtenToAgain > 0 && $0.isOpen) }
      .map { entry in
        var entry = entry
        entry.recipients.sort()
        entry.tickets.sort()
        return entry
      }
      .sorted { ($1.failures, $0.recipients.first ?? "") < ($0.failures, $1.recipients.first ?? "") }
  }

  private static func key(_ person: Int64?, _ address: String) -> String {
    person.map { "user \($0)" } ?? address.lowercased()
  }

  /// Mails of which nothing is known yet were written all the same.
  private static func countLaterMails(_ context: ReportContext, _ byPerson: inout [String: Gathering]) {
    for (key, gathering) in byPerson {
      let first = gathering.entry.failedEarlier ? 0 : 1
      byPerson[key]?.entry.writtenToAgain = gathering.entry.failures - first
    }
    for notification in context.findings.helpDesk.notifications.values {
      guard let time = notification.createdAt else { continue }
      for recipient in notification.recipients where recipient.status.map(\.isPending) ?? true {
        let address = MailAddress.canonical(recipient.address)
        let key = key(recipient.userID ?? context.index.userIDs[address.lowercased()], address)
        guard let gathering = byPerson[key], let first = gathering.entry.first, time > first,
          !gathering.mails.contains(notification.id),
          gathering.entry.recipients.contains(where: { $0.lowercased() == address.lowercased() })
        else { continue }
        byPerson[key]?.entry.writtenToAgain += 1
      }
    }
  }
}
