/// What may be said of a number against an earlier one.
public enum Change: String, Hashable, Sendable, CaseIterable {
  /// None before, and that is no chance.
  case new
  /// None now, and that is no chance.
  case gone
  case rising, falling
  /// Enough to tell, and no difference that chance would not make.
  case steady
  /// So few that even a large change could be chance.
  case tooFew = "too-few"

  /// It came, went, rose or fell.
  var isNews: Bool {
    switch self {
    case .new, .gone, .rising, .falling: true
    case .steady, .tooFew: false
    }
  }

  /// Below this many events in both together nothing is said, whatever a test would say.
  static let fewest = 5
  /// And of what is new or gone, below this many: two failures may well be one mail.
  static let fewestAlone = 3
  /// The chance of a false call that is accepted, over all comparisons of a table together.
  static let level = 0.05

  /// The verdict on two counts with their exposures, given the p-value after correction.
  init(now: Int, before: Int, nowPer exposure: Double, beforePer earlier: Double, adjusted: Double) {
    let fewest = now == 0 || before == 0 ? Self.fewestAlone : Self.fewest
    if adjusted < Self.level, now + before >= fewest {
      if before == 0 {
        self = .new
      } else if now == 0 {
        self = .gone
      } else {
        self = Double(now) / exposure > Double(before) / earlier ? .rising : .falling
      }
    } else {
      self = now + before < Self.fewest ? .tooFew : .steady
    }
  }
}

/// Two shares, and what may be said of them.
public struct RateChange: Hashable, Sendable {
  public let change: Change
  public let pValue: Double

  /// Of two weeks' failures and ended mails.
  init(_ now: Int, of ended: Int, before: Int, of endedBefore: Int) {
    let p = ProportionTest.pValue(now, of: ended, before, of: endedBefore)
    pValue = p
    // A share of few mails moves by chance alone, and by a single mail to several people.
    if ended == 0 || endedBefore == 0 || now + before < Change.fewest {
      change = .tooFew
    } else if p < Change.level {
      change = Double(now) / Double(ended) > Double(before) / Double(endedBefore) ? .rising : .falling
    } else {
      change = .steady
    }
  }
}
