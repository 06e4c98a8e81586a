/// Why a delivery failed. Made once, from `Classes/failure-classes.csv`.
public struct FailureClass: Hashable, Sendable {
  /// Stable, lower case with hyphens: `mailbox-full`.
  public let id: String
  /// The family that it is listed under: recipient, mailbox, message, reputation …
  public let group: String
  public let permanence: Permanence
  public let fixer: Fixer
  /// Which of the four best practices apply: `BP1` … `BP4`, in the order in which they are tried.
  public let practices: [String]
  public let typicalReplyCodes: String
  public let typicalEnhancedCodes: String
}

/// Whether the same message could arrive later.
public enum Permanence: String, Sendable, CaseIterable {
  case permanent, temporary
}

/// Who can do something about it.
public enum Fixer: String, Sendable, CaseIterable {
  /// The support agent, in the ticket.
  case agent
  /// The customer, told over another channel.
  case endUser = "end-user"
  /// Whoever keeps our DNS, mail servers and sending accounts.
  case admin
  /// The receiving side's administrator.
  case receiver
  /// Nobody but time.
  case wait
}
