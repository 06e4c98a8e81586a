import Classification
import DeliveryModel
public import Readers

/// Everything that one source (a file, by its content) adds to a summary.
///
/// Parts are told apart by the hash of their content, so a summary is a set: adding the same file twice, under
/// whatever name, changes nothing, and the order of adding does not matter.
public struct SourcePart: Sendable, Codable {
  public var record: SourceRecord
  /// The hash of its first bytes: a log that has grown begins as it did before.
  var headHash = ""
  /// What a mail server's log tells.
  var log = LogPart()
  /// What a help desk's export tells.
  var helpDesk = HelpDeskPart()
  /// What bounce messages tell, as rows.
  var bounces: [BounceRow] = []
  /// The first pieces that were not understood.
  public var problems: [SkippedInput] = []
  /// What it told of before records that other sources hold too were left to those; nil where it has all of its own.
  var reach: Reach?

  /// The days since 1970 that a source tells of.
  struct Reach: Hashable, Sendable, Codable {
    /// Nil for what is of no day: groups, triggers and the like, whenever they were changed.
    var first, last: Int?
  }
}

/// A log's contribution, in a form that can be written and compared.
struct LogPart: Hashable, Sendable, Codable {
  var attempts = Totals.Attempts()
  var messages: [Int: Int] = [:]
  var notifications: [Int: Int] = [:]
  /// By day since 1970 and domain.
  var tallies: [Int: [String: DomainTallies.Cell]] = [:]
  var failures: [FailureRow] = []
  var others: [FailureRow] = []
  var fragments: [MessageFragment] = []
  var deliveredFingerprints = Fingerprints()
  /// By day, domain and bucket.
  var delays: [Int: [String: [Int: Int]]] = [:]
  /// By day and envelope sender.
  var senders: [Int: [String: DomainTallies.Cell]] = [:]
  var expiriesWithoutRecipient = 0

  init() {}

  init(_ count: LogCount) {
    attempts = count.attempts
    messages = count.messages
    notifications = count.notifications
    tallies = count.tallies.all
    failures = count.failures
    others = count.others
    fragments = count.fragments
    deliveredFingerprints = Fingerprints(values: count.deliveredFingerprints)
    count.delays.visit { day, domain, bucket, number in
      delays[day, default: [:]][count.tallies.name(domain), default: [:]][bucket, default: 0] += number
    }
    senders = count.senders.all
    expiriesWithoutRecipient = count.expiriesWithoutRecipient
  }
}

extension LogPart {
  private enum Key: String, CodingKey {
    case attempts, messages, notifications, tallies, failures, others, fragments, deliveredFingerprints,
      delays
    case senders, expiriesWithoutRecipient
  }

  /// Version 1 counted delays by day alone.
  private struct DelaysByDay: Decodable {
    var days: [Int: [Int: Int]]
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    attempts = try values.decode(Totals.Attempts.self, forKey: .attempts)
    messages = try values.decode([Int: Int].self, forKey: .messages)
    notifications = try values.decode([Int: Int].self, forKey: .notifications)
    tallies = try values.decode([Int: [String: DomainTallies.Cell]].self, forKey: .tallies)
    failures = try values.decode([FailureRow].self, forKey: .failures)
    others = try values.decode([FailureRow].self, forKey: .others)
    fragments = try values.decode([MessageFragment].self, forKey: .fragments)
    deliveredFingerprints = try values.decode(Fingerprints.self, forKey: .deliveredFingerprints)
    if let old = try? values.decode(DelaysByDay.self, forKey: .delays) {
      delays = old.days.mapValues { ["": $0] }
    } else {
      delays = try values.decode([Int: [String: [Int: Int]]].self, forKey: .delays)
    }
    senders = try values.decodeIfPresent([Int: [String: DomainTallies.Cell]].self, forKey: .senders) ?? [:]
    expiriesWithoutRecipient = try values.decode(Int.self, forKey: .expiriesWithoutRecipient)
  }
}

/// A help-desk export's records without doubles; of two versions the newer one stays.
struct HelpDeskPart: Hashable, Sendable {
  var records: [HelpDeskRecord.Key: Entry] = [:]

  struct Entry: Hashable, Sendable, Codable {
    var record: HelpDeskRecord
    var line: Int
  }

  mutating func add(_ record: HelpDeskRecord, line: Int) {
    let key = record.key
    guard let known = records[key] else {
      records[key] = Entry(record: record, line: line)
      return
    }
    if record.isNewer(than: known.record) { records[key] = Entry(record: record, line: line) }
  }
}

extension HelpDeskPart: Codable {
  init(from decoder: any Decoder) throws {
    for entry in try decoder.singleValueContainer().decode([Entry].self) {
      add(entry.record, line: entry.line)
    }
  }

  /// Sorted by kind and id: a dictionary has no order that could be written.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(records.sorted { $0.key < $1.key }.map(\.value))
  }
}

/// A bounce report and where it stands.
struct BounceRow: Hashable, Sendable, Codable {
  var report: BounceReport
  var line: Int
}
