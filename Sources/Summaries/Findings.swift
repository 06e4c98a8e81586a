public import DeliveryModel
public import Readers

/// What a summary comes to when every open end has been tied and every join been made: the only thing that
/// reports look at. A value; the same input in any order gives an equal one.
public struct Findings: Sendable {
  /// Every failed delivery, sorted by time, then place.
  public var failures: [FailureRow] = []
  /// Delivered (only those that a help desk or a bounce message tells of singly), delayed and open ones.
  public var others: [FailureRow] = []
  public var totals = Totals()
  public var sources: [SourceRecord] = []
  /// The first pieces of each source that were not understood, sorted by place.
  public var problems: [Problem] = []
  public var helpDesk = HelpDeskFacts()
  /// The first and the last moment that any counted record tells of.
  public var firstTime: UTCTime?
  public var lastTime: UTCTime?
  /// The days that were asked for; nil for all that was read.
  public var days: ClosedRange<CivilDate>?
  /// How long deliveries took, in seconds, over everything counted.
  public var timesToDelivery = DeliveryTimes()
  /// Failures of which no time is known: in none of the days that are asked for.
  public var failuresWithoutTime = 0
  /// Expired messages of which the log names no recipient.
  public var expiriesWithoutRecipient = 0
  /// Every day that anything is known of, the asked days among them: what trends and comparisons are made of.
  /// By day since 1970.
  public var history: [Int: DayCounts] = [:]
  /// Failures of the asked days whose rows have left the archive: counted, but not listed.
  public var failuresWithoutRow = 0
  /// Sources that tell of other days alone.
  public var sourcesOfOtherDays = 0
  /// From the first to the last line of the mail logs; nil without one.
  public var logsCover: ClosedRange<UTCTime>?
  /// What pages said of weeks when they were last made, by label.
  public var reported: [String: ReportedWeek] = [:]
  /// Every week before this day since 1970 has lost its rows.
  public var closedBefore: Int?
  /// The zone in which days and weeks are cut.
  public var zone: LocalZone = .utc

  public init() {}
}

/// A piece of input that was not understood, and where it stands.
public struct Problem: Hashable, Sendable {
  public var place: Place
  public var input: SkippedInput

  public init(place: Place, input: SkippedInput) {
    self.place = place
    self.input = input
  }
}

/// Exact counts; deliveries are counted per recipient, on the day of their end.
public struct Totals: Hashable, Sendable {
  public struct Attempts: Hashable, Sendable, Codable {
    public var delivered = 0, deferred = 0, failed = 0
    public init() {}
  }

  /// `delivered` includes `delayed`; `failed` includes `expired`, `suppressed` and `complained`.
  public struct Deliveries: Hashable, Sendable {
    public var delivered = 0, delayed = 0, failed = 0, expired = 0, suppressed = 0, complained = 0, open = 0
    /// Accepted by a server at first, returned by it later: counted in `delivered` and in `failed`.
    public var returnedLater = 0
    /// Of the delivered ones, those of notifications to our own senders: no customer's mail.
    public var deliveredOfNotifications = 0
    public init() {}

    /// Customers' mail that arrived, as far as anybody knows: without what a server took and returned later.
    public var arrived: Int { max(0, delivered - deliveredOfNotifications - returnedLater) }

    /// What a rate of failures is taken of: ended deliveries of customers' mail.
    public var ended: Int { arrived + failed }
  }

  public var lines = 0
  public var records = 0
  /// By the reason's id.
  public var skipped: [String: Int] = [:]
  /// How many of the skipped ones should have been understood.
  public var problems = 0
  public var messages = 0
  /// Of the messages, notifications to our own senders about failures.
  public var notifications = 0
  public var attempts = Attempts()
  public var deliveries = Deliveries()
  /// Failed deliveries by class id, enhanced code, reply code; the key `none` where there is none.
  public var byClass: [String: Int] = [:]
  public var byEnhancedCode: [String: Int] = [:]
  public var byReplyCode: [String: Int] = [:]
  /// By ISO date in the configured zone; `deferred` counts attempts.
  public var byDay: [String: Tally] = [:]
  public var byDomain: [String: Tally] = [:]
  public var distinctFailingRecipients = 0
  /// False where only failures were in the input (a dump of failed notifications): no rate may be given.
  public var hasDenominator = false

  public init() {}
}

/// How long deliveries took.
public struct DeliveryTimes: Hashable, Sendable {
  public var count = 0
  /// Seconds, right to 7 % above an eighth of a second; nil where nothing is known.
  public var median: Double?
  public var ninetieth: Double?
  public var ninetyNinth: Double?
  public init() {}

  /// - Parameter buckets: counts by `DayCounts.delays`' buckets, eight for each doubling of the time.
  public init(buckets: [Int: Int]) {
    count = buckets.values.reduce(0, +)
    guard count > 0 else { return }
    let sorted = buckets.sorted { $0.key < $1.key }
    func share(_ part: Double) -> Double? {
      var left = Int((Double(count) * part).rounded(.up))
      for (bucket, number) in sorted {
        left -= number
        if left <= 0 { return DelayBuckets.middle(of: bucket) }
      }
      return nil
    }
    median = share(0.5)
    ninetieth = share(0.9)
    ninetyNinth = share(0.99)
  }
}

/// Counts of one day or domain.
public struct Tally: Hashable, Sendable, Codable {
  /// `delivered` includes `delayed` and `ofNotifications`; `failed` includes `expired`.
  public var delivered = 0, delayed = 0, ofNotifications = 0, deferred = 0, failed = 0, expired = 0
  /// Of `failed`, mails that a server had taken at first: they are in `delivered` too, perhaps of another day.
  public var returnedLater = 0
  public init() {}

  /// Deliveries of customers' mail that stayed delivered.
  public var arrived: Int { max(0, delivered - ofNotifications - returnedLater) }
  /// Ended deliveries of customers' mail.
  public var ended: Int { arrived + failed }

  public mutating func add(_ other: Tally) {
    delivered += other.delivered
    delayed += other.delayed
    ofNotifications += other.ofNotifications
    deferred += other.deferred
    failed += other.failed
    expired += other.expired
    returnedLater += other.returnedLater
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    delivered = try values.decode(Int.self, forKey: .delivered)
    delayed = try values.decode(Int.self, forKey: .delayed)
    ofNotifications = try values.decode(Int.self, forKey: .ofNotifications)
    deferred = try values.decode(Int.self, forKey: .deferred)
    failed = try values.decode(Int.self, forKey: .failed)
    expired = try values.decode(Int.self, forKey: .expired)
    returnedLater = try values.decodeIfPresent(Int.self, forKey: .returnedLater) ?? 0
  }
}

/// One file that was read, or could not be.
public struct SourceRecord: Hashable, Sendable, Codable {
  /// As given, relative to the input folder.
  public var name: String
  /// The format's id; nil where nothing was recognised.
  public var format: String?
  /// Decompressed.
  public var bytes: Int64
  public var lines: Int
  public var records: Int
  /// By the reason's id.
  public var skipped: [String: Int]
  /// How many of the skipped ones should have been understood.
  public var problems: Int
  /// 128 bits of the decompressed content, as hex; the same content counts once.
  public var contentHash: String
  /// Names under which the same content came again.
  public var copies: [String]
  /// The source that holds all of this one and more; then nothing of this one is counted by itself.
  public var countedIn: String?
  var headHash: String?
  /// What went wrong with the file as a whole, in English.
  public var failure: String?
  /// The same for pages, which say it in their own language; nil in summaries of older versions.
  public private(set) var trouble: SourceTrouble?
  public var firstTime: UTCTime?
  public var lastTime: UTCTime?

  public init(name: String) {
    self.name = name
    bytes = 0
    lines = 0
    records = 0
    skipped = [:]
    problems = 0
    contentHash = ""
    copies = []
  }

  /// Remembers what went wrong with the file as a whole.
  public mutating func fail(_ problem: InputProblem) {
    failure = problem.sentence
    trouble = SourceTrouble(problem)
  }
}

/// What went wrong with a file, for any language to say.
public struct SourceTrouble: Hashable, Sendable, Codable {
  /// `unreadable`, `damaged`, `unrecognised`, `empty`; text, so that a newer version's does no harm.
  public var kind: String
  /// Where it is damaged: of which packing, and at which byte of the packed file.
  public var format: String?
  public var byte: Int64?

  init(_ problem: InputProblem) {
    switch problem {
    case .unreadable: kind = "unreadable"
    case .damaged(let format, let byte, _):
      kind = "damaged"
      self.format = format
      self.byte = byte
    case .unrecognised: kind = "unrecognised"
    case .empty: kind = "empty"
    }
  }
}

/// Everything that was read of a help desk, without doubles, by id.
public struct HelpDeskFacts: Sendable {
  public var tickets: [Int64: Ticket] = [:]
  public var notifications: [Int64: Notification] = [:]
  public var users: [Int64: User] = [:]
  public var identities: [Int64: Identity] = [:]
  public var groups: [Int64: Group] = [:]
  public var organizations: [Int64: Organization] = [:]
  public var triggers: [Int64: Trigger] = [:]
  public var comments: [Int64: Comment] = [:]
  public var notificationEvents: [Int64: NotificationEvent] = [:]
  public var ticketChanges: [Int64: TicketChange] = [:]
  public var supportAddresses: [Int64: SupportAddress] = [:]

  public init() {}
}
