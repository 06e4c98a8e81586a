import Foundation

/// Whether events came oftener or seldomer than before.
enum PoissonTest {
  /// The two-sided p-value for `a` events in an exposure (mails, hours) against `b` in another; 1 where an
  /// exposure is not above 0.
  ///
  /// Conditionally on their sum, `a` is binomial with the first exposure's share: J. Przyborowski and
  /// H. Wilenski, “Homogeneity of results in testing samples from Poisson series”, Biometrika 31 (1940) 313–323.
  /// The p-value sums all outcomes that are no likelier than the one at hand.
  static func pValue(_ a: Int, in exposureA: Double, _ b: Int, in exposureB: Double) -> Double {
    guard exposureA > 0, exposureB > 0, a >= 0, b >= 0, a + b > 0 else { return 1 }
    let share = exposureA / (exposureA + exposureB)
    let n = a + b
    let variance = Double(n) * share * (1 - share)
    if n > 10_000, variance > 1000 {
      // Far beyond where the normal curve is as good as the sum; with a tiny share it never is.
      let error = variance.squareRoot()
      return Normal.twoSided((Double(a) - Double(n) * share) / error)
    }
    let (one, other) = (log(share), log(1 - share))
    func probability(_ x: Int) -> Double {
      LogFactorial.choose(n, x) + Double(x) * one + Double(n - x) * other
    }
    let limit = probability(a) + 1e-7
    var sum = 0.0
    for x in 0...n {
      let log = probability(x)
      if log <= limit { sum += exp(log) }
    }
    return min(1, sum)
  }

  /// The chance of at least so many events where `mean` are usual.
  static func atLeast(_ count: Int, mean: Double) -> Double {
    guard count > 0 else { return 1 }
    guard mean > 0 else { return 0 }
    // From the first term on terms shrink fast, as the count lies above the mean; below it the answer is no news.
    guard Double(count) > mean else { return 1 - below(count, mean: mean) }
    var term = exp(Double(count) * log(mean) - mean - LogFactorial.of(count))
    var sum = 0.0
    var k = count
    while term > sum * 1e-17, k < count + 100_000 {
      sum += term
      k += 1
      term *= mean / Double(k)
    }
    return min(1, sum)
  }

  private static func below(_ count: Int, mean: Double) -> Double {
    var sum = 0.0
    for k in max(0, count - 100_000)..<count {
      sum += exp(Double(k) * log(mean) - mean - LogFactorial.of(k))
    }
    return min(1, sum)
  }
}
