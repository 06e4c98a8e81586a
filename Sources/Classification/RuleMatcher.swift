internal import DeliveryModel
internal import SMTPStatus

/// What decided about a shape: the rule, where its words stand, and what the code alone would have said.
struct Decision: Hashable, Sendable {
  /// Index of the rule, or -1 where none applies.
  var rule: Int32 = -1
  /// The deciding words in the shape; empty where a code decided.
  var words: Range<Int32> = 0..<0
  /// The rule that the enhanced or reply code alone would have chosen, where its class differs; or -1.
  var codeRule: Int32 = -1
  var replyCode: UInt16 = 0
  var enhancedCode: EnhancedStatusCode?
}

/// What is known about a reply beside its text.
struct ReplyContext: Hashable, Sendable {
  var replyCode: UInt16 = 0
  var enhancedCode: EnhancedStatusCode?
  var saidBy: Reply.Speaker = .unknown
  var stage: Reply.Stage?
}

/// Decides about one shape at a time. Only shapes not met before come here.
struct RuleMatcher: Sendable {
  let compiled: CompiledRules

  struct Hit {
    let rule: Int32
    let part: CompiledRules.Part
    let order: Int32
    let range: Range<Int>
  }

  struct Candidate {
    let rule: Int32
    let strength: UInt8
    let specificity: Int32
    let words: Range<Int32>

    /// Strongest evidence first, then the more specific rule, then the earlier words, then the earlier rule.
    func isBetter(than other: Candidate) -> Bool {
      if strength != other.strength { return strength < other.strength }
      if specificity != other.specificity { return specificity > other.specificity }
      if words.lowerBound != other.words.lowerBound { return words.lowerBound < other.words.lowerBound }
      return rule < other.rule
    }
  }

  func decide(_ shape: UnsafeBufferPointer<UInt8>, _ context: ReplyContext) -> Decision {
    var hits: [Hit] = []
    hits.reserveCapacity(64)
    var context = context
    var innerStarts: [Int] = []
    compiled.automaton.scan(shape) { marker, range in
      for use in compiled.uses[Int(marker)] {
        switch use {
        case .rule(let rule, let part, let order):
          // Hostile texts may repeat a marker a thousand times: the first times are enough.
          if hits.count < 512 { hits.append(Hit(rule: rule, part: part, order: order, range: range)) }
        case .sign(.stage(let stage)): if context.stage == nil { context.stage = stage }
        case .sign(.innerReply): if innerStarts.count < 8 { innerStarts.append(range.upperBound) }
        }
      }
    }
    // The remote host's name follows the reply and is no part of it.
    let remoteHost = shape.firstIndex(of: ShapeWriter.Sign.remoteHost) ?? shape.count
    let structure = ReplyStructure(
      shape: UnsafeBufferPointer(rebasing: shape[..<remoteHost]), innerStarts: innerStarts,
      replyCode: context.replyCode, enhancedCode: context.enhancedCode)
    let groups = Groups(hits)

    for layer in [UInt8(0), 1] where layer == 1 || compiled.gates.first?.layer == 0 {
      for isFallback in [false, true] {
        for part in structure.parts {
          guard let best = best(in: part, groups, context, layer: layer, fallback: isFallback) else {
            continue
          }
          var decision = Decision(
            rule: best.rule, words: best.words, replyCode: part.replyCode, enhancedCode: part.enhancedCode)
          decision.codeRule = codeAlone(part, context, unlike: best)
          return decision
        }
      }
    }
    var decision = Decision()
    decision.replyCode = structure.parts[0].replyCode
    decision.enhancedCode = structure.parts[0].enhancedCode
    return decision
  }

  /// The hits of a reply, those of each rule together, in the order of their places.
  private struct Groups {
    let hits: [Hit]
    let ranges: [(rule: Int32, range: Range<Int>)]

    init(_ unsorted: [Hit]) {
      let hits = unsorted.sorted {
        ($0.rule, $0.range.lowerBound, $0.range.upperBound) < (
          $1.rule, $1.range.lowerBound, $1.range.upperBound
        )
      }
      var ranges: [(rule: Int32, range: Range<Int>)] = []
      var start = 0
      while start < hits.count {
        var end = start
        while end < hits.count, hits[end].rule == hits[start].rule { end += 1 }
        ranges.append((hits[start].rule, start..<end))
        start = end
      }
      self.hits = hits
      self.ranges = ranges
    }

    func hits(of rule: Int32) -> ArraySlice<Hit> {
      ranges.first { $0.rule == rule }.map { hits[$0.range] } ?? []
    }
  }

  private func best(
    in part: ReplyStructure.Part, _ groups: Groups, _ context: ReplyContext, layer: UInt8, fallback: Bool
  ) -> Candidate? {
    var best: Candidate?
    func consider(_ gate: RuleGate, _ hits: ArraySlice<Hit>) {
      guard gate.layer == layer, gate.isFallback == fallback else { return }
      // What is weaker than the best so far need not be looked at.
      if let known = best, gate.strength > known.strength { return }
      guard let candidate = gate.candidate(part, hits, context) else { return }
      if let known = best, !candidate.isBetter(than: known) { return }
      best = candidate
    }
    for group in groups.ranges {
      let gate = compiled.gates[Int(group.rule)]
      if gate.needsWords { consider(gate, groups.hits[group.range]) }
    }
    for index in codeRules(part) { consider(compiled.gates[Int(index)], groups.hits(of: index)) }
    return best
  }

  private func codeRules(_ part: ReplyStructure.Part) -> [Int32] {
    var rules: [Int32] = []
    if let code = part.enhancedCode {
      rules += compiled.byEnhancedCode[CompiledRules.key(code.subject, code.detail)] ?? []
    }
    if part.replyCode > 0 { rules += compiled.byReplyCode[part.replyCode] ?? [] }
    return rules
  }

  /// The rule that the code of this part would choose if there were no text; -1 where it agrees or is silent.
  private func codeAlone(
    _ part: ReplyStructure.Part, _ context: ReplyContext, unlike winner: Candidate
  ) -> Int32 {
    guard compiled.gates[Int(winner.rule)].needsWords else { return -1 }
    var best: Candidate?
    for index in codeRules(part) {
      let gate = compiled.gates[Int(index)]
      guard gate.strength == Rule.Strength.code.rank, gate.layer == 1,
        let candidate = gate.candidate(part, [], context)
      else { continue }
      if let known = best, !candidate.isBetter(than: known) { continue }
      best = candidate
    }
    guard let best,
      compiled.rules[Int(best.rule)].failureClass != compiled.rules[Int(winner.rule)].failureClass
    else { return -1 }
    return best.rule
  }
}
