import DeliveryModel
import Summaries

/// Finds what became of each failure, by joining it with the ticket's conversation.
struct StateFinder {
  let index: HelpDeskIndex
  /// The latest failure of each person in each ticket, by (ticket, address in lower case).
  private var latest: [TicketRecipient: UTCTime] = [:]
  /// Deliveries that arrived, by ticket.
  private var arrivals: [Int64: [FailureRow]] = [:]
  private var failuresOfTicket: [Int64: [FailureRow]] = [:]

  private struct TicketRecipient: Hashable {
    var ticket: Int64
    var recipient: String
  }

  struct Answer: Hashable {
    var state: FailureState
    var contact: Contact?
    var contactTime: UTCTime?
  }

  init(_ findings: Findings, index: HelpDeskIndex) {
    self.index = index
    for row in findings.failures {
      guard let ticket = row.ticketID else { continue }
      failuresOfTicket[ticket, default: []].append(row)
      let key = TicketRecipient(ticket: ticket, recipient: row.recipient.lowercased())
      latest[key] = max(latest[key] ?? .distantPast, row.time ?? .distantPast)
    }
    for row in findings.others where row.outcome == .delivered || row.outcome == .delayed {
      if let ticket = row.ticketID { arrivals[ticket, default: []].append(row) }
    }
  }

  func answer(for row: FailureRow) -> Answer {
    let user = index.user(of: row)
    if index.isColleague(user) { return Answer(state: .colleague) }
    guard let ticketID = row.ticketID else { return Answer(state: .withoutTicket) }
    let ticket = index.facts.tickets[ticketID]
    if ticket?.status == .deleted { return Answer(state: .deleted) }
    let moment = row.time ?? .distantPast
    if let repaired = contact(after: moment, row, ticketID, ticket, user) { return repaired }

    let comment = row.commentID ?? row.notificationID.flatMap { index.facts.notifications[$0]?.commentID }
    let latestAnswer = index.latestAnswer(of: ticketID)
    if let latestAnswer, let comment, comment != latestAnswer, isLater(latestAnswer, than: comment) {
      let key = TicketRecipient(ticket: ticketID, recipient: row.recipient.lowercased())
      return Answer(state: (latest[key] ?? .distantPast) > moment ? .followed : .awaiting)
    }
    // A notice has a notification of its own but no comment; a mail that only a log knows is taken for an answer.
    if comment == nil, let id = row.notificationID, index.facts.notifications[id] != nil {
      return Answer(state: .notice)
    }
    if let email = user?.email, email.lowercased() != row.recipient.lowercased(), isKnownAs(email, user) {
      return Answer(state: .corrected)
    }
    return Answer(state: reach(of: row, comment: comment, ticketID, ticket, user))
  }

  /// Whether the failing address is no longer the customer's main one, rather than a second one in use.
  private func isKnownAs(_ email: String, _ user: User?) -> Bool {
    MailAddress.domain(of: email) != nil && user?.isSuspended != true
  }

  private func isLater(_ comment: Int64, than other: Int64) -> Bool {
    guard let left = index.facts.comments[comment]?.createdAt,
      let right = index.facts.comments[other]?.createdAt
    else { return comment > other }
    return left > right
  }

  /// Whom the same mail reached besides.
  private func reach(
    of row: FailureRow, comment: Int64?, _ ticketID: Int64, _ ticket: Ticket?, _ user: User?
  ) -> FailureState {
    var othersReached = false
    var requesterReached = false
    for notification in index.notifications[ticketID] ?? [] {
      guard notification.id == row.notificationID || (comment != nil && notification.commentID == comment)
      else { continue }
      for recipient in notification.recipients where recipient.status?.isDelivered == true {
        let reached = recipient.userID ?? index.userIDs[recipient.address.lowercased()]
        if index.isColleague(reached.flatMap { index.facts.users[$0] }) { continue }
        othersReached = true
        if reached != nil, reached == ticket?.requesterID { requesterReached = true }
      }
    }
    for arrival in arrivals[ticketID] ?? [] {
      guard row.messageID != nil, arrival.messageID == row.messageID else { continue }
      othersReached = true
      if let reached = index.user(of: arrival)?.id, reached == ticket?.requesterID { requesterReached = true }
    }
    if requesterReached { return .partly }
    if !othersReached { return .silent }
    return .requesterMissed
  }

  private func contact(
    after moment: UTCTime, _ row: FailureRow, _ ticketID: Int64, _ ticket: Ticket?, _ user: User?
  ) -> Answer? {
    var found: [(UTCTime, Contact)] = []
    for comment in index.comments[ticketID] ?? [] {
      guard let time = comment.createdAt, time > moment else { continue }
      if comment.isSpoken {
        found.append((time, .otherChannel(comment.channel ?? "")))
      } else if let author = comment.authorID, author == user?.id || author == ticket?.requesterID,
        !index.isColleague(index.facts.users[author])
      {
        found.append((time, .customerReply))
      }
    }
    let person = user?.id
    for notification in index.notifications[ticketID] ?? [] {
      guard let time = notification.createdAt, time > moment else { continue }
      for recipient in notification.recipients where recipient.status?.isDelivered == true {
        let isSame =
          recipient.address.lowercased() == row.recipient.lowercased()
          || (person != nil && (recipient.userID ?? index.userIDs[recipient.address.lowercased()]) == person)
        if isSame { found.append((time, .laterMail)) }
      }
    }
    for arrival in arrivals[ticketID] ?? [] {
      guard let time = arrival.time, time > moment else { continue }
      if arrival.recipient.lowercased() == row.recipient.lowercased()
        || (person != nil && index.user(of: arrival)?.id == person)
      {
        found.append((time, .laterMail))
      }
    }
    guard let first = found.min(by: { $0.0 < $1.0 }) else { return nil }
    return Answer(state: .reached, contact: first.1, contactTime: first.0)
  }
}
