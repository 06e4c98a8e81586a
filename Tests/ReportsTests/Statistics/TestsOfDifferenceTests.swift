import Testing

@testable import Reports

@Suite("Tests of a difference")
struct TestsOfDifferenceTests {
  /// a of n against b of m, with the p-value of scipy 1.17: `chi2_contingency(…, correction=False)` where all
  /// expected counts are 5 or more, else `fisher_exact`. The third is R. A. Fisher's lady tasting tea (A. Agresti,
  /// Categorical Data Analysis, §3.5: 0.486).
  static let shares: [(a: Int, n: Int, b: Int, m: Int, p: Double)] = [
    (38, 12410, 27, 12273, 0.1863697439753178), (60, 1000, 40, 1000, 0.04017387028851206),
    (3, 4, 1, 4, 0.48571428571428565), (1, 2, 0, 2, 1), (8, 10, 1, 6, 0.034965034965034975),
    (1, 24, 5, 24, 0.18819066468744844),
  ]

  @Test("two shares are compared as scipy does", arguments: shares)
  func proportions(_ example: (a: Int, n: Int, b: Int, m: Int, p: Double)) {
    let p = ProportionTest.pValue(example.a, of: example.n, example.b, of: example.m)
    #expect(abs(p - example.p) < 1e-6)
  }

  @Test("Fisher's exact test is that of scipy for skewed tables")
  func fisher() {
    #expect(abs(ProportionTest.fisher(12, of: 500, 2, of: 400) - 0.027839873552874247) < 1e-6)
  }

  /// The first two are the examples of R's `poisson.test`; p-values of scipy 1.17, `binomtest(a, a + b, share)`.
  static let events: [(a: Int, per: Double, b: Int, inside: Double, p: Double)] = [
    (11, 800, 23, 3000, 0.13716869167820567), (41, 28010, 15, 19017, 0.04085202628650178),
    (3, 1, 0, 11, 0.0005787037037037036), (0, 1, 30, 11, 0.17342662711449786), (5, 1, 5, 1, 1),
    (8, 1, 10_000, 10_000, 1.0278424979064717e-05),
  ]

  @Test("two counts are compared as R and scipy do", arguments: events)
  func poisson(_ example: (a: Int, per: Double, b: Int, inside: Double, p: Double)) {
    let p = PoissonTest.pValue(example.a, in: example.per, example.b, in: example.inside)
    #expect(abs(p - example.p) < 1e-6)
  }

  /// scipy 1.17, `poisson.sf(count - 1, mean)`.
  static let tails: [(count: Int, mean: Double, p: Double)] = [
    (5, 0.5, 0.00017211562995584072), (12, 2, 1.3646151596151931e-06), (1, 0.1, 0.09516258196404044),
    (40, 30, 0.04625303764584204), (3, 7.5, 0.9797432849433356),
  ]

  @Test("the chance of so many in an hour is Poisson's", arguments: tails)
  func tail(_ example: (count: Int, mean: Double, p: Double)) {
    let p = PoissonTest.atLeast(example.count, mean: example.mean)
    #expect(abs(p - example.p) < 1e-9 + example.p * 1e-9)
  }

  @Test("without an exposure or an event nothing is found")
  func degenerate() {
    #expect(PoissonTest.pValue(5, in: 0, 5, in: 1) == 1)
    #expect(PoissonTest.pValue(0, in: 1, 0, in: 1) == 1)
    #expect(ProportionTest.pValue(0, of: 0, 3, of: 10) == 1)
    #expect(ProportionTest.pValue(0, of: 10, 0, of: 10) == 1)
    #expect(PoissonTest.atLeast(0, mean: 3) == 1)
  }

  @Test("a million events are compared at once")
  func large() {
    #expect(PoissonTest.pValue(500_000, in: 1, 500_000, in: 1) > 0.99)
    #expect(PoissonTest.pValue(510_000, in: 1, 490_000, in: 1) < 1e-20)
    #expect(PoissonTest.atLeast(1_000_000, mean: 10) == 0)
  }
}

@Suite("Looking at many things at once")
struct ManyComparisonsTests {
  @Test("Holm's steps: the smallest is multiplied by all, none falls below the one before")
  func holm() {
    // R: p.adjust(c(0.01, 0.04, 0.03), "holm")
    let adjusted = ManyComparisons.holm([0.01, 0.04, 0.03])
    for (own, right) in zip(adjusted, [0.03, 0.06, 0.06]) { #expect(abs(own - right) < 1e-12) }
    #expect(ManyComparisons.holm([]).isEmpty)
    #expect(ManyComparisons.holm([0.9, 0.8]) == [1, 1])
  }
}

@Suite("What is said of a change")
struct ChangeTests {
  @Test("one of two after none of two is too few to say")
  func tooFew() {
    #expect(RateChange(1, of: 2, before: 0, of: 2).change == .tooFew)
    #expect(RateChange(0, of: 0, before: 40, of: 100).change == .tooFew)
    // Fisher's exact test gives 0.0008: all of two mails fail for a reason, but two are two.
    #expect(RateChange(2, of: 2, before: 0, of: 50).change == .tooFew)
    #expect(RateChange(3, of: 3, before: 1, of: 3000).change == .tooFew)
  }

  @Test("the issue's own week: 38 of 12,410 after 27 of 12,273 is no clear change")
  func steady() { #expect(RateChange(38, of: 12410, before: 27, of: 12273).change == .steady) }

  @Test("a difference that chance would not make has a direction")
  func directions() {
    #expect(RateChange(60, of: 1000, before: 40, of: 1000).change == .rising)
    #expect(RateChange(40, of: 1000, before: 60, of: 1000).change == .falling)
  }

  @Test("new and gone are said only where chance is ruled out")
  func newAndGone() {
    func change(_ now: Int, _ before: Int) -> Change {
      let p = PoissonTest.pValue(now, in: 1, before, in: 11)
      return Change(now: now, before: before, nowPer: 1, beforePer: 11, adjusted: p)
    }
    #expect(change(3, 0) == .new)
    #expect(change(1, 0) == .tooFew)
    #expect(change(2, 0) == .tooFew)
    #expect(change(0, 30) == .steady)
    #expect(change(0, 60) == .gone)
    #expect(change(12, 20) == .rising)
  }
}
