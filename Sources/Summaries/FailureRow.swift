public import Classification
public import DeliveryModel

/// One final delivery with all that is known of it: a row of every export, and a block on every page.
public struct FailureRow: Hashable, Sendable, Codable {
  public var place: Place
  /// The id of the input format that it comes from.
  public var format: String
  /// When the delivery ended; for a help desk's notification when it was sent.
  public var time: UTCTime?
  public var recipient: String
  public var domain: String?
  public var outcome: DeliveryOutcome
  /// Nil for delivered and open ones.
  public var verdict: Verdict?
  public var reply: Reply?
  public var queueID: String?
  public var messageID: String?
  public var sender: String?
  public var ticketID: Int64?
  /// How sure the ticket is, where the record does not name it itself.
  public var ticketTrust: Witness.Trust?
  public var notificationID: Int64?
  public var commentID: Int64?
  public var userID: Int64?
  /// The title of the rule that sent the mail.
  public var trigger: String?
  /// How often it was tried; 1 where only the end is known.
  public var attempts: Int
  /// From the message's arrival to the end of the delivery, where the log tells.
  public var secondsToEnd: Int64?
  /// Other witnesses of the same failure, with how they were joined to it.
  public var alsoSeenIn: [Witness]
  /// A log that was read has this mail as delivered: it came back later, or was complained about. Nil where not.
  public var returnedLater: Bool?

  public init(place: Place, format: String, recipient: String, outcome: DeliveryOutcome) {
    self.place = place
    self.format = format
    self.recipient = recipient
    self.domain = MailAddress.domain(of: recipient)
    self.outcome = outcome
    attempts = 1
    alsoSeenIn = []
  }
}

/// Another record that tells of the same failure.
public struct Witness: Hashable, Sendable, Codable {
  /// How sure it is that both mean the same delivery.
  public enum Trust: String, Sendable, CaseIterable, Codable {
    /// By Message-ID and recipient.
    case sure
    /// By the help desk's token or ticket and the recipient.
    case likely
    /// By recipient and time alone.
    case possible
  }

  public var place: Place
  public var format: String
  public var trust: Trust
  public var notificationID: Int64?

  public init(place: Place, format: String, trust: Trust, notificationID: Int64? = nil) {
    self.place = place
    self.format = format
    self.trust = trust
    self.notificationID = notificationID
  }
}
