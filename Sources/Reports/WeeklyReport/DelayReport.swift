import DeliveryModel
public import Summaries

/// How long mails took, and what held up those that came late.
public struct DelayReport: Hashable, Sendable {
  public struct Domain: Hashable, Sendable {
    public var name: String
    public var times: DeliveryTimes
    public var delayed: Int
  }

  public struct Reason: Hashable, Sendable {
    public var classID: String
    public var mails: Int
    /// Seconds, of the mails of which it is known.
    public var median: Int64?
    public var longest: Int64?
  }

  /// Over everything delivered.
  public var all = DeliveryTimes()
  /// With enough mails to tell, the slowest ninth tenth first.
  public var domains: [Domain] = []
  /// Positions in the findings' `others`, the slowest first.
  public var slowest: [Int] = []
  /// Greylisting first, as it is no trouble; then by number.
  public var reasons: [Reason] = []

  /// Of fewer mails a 90th percentile says next to nothing.
  static let fewest = 20
  static let greylisted = "greylisted"

  init() {}

  init(_ context: ReportContext) {
    let findings = context.findings
    all = findings.timesToDelivery
    var buckets: [String: [Int: Int]] = [:]
    var late: [String: Int] = [:]
    for (day, counts) in findings.history where context.period.range?.contains(day) ?? false {
      for (domain, own) in counts.delays { buckets[domain, default: [:]].merge(own, uniquingKeysWith: +) }
      for (domain, tally) in counts.byDomain { late[domain, default: 0] += tally.delayed }
    }
    domains = buckets.compactMap { name, counts in
      let times = DeliveryTimes(buckets: counts)
      guard times.count >= Self.fewest, !name.isEmpty else { return nil }
      return Domain(name: name, times: times, delayed: late[name] ?? 0)
    }.sorted {
      ($1.times.ninetieth ?? 0, $1.times.ninetyNinth ?? 0, $0.name)
        < ($0.times.ninetieth ?? 0, $0.times.ninetyNinth ?? 0, $1.name)
    }
    let rows = findings.others
    let delayed = rows.indices.filter { rows[$0].outcome == .delayed }
    slowest = Array(
      delayed.filter { rows[$0].secondsToEnd != nil }.sorted {
        (rows[$1].secondsToEnd ?? 0, $0) < (rows[$0].secondsToEnd ?? 0, $1)
      }.prefix(5))
    var byClass: [String: [Int]] = [:]
    for index in delayed where rows[index].verdict != nil {
      byClass[context.classID(of: rows[index]), default: []].append(index)
    }
    reasons = byClass.map { id, members in
      let times = members.compactMap { rows[$0].secondsToEnd }.sorted()
      return Reason(
        classID: id, mails: members.count, median: times.isEmpty ? nil : times[(times.count - 1) / 2],
        longest: times.last)
    }.sorted {
      ($0.classID == Self.greylisted ? 0 : 1, -$0.mails, $0.classID)
        < ($1.classID == Self.greylisted ? 0 : 1, -$1.mails, $1.classID)
    }
  }
}
