/// One recipient's fate as a bounce message, a delay notice or a feedback report tells it.
public struct BounceReport: Hashable, Sendable, Codable {
  /// The failed address as the reporting server wrote it (Final-Recipient, RFC 3464 §2.3.2).
  public var recipient: String
  /// The address that the sender wrote to, where it differs (Original-Recipient, RFC 3464 §2.3.1).
  public var originalRecipient: String?
  public var outcome: AttemptOutcome
  public var reply: Reply
  /// When the failure was reported; of the attempt where the report tells.
  public var time: UTCTime?
  /// The server that wrote the report (Reporting-MTA).
  public var reportingServer: String?
  /// Of the returned message, without angle brackets.
  public var messageID: String?
  public var sender: String?
  public var subject: String?
  /// The help desk's ticket, where the returned message names one.
  public var ticketID: Int64?
  /// The help desk's thread token, upper case without hyphen (`1G7EOR0Q2J`).
  public var threadToken: String?

  public init(recipient: String, outcome: AttemptOutcome, reply: Reply) {
    self.recipient = recipient
    self.outcome = outcome
    self.reply = reply
  }
}
