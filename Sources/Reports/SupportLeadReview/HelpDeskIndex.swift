import DeliveryModel
import Summaries

/// The help desk's records arranged for the review's questions.
struct HelpDeskIndex: Sendable {
  let facts: HelpDeskFacts
  /// By ticket, sorted by time, then id.
  private(set) var comments: [Int64: [Comment]] = [:]
  private(set) var notifications: [Int64: [Notification]] = [:]
  /// Of identities and users, by address in lower case.
  private(set) var userIDs: [String: Int64] = [:]
  /// By user.
  private(set) var identities: [Int64: [Identity]] = [:]
  /// Where a merged ticket's conversation goes on.
  private(set) var mergedInto: [Int64: Int64] = [:]
  private var triggersByTitle: [String: Trigger] = [:]
  /// Support addresses in lower case, and the domains that belong to us alone.
  private var ownAddresses: Set<String> = []
  private var ownDomains: Set<String> = []

  init(_ facts: HelpDeskFacts) {
    self.facts = facts
    for comment in facts.comments.values {
      guard let ticket = comment.ticketID else { continue }
      comments[ticket, default: []].append(comment)
      for merged in comment.mergedTicketIDs ?? [] where merged != ticket {
        mergedInto[merged] = min(ticket, mergedInto[merged] ?? ticket)
      }
    }
    for ticket in comments.keys {
      comments[ticket]?.sort { ($0.createdAt ?? .distantPast, $0.id) < ($1.createdAt ?? .distantPast, $1.id) }
    }
    for notification in facts.notifications.values {
      guard let ticket = notification.ticketID else { continue }
      notifications[ticket, default: []].append(notification)
    }
    for ticket in notifications.keys {
      notifications[ticket]?.sort {
        ($0.createdAt ?? .distantPast, $0.id) < ($1.createdAt ?? .distantPast, $1.id)
      }
    }
    for identity in facts.identities.values.sorted(by: { $0.id < $1.id }) {
      guard let user = identity.userID else { continue }
      if let value = identity.value { userIDs[value.lowercased()] = user }
      identities[user, default: []].append(identity)
    }
    for user in facts.users.values.sorted(by: { $0.id < $1.id }) {
      if let email = user.email { userIDs[email.lowercased()] = user.id }
    }
    for trigger in facts.triggers.values.sorted(by: { $0.id < $1.id }) {
      if let title = trigger.title { triggersByTitle[title] = trigger }
    }
    findOwnDomains()
  }

  /// A domain is ours where agents or support addresses have it and no customer does.
  private mutating func findOwnDomains() {
    var customers: Set<String> = []
    for user in facts.users.values {
      guard let domain = user.email.flatMap({ MailAddress.domain(of: $0) }) else { continue }
      switch user.role {
      case .agent, .admin: ownDomains.insert(domain)
      case .endUser, nil: customers.insert(domain)
      }
    }
    for address in facts.supportAddresses.values {
      guard let email = address.email, let domain = MailAddress.domain(of: email) else { continue }
      ownAddresses.insert(email.lowercased())
      ownDomains.insert(domain)
    }
    ownDomains = ownDomains.filter { !customers.contains($0) && ProviderFamilies.builtIn.name(of: $0) == nil }
  }

  func user(of row: FailureRow) -> User? {
    let id = row.userID ?? userIDs[row.recipient.lowercased()]
    return id.flatMap { facts.users[$0] }
  }

  /// The person behind a row, where the help desk knows them by id even without a record of theirs.
  func personID(of row: FailureRow) -> Int64? { row.userID ?? userIDs[row.recipient.lowercased()] }

  func trigger(of row: FailureRow) -> Trigger? {
    if let event = row.notificationID.flatMap({ facts.notificationEvents[$0] }),
      let id = event.triggerID, let trigger = facts.triggers[id]
    {
      return trigger
    }
    return row.trigger.flatMap { triggersByTitle[$0] }
  }

  func isColleague(_ user: User?) -> Bool { user?.role == .agent || user?.role == .admin }

  /// Whether an address is one of ours: an agent's, a support address, or one at our own domain that no
  /// customer is known by, such as a group's.
  func isOurs(_ row: FailureRow) -> Bool {
    if let user = user(of: row) { return isColleague(user) }
    if ownAddresses.contains(row.recipient.lowercased()) { return true }
    return row.domain.map { ownDomains.contains($0) } ?? false
  }

  /// Whether a comment is one of ours: written by an agent, or by anybody but the customer where roles are unknown.
  func isAnswer(_ comment: Comment, in ticket: Ticket?) -> Bool {
    guard comment.isPublic == true, let author = comment.authorID else { return false }
    if let role = facts.users[author]?.role { return role != .endUser }
    return author != ticket?.requesterID
  }

  /// The latest answer that was mailed: by the comments, or by the notifications where there are none.
  func latestAnswer(of ticketID: Int64) -> Int64? {
    let ticket = facts.tickets[ticketID]
    if let comment = comments[ticketID]?.last(where: { isAnswer($0, in: ticket) && !$0.isSpoken }) {
      return comment.id
    }
    return notifications[ticketID]?.last { $0.commentID != nil }?.commentID
  }

  /// The comment whose mail a row tells of.
  func commentID(of row: FailureRow) -> Int64? {
    row.commentID ?? row.notificationID.flatMap { facts.notifications[$0]?.commentID }
  }

  /// When the mail was sent: a retried mail fails days later, and a reply in between is contact.
  func sent(_ row: FailureRow) -> UTCTime? {
    if let time = commentID(of: row).flatMap({ facts.comments[$0]?.createdAt }) { return time }
    if let time = row.notificationID.flatMap({ facts.notifications[$0]?.createdAt }) { return time }
    return row.time.map { UTCTime(seconds: $0.seconds - max(0, row.secondsToEnd ?? 0)) }
  }

  func isMerged(_ ticketID: Int64) -> Bool {
    mergedInto[ticketID] != nil || facts.tickets[ticketID]?.tags.contains(Ticket.mergedTag) == true
  }

  /// The ticket and those in which its conversation goes on, the ticket first.
  func conversation(of ticketID: Int64) -> [Int64] {
    var ids = [ticketID]
    var next = 0
    // A ring of merges ends; no conversation runs over more tickets than this.
    while next < ids.count, ids.count < 20 {
      let id = ids[next]
      next += 1
      let onward = [mergedInto[id]].compactMap(\.self) + (facts.tickets[id]?.followUpIDs ?? [])
      for other in onward where !ids.contains(other) { ids.append(other) }
    }
    return ids
  }
}

extension Comment {
  /// Made on another channel than mail, such as a telephone call: somebody spoke with somebody.
  var isSpoken: Bool {
    switch channel {
    case "phone", "voice", "chat", "native_messaging", "messaging", "sms", "whatsapp": true
    default: false
    }
  }
}

extension Ticket {
  var isTagged: Bool { tags.contains(Self.failureTag) }
  /// Nobody looks at it any more.
  var isOver: Bool { status == .solved || status == .closed }
}

extension UTCTime {
  static let distantPast = UTCTime(seconds: .min)
}
