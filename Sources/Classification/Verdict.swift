/// What the classifier found: the class, and what made it say so.
public struct Verdict: Hashable, Sendable {
  public var failureClass: FailureClass
  public var permanence: Permanence
  public var fixer: Fixer
  public var evidence: Evidence
  /// Where code and text disagree, or the reply has a second honest reading: what to know about it.
  public var doubt: Doubt?

  public init(
    failureClass: FailureClass, permanence: Permanence, fixer: Fixer, evidence: Evidence,
    doubt: Doubt? = nil
  ) {
    self.failureClass = failureClass
    self.permanence = permanence
    self.fixer = fixer
    self.evidence = evidence
    self.doubt = doubt
  }
}

/// What decided a verdict.
public struct Evidence: Hashable, Sendable {
  /// The id of the rule that won.
  public var rule: String
  /// The very words of the reply that decided; nil where a code alone did.
  public var words: String?
  /// Where they stand in the reply's text, in UTF-8 bytes.
  public var range: Range<Int>?
  public var certainty: Certainty

  public enum Certainty: String, Sendable, CaseIterable {
    case statedByTheCode = "stated-by-the-code"
    case decidedByTheText = "decided-by-the-text"
    case guessed
  }

  public init(rule: String, words: String?, range: Range<Int>? = nil, certainty: Certainty) {
    self.rule = rule
    self.words = words
    self.range = range
    self.certainty = certainty
  }
}

/// Why a verdict could honestly be another one.
public struct Doubt: Hashable, Sendable {
  /// The class that the code alone, or the second reading, would give.
  public var otherClass: FailureClass?
  /// A sentence for the reader, in English; wording keys may replace it.
  public var sentence: String

  public init(otherClass: FailureClass?, sentence: String) {
    self.otherClass = otherClass
    self.sentence = sentence
  }
}
