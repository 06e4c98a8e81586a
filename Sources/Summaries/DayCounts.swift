/// Everything that is counted of one day, exactly and without anybody's address: what trends are made of, and
/// what stays of a day whose rows have left the archive.
public struct DayCounts: Hashable, Sendable {
  /// Deliveries by receiving domain; the empty name stands for recipients without one.
  public var byDomain: [String: Tally] = [:]
  /// Deliveries in mail logs by envelope sender, as `SenderName` shortens it.
  public var bySender: [String: Tally] = [:]
  public var failures: [FailureKind: Int] = [:]
  /// How long deliveries took, by domain: counts of `DeliveryTimes.bucket`.
  public var delays: [String: [Int: Int]] = [:]
  public var messages = 0
  public var notifications = 0

  public init() {}

  public var total: Tally {
    var sum = Tally()
    for tally in byDomain.values { sum.add(tally) }
    return sum
  }

  public var failed: Int { failures.values.reduce(0, +) }

  public mutating func add(_ other: DayCounts) {
    for (domain, tally) in other.byDomain { byDomain[domain, default: Tally()].add(tally) }
    for (sender, tally) in other.bySender { bySender[sender, default: Tally()].add(tally) }
    failures.merge(other.failures, uniquingKeysWith: +)
    for (domain, buckets) in other.delays {
      delays[domain, default: [:]].merge(buckets, uniquingKeysWith: +)
    }
    messages += other.messages
    notifications += other.notifications
  }

  public var isEmpty: Bool { self == DayCounts() }
}

/// What failures are counted by.
public struct FailureKind: Hashable, Sendable, Codable, Comparable {
  /// The class's id.
  public var classID: String
  /// The enhanced status code, else the reply code, else `none`.
  public var code: String
  public var domain: String
  /// The raw value of `DeliveryOutcome`.
  public var outcome: String

  public init(classID: String, code: String, domain: String, outcome: String) {
    self.classID = classID
    self.code = code
    self.domain = domain
    self.outcome = outcome
  }

  public static func < (left: FailureKind, right: FailureKind) -> Bool {
    (left.classID, left.code, left.domain, left.outcome)
      < (right.classID, right.code, right.domain, right.outcome)
  }
}

/// Dictionaries have no order that could be written: everything is written sorted.
extension DayCounts: Codable {
  private struct Failures: Codable {
    var kind: FailureKind
    var count: Int
  }

  private struct Delay: Codable {
    var domain: String
    var bucket: Int
    var count: Int
  }

  private enum Key: String, CodingKey {
    case byDomain = "by_domain"
    case bySender = "by_sender"
    case failures, delays, messages, notifications
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    byDomain = try values.decode([String: Tally].self, forKey: .byDomain)
    bySender = try values.decode([String: Tally].self, forKey: .bySender)
    for entry in try values.decode([Failures].self, forKey: .failures) {
      failures[entry.kind, default: 0] += entry.count
    }
    for entry in try values.decode([Delay].self, forKey: .delays) {
      delays[entry.domain, default: [:]][entry.bucket, default: 0] += entry.count
    }
    messages = try values.decode(Int.self, forKey: .messages)
    notifications = try values.decode(Int.self, forKey: .notifications)
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(byDomain, forKey: .byDomain)
    try values.encode(bySender, forKey: .bySender)
    try values.encode(
      failures.sorted { $0.key < $1.key }.map { Failures(kind: $0.key, count: $0.value) }, forKey: .failures)
    let sorted = delays.flatMap { domain, buckets in
      buckets.map { Delay(domain: domain, bucket: $0.key, count: $0.value) }
    }.sorted { ($0.domain, $0.bucket) < ($1.domain, $1.bucket) }
    try values.encode(sorted, forKey: .delays)
    try values.encode(messages, forKey: .messages)
    try values.encode(notifications, forKey: .notifications)
  }
}
