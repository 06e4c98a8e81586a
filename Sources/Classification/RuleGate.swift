internal import DeliveryModel
internal import SMTPStatus

/// A rule's conditions, ready to be asked. A class, so that asking copies nothing.
final class RuleGate: Sendable {
  let index: Int32
  /// 0 for a user's own rules, 1 for the built-in ones.
  let layer: UInt8
  let strength: UInt8
  let isFallback: Bool
  /// It needs words of the reply, not only a code.
  let needsWords: Bool
  private let needsText: Bool
  private let needsAlso: Bool
  private let needsHost: Bool
  private let allCount: Int
  private let replyCodes: [ReplyCodePattern]
  private let enhancedCodes: [EnhancedCodePattern]
  private let stages: [Reply.Stage]
  private let saidBy: [Reply.Speaker]

  init(_ rule: Rule, index: Int32, layer: UInt8) {
    let conditions = rule.conditions
    self.index = index
    self.layer = layer
    strength = rule.strength.rank
    isFallback = rule.strength == .fallback
    needsText = !conditions.text.isEmpty
    needsAlso = !conditions.also.isEmpty
    needsHost = !conditions.hosts.isEmpty
    allCount = min(64, conditions.all.count)
    needsWords = !conditions.text.isEmpty || !conditions.all.isEmpty
    replyCodes = conditions.replyCodes
    enhancedCodes = conditions.enhancedCodes
    stages = conditions.stages
    saidBy = conditions.saidBy
  }

  /// Whether the rule applies to this part, and how well.
  ///
  /// - Parameter hits: where its markers stand in the whole reply.
  func candidate(
    _ part: ReplyStructure.Part, _ hits: ArraySlice<RuleMatcher.Hit>, _ context: ReplyContext
  ) -> RuleMatcher.Candidate? {
    guard var specificity = codeSpecificity(part) else { return nil }
    if !stages.isEmpty {
      guard let stage = context.stage, stages.contains(stage) else { return nil }
      specificity += 4
    }
    if !saidBy.isEmpty {
      // Where nobody knows who spoke, the words may still tell.
      guard context.saidBy == .unknown || saidBy.contains(context.saidBy) else { return nil }
      specificity += context.saidBy == .unknown ? 0 : 4
    }
    var words: Range<Int>?
    var longest = 0
    var longestAlso = 0
    var foundAll: UInt64 = 0
    var allLength = 0
    var hasHost = !needsHost
    for hit in hits {
      let isHere = part.range.contains(hit.range.lowerBound)
      switch hit.part {
      case .none: return nil
      case .host:
        if !hasHost { specificity += 20 }
        hasHost = true
      case .all:
        let bit: UInt64 = 1 << UInt64(hit.order & 63)
        if foundAll & bit == 0 {
          foundAll |= bit
          allLength += hit.range.count
          if !needsText, words == nil, isHere { words = hit.range }
        }
      case .also: if isHere { longestAlso = max(longestAlso, hit.range.count) }
      case .text:
        if isHere, hit.range.count > longest {
          longest = hit.range.count
          words = hit.range
        }
      }
    }
    guard hasHost, !needsText || longest > 0, !needsAlso || longestAlso > 0,
      foundAll.nonzeroBitCount == allCount, allCount == 0 || words != nil
    else { return nil }
    specificity += Int32(longest + longestAlso + allLength)
    return RuleMatcher.Candidate(
      rule: index, strength: strength, specificity: specificity,
      words: words.map { Int32($0.lowerBound)..<Int32($0.upperBound) } ?? 0..<0)
  }

  /// What the codes of the part add; nil where the rule needs others.
  private func codeSpecificity(_ part: ReplyStructure.Part) -> Int32? {
    var specificity: Int32 = 0
    if !replyCodes.isEmpty {
      guard let pattern = replyCodes.first(where: { $0.matches(part.replyCode) }) else { return nil }
      specificity += pattern.isExact ? 6 : 2
    }
    if !enhancedCodes.isEmpty {
      guard let code = part.enhancedCode, let pattern = enhancedCodes.first(where: { $0.matches(code) })
      else { return nil }
      specificity += (pattern.isExact ? 12 : 8) + (pattern.severity == nil ? 0 : 3)
    }
    return specificity
  }
}
