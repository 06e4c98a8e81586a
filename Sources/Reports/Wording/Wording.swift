/// Every visible word of a language, but for guidance; with the formats of its numbers and dates.
public struct Wording: Sendable {
  public let language: Language
  private let patterns: [String: WordingPattern]
  private let plurals: [String: [String: WordingPattern]]
  private let lists: [String: [String]]
  /// Asked where this one has no such key; English for all others.
  private let fallback: [Wording]

  init(
    language: Language, patterns: [String: WordingPattern], plurals: [String: [String: WordingPattern]],
    lists: [String: [String]], fallback: Wording?
  ) {
    self.language = language
    self.patterns = patterns
    self.plurals = plurals
    self.lists = lists
    self.fallback = fallback.map { [$0] } ?? []
  }

  /// All keys, sorted; a plural counts once.
  public var keys: [String] { (Array(patterns.keys) + Array(plurals.keys) + Array(lists.keys)).sorted() }

  /// The names of the values that a wording wants.
  public func placeholders(of key: String) -> Set<String> {
    if let pattern = patterns[key] { return pattern.placeholders }
    return (plurals[key] ?? [:]).values.reduce(into: []) { $0.formUnion($1.placeholders) }
  }

  public func has(_ key: String) -> Bool { patterns[key] != nil || plurals[key] != nil || lists[key] != nil }

  /// A wording with its values; the key itself in angle brackets where no language has it.
  public func phrase(_ key: String, _ values: [String: Phrase] = [:]) -> Phrase {
    if let pattern = patterns[key] { return pattern.filled(values) }
    if let forms = plurals[key], let pattern = forms["other"] { return pattern.filled(values) }
    return fallback.first?.phrase(key, values) ?? Phrase("⟨\(key)⟩")
  }

  /// A wording in the form that a number asks for; the number is its value `count`.
  public func phrase(_ key: String, count: Int, _ values: [String: Phrase] = [:]) -> Phrase {
    var values = values
    if values["count"] == nil { values["count"] = Phrase(number(count)) }
    if let forms = plurals[key], let pattern = forms[form(of: count)] ?? forms["other"] {
      return pattern.filled(values)
    }
    if let pattern = patterns[key] { return pattern.filled(values) }
    return fallback.first?.phrase(key, count: count, values) ?? Phrase("⟨\(key)⟩")
  }

  public func text(_ key: String, _ values: [String: Phrase] = [:]) -> String {
    phrase(key, values).plainText
  }

  public func text(_ key: String, count: Int, _ values: [String: Phrase] = [:]) -> String {
    phrase(key, count: count, values).plainText
  }

  /// A wording for an id that other data may bring, or nil where there is none.
  public func optional(_ key: String) -> String? {
    if let pattern = patterns[key] { return pattern.filled([:]).plainText }
    return fallback.first?.optional(key)
  }

  func list(_ key: String) -> [String] { lists[key] ?? fallback.first?.list(key) ?? [] }

  /// The plural categories of CLDR; languages so far need no more than these two.
  private func form(of count: Int) -> String {
    count == 1 && text("format.plural") == "one-other" ? "one" : "other"
  }
}
