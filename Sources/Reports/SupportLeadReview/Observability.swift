import DeliveryModel
import Summaries

/// How much of the mail of one support address can be observed at all.
public struct Observability: Hashable, Sendable {
  public var supportAddress: String?
  /// Tickets that were answered by mail, and those of which nothing can be said.
  public var tickets: Int
  public var unobserved: Int
  public var reason: Reason

  public enum Reason: String, Hashable, Sendable {
    /// The configuration says that a connector without feedback sends it.
    case configured
    /// No mail of the address has ever got an answer.
    case neverAnswered = "never-answered"
    /// Some have, these have not, or not yet.
    case openMails = "open"
    /// Of every ticket something is known.
    case observed
  }

  /// Every support address that mail was sent from; most unknown tickets first.
  static func all(in context: ReportContext) -> [Observability] {
    let facts = context.findings.helpDesk
    var answered: Set<Int64> = []
    for row in context.findings.failures { if let ticket = row.ticketID { answered.insert(ticket) } }
    for row in context.findings.others where row.outcome != .open {
      if let ticket = row.ticketID { answered.insert(ticket) }
    }
    var mailed: Set<Int64> = []
    for (ticket, notifications) in context.index.notifications {
      guard facts.tickets[ticket]?.status != .deleted else { continue }
      mailed.insert(ticket)
      let isKnown = notifications.contains { $0.recipients.contains { $0.status?.isPending == false } }
      if isKnown { answered.insert(ticket) }
    }
    // An answer by a connector without feedback leaves no notification: the comment alone tells of it.
    for ticket in facts.tickets.values where ticket.status != .deleted && !mailed.contains(ticket.id) {
      guard isConfigured(ticket.supportAddress, context) else { continue }
      let comments = context.index.comments[ticket.id] ?? []
      if comments.contains(where: { context.index.isAnswer($0, in: ticket) && !$0.isSpoken }) {
        mailed.insert(ticket.id)
      }
    }
    var entries: [String: Observability] = [:]
    for id in mailed {
      let address = facts.tickets[id]?.supportAddress?.lowercased()
      var entry =
        entries[address ?? ""]
        ?? Observability(
          supportAddress: address, tickets: 0, unobserved: 0,
          reason: isConfigured(address, context) ? .configured : .neverAnswered)
      entry.tickets += 1
      if !answered.contains(id) { entry.unobserved += 1 }
      entries[address ?? ""] = entry
    }
    return entries.values
      .map { entry in
        var entry = entry
        if entry.unobserved == 0 {
          entry.reason = .observed
        } else if entry.reason == .neverAnswered, entry.unobserved < entry.tickets {
          entry.reason = .openMails
        }
        return entry
      }
      .sorted { ($1.unobserved, $0.supportAddress ?? "") < ($0.unobserved, $1.supportAddress ?? "") }
  }

  /// By address or domain, as the configuration names them.
  private static func isConfigured(_ address: String?, _ context: ReportContext) -> Bool {
    guard let address = address?.lowercased() else { return false }
    let domain = MailAddress.domain(of: address)
    return context.options.unobservedSenders.contains { sender in
      let sender = sender.lowercased()
      if sender.hasPrefix("@") { return sender.dropFirst() == domain ?? "" }
      return sender.contains("@") ? sender == address : sender == domain
    }
  }
}
