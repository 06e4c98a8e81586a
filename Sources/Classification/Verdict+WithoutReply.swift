extension Verdict {
  /// Of a delivery that was given up and of which no reason was ever recorded.
  public static let expiredWithoutReason = stated("expired", rule: "outcome/expired-without-reason")

  /// Of a mail that the recipient reported as spam.
  public static let complaint = stated("complaint", rule: "outcome/reported-as-spam")

  /// What the delivery's outcome says by itself.
  private static func stated(_ id: String, rule: String) -> Verdict {
    let failureClass = FailureClasses.builtIn[id] ?? .undetermined
    return Verdict(
      failureClass: failureClass, permanence: failureClass.permanence, fixer: failureClass.fixer,
      evidence: Evidence(rule: rule, words: nil, certainty: .statedByTheCode))
  }
}
