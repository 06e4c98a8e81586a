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
  var delays = DelayBuckets()
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
    delays = count.delays
    expiriesWithoutRecipient = count.expiriesWithoutRecipient
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
