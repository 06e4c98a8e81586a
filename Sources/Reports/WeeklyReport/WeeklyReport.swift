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
    /// The first of them as it came.
    public var example: String
  }

  /// What stands out, at most three, the most important first.
  public enum Finding: Hashable, Sendable {
    /// Position in `incidents`.
    case incident(Int)
    /// A class that is new or rising; failures in the report's week and a week's mean before.
    case change(Change, classID: String, now: Int, before: Double)
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
  public var classes: [ClassCount]
  public var days: [DayCount]
  public var domains: [NamedTally]
  public var families: [NamedTally]
  public var addresses: [AddressCount]
  public var replies: [ReplyCount]
  public var findings: [Finding]
  /// The period before of the same length; nil where nothing of it is known.
  public var before: Comparison?
  public var senders: Breakdown
  public var triggers: Breakdown
  public var groups: Breakdown
  public var trend: Trend
  public var incidents: [Incident]
  public var delays: DelayReport
  public var health: [HealthRow]
  /// Mails that ended in the period, but had been sent before it began.
  public var carriedOver: CarriedOver
  /// Earlier weeks whose numbers are others today than their page said.
  public var corrections: [Correction]
  /// The logs do not cover the whole week, or it is not over.
  public var isPartial: Bool
  /// Failures that need an agent, an administrator, time: of those that still need something.
  public var work: [FixerGroup: Int]
  public var hours: FailureHours

  /// Of a handful of mails a share would say more than is known.
  static let fewestForRate = 10

  public struct Comparison: Hashable, Sendable {
    public var failed: Int
    public var ended: Int?
    public var isPartial: Bool
    public var change: Change
  }

  public struct CarriedOver: Hashable, Sendable {
    public var arrived = 0, failed = 0
  }

  public struct Correction: Hashable, Sendable {
    public var week: ISOWeek
    public var said: ReportedWeek
    public var now: ReportedWeek
  }

  public init(_ context: ReportContext) {
    let rows = context.findings.failures
    let totals = context.findings.totals
    failed = totals.deliveries.failed
    hours = FailureHours(context.findings)
    ended = totals.hasDenominator && totals.deliveries.ended > 0 ? totals.deliveries.ended : nil
    delayed = totals.deliveries.delayed
    open = totals.deliveries.open

    var waitingCustomers: Set<String> = []
    var byClass: [String: (group: FixerGroup, failures: Int, recipients: Set<String>)] = [:]
    var byDay: [Int: [FixerGroup: Int]] = [:]
    var byAddress: [String: AddressCount] = [:]
    var byShape = [ReplyCount?](repeating: nil, count: context.shapes.names.count)
    var clusters: [Cluster: Int] = [:]
    var hidden = 0
    for (position, row) in rows.enumerated() {
      let group = context.group(of: row)
      let classID = context.classID(of: row)
      let address = MailAddress.canonical(row.recipient)
      if context.answers[position].state.isWaiting { waitingCustomers.insert(address.lowercased()) }
      byClass[classID, default: (group, 0, [])].failures += 1
      byClass[classID]?.recipients.insert(address)
      if let time = row.time {
        byDay[context.findings.zone.day(ofUTC: time.seconds), default: [:]][group, default: 0] += 1
      }
      let before = byAddress[address]?.failures ?? 0
      byAddress[address] = AddressCount(
        recipient: address, failures: before + 1, classID: classID, failureID: context.ids[position])
      if let shape = context.shapes.ofFailure[position].map(Int.init) {
        if byShape[shape] == nil {
          byShape[shape] = ReplyCount(
            shape: context.shapes.names[shape], failures: 0, classID: classID, code: context.code(of: row),
            example: row.reply?.text ?? "")
        }
        byShape[shape]?.failures += 1
      }
      if let domain = row.domain { clusters[Cluster(classID: classID, domain: domain), default: 0] += 1 }
      if context.index.trigger(of: row)?.hidesRecipients == true { hidden += 1 }
    }
    waiting = context.hasHelpDesk ? waitingCustomers.count : nil
    Self.addClosedDays(context, &byClass, &byDay)
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
      guard let family = context.options.families.name(of: domain) else { continue }
      families[family, default: Tally()].add(tally)
    }
    self.families = Self.sorted(families)
    addresses = byAddress.values.filter { $0.failures > 1 }
      .sorted { ($1.failures, $0.recipient) < ($0.failures, $1.recipient) }
    replies = byShape.compactMap(\.self).sorted { ($1.failures, $0.shape) < ($0.failures, $1.shape) }
    senders = Breakdown.senders(context)
    triggers = Breakdown.triggers(context)
    groups = Breakdown.groups(context)
    trend = Trend(context, weeks: context.options.trendWeeks)
    incidents = context.incidents
    delays = DelayReport(context)
    health = SenderHealth.rows(context)
    carriedOver = Self.carriedOver(context)
    before = Self.before(context, failed: failed, ended: ended)
    corrections = Self.corrections(context)
    isPartial = context.period.range.map { Coverage(of: $0, in: context.findings).isPartial } ?? false
    work = context.work.groups.mapValues { $0.reduce(0) { $0 + $1.failures } }
    findings =
      FindingRanking(
        failed: failed, classes: classes, clusters: clusters, days: days, hidden: hidden, trend: trend,
        incidents: incidents
      ).findings
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
}
