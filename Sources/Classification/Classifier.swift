public import DeliveryModel
public import SMTPStatus

/// A verdict that a classifier has given, as a number: for loops that must not make values.
public struct VerdictID: Hashable, Sendable {
  public let index: Int32
}

/// Says why a delivery failed.
///
/// The reply is brought into its shape (`ShapeWriter`), and the verdict on a shape is remembered, so that most
/// replies of a stream cost one pass over their bytes. The evidence is looked for in the order that DESIGN
/// gives: a provider's token, unambiguous words, the enhanced code, the reply code, hints, and at last
/// `undetermined`.
public struct Classifier: Sendable {
  public let rules: RuleBook
  private let matcher: RuleMatcher
  private let shapes: ShapeWriter
  private var memo: VerdictMemo
  /// Every verdict given so far without its words, by its id.
  private var verdicts: [Verdict] = []
  private var outcomeIDs: [Outcome: Int32] = [:]
  private let remembers: Bool

  public init(rules: RuleBook = .builtIn) {
    self.init(rules: rules, remembers: true)
  }

  /// - Parameter remembers: false for a test that compares the two ways.
  package init(rules: RuleBook, remembers: Bool, memoSlots: Int = 1 << 16) {
    self.rules = rules
    self.remembers = remembers
    matcher = RuleMatcher(compiled: rules.compiled)
    shapes = rules.compiled.shapes
    memo = VerdictMemo(slots: remembers ? memoSlots : 2)
  }

  /// The verdict on a reply, with the words that decided.
  public mutating func verdict(for reply: Reply) -> Verdict {
    let context = ReplyContext(
      replyCode: reply.code?.number ?? 0, enhancedCode: reply.enhancedCode, saidBy: reply.saidBy,
      stage: reply.stage)
    var text = reply.text
    var host = reply.remoteHost ?? ""
    return text.withUTF8 { text in
      host.withUTF8 { host in
        let text = UnsafeRawBufferPointer(text)
        let found = lookUp(text, UnsafeRawBufferPointer(host), context)
        var verdict = verdicts[Int(found.verdict)]
        if found.wordsEnd > found.wordsStart {
          let range = rangeInText(Int(found.wordsStart)..<Int(found.wordsEnd), text)
          verdict.evidence.range = range
          verdict.evidence.words = String(decoding: text[range], as: UTF8.self)
        }
        return verdict
      }
    }
  }

  /// The verdict on a reply that is still bytes. Equal texts, and texts of one shape, share the id.
  ///
  /// - Parameters:
  ///   - replyCode: the reply code that the source states, or 0.
  ///   - remoteHost: the name of the host that answered, or nothing.
  public mutating func verdict(
    text: UnsafeRawBufferPointer, replyCode: UInt16 = 0, enhancedCode: EnhancedStatusCode? = nil,
    saidBy: Reply.Speaker = .unknown, stage: Reply.Stage? = nil,
    remoteHost: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)
  ) -> VerdictID {
    let context = ReplyContext(
      replyCode: replyCode, enhancedCode: enhancedCode, saidBy: saidBy, stage: stage)
    return VerdictID(index: lookUp(text, remoteHost, context).verdict)
  }

  /// What an id stands for. Its evidence has no words: those are the single text's (`verdict(for:)`).
  public func verdict(at id: VerdictID) -> Verdict {
    guard verdicts.indices.contains(Int(id.index)) else { return Outcome().verdict(rules) }
    return verdicts[Int(id.index)]
  }

  // MARK: - Looking up

  private mutating func lookUp(
    _ text: UnsafeRawBufferPointer, _ host: UnsafeRawBufferPointer, _ context: ReplyContext
  ) -> VerdictMemo.Entry {
    let packed = context.packed
    return withUnsafeTemporaryAllocation(
      of: UInt8.self, capacity: ShapeWriter.capacity(for: text.count) + 2 * 256
    ) { buffer in
      guard let base = buffer.baseAddress else { return VerdictMemo.Entry() }
      var length = shapes.write(text, to: base)
      length = shapes.writeRemoteHost(host, to: base, length: length)
      let shape = UnsafeBufferPointer(start: base, count: length)
      let hash = VerdictMemo.hash(shape, packed)
      if remembers, let known = memo.entry(shape, context: packed, hash: hash) { return known }
      let decision = matcher.decide(shape, context)
      var entry = VerdictMemo.Entry()
      entry.verdict = id(of: Outcome(decision))
      entry.wordsStart = decision.words.lowerBound
      entry.wordsEnd = decision.words.upperBound
      if remembers {
        memo.insert(shape, context: packed, hash: hash, verdict: entry.verdict, words: decision.words)
      }
      return entry
    }
  }

  private mutating func id(of outcome: Outcome) -> Int32 {
    if let known = outcomeIDs[outcome] { return known }
    let id = Int32(verdicts.count)
    verdicts.append(outcome.verdict(rules))
    outcomeIDs[outcome] = id
    return id
  }

  /// Where a part of the shape stands in the text it was made from.
  private func rangeInText(_ words: Range<Int>, _ text: UnsafeRawBufferPointer) -> Range<Int> {
    let capacity = ShapeWriter.capacity(for: text.count)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { shape in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: capacity) { offsets in
        guard let shapeBase = shape.baseAddress, let offsetBase = offsets.baseAddress else { return 0..<0 }
        let length = shapes.write(text, to: shapeBase, offsets: offsetBase)
        guard words.upperBound <= length, !words.isEmpty else { return 0..<0 }
        let start = Int(offsetBase[words.lowerBound])
        var end = Int(offsetBase[words.upperBound - 1]) + 1
        // A number that the shape writes as one digit has more of them in the text.
        while end < text.count, text[end] &- 0x30 <= 9, text[end - 1] &- 0x30 <= 9 { end += 1 }
        return start..<max(start, end)
      }
    }
  }
}

/// A verdict without the words of a single text: what the memo keeps.
private struct Outcome: Hashable, Sendable {
  var rule: Int32 = -1
  var codeRule: Int32 = -1
  /// The code that disagrees, for the sentence; not kept otherwise, so that outcomes stay few.
  var enhancedCode: EnhancedStatusCode?
  var replyCode: UInt16 = 0

  init() {}

  init(_ decision: Decision) {
    rule = decision.rule
    codeRule = decision.codeRule
    if codeRule >= 0 {
      enhancedCode = decision.enhancedCode
      replyCode = decision.enhancedCode == nil ? decision.replyCode : 0
    }
  }

  func verdict(_ book: RuleBook) -> Verdict {
    guard rule >= 0 else {
      let undetermined = FailureClass.undetermined
      return Verdict(
        failureClass: undetermined, permanence: .temporary, fixer: undetermined.fixer,
        evidence: Evidence(rule: Evidence.noRule, words: nil, certainty: .guessed))
    }
    let rule = book.rules[Int(rule)]
    return Verdict(
      failureClass: rule.failureClass, permanence: rule.verdictPermanence,
      fixer: rule.failureClass.fixer,
      evidence: Evidence(rule: rule.id, words: nil, certainty: rule.certainty), doubt: doubt(rule, book))
  }

  private func doubt(_ rule: Rule, _ book: RuleBook) -> Doubt? {
    if let second = rule.secondReading {
      return Doubt(otherClass: second.failureClass, sentence: second.sentence)
    }
    guard codeRule >= 0 else { return nil }
    let other = book.rules[Int(codeRule)].failureClass
    let code = enhancedCode.map(\.description) ?? String(replyCode)
    return Doubt(
      otherClass: other,
      sentence: "The code \(code) alone means “\(other.id)”; the words say “\(rule.failureClass.id)”.")
  }
}

extension Rule {
  /// Undetermined is never shown as permanent: nobody can know.
  var verdictPermanence: Permanence {
    failureClass.id == "undetermined" ? .temporary : permanence ?? failureClass.permanence
  }

  var certainty: Evidence.Certainty {
    let hasText = !conditions.text.isEmpty || !conditions.all.isEmpty
    switch strength {
    case .token, .text: return hasText ? .decidedByTheText : .statedByTheCode
    case .code: return .statedByTheCode
    case .hint: return .guessed
    case .fallback:
      if hasText { return .decidedByTheText }
      return conditions.enhancedCodes.isEmpty ? .guessed : .statedByTheCode
    }
  }
}

extension Evidence {
  /// The id in place of a rule's where no rule applied.
  public static let noRule = "none"
}
