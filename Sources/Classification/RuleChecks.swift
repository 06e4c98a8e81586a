internal import DeliveryModel

/// Checks rules against each other and against their own examples.
enum RuleChecks {
  /// What is wrong with the first `count` rules of a book.
  static func diagnostics(of book: RuleBook, first count: Int) -> [RuleDiagnostic] {
    var diagnostics: [RuleDiagnostic] = []
    var seen: [String: Rule] = [:]
    for rule in book.rules.prefix(count) {
      if let earlier = seen[rule.id] {
        diagnostics.append(
          RuleDiagnostic(
            .error, at: rule.place, "the id \"\(rule.id)\" stands twice; first at \(earlier.place)"))
      } else {
        seen[rule.id] = rule
      }
    }
    for rule in book.rules.dropFirst(count) where seen[rule.id] != nil {
      diagnostics.append(
        RuleDiagnostic(
          .warning, at: seen[rule.id]?.place ?? rule.place,
          "the id \"\(rule.id)\" is also that of a built-in rule"))
    }
    var classifier = Classifier(rules: book)
    for rule in book.rules.prefix(count) {
      var winners: [String] = []
      for example in rule.examples {
        let verdict = classifier.verdict(for: example.reply)
        if verdict.evidence.rule != rule.id {
          winners.append(verdict.evidence.rule)
          diagnostics.append(
            RuleDiagnostic(
              .error, at: rule.place,
              "rule \"\(rule.id)\" does not win on its own example \"\(excerpt(example.text))\": "
                + (verdict.evidence.rule == Evidence.noRule
                  ? "no rule does" : "\"\(verdict.evidence.rule)\" does")))
        }
      }
      if winners.count == rule.examples.count, let winner = winners.first, winner != Evidence.noRule {
        diagnostics.append(
          RuleDiagnostic(.warning, at: rule.place, "rule \"\(rule.id)\" is shadowed by \"\(winner)\""))
      }
    }
    return diagnostics
  }

  private static func excerpt(_ text: String) -> String {
    text.count <= 80 ? text : text.prefix(77) + "…"
  }
}
