public import Classification
public import DeliveryModel
import SMTPStatus

/// A reply that a rule gives as its example, with what the classifier says of it.
public struct ReferenceSample: Hashable, Sendable {
  /// Position of the rule in the rule book.
  public var rule: Int
  public var reply: Reply
  public var verdict: Verdict
  /// The codes in it, by which its code pages find it: `550`, `5.1.1`.
  public var codes: [String]
  /// The provider that the rule is about; nil for rules about everybody.
  public var provider: String?

  init(_ example: Rule.Example, of rule: Rule, at position: Int, by classifier: inout Classifier) {
    let found = StatusCodeFinder.first(in: example.text)
    var reply = example.reply
    if reply.code == nil { reply.code = found?.replyCode }
    if reply.enhancedCode == nil { reply.enhancedCode = found?.enhancedCode }
    self.rule = position
    self.reply = reply
    verdict = classifier.verdict(for: reply)
    codes = [reply.code?.description, reply.enhancedCode?.description].compactMap { $0 }
    provider = rule.provider
  }
}

extension Rule {
  /// The name in `Rules/provider-<name>.yaml`; nil for rules about everybody, and for a user's own.
  var provider: String? {
    guard let file = place.source.split(separator: "/").last, file.hasPrefix("provider-"),
      let end = file.firstIndex(of: ".")
    else { return nil }
    return String(file[..<end].dropFirst("provider-".count))
  }
}
