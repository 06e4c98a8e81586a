/// What became of a failure: every failure is in exactly one of these.
public enum FailureState: String, Hashable, Sendable, CaseIterable {
  /// The ticket's latest answer reached none of its recipients, and nothing since shows contact.
  case silent
  /// The latest answer reached others, but not the customer who asked.
  case requesterMissed = "requester-missed"
  /// The latest answer reached some of its recipients, and no known customer who asked is among the missed.
  case partly
  /// The customer's address was changed after the failure, but no mail has reached them since.
  case corrected
  /// A later answer was mailed to the same person and failed as well: that one counts.
  case followed
  /// A later answer was mailed and nothing tells whether it arrived.
  case awaiting
  /// The ticket went into another one, where the conversation goes on.
  case merged
  /// A mail without an answer of ours in it: an automatic notice.
  case notice
  /// A later mail arrived, or the customer was in contact since.
  case reached
  /// The address belongs to one of our own people.
  case colleague
  /// The ticket was deleted.
  case deleted
  /// Nothing tells to which ticket the mail belonged.
  case withoutTicket = "without-ticket"

  /// A customer has not got our answer, and somebody must act.
  public var isWaiting: Bool { self == .silent || self == .requesterMissed || self == .corrected }

  /// Somebody still has to do something.
  public var isOpen: Bool {
    switch self {
    case .silent, .requesterMissed, .partly, .corrected, .awaiting, .merged, .notice, .colleague,
      .withoutTicket:
      true
    case .reached, .followed, .deleted: false
    }
  }
}

/// How contact was made after a failure.
public enum Contact: Hashable, Sendable {
  case laterMail
  case customerReply
  /// By the channel's id, such as `phone`.
  case otherChannel(String)
}
