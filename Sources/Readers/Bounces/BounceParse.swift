public import DeliveryModel

/// What one message turned out to be.
public enum BounceParse: Hashable, Sendable {
  /// A report on one or more recipients; never empty.
  case reports([BounceReport])
  /// No failure, or none that could be made out.
  case none(NoReport)

  /// The reports, empty where the message has none.
  public var reports: [BounceReport] {
    switch self {
    case .reports(let reports): reports
    case .none: []
    }
  }
}

/// Why a message reports no delivery. The raw values stand in totals as reasons for what was skipped.
public enum NoReport: String, Hashable, Sendable, CaseIterable {
  /// Somebody is away, or a list or a desk says thanks (RFC 3834).
  case automaticReply = "automatic-reply"
  /// The recipient's system asks the sender to prove to be a person first.
  case challenge = "challenge-response"
  /// A disposition notification (RFC 8098): the message was seen.
  case readReceipt = "read-receipt"
  /// A feedback report that is no complaint, such as `not-spam` (RFC 5965 §7.3).
  case feedbackWithoutComplaint = "feedback-without-complaint"
  /// Mail between people, or a notification of something else.
  case ordinaryMail = "ordinary-mail"
  /// A bounce by all its marks, from which no recipient could be made out.
  case unknownShape = "bounce-of-unknown-shape"
  /// There is no header and no text.
  case empty = "empty-message"
  /// A multipart so deep that nobody writes it in good faith.
  case nestedTooDeep = "nested-too-deep"

  /// True where a report should have come out of it.
  public var isProblem: Bool {
    switch self {
    case .unknownShape, .empty, .nestedTooDeep: true
    case .automaticReply, .challenge, .readReceipt, .feedbackWithoutComplaint, .ordinaryMail: false
    }
  }
}
