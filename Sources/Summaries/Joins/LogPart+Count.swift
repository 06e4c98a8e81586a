import Readers

extension LogPart {
  /// The part as a count that others can be added to; tallies and fragments stay behind.
  func countWithoutTallies(withTimes: Bool) -> LogCount {
    var count = LogCount()
    count.attempts = attempts
    count.messages = messages
    count.notifications = notifications
    count.failures = failures
    count.others = others
    count.deliveredFingerprints = deliveredFingerprints.values
    count.expiriesWithoutRecipient = expiriesWithoutRecipient
    guard withTimes else { return count }
    for (day, domains) in delays {
      for (domain, buckets) in domains {
        var name = domain
        let number = name.withUTF8 { count.tallies.domain(UnsafeRawBufferPointer($0)) }
        for (bucket, times) in buckets {
          count.delays.add(day: day, domain: number, bucket: bucket, count: times)
        }
      }
    }
    for (day, senders) in senders {
      for (sender, cell) in senders { count.senders.update(day: day, domain: sender) { $0 += cell } }
    }
    return count
  }
}
