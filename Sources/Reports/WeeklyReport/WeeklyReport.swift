public import DeliveryModel
import Readers
public import Summaries

/// The answers of the weekly report, as numbers.
public struct WeeklyReport: Hashable, Sendable {
  public struct ClassCount: Hashable, Sendable {
    public var id: String
    public var group: FixerGroup
    public var failures: Int
    public var recipients: Int
  }

  public struct DayCount: Hashable, Sendable {
    public var day: CivilDate
    public var tally: Tally
    public var byGroup: [FixerGroup: Int]
  }

  public struct NamedTally: Hashable, Sendable {
    public var name: String
    public var tally: Tally
  }

  public struct AddressCount: Hashable, Sendable {
    public var recipient: String
    public var failures: Int
    /// Of the latest failure.
    public var classID: String
    public var failureID: String
  }

  public struct ReplyCount: Hashable, Sendable {
    public var shape: String
    public var failures: Int
    public var classID: String
    public var code: String?
  }

  /// What stands out, at most three, the most important first.
  public enum Finding: Hashable, Sendable {
    case ourOwnCause(classID: String, failures: Int)
    case cluster(classID: String, domain: String, failures: Int)
    case worstDay(CivilDate, failures: Int, all: Int)
    case hidden(failures: Int)
  }

  public var failed: Int
  /// Ended deliveries of customers' mail; nil where the input holds only failures.
  public var ended: Int?
  public var delayed: Int
  public var open: Int
  /// Customers whose latest answer did not reach them; nil without a help-desk export.
  public var waiting: Int?
  public var byGroup: [FixerGroup: Int]
  public var classes: [ClassCount]
  public var days: [DayCount]
  public var domains: [NamedTally]
  public var families: [NamedTally]
  public var addresses: [AddressCount]
  public var replies: [ReplyCount]
  public var findings: [Finding]

  public init(_ context: ReportContext) {
    let rows = context.findings.failures
    let totals = context.findings.totals
    failed = totals.deliveries.failed
    ended = totals.hasDenominator && totals.deliveries.ended > 0 ? totals.deliveries.ended : nil
    delayed = totals.deliveries.delayed
    open = totals.deliveries.open

    var waitingCustomers: Set<String> = []
    byGroup = [:]
    var byClass: [String: (group: FixerGroup, failures: Int, recipients: Set<String>)] = [:]
    var byDay: [Int: [FixerGroup: Int]] = [:]
    var byAddress: [String: AddressCount] = [:]
    var byShape: [String: ReplyCount] = [:]
    var clusters: [Cluster: Int] = [:]
    var hidden = 0
    for (position, row) in rows.enumerated() {
      let group = context.group(of: row)
      let classID = context.classID(of: row)
      let address = MailAddress.canonical(row.recipient)
      if context.answers[position].state.isWaiting { waitingCustomers.insert(address.lowercased()) }
      byGroup[group, default: 0] += 1
      byClass[classID, default: (group, 0, [])].failures += 1
      byClass[classID]?.recipients.insert(address)
      if let time = row.time {
        byDay[context.findings.zone.day(ofUTC: time.seconds), default: [:]][group, default: 0] += 1
      }
      let before = byAddress[address]?.failures ?? 0
      byAddress[address] = AddressCount(
        recipient: address, failures: before + 1, classID: classID, failureID: context.ids[position])
      if let reply = row.reply, !reply.text.isEmpty {
        let shape = ReplyShape.masked(reply.text)
        byShape[
          shape,
          default: ReplyCount(shape: shape, failures: 0, classID: classID, code: context.code(of: row))
        ].failures += 1
      }
      if let domain = row.domain { clusters[Cluster(classID: classID, domain: domain), default: 0] += 1 }
      if context.index.trigger(of: row)?.hidesRecipients == true { hidden += 1 }
    }
    waiting = context.hasHelpDesk ? waitingCustomers.count : nil
    classes = byClass.map {
      ClassCount(id: $0, group: $1.group, failures: $1.failures, recipients: $1.recipients.count)
    }
    .sorted { ($1.failures, $0.id) < ($0.failures, $1.id) }
    days = context.period.days.map { day in
      DayCount(
        day: day, tally: totals.byDay[day.description] ?? Tally(), byGroup: byDay[day.daysSinceEpoch] ?? [:])
    }
    domains = Self.sorted(totals.byDomain)
    var families: [String: Tally] = [:]
    for (domain, tally) in totals.byDomain {
      guard let family = ProviderFamily.name(of: domain) else { continue }
      families[family, default: Tally()].add(tally)
    }
    self.families = Self.sorted(families)
    addresses = byAddress.values.filter { $0.failures > 1 }
      .sorted { ($1.failures, $0.recipient) < ($0.failures, $1.recipient) }
    replies = byShape.values.sorted { ($1.failures, $0.shape) < ($0.failures, $1.shape) }
    findings = Self.findings(
      failed: rows.count, classes: classes, clusters: clusters, days: days, hidden: hidden)
  }

  struct Cluster: Hashable {
    var classID: String
    var domain: String
  }

  private static func sorted(_ tallies: [String: Tally]) -> [NamedTally] {
    tallies.map { NamedTally(name: $0, tally: $1) }
      .sorted {
        ($1.tally.failed, $1.tally.delivered, $0.name) < ($0.tally.failed, $0.tally.delivered, $1.name)
      }
  }

  private static func findings(
    failed: Int, classes: [ClassCount], clusters: [Cluster: Int], days: [DayCount], hidden: Int
  ) -> [Finding] {
    var found: [Finding] = []
    if let own = classes.first(where: { $0.group == .administrator && $0.failures >= 2 }) {
      found.append(.ourOwnCause(classID: own.id, failures: own.failures))
    }
    let largest = clusters.max {
      ($0.value, $1.key.domain, $1.key.classID) < ($1.value, $0.key.domain, $0.key.classID)
    }
    if let largest, largest.value >= 3, largest.value * 10 >= failed {
      let isNamed = found.contains {
        if case .ourOwnCause(largest.key.classID, _) = $0 { true } else { false }
      }
      if !isNamed {
        found.append(
          .cluster(classID: largest.key.classID, domain: largest.key.domain, failures: largest.value))
      }
    }
    let counts = days.map { (day: $0.day, failures: $0.byGroup.values.reduce(0, +)) }
    if let worst = counts.max(by: { ($0.failures, $1.day) < ($1.failures, $0.day) }), worst.failures >= 4,
      counts.count >= 4, worst.failures * 5 >= failed * 2
    {
      found.append(.worstDay(worst.day, failures: worst.failures, all: failed))
    }
    if hidden > 0 { found.append(.hidden(failures: hidden)) }
    return Array(found.prefix(3))
  }
}

extension Tally {
  mutating func add(_ other: Tally) {
    delivered += other.delivered
    delayed += other.delayed
    ofNotifications += other.ofNotifications
    deferred += other.deferred
    failed += other.failed
    expired += other.expired
  }
}
