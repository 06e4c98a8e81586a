import Testing

@testable import Reports

@Suite("Wilson's interval")
struct WilsonIntervalTests {
  /// R. G. Newcombe, “Two-sided confidence intervals for the single proportion”, Statist. Med. 17 (1998) 857–872,
  /// table I, method 3; the last three are those of scipy 1.17, `binomtest(k, n).proportion_ci(method="wilson")`.
  static let worked: [(successes: Int, trials: Int, lower: Double, upper: Double)] = [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718),
    (1, 10, 0.0179, 0.4042), (38, 12410, 0.0022318, 0.0041998), (10, 10, 0.7225, 1),
  ]

  @Test("it gives the numbers of the textbook", arguments: worked)
  func textbook(_ example: (successes: Int, trials: Int, lower: Double, upper: Double)) throws {
    let interval = try #require(WilsonInterval(example.successes, of: example.trials))
    #expect(abs(interval.lower - example.lower) < 0.00006)
    #expect(abs(interval.upper - example.upper) < 0.00006)
  }

  @Test("without a trial, or with more successes than trials, there is none")
  func nothingToTell() {
    #expect(WilsonInterval(0, of: 0) == nil)
    #expect(WilsonInterval(3, of: 2) == nil)
    #expect(WilsonInterval(-1, of: 2) == nil)
  }

  @Test("it never leaves what a share can be, and holds the share", arguments: [1, 2, 3, 10, 1000, 100_000])
  func bounds(trials: Int) throws {
    for successes in [0, 1, trials / 2, trials - 1, trials] {
      let interval = try #require(WilsonInterval(successes, of: trials))
      let share = Double(successes) / Double(trials)
      #expect(interval.lower >= 0 && interval.upper <= 1)
      #expect(interval.lower <= share && share <= interval.upper)
    }
  }
}
