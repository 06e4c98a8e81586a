import SMTPStatus

/// What a code says by itself: by the catalogue, else by its digits (RFC 5321 §4.2.1, RFC 3463 §2 and §3).
struct CodeMeaning {
  let code: String
  private let reply: ReplyCode?
  private let enhanced: EnhancedStatusCode?
  private let replyEntry: ReplyCodeMeaning?
  private let enhancedEntry: EnhancedCodeMeaning?
  private let status: DeliveryStatusMeaning?

  init(_ code: String, _ catalogue: CodeCatalogue) {
    self.code = code
    reply = Int(code).flatMap { ReplyCode($0) }
    enhanced = EnhancedStatusCode(code)
    replyEntry = reply.flatMap { catalogue.meaning(of: $0) }
    enhancedEntry = enhanced.flatMap { catalogue.meaning(of: $0) }
    status = catalogue.deliveryStatus(code: code)
  }

  /// The class that it stands for where no words say more; nil where it stands for none.
  var defaultClass: String? {
    let id = enhancedEntry?.failureClass ?? (reply == nil ? status?.failureClass : nil)
    return id.flatMap { $0.isEmpty || $0 == "none" ? nil : $0 }
  }

  /// Whether a standard or a vendor says what it means.
  var isInCatalogue: Bool { replyEntry != nil || enhancedEntry != nil || (reply == nil && status != nil) }

  /// In one sentence.
  func short(in wording: Wording) -> String {
    if let enhanced {
      let severity = wording.phrase("code.severity.\(enhanced.severity)")
      let subject = enhancedEntry?.meaning.text(in: wording.language) ?? self.subject(enhanced, in: wording)
      return wording.text("code.short.enhanced", ["severity": severity, "subject": Phrase(subject)])
    }
    if let replyEntry { return replyEntry.meaning.text(in: wording.language) }
    if let reply { return wording.text(severityKey(reply)) }
    if let status { return status.meaning.text(in: wording.language) }
    return wording.text("code.short.other")
  }

  func parts(in wording: Wording) -> [Definition] {
    var parts: [Definition] = []
    if let entry = enhancedEntry {
      let inPractice = entry.inPractice.text(in: wording.language)
      parts.append(standard(entry.title, entry.meaning, entry.source, in: wording))
      if !inPractice.isEmpty {
        parts.append(Definition(wording.phrase("code.meaning.in-practice"), Phrase(inPractice)))
      }
    }
    if let entry = replyEntry {
      parts.append(standard(entry.title, entry.meaning, entry.source, in: wording))
      if !entry.isStandard {
        parts.append(
          Definition(
            wording.phrase("code.meaning.not-standard.term"),
            wording.phrase("code.meaning.not-standard.meaning")))
      }
    }
    if let enhanced {
      parts += [
        Definition(.code("\(enhanced.severity).x.x"), wording.phrase("code.severity.\(enhanced.severity)")),
        Definition(.code("x.\(enhanced.subject).x"), Phrase(subject(enhanced, in: wording))),
      ]
      if enhancedEntry == nil {
        parts.append(
          Definition(.code("x.\(enhanced.subject).\(enhanced.detail)"), wording.phrase("code.detail")))
      }
    } else if let reply {
      parts.append(Definition(.code("\(reply.number / 100)xx"), wording.phrase(severityKey(reply))))
    } else {
      let words = status?.meaning.text(in: wording.language) ?? wording.text("code.short.other")
      parts.append(Definition(.code(code), Phrase(words)))
    }
    return parts
  }

  private func standard(
    _ title: BilingualText, _ meaning: BilingualText, _ source: String, in wording: Wording
  ) -> Definition {
    Definition(
      Phrase(title.text(in: wording.language)),
      Phrase(meaning.text(in: wording.language) + " ") + .soft("(\(source))"))
  }

  private func subject(_ code: EnhancedStatusCode, in wording: Wording) -> String {
    wording.optional("code.subject.\(code.subject)") ?? wording.text("code.subject.unknown")
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
