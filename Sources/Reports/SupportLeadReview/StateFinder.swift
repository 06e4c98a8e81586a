import DeliveryModel
import Summaries

/// Finds what became of each failure, by joining it with the ticket's conversation.
struct StateFinder {
  let index: HelpDeskIndex
  /// When the latest failing mail to each person in each ticket was sent.
  private var latest: [TicketPerson: UTCTime] = [:]
  /// Deliveries that arrived, by ticket.
  private var arrivals: [Int64: [FailureRow]] = [:]
  /// The latest delivery that arrived at an address, of whatever ticket or none, by address in lower case.
  private var latestArrival: [String: UTCTime] = [:]

  private struct TicketPerson: Hashable {
    var ticket: Int64
    var person: Person
  }

  private enum Person: Hashable {
    case user(Int64)
    case address(String)
  }

  struct Answer: Hashable {
    var state: FailureState
    var contact: Contact?
    var contactTime: UTCTime?
    /// Where a merged ticket's conversation goes on, where that is known.
    var mergedInto: Int64?
    /// When the address in the profile was changed, where that is known.
    var correctedOn: UTCTime?
    /// A mail outside this conversation arrived at the very address since.
    var takesMailSince: UTCTime?
  }

  init(_ findings: Findings, index: HelpDeskIndex) {
    self.index = index
    for row in findings.failures {
      guard let ticket = row.ticketID else { continue }
      let key = TicketPerson(ticket: ticket, person: person(of: row))
      latest[key] = max(latest[key] ?? .distantPast, index.sent(row) ?? .distantPast)
    }
    for row in findings.others where row.outcome == .delivered || row.outcome == .delayed {
      if let ticket = row.ticketID { arrivals[ticket, default: []].append(row) }
      if let time = row.time { noteArrival(at: row.recipient, time) }
    }
    for notification in index.facts.notifications.values {
      guard let time = notification.createdAt else { continue }
      for recipient in notification.recipients where recipient.status?.isDelivered == true {
        noteArrival(at: recipient.address, time)
      }
    }
  }

  private mutating func noteArrival(at address: String, _ time: UTCTime) {
    let key = address.lowercased()
    latestArrival[key] = max(latestArrival[key] ?? .distantPast, time)
  }

  private func person(of row: FailureRow) -> Person {
    index.personID(of: row).map { .user($0) } ?? .address(row.recipient.lowercased())
  }

  func answer(for row: FailureRow) -> Answer {
    if index.isOurs(row) { return Answer(state: .colleague) }
    let sent = index.sent(row) ?? .distantPast
    guard let ticketID = row.ticketID else {
      var answer = Answer(state: .withoutTicket)
      answer.takesMailSince = latestArrival[row.recipient.lowercased()].flatMap { $0 > sent ? $0 : nil }
      return answer
    }
    let ticket = index.facts.tickets[ticketID]
    if ticket?.status == .deleted { return Answer(state: .deleted) }
    let contacts = ContactSearch(index: index, arrivals: arrivals, row: row, sent: sent)
    if let found = contacts.ofThePerson(ticketID) {
      return Answer(state: .reached, contact: found.contact, contactTime: found.time)
    }
    if index.isMerged(ticketID) {
      return Answer(state: .merged, mergedInto: index.mergedInto[ticketID])
    }
    let comment = index.commentID(of: row)
    if isNotice(row, comment, ticket) { return Answer(state: .notice) }
    if let later = laterAnswer(than: comment, sent: sent, ticketID) {
      let key = TicketPerson(ticket: ticketID, person: person(of: row))
      let failedAgain = (latest[key] ?? .distantPast) > sent
      return Answer(state: failedAgain ? .followed : .awaiting, contactTime: later)
    }
    var answer = Answer(state: reach(of: row, comment: comment, ticketID, ticket))
    if answer.state != .partly, let requester = contacts.ofTheRequester(ticketID, ticket) {
      // Whoever is missed here is somebody in copy: the customer who asked is in contact.
      answer = Answer(state: .partly, contact: requester.contact, contactTime: requester.time)
    }
    if let correction = correction(of: row, sent: sent) {
      answer.correctedOn = correction.time
      if answer.state != .partly { answer.state = .corrected }
    }
    answer.takesMailSince = latestArrival[row.recipient.lowercased()].flatMap { $0 > sent ? $0 : nil }
    return answer
  }

  /// A mail without an answer of ours: one that carries no comment, or the customer's own, such as an
  /// acknowledgement. A mail that only a log knows is taken for an answer.
  private func isNotice(_ row: FailureRow, _ comment: Int64?, _ ticket: Ticket?) -> Bool {
    guard let comment else {
      return row.notificationID.map { index.facts.notifications[$0] != nil } ?? false
    }
    return index.facts.comments[comment].map { !index.isAnswer($0, in: ticket) } ?? false
  }

  /// When a later answer than the one of the failed mail was given; nil where there is none.
  private func laterAnswer(than comment: Int64?, sent: UTCTime, _ ticketID: Int64) -> UTCTime? {
    guard let latest = index.latestAnswer(of: ticketID), latest != comment else { return nil }
    let time =
      index.facts.comments[latest]?.createdAt
      ?? index.notifications[ticketID]?.last { $0.commentID == latest }?.createdAt
    // Of a mail that only a log knows the answer is not known: it is the one that was written just then.
    let slack: Int64 = comment == nil ? 120 : 0
    guard let time, time.seconds > sent.seconds + slack else { return nil }
    return time
  }

  /// Whom the same answer reached besides.
  private func reach(of row: FailureRow, comment: Int64?, _ ticketID: Int64, _ ticket: Ticket?)
    -> FailureState
  {
    var othersReached = false
    var requesterReached = false
    var requesterOpen = false
    let own = index.personID(of: row)
    for notification in index.notifications[ticketID] ?? [] {
      guard notification.id == row.notificationID || (comment != nil && notification.commentID == comment)
      else { continue }
      for recipient in notification.recipients {
        let reached = recipient.userID ?? index.userIDs[recipient.address.lowercased()]
        if index.isColleague(reached.flatMap { index.facts.users[$0] }) { continue }
        let isRequester = reached != nil && reached == ticket?.requesterID
        if recipient.status?.isDelivered == true {
          othersReached = true
          requesterReached = requesterReached || isRequester
        } else if recipient.status.map(\.isPending) ?? true, isRequester, reached != own {
          requesterOpen = true
        }
      }
    }
    for arrival in arrivals[ticketID] ?? [] {
      guard row.messageID != nil, arrival.messageID == row.messageID else { continue }
      othersReached = true
      if let reached = index.personID(of: arrival), reached == ticket?.requesterID { requesterReached = true }
    }
    if requesterReached || requesterOpen { return .partly }
    if !othersReached { return .silent }
    // Without the ticket nobody knows who asked.
    return ticket?.requesterID == nil ? .partly : .requesterMissed
  }

  /// When the customer's address became another than the one that failed; nil where it is the same, or was
  /// another one before.
  private func correction(of row: FailureRow, sent: UTCTime) -> (time: UTCTime?, address: String)? {
    guard let user = index.user(of: row), let email = user.email, user.isSuspended != true,
      MailAddress.domain(of: email) != nil, email.lowercased() != row.recipient.lowercased()
    else { return nil }
    let identities = index.identities[user.id] ?? []
    let current = identities.first { $0.value?.lowercased() == email.lowercased() }
    let isFailedOneKept = identities.contains { $0.value?.lowercased() == row.recipient.lowercased() }
    if let created = current?.createdAt, created > sent { return (created, email) }
    // A second address that was there all along: made the main one since, or simply another way in.
    if isFailedOneKept {
      guard let changed = current?.updatedAt, changed > sent else { return nil }
      return (changed, email)
    }
    let changed = current?.updatedAt ?? user.updatedAt
    return (changed.flatMap { $0 > sent ? $0 : nil }, email)
  }
}
