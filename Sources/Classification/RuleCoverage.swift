public import DeliveryModel

/// Which rules a pile of replies needs, and what no rule knows.
///
/// Feed it every reply of an input; counters of two parts add up to those of the whole.
public struct RuleCoverage: Sendable {
  private var classifier: Classifier
  private var hits: [String: Int] = [:]
  private var unknown: [String: UnknownShape] = [:]
  /// Shapes beyond it are counted together, so that a hostile input cannot fill the memory.
  private let shapeLimit: Int
  public private(set) var total = 0
  /// Undetermined replies whose shapes were not kept.
  public private(set) var uncounted = 0

  public init(rules: RuleBook = .builtIn, shapeLimit: Int = 100_000) {
    classifier = Classifier(rules: rules)
    self.shapeLimit = shapeLimit
  }

  /// A shape that no rule knows.
  public struct UnknownShape: Hashable, Sendable {
    /// As a person reads it: `550 <address> foo`.
    public let shape: String
    public var count: Int
    /// The first reply of that shape.
    public let example: Reply

    /// An entry for a rule file, to be filled in.
    public var ruleStub: String { RuleStub.text(for: example, count: count) }
  }

  @discardableResult
  public mutating func add(_ reply: Reply) -> Verdict {
    let verdict = classifier.verdict(for: reply)
    total += 1
    hits[verdict.evidence.rule, default: 0] += 1
    if verdict.failureClass == .undetermined {
      let shape = ReplyShape.masked(reply.text)
      if unknown[shape] != nil {
        unknown[shape]?.count += 1
      } else if unknown.count < shapeLimit {
        unknown[shape] = UnknownShape(shape: shape, count: 1, example: reply)
      } else {
        uncounted += 1
      }
    }
    return verdict
  }

  /// Rules that decided, most frequent first; `none` stands for no rule.
  public var rulesHit: [(rule: String, count: Int)] {
    hits.map { (rule: $0.key, count: $0.value) }.sorted { ($1.count, $0.rule) < ($0.count, $1.rule) }
  }

  /// Rules that never decided, in the order of the book.
  public var rulesNeverHit: [Rule] { classifier.rules.rules.filter { hits[$0.id] == nil } }

  /// Undetermined replies by shape, most frequent first.
  public func unknownShapes(limit: Int = 50) -> [UnknownShape] {
    Array(
      unknown.values.sorted { ($1.count, $0.shape) < ($0.count, $1.shape) }.prefix(limit))
  }
}

/// Makes the entry of a rule file for a reply that no rule knows.
public enum RuleStub {
  /// YAML with what is known filled in; class, marker and source are left to the person.
  public static func text(for reply: Reply, count: Int = 1) -> String {
    let shape = ReplyShape.masked(reply.text)
    var lines = [
      "# seen \(count == 1 ? "once" : "\(count) times"): \(oneLine(shape))",
      "- id: own/\(slug(reply.text))",
      "  class: undetermined  # one of: " + FailureClasses.builtIn.all.map(\.id).joined(separator: ", "),
      "  when: { text: [\(quoted(marker(reply.text)))] }",
      "  source: \"\"  # who says so: a page, a person, a ticket",
    ]
    var parts = ["text: \(quoted(oneLine(reply.text)))"]
    if let code = reply.code { parts.append("reply_code: \(code)") }
    if let code = reply.enhancedCode { parts.append("enhanced_code: \(code)") }
    if reply.saidBy != .unknown { parts.append("said_by: \(reply.saidBy.rawValue)") }
    if let stage = reply.stage { parts.append("stage: \(stage.rawValue)") }
    lines.append(
      parts.count == 1
        ? "  example: \(parts[0].dropFirst(6))" : "  example: { \(parts.joined(separator: ", ")) }")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The longest run of words that do not vary.
  private static func marker(_ text: String) -> String {
    var best: [Substring] = []
    var run: [Substring] = []
    for word in ReplyShape.masked(text).split(separator: " ") {
      let isPlain = word.utf8.allSatisfy { ($0 | 0x20) &- 0x61 <= 25 || $0 >= 0x80 || $0 == 0x27 }
      run = isPlain ? run + [word] : []
      if run.count > best.count, run.count <= 8 { best = run }
    }
    return best.joined(separator: " ")
  }

  private static func slug(_ text: String) -> String {
    var slug = ""
    for byte in marker(text).utf8 where slug.utf8.count < 40 {
      if (byte | 0x20) &- 0x61 <= 25 {
        slug.unicodeScalars.append(Unicode.Scalar(byte))
      } else if byte == 0x20, !slug.isEmpty, slug.utf8.last != UInt8(ascii: "-") {
        slug += "-"
      }
    }
    return slug.isEmpty ? "new-rule" : slug
  }

  private static func oneLine(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.prefix(400).map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
