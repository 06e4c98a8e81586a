public import SMTPStatus

/// What the reference knows under a name that a person types: a code, a class, a help-desk status, a sign.
public enum ReferenceEntry: Hashable, Sendable {
  case failureClass(FailureClass)
  case replyCode(ReplyCodeMeaning)
  case enhancedCode(EnhancedCodeMeaning)
  case providerCode(ProviderCodeMeaning)
  case deliveryStatus(DeliveryStatusMeaning)
  case provider(MailProvider)
  case rule(Rule)
}

public enum CodeReference {
  /// All entries under a name, the most general first; empty where nothing is called so.
  ///
  /// `5.7.26`, `X.7.26`, `550`, `mailbox-full`, `USER_DOES_NOT_EXIST`, `39`, `EC-001`, `OFR_416`, `naver`,
  /// `550 5.1.1`. Numbers below 100 are ids of delivery statuses.
  public static func entries(
    for name: String, rules: RuleBook = .builtIn, catalogue: CodeCatalogue = .builtIn
  ) -> [ReferenceEntry] {
    let name = name.trimmingBlanks()
    let folded = name.lowercased()
    guard !name.isEmpty, name.utf8.count <= 128 else { return [] }
    var entries: [ReferenceEntry] = []
    if let one = FailureClasses.builtIn[folded.replacing("_", with: "-")] {
      entries.append(.failureClass(one))
    }
    if let number = Int(name) {
      if let code = ReplyCode(number), let meaning = catalogue.meaning(of: code) {
        entries.append(.replyCode(meaning))
      } else if let status = catalogue.deliveryStatus(id: number) {
        entries.append(.deliveryStatus(status))
      }
    }
    let parts = folded.split(separator: ".")
    if parts.count == 3, let subject = UInt16(parts[1]), let detail = UInt16(parts[2]),
      parts[0] == "x" || EnhancedStatusCode(folded) != nil
    {
      entries += catalogue.enhancedCodes.filter { $0.subject == subject && $0.detail == detail }.map {
        .enhancedCode($0)
      }
      entries += catalogue.providerCodes.filter {
        parts[0] == "x"
          ? $0.enhancedCode.hasSuffix(".\(subject).\(detail)") : contains($0.enhancedCode, folded)
      }.map { .providerCode($0) }
    }
    if let status = catalogue.deliveryStatus(name: folded)
      ?? catalogue.deliveryStatus(code: name.uppercased()),
      !entries.contains(.deliveryStatus(status))
    {
      entries.append(.deliveryStatus(status))
    }
    entries += catalogue.providers.filter { $0.id == folded || $0.name.english.lowercased() == folded }.map {
      .provider($0)
    }
    entries += catalogue.providerCodes.filter { sign($0.sign) == sign(folded) }.map { .providerCode($0) }
    if let rule = rules.rule(name) { entries.append(.rule(rule)) }
    return entries
  }

  /// The nearest name of a class or status to one that is unknown.
  public static func suggestion(for name: String) -> String? {
    NearMiss.nearest(
      to: name,
      among: FailureClasses.builtIn.all.map(\.id) + CodeCatalogue.builtIn.deliveryStatuses.map(\.name)
        + CodeCatalogue.builtIn.providers.map(\.id))
  }

  /// Whether a provider's code or range (`5.7.606-649`) has this code in it.
  private static func contains(_ range: String, _ code: String) -> Bool {
    guard let pattern = EnhancedCodePattern(range), let code = EnhancedStatusCode(code) else { return false }
    return pattern.matches(code)
  }

  /// A sign without the brackets that providers put around it.
  private static func sign(_ text: String) -> String {
    String(text.lowercased().filter { !"[]()#".contains($0) })
  }
}

extension RuleBook {
  /// The rules that give a class.
  public func rules(yielding failureClass: FailureClass) -> [Rule] {
    rules.filter { $0.failureClass == failureClass }
  }

  /// The rules that need an enhanced code, whatever its severity.
  public func rules(naming code: EnhancedCodeMeaning) -> [Rule] {
    rules.filter { rule in
      rule.conditions.enhancedCodes.contains {
        $0.subject == code.subject && $0.details.contains(code.detail)
      }
    }
  }

  /// The rules that need this reply code and no other.
  public func rules(naming code: ReplyCode) -> [Rule] {
    rules.filter { rule in
      rule.conditions.replyCodes.contains { $0.isExact && $0.matches(code.number) }
    }
  }

  /// The rules for the replies of one provider.
  public func rules(of provider: MailProvider) -> [Rule] {
    rules.filter { $0.id.hasPrefix(provider.id + "/") }
  }
}

extension String {
  fileprivate func trimmingBlanks() -> String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
