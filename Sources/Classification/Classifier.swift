public import DeliveryModel

/// Says why a delivery failed.
public struct Classifier: Sendable {
  public init(rules: RuleBook = .builtIn) {}

  /// The verdict on a reply.
  public mutating func verdict(for reply: Reply) -> Verdict {
    let undetermined = FailureClass(
      id: "undetermined", group: "other", permanence: .temporary, fixer: .agent, practices: [],
      typicalReplyCodes: "", typicalEnhancedCodes: "")
    return Verdict(
      failureClass: undetermined, permanence: .temporary, fixer: .agent,
      evidence: Evidence(rule: "none", words: nil, certainty: .guessed))
  }
}

public struct RuleBook: Sendable {
  public static let builtIn = RuleBook()
}

extension Verdict {
  /// Of a delivery that was given up and of which no reason was ever recorded.
  public static let expiredWithoutReason: Verdict = {
    let expired = FailureClass(
      id: "expired", group: "other", permanence: .permanent, fixer: .agent, practices: [],
      typicalReplyCodes: "", typicalEnhancedCodes: "")
    return Verdict(
      failureClass: expired, permanence: .permanent, fixer: .agent,
      evidence: Evidence(rule: "expired/without-reason", words: nil, certainty: .statedByTheCode))
  }()
}

extension Verdict {
  /// Of a mail that the recipient reported as spam.
  public static let complaint: Verdict? = nil
}

extension Classifier {
  public mutating func verdict(zendeskStatus status: Notification.DeliveryStatus) -> Verdict {
    verdict(for: Reply(text: status.message ?? ""))
  }
}
