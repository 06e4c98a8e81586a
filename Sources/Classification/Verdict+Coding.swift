// A verdict in a file names its class; what the class means is looked up when the file is read.

extension Verdict: Codable {
  private enum Key: String, CodingKey {
    case failureClass = "class"
    case permanence, fixer, rule, words, start, end, certainty, otherClass, doubt
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    let start = try values.decodeIfPresent(Int.self, forKey: .start)
    let end = try values.decodeIfPresent(Int.self, forKey: .end)
    var range: Range<Int>?
    if let start, let end, start <= end { range = start..<end }
    let sentence = try values.decodeIfPresent(String.self, forKey: .doubt)
    let other = try values.decodeIfPresent(String.self, forKey: .otherClass)
    self.init(
      failureClass: FailureClass.known(try values.decode(String.self, forKey: .failureClass)),
      permanence: Permanence(rawValue: try values.decode(String.self, forKey: .permanence)) ?? .temporary,
      fixer: Fixer(rawValue: try values.decode(String.self, forKey: .fixer)) ?? .admin,
      evidence: Evidence(
        rule: try values.decode(String.self, forKey: .rule),
        words: try values.decodeIfPresent(String.self, forKey: .words), range: range,
        certainty: Evidence.Certainty(rawValue: try values.decode(String.self, forKey: .certainty))
          ?? .guessed),
      doubt: sentence.map { Doubt(otherClass: other.map(FailureClass.known), sentence: $0) })
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(failureClass.id, forKey: .failureClass)
    try values.encode(permanence.rawValue, forKey: .permanence)
    try values.encode(fixer.rawValue, forKey: .fixer)
    try values.encode(evidence.rule, forKey: .rule)
    try values.encodeIfPresent(evidence.words, forKey: .words)
    try values.encodeIfPresent(evidence.range?.lowerBound, forKey: .start)
    try values.encodeIfPresent(evidence.range?.upperBound, forKey: .end)
    try values.encode(evidence.certainty.rawValue, forKey: .certainty)
    try values.encodeIfPresent(doubt?.otherClass?.id, forKey: .otherClass)
    try values.encodeIfPresent(doubt?.sentence, forKey: .doubt)
  }
}

extension FailureClass {
  /// The class of that name; one that this version does not know is read as undetermined.
  static func known(_ id: String) -> FailureClass { FailureClasses.builtIn[id] ?? .undetermined }
}
