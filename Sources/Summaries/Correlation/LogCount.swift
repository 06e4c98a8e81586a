import DeliveryModel

/// What the stretch of a mail log comes to: exact counts, the rows worth keeping, and the open ends.
struct LogCount: Sendable {
  var attempts = Totals.Attempts()
  /// Messages that the queue accepted, notifications included, by day.
  var messages: [Int: Int] = [:]
  /// Of these, notifications to senders.
  var notifications: [Int: Int] = [:]
  var tallies = DomainTallies()
  /// Failed deliveries, in the order of their end.
  var failures: [FailureRow] = []
  /// Delayed ones; with `keepsDelivered` every delivered one.
  var others: [FailureRow] = []
  /// Messages that cross an edge of this stretch.
  var fragments: [MessageFragment] = []
  /// One number for each delivery that went well, from Message-ID and recipient: tells whether a help desk's
  /// notification was already counted here.
  var deliveredFingerprints: [UInt64] = []
  /// How long deliveries took, by day and receiving domain: counts in `DelayBuckets`.
  var delays = DelayBuckets()
  /// By day and envelope sender, as `SenderName` shortens it.
  var senders = DomainTallies()
  /// Expiries of messages of which no recipient is known.
  var expiriesWithoutRecipient = 0
  var firstTime: Int64 = .max
  var lastTime: Int64 = .min
}

/// Times to delivery, counted by size: 8 buckets for each doubling of the time, so a percentile is right to 7 %.
///
/// Counted for every delivery in a log, hence one flat table: day, number of the domain and bucket make the key.
struct DelayBuckets: Sendable {
  private var counts: [UInt64: Int] = [:]

  @inline(__always)
  mutating func add(day: Int, domain: Int, seconds: Double) {
    counts[Self.key(day, domain, Self.bucket(seconds)), default: 0] += 1
  }

  @inline(__always)
  private static func key(_ day: Int, _ domain: Int, _ bucket: Int) -> UInt64 {
    UInt64(UInt32(truncatingIfNeeded: day)) << 32 | UInt64(UInt32(truncatingIfNeeded: domain)) << 8
      | UInt64(bucket)
  }

  mutating func add(day: Int, domain: Int, bucket: Int, count: Int) {
    counts[Self.key(day, domain, bucket), default: 0] += count
  }

  /// Bucket → count, by day and domain, in no certain order.
  func visit(_ body: (_ day: Int, _ domain: Int, _ bucket: Int, _ count: Int) -> Void) {
    for (key, count) in counts {
      body(Int(Int32(truncatingIfNeeded: key >> 32)), Int(key >> 8 & 0xFF_FFFF), Int(key & 0xFF), count)
    }
  }

  @inline(__always)
  static func bucket(_ seconds: Double) -> Int {
    guard seconds > 0.125 else { return 0 }
    // The exponent and the three highest bits of the fraction: eight steps for each doubling.
    let bits = Int(seconds.bitPattern >> 49)
    return max(0, min(bits - Int((0.125).bitPattern >> 49), 255))
  }

  /// What stands for all times of a bucket, in seconds: its middle, from which none is further away than a
  /// sixteenth of itself.
  static func middle(of bucket: Int) -> Double { (start(of: bucket) + start(of: bucket + 1)) / 2 }

  private static func start(of bucket: Int) -> Double {
    Double(bitPattern: (UInt64(bucket) + ((0.125).bitPattern >> 49)) << 49)
  }
}
