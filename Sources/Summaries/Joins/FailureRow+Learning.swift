import DeliveryModel
import SMTPStatus

extension FailureRow {
  /// Adds a notification that tells of this failure too.
  mutating func take(_ notification: FailureRow, trust: Witness.Trust) {
    alsoSeenIn.append(
      Witness(
        place: notification.place, format: notification.format, trust: trust,
        notificationID: notification.notificationID))
    learn(notification, trust: trust)
  }

  /// Adds what a notification knows of the mail: whose ticket, which comment, which rule.
  mutating func learn(_ notification: FailureRow, trust: Witness.Trust) {
    if let ticket = notification.ticketID {
      ticketID = ticket
      ticketTrust = trust == .sure ? nil : trust
    }
    notificationID = notification.notificationID
    commentID = notification.commentID
    userID = notification.userID
    trigger = notification.trigger
    if messageID == nil { messageID = notification.messageID }
  }
}

extension Notification.DeliveryStatus {
  /// The status as a reply that the help desk passes on: its code, and its canned words.
  var reply: Reply {
    var reply = Reply(text: message ?? name ?? "", saidBy: .helpDesk)
    for word in (code ?? "").split(separator: " ") {
      if reply.code == nil, let number = Int(word) { reply.code = ReplyCode(number) }
      if reply.enhancedCode == nil { reply.enhancedCode = EnhancedStatusCode(word) }
    }
    return reply
  }
}

extension DeliveryOutcome {
  init(_ outcome: AttemptOutcome) {
    switch outcome {
    case .delivered: self = .delivered
    case .deferred: self = .open
    case .failed: self = .failed
    case .expired: self = .expired
    case .suppressed: self = .suppressed
    case .complained: self = .complained
    }
  }
}
