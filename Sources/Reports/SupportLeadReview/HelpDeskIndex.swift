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
  private var triggersByTitle: [String: Trigger] = [:]

  init(_ facts: HelpDeskFacts) {
    self.facts = facts
    for comment in facts.comments.values {
      guard let ticket = comment.ticketID else { continue }
      comments[ticket, default: []].append(comment)
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
      if let value = identity.value, let user = identity.userID { userIDs[value.lowercased()] = user }
    }
    for user in facts.users.values.sorted(by: { $0.id < $1.id }) {
      if let email = user.email { userIDs[email.lowercased()] = user.id }
    }
    for trigger in facts.triggers.values.sorted(by: { $0.id < $1.id }) {
      if let title = trigger.title { triggersByTitle[title] = trigger }
    }
  }

  func user(of row: FailureRow) -> User? {
    let id = row.userID ?? userIDs[row.recipient.lowercased()]
    return id.flatMap { facts.users[$0] }
  }

  func trigger(of row: FailureRow) -> Trigger? {
    if let event = row.notificationID.flatMap({ facts.notificationEvents[$0] }),
      let id = event.triggerID, let trigger = facts.triggers[id]
    {
      return trigger
    }
    return row.trigger.flatMap { triggersByTitle[$0] }
  }

  func isColleague(_ user: User?) -> Bool { user?.role == .agent || user?.role == .admin }

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

extension UTCTime {
  static let distantPast = UTCTime(seconds: .min)
}
