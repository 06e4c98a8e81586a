import DeliveryModel
import Readers
public import Summaries

/// The weeks up to the report's own, and what may be said of how classes and domains have changed.
public struct Trend: Hashable, Sendable {
  public struct Week: Hashable, Sendable {
    public var week: ISOWeek
    public var failed: Int
    /// Ended deliveries of customers' mail; nil where it is not known.
    public var ended: Int?
    public var delayed: Int
    /// Not over, or not wholly in the logs.
    public var isPartial: Bool
  }

  /// A class or domain over the weeks.
  public struct Series: Hashable, Sendable {
    public var name: String
    /// Failures, one a week.
    public var values: [Int]
    public var change: Change
    /// After correction for all comparisons of the same table.
    public var adjusted: Double

    /// In the report's own week.
    var now: Int { values.last ?? 0 }
    /// In an earlier week, on average.
    var usual: Double { Double(values.dropLast().reduce(0, +)) / Double(max(values.count - 1, 1)) }
  }

  /// Oldest first; the last one is the report's own.
  public var weeks: [Week] = []
  public var classes: [Series] = []
  public var domains: [Series] = []

  /// Of so many classes and domains, those with most failures, changes are looked for: each further comparison
  /// makes every other one harder to call.
  private static let compared = 60

  init() {}

  /// - Parameter count: how many weeks at most.
  init(_ context: ReportContext, weeks count: Int) {
    let findings = context.findings
    guard let range = context.period.range, count > 1 else { return }
    let own = ISOWeek(of: CivilDate(daysSinceEpoch: range.upperBound))
    let monday = own.monday.daysSinceEpoch
    var sums: [DayCounts] = []
    for back in (0..<count).reversed() {
      let first = monday - back * 7
      var sum = DayCounts()
      for day in first..<(first + 7) { if let counts = findings.history[day] { sum.add(counts) } }
      guard !sum.isEmpty || back == 0 || !weeks.isEmpty else { continue }
      let tally = sum.total
      weeks.append(
        Week(
          week: ISOWeek(of: CivilDate(daysSinceEpoch: first)), failed: sum.failed,
          ended: findings.totals.hasDenominator && tally.ended > 0 ? tally.ended : nil,
          delayed: tally.delayed, isPartial: Coverage(of: first...(first + 6), in: findings).isPartial))
      sums.append(sum)
    }
    guard weeks.count > 1 else { return }
    compare(sums)
  }

  private mutating func compare(_ sums: [DayCounts]) {
    var byClass: [String: [Int]] = [:]
    var byDomain: [String: [Int]] = [:]
    for (index, sum) in sums.enumerated() {
      for (kind, count) in sum.failures {
        byClass[kind.classID, default: Array(repeating: 0, count: sums.count)][index] += count
        byDomain[kind.domain, default: Array(repeating: 0, count: sums.count)][index] += count
      }
    }
    // Where the mails are known they are the exposure, else the weeks are.
    let knowsMails = weeks.allSatisfy { $0.ended != nil }
    let mails = weeks.map { knowsMails ? Double($0.ended ?? 0) : 1 }
    classes = Self.series(byClass) { _ in mails }
    let domainMails: (String) -> [Double] = { name in
      guard knowsMails else { return mails }
      let own = sums.map { Double($0.byDomain[name]?.ended ?? 0) }
      // A domain that was hardly written to before is compared with all mail.
      return own.dropLast().reduce(0, +) > 0 && (own.last ?? 0) > 0 ? own : mails
    }
    domains = Self.series(byDomain, exposure: domainMails)
  }

  private static func series(_ counts: [String: [Int]], exposure: (String) -> [Double]) -> [Series] {
    let most = counts.sorted {
      ($1.value.reduce(0, +), $0.key) < ($0.value.reduce(0, +), $1.key)
    }.prefix(compared)
    let exposures = most.map { exposure($0.key) }
    let values = zip(most, exposures).map { entry, mails in
      PoissonTest.pValue(
        entry.value.last ?? 0, in: mails.last ?? 0, entry.value.dropLast().reduce(0, +),
        in: mails.dropLast().reduce(0, +))
    }
    let adjusted = ManyComparisons.holm(values)
    return most.indices.map { index in
      let entry = most[index]
      let place = index - most.startIndex
      let mails = exposures[place]
      let change = Change(
        now: entry.value.last ?? 0, before: entry.value.dropLast().reduce(0, +),
        nowPer: max(mails.last ?? 0, 1), beforePer: max(mails.dropLast().reduce(0, +), 1),
        adjusted: adjusted[place])
      return Series(name: entry.key, values: entry.value, change: change, adjusted: adjusted[place])
    }
  }
}
