public import DeliveryModel
internal import SMTPStatus

extension Classifier {
  /// The verdict on what the help desk recorded for a recipient.
  ///
  /// The full `code` says more than the id (`550 5.1.1` than 29) and is looked at first: a code of the
  /// help desk's own table gives that row's class, any other is read as a reply. A status of which nothing is
  /// known is undetermined; one that is no failure is too, and its evidence says `none`.
  public mutating func verdict(zendeskStatus status: Notification.DeliveryStatus) -> Verdict {
    let message = status.message ?? ""
    if let code = status.code, !code.isEmpty {
      if let row = CodeCatalogue.builtIn.deliveryStatus(code: code) {
        return verdict(of: row, message: message)
      }
      let verdict = verdict(
        for: Reply(text: message.isEmpty ? code : "\(code) \(message)", saidBy: .helpDesk))
      if verdict.evidence.rule != Evidence.noRule { return verdict }
    }
    if let row = CodeCatalogue.builtIn.deliveryStatus(id: status.id) {
      return verdict(of: row, message: message)
    }
    if let name = status.name, let row = CodeCatalogue.builtIn.deliveryStatus(name: name) {
      return verdict(of: row, message: message)
    }
    if !message.isEmpty { return verdict(for: Reply(text: message, saidBy: .helpDesk)) }
    return Self.nothingKnown
  }

  private mutating func verdict(of row: DeliveryStatusMeaning, message: String) -> Verdict {
    // A text that says more than the row's own name decides, where there is one.
    if !message.isEmpty {
      let verdict = verdict(for: Reply(text: message, saidBy: .helpDesk))
      if verdict.evidence.certainty == .decidedByTheText, verdict.failureClass != .undetermined {
        return verdict
      }
    }
    guard let failureClass = FailureClasses.builtIn[row.failureClass] else { return Self.nothingKnown }
    let permanence: Permanence =
      failureClass == .undetermined ? .temporary : failureClass.permanence
    return Verdict(
      failureClass: failureClass, permanence: permanence, fixer: failureClass.fixer,
      evidence: Evidence(
        rule: "zendesk-status/\(row.id)", words: nil,
        certainty: row.isAmbiguous ? .guessed : .statedByTheCode),
      doubt: row.isAmbiguous
        ? Doubt(
          otherClass: nil,
          sentence:
            "The help desk's status \(row.name.lowercased()) covers several reasons; the mail log has the reply."
        )
        : nil)
  }

  private static var nothingKnown: Verdict {
    Verdict(
      failureClass: .undetermined, permanence: .temporary, fixer: FailureClass.undetermined.fixer,
      evidence: Evidence(rule: Evidence.noRule, words: nil, certainty: .guessed))
  }
}
