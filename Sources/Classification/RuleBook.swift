internal import DeliveryModel

/// The rules by which replies are classified, in the order in which they are written.
public struct RuleBook: Sendable {
  public let rules: [Rule]
  let compiled: CompiledRules
  /// How many of the first rules are a user's own.
  let ownCount: Int

  init(rules: [Rule], ownCount: Int = 0) {
    self.rules = rules
    self.ownCount = ownCount
    compiled = CompiledRules(rules: rules, ownCount: ownCount)
  }

  /// The rules that are part of the program.
  public static let builtIn = RuleBook(rules: readBuiltIn().rules)

  /// Reads the embedded rule files; the diagnostics are empty as long as the tests pass.
  static func readBuiltIn() -> (rules: [Rule], diagnostics: [RuleDiagnostic]) {
    var rules: [Rule] = []
    var diagnostics: [RuleDiagnostic] = []
    for file in EmbeddedData.files where file.path.hasPrefix("Rules/") && file.path.hasSuffix(".yaml") {
      let reader = RuleReader(builtIn: file.content, file: file.path)
      rules += reader.rules
      diagnostics += reader.diagnostics
    }
    return (rules, diagnostics)
  }

  /// Puts a user's rules before these, and says what is wrong with them.
  ///
  /// Rules with an error are left out; the others apply. A user's rule that matches wins over every rule of
  /// `base`, whatever its strength.
  /// - Parameter name: the file's name, for the diagnostics.
  public static func load(
    yaml: String, name: String, before base: RuleBook = .builtIn
  ) -> (book: RuleBook, diagnostics: [RuleDiagnostic]) {
    let reader = RuleReader(yaml: yaml, file: name)
    var diagnostics = reader.diagnostics
    let book = RuleBook(rules: reader.rules + base.rules, ownCount: reader.rules.count)
    diagnostics += RuleChecks.diagnostics(of: book, first: reader.rules.count)
    diagnostics.sort { ($0.place, $0.message) < ($1.place, $1.message) }
    return (book, diagnostics)
  }

  /// The rule of that id, where there is one.
  public func rule(_ id: String) -> Rule? { rules.first { $0.id == id } }
}
