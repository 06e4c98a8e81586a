import Foundation

/// Whether two shares differ by more than chance.
enum ProportionTest {
  /// The two-sided p-value for `a` of `ofA` against `b` of `ofB`; 1 where one of them has no trial.
  ///
  /// Where every expected count is 5 or more it is the pooled two-proportion z test, which is Pearson's χ² test
  /// of the 2 × 2 table without correction; else Fisher's exact test, which is right for any number.
  static func pValue(_ a: Int, of ofA: Int, _ b: Int, of ofB: Int) -> Double {
    guard ofA > 0, ofB > 0, (0...ofA).contains(a), (0...ofB).contains(b) else { return 1 }
    let pooled = Double(a + b) / Double(ofA + ofB)
    guard pooled > 0, pooled < 1 else { return 1 }
    let smallest = min(Double(ofA), Double(ofB)) * min(pooled, 1 - pooled)
    guard smallest >= 5 else { return fisher(a, of: ofA, b, of: ofB) }
    let difference = Double(a) / Double(ofA) - Double(b) / Double(ofB)
    let error = (pooled * (1 - pooled) * (1 / Double(ofA) + 1 / Double(ofB))).squareRoot()
    return Normal.twoSided(difference / error)
  }

  /// Fisher's exact test, two-sided: the sum over all tables that are no likelier than the one at hand.
  static func fisher(_ a: Int, of ofA: Int, _ b: Int, of ofB: Int) -> Double {
    let successes = a + b
    let all = ofA + ofB
    let whole = LogFactorial.choose(all, successes)
    func probability(_ x: Int) -> Double {
      LogFactorial.choose(ofA, x) + LogFactorial.choose(ofB, successes - x) - whole
    }
    // Equal tables may differ in the last bits.
    let limit = probability(a) + 1e-7
    var sum = 0.0
    for x in max(0, successes - ofB)...min(successes, ofA) where probability(x) <= limit {
      sum += exp(probability(x))
    }
    return min(1, sum)
  }
}

/// Logarithms of factorials and of what is made of them.
enum LogFactorial {
  /// ln n!
  static func of(_ n: Int) -> Double { lgammaOf(Double(n) + 1) }

  /// ln of n over k.
  static func choose(_ n: Int, _ k: Int) -> Double { of(n) - of(k) - of(n - k) }

  /// The sign goes into a place of our own: plain `lgamma` writes a global variable.
  private static func lgammaOf(_ x: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
  }
}
