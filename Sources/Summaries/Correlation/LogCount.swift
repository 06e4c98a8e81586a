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
  /// How long deliveries took, by day: counts in `DelayBuckets`.
  var delays = DelayBuckets()
  /// Expiries of messages of which no recipient is known.
  var expiriesWithoutRecipient = 0
  var firstTime: Int64 = .max
  var lastTime: Int64 = .min
}

/// Times to delivery, counted by size: 8 buckets for each doubling of the time, so a percentile is right to 9 %.
struct DelayBuckets: Hashable, Sendable, Codable {
  /// Bucket → count, by day since 1970.
  private(set) var days: [Int: [Int: Int]] = [:]

  mutating func add(day: Int, seconds: Double, count: Int = 1) {
    days[day, default: [:]][Self.bucket(seconds), default: 0] += count
  }

  mutating func add(_ other: DelayBuckets) {
    for (day, buckets) in other.days {
      for (bucket, count) in buckets { days[day, default: [:]][bucket, default: 0] += count }
    }
  }

  static func bucket(_ seconds: Double) -> Int {
    guard seconds > 0.125 else { return 0 }
    // The exponent and the three highest bits of the fraction: eight steps for each doubling.
    let bits = Int(seconds.bitPattern >> 49)
    return max(0, min(bits - Int((0.125).bitPattern >> 49), 255))
  }

  /// The upper end of a bucket, in seconds.
  static func limit(of bucket: Int) -> Double {
    Double(bitPattern: (UInt64(bucket + 1) + ((0.125).bitPattern >> 49)) << 49)
  }
}
