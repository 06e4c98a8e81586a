public import Classification

/// The three groups in which pages say who acts, always in this order.
public enum FixerGroup: String, Hashable, Sendable, CaseIterable {
  /// An agent can do something: in the ticket, or by reaching the customer over another channel.
  case agent
  case administrator
  /// Only time or the receiving side.
  case wait

  public init(_ fixer: Fixer) {
    switch fixer {
    case .agent, .endUser: self = .agent
    case .admin: self = .administrator
    case .receiver, .wait: self = .wait
    }
  }
}
