public import DeliveryModel
import Summaries

/// Where the help desk's tag and its notifications tell different stories, both ways.
public struct TagComparison: Hashable, Sendable {
  /// Tagged tickets of which no failing mail is known, though notifications of theirs are.
  public var taggedButDelivered: [Int64] = []
  /// Tagged tickets of which no notification is known at all: nobody can say who was missed.
  public var taggedWithoutNotification: [Int64] = []
  /// Tickets with a failing mail that lack the tag.
  public var untagged: [Int64] = []
  /// Of these, when somebody took the tag away.
  public var tagTakenAway: [Int64: UTCTime] = [:]
  /// Tickets that carry the tag although the customer was reached since.
  public var leftBehind: [Int64] = []
  /// Tickets with a failing mail that are not in the input, so that their tags are unknown.
  public var unknown = 0

  public var agrees: Bool {
    taggedButDelivered.isEmpty && taggedWithoutNotification.isEmpty && untagged.isEmpty && leftBehind.isEmpty
  }

  init(_ context: ReportContext) {
    let facts = context.findings.helpDesk
    var states: [Int64: Set<FailureState>] = [:]
    for (position, row) in context.findings.failures.enumerated() {
      if let ticket = row.ticketID { states[ticket, default: []].insert(context.answers[position].state) }
    }
    unknown = states.keys.count { facts.tickets[$0] == nil }
    for ticket in facts.tickets.values.sorted(by: { $0.id < $1.id }) where ticket.status != .deleted {
      switch (ticket.isTagged, states[ticket.id]) {
      case (true, nil):
        if context.index.notifications[ticket.id] == nil {
          taggedWithoutNotification.append(ticket.id)
        } else {
          taggedButDelivered.append(ticket.id)
        }
      case (true, let states?): if states.allSatisfy({ !$0.isOpen }) { leftBehind.append(ticket.id) }
      case (false, .some): untagged.append(ticket.id)
      case (false, nil): break
      }
    }
    let missing = Set(untagged)
    for change in facts.ticketChanges.values where change.removesFailureTag {
      guard let ticket = change.ticketID, missing.contains(ticket), let time = change.createdAt else {
        continue
      }
      tagTakenAway[ticket] = max(time, tagTakenAway[ticket] ?? time)
    }
  }
}
