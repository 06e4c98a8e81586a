import SMTPStatus

/// What the digits of a code say by themselves (RFC 5321 §4.2.1, RFC 3463 §2 and §3).
struct CodeMeaning {
  let code: String
  private let reply: ReplyCode?
  private let enhanced: EnhancedStatusCode?

  init(_ code: String) {
    self.code = code
    reply = Int(code).flatMap { ReplyCode($0) }
    enhanced = EnhancedStatusCode(code)
  }

  /// In one sentence.
  func short(in wording: Wording) -> String {
    if let enhanced {
      let subject =
        wording.optional("code.subject.\(enhanced.subject)") ?? wording.text("code.subject.unknown")
      return wording.text(
        "code.short.enhanced",
        ["severity": wording.phrase("code.severity.\(enhanced.severity)"), "subject": Phrase(subject)])
    }
    if let reply { return wording.text(severityKey(reply)) }
    return wording.text("code.short.other")
  }

  func parts(in wording: Wording) -> [Definition] {
    if let enhanced {
      let subject =
        wording.optional("code.subject.\(enhanced.subject)") ?? wording.text("code.subject.unknown")
      return [
        Definition(.code("\(enhanced.severity).x.x"), wording.phrase("code.severity.\(enhanced.severity)")),
        Definition(.code("x.\(enhanced.subject).x"), Phrase(subject)),
        Definition(.code("x.\(enhanced.subject).\(enhanced.detail)"), wording.phrase("code.detail")),
      ]
    }
    guard let reply else { return [Definition(.code(code), wording.phrase("code.short.other"))] }
    return [Definition(.code("\(reply.number / 100)xx"), wording.phrase(severityKey(reply)))]
  }

  private func severityKey(_ reply: ReplyCode) -> String {
    switch reply.number / 100 {
    case 2: "code.severity.2"
    case 4: "code.severity.4"
    case 5: "code.severity.5"
    default: "code.severity.other"
    }
  }
}
