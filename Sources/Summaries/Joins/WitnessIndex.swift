import DeliveryModel

/// Finds the failure that another record tells of too.
struct WitnessIndex {
  /// Rows that no notification or bounce has claimed yet, by what they can be found by.
  private var byMessage: [String: [Int]] = [:]
  private var byRecipient: [String: [Int]] = [:]

  struct Sighting {
    var recipients: [String]
    var messageID: String?
    var ticketID: Int64?
    var time: UTCTime?
    /// True where the time is that of sending, which lies before the failure.
    var timeIsOfSending: Bool
  }

  /// A failure shows in the help desk when it was sent, in the log when it ended: up to days later.
  private static let longestRetrying: Int64 = 6 * 86400
  private static let clockSlack: Int64 = 600
  private static let bounceSlack: Int64 = 3600

  mutating func add(_ row: FailureRow, at index: Int) {
    let recipient = row.recipient.lowercased()
    if let id = row.messageID, !id.isEmpty { byMessage[Self.key(id, recipient), default: []].append(index) }
    byRecipient[recipient, default: []].append(index)
  }

  static func key(_ messageID: String, _ recipient: String) -> String {
    messageID + "\u{0}" + recipient
  }

  /// The row of the same message to the same recipient.
  func matchByMessage(_ sighting: Sighting, isFree: (Int) -> Bool) -> Int? {
    guard let id = sighting.messageID, !id.isEmpty else { return nil }
    for recipient in sighting.recipients {
      if let index = byMessage[Self.key(id, recipient.lowercased())]?.first(where: isFree) { return index }
    }
    return nil
  }

  /// The row that tells of the same delivery, and how sure that is.
  func match(
    _ sighting: Sighting, in rows: [FailureRow], isFree: (Int) -> Bool
  ) -> (index: Int, trust: Witness.Trust)? {
    if let index = matchByMessage(sighting, isFree: isFree) { return (index, .sure) }
    let recipients = sighting.recipients.map { $0.lowercased() }
    var best: (index: Int, trust: Witness.Trust, distance: Int64)?
    for recipient in recipients {
      for index in byRecipient[recipient] ?? [] where isFree(index) {
        let row = rows[index]
        // Two Message-IDs that differ are two messages.
        if let own = row.messageID, let other = sighting.messageID, !own.isEmpty, !other.isEmpty { continue }
        let sameTicket = sighting.ticketID != nil && row.ticketID == sighting.ticketID
        if !sameTicket, let own = row.ticketID, let other = sighting.ticketID, own != other { continue }
        guard let distance = Self.distance(row, sighting) else { continue }
        let trust: Witness.Trust = sameTicket ? .likely : .possible
        if let known = best,
          (known.trust == .likely && trust == .possible)
            || (known.trust == trust && known.distance <= distance)
        {
          continue
        }
        best = (index, trust, distance)
      }
    }
    return best.map { ($0.index, $0.trust) }
  }

  /// Seconds between the two where they can be the same event; nil where they cannot.
  private static func distance(_ row: FailureRow, _ sighting: Sighting) -> Int64? {
    guard let own = row.time, let other = sighting.time else { return nil }
    let later = own.seconds - other.seconds
    let limits =
      sighting.timeIsOfSending ? -clockSlack...longestRetrying : -longestRetrying...bounceSlack
    return limits.contains(later) ? abs(later) : nil
  }
}
