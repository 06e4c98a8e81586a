import Classification
import DeliveryModel
import SMTPStatus

/// A reply that a rule of the rule book must win on, with the verdict on it.
struct ReferenceSample: Sendable {
  var rule: Rule
  var reply: Reply
  var verdict: Verdict
  /// The reply code and the enhanced code in it.
  var codes: [String]

  /// The provider whose file the rule stands in: `google` of `Rules/provider-google.yaml`; nil for common rules.
  var provider: String? {
    guard let name = rule.place.source.split(separator: "/").last, name.hasPrefix("provider-"),
      name.hasSuffix(".yaml")
    else { return nil }
    return String(name.dropFirst("provider-".count).dropLast(".yaml".count))
  }

  /// The first example of every rule, in the order of the book.
  static func all(of book: RuleBook) -> [ReferenceSample] {
    var classifier = Classifier(rules: book)
    return book.rules.compactMap { rule in
      guard let example = rule.examples.first else { return nil }
      var reply = example.reply
      let found = StatusCodeFinder.first(in: reply.text)
      if reply.code == nil { reply.code = found?.replyCode }
      if reply.enhancedCode == nil { reply.enhancedCode = found?.enhancedCode }
      return ReferenceSample(
        rule: rule, reply: reply, verdict: classifier.verdict(for: example.reply),
        codes: [reply.code?.description, reply.enhancedCode?.description].compactMap { $0 })
    }
  }
}
