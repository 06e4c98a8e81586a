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

  private struct Hit {
    let rule: Int32
    let part: CompiledRules.Part
    let order: Int32
    let range: Range<Int>
  }

  private struct Candidate {
    let rule: Int32
    let layer: UInt8
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

    for layer in [UInt8(0), 1] where layer == 1 || compiled.layers.first == 0 {
      for isFallback in [false, true] {
        for part in structure.parts {
          guard let best = best(in: part, hits, context, layer: layer, fallback: isFallback) else { continue }
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

  private func best(
    in part: ReplyStructure.Part, _ hits: [Hit], _ context: ReplyContext, layer: UInt8, fallback: Bool
  ) -> Candidate? {
    var best: Candidate?
    func consider(_ index: Int32) {
      let rule = compiled.rules[Int(index)]
      guard compiled.layers[Int(index)] == layer, (rule.strength == .fallback) == fallback else { return }
      guard let candidate = candidate(index, rule, part, hits, context) else { return }
      if let known = best, !candidate.isBetter(than: known) { return }
      best = candidate
    }
    var last: Int32 = -1
    for hit in hits where hit.part == .text || hit.part == .all {
      guard part.range.contains(hit.range.lowerBound), hit.rule != last else { continue }
      last = hit.rule
      consider(hit.rule)
    }
    for index in codeRules(part) { consider(index) }
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
    let won = compiled.rules[Int(winner.rule)]
    guard !won.conditions.text.isEmpty || !won.conditions.all.isEmpty else { return -1 }
    var best: Candidate?
    for index in codeRules(part) {
      let rule = compiled.rules[Int(index)]
      guard rule.strength == .code, compiled.layers[Int(index)] == 1,
        let candidate = candidate(index, rule, part, [], context)
      else { continue }
      if let known = best, !candidate.isBetter(than: known) { continue }
      best = candidate
    }
    guard let best, compiled.rules[Int(best.rule)].failureClass != won.failureClass else { return -1 }
    return best.rule
  }

  /// Whether the rule applies to this part, and how well.
  private func candidate(
    _ index: Int32, _ rule: Rule, _ part: ReplyStructure.Part, _ hits: [Hit], _ context: ReplyContext
  ) -> Candidate? {
    let conditions = rule.conditions
    var specificity: Int32 = 0
    if !conditions.replyCodes.isEmpty {
      guard let pattern = conditions.replyCodes.first(where: { $0.matches(part.replyCode) }) else {
        return nil
      }
      specificity += pattern.isExact ? 6 : 2
    }
    if !conditions.enhancedCodes.isEmpty {
      guard let code = part.enhancedCode,
        let pattern = conditions.enhancedCodes.first(where: { $0.matches(code) })
      else { return nil }
      specificity += (pattern.isExact ? 12 : 8) + (pattern.severity == nil ? 0 : 3)
    }
    if !conditions.stages.isEmpty {
      guard let stage = context.stage, conditions.stages.contains(stage) else { return nil }
      specificity += 4
    }
    if !conditions.saidBy.isEmpty {
      // Where nobody knows who spoke, the words may still tell.
      guard context.saidBy == .unknown || conditions.saidBy.contains(context.saidBy) else { return nil }
      specificity += context.saidBy == .unknown ? 0 : 4
    }
    var words: Range<Int>?
    var longest = 0
    var foundAll: UInt64 = 0
    var allLength = 0
    var hasHost = conditions.hosts.isEmpty
    var longestAlso = 0
    for hit in hits where hit.rule == index {
      switch hit.part {
      case .none: return nil
      case .host:
        if !hasHost { specificity += 20 }
        hasHost = true
      case .all:
        if foundAll & (1 << UInt64(hit.order & 63)) == 0 {
          foundAll |= 1 << UInt64(hit.order & 63)
          allLength += hit.range.count
          if conditions.text.isEmpty, words == nil, part.range.contains(hit.range.lowerBound) {
            words = hit.range
          }
        }
      case .also:
        guard part.range.contains(hit.range.lowerBound) else { continue }
        longestAlso = max(longestAlso, hit.range.count)
      case .text:
        guard part.range.contains(hit.range.lowerBound) else { continue }
        if hit.range.count > longest {
          longest = hit.range.count
          words = hit.range
        }
      }
    }
    guard hasHost, conditions.text.isEmpty || longest > 0, conditions.also.isEmpty || longestAlso > 0
    else { return nil }
    guard foundAll.nonzeroBitCount == min(64, conditions.all.count) else { return nil }
    if !conditions.all.isEmpty && words == nil { return nil }
    specificity += Int32(longest + longestAlso + allLength)
    let range = words.map { Int32($0.lowerBound)..<Int32($0.upperBound) } ?? 0..<0
    return Candidate(
      rule: index, layer: compiled.layers[Int(index)], strength: rule.strength.rank,
      specificity: specificity, words: range)
  }
}
