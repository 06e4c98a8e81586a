/// Between which shares the true one lies, as far as so few trials can tell.
///
/// E. B. Wilson, “Probable inference, the law of succession, and statistical inference”, J. Am. Stat. Assoc. 22
/// (1927) 209–212. Unlike the textbook's p ± z·s it is right for small numbers and for shares near 0 and 1.
public struct WilsonInterval: Hashable, Sendable {
  /// Between 0 and 1.
  public let lower, upper: Double

  /// Nil without a trial, or with more successes than trials.
  /// - Parameter z: how sure it is to hold the share; 95 in 100 by default.
  public init?(_ successes: Int, of trials: Int, z: Double = 1.959963984540054) {
    guard trials > 0, (0...trials).contains(successes) else { return nil }
    let n = Double(trials)
    let share = Double(successes) / n
    let square = z * z / n
    let middle = (share + square / 2) / (1 + square)
    let half = z / (1 + square) * (share * (1 - share) / n + square / (4 * n)).squareRoot()
    lower = successes == 0 ? 0 : max(0, middle - half)
    upper = successes == trials ? 1 : min(1, middle + half)
  }
}
