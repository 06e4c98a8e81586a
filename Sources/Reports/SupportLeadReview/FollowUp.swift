public import DeliveryModel
public import Summaries

/// What became of everything that was open in an earlier review. Nothing disappears between two reviews without
/// a reason: whatever was open then is repaired, closed, or still open.
public struct FollowUp: Sendable {
  public enum Fate: Hashable, Sendable {
    /// The customer was reached; by what, where that is known.
    case repaired(Contact?, UTCTime?)
    /// The help desk has corrected its own record: the mail was delivered after all.
    case deliveredAfterAll
    case deleted
    /// A newer mail to the same person failed too, and nothing shows contact since.
    case followed
    case open(FailureState)
    /// The merged input does not tell of it any more.
    case unknown
  }

  public struct Item: Sendable {
    public var row: FailureRow
    public var fate: Fate
    public var sent: UTCTime?
  }

  /// What was open then, oldest first.
  public let items: [Item]
  /// How many failures the earlier review knew, open or not.
  public let failuresThen: Int
  /// Up to when the earlier review knew.
  public let lastTimeThen: UTCTime?
  /// The failures that the earlier review knew of, by every name of theirs.
  private let known: Set<String>

  /// - Parameters:
  ///   - earlier: what was read then.
  ///   - merged: all that is known now, together with what was read then, of all days.
  public init(earlier: Findings, merged: Findings) {
    let indexThen = HelpDeskIndex(earlier.helpDesk)
    let finderThen = StateFinder(earlier, index: indexThen)
    let indexNow = HelpDeskIndex(merged.helpDesk)
    let finderNow = StateFinder(merged, index: indexNow)
    var places: [String: Int] = [:]
    for (position, row) in merged.failures.enumerated() {
      for name in Self.names(of: row) where places[name] == nil { places[name] = position }
    }
    var arrived: Set<String> = []
    for row in merged.others where row.outcome == .delivered || row.outcome == .delayed {
      arrived.formUnion(Self.names(of: row))
    }
    var known: Set<String> = []
    var items: [Item] = []
    for row in earlier.failures {
      let names = Self.names(of: row)
      known.formUnion(names)
      guard finderThen.answer(for: row).state.isOpen else { continue }
      if let place = names.compactMap({ places[$0] }).first {
        let current = merged.failures[place]
        items.append(
          Item(row: current, fate: Self.fate(finderNow.answer(for: current)), sent: indexNow.sent(current)))
      } else {
        let isDelivered = names.contains { arrived.contains($0) }
        items.append(
          Item(row: row, fate: isDelivered ? .deliveredAfterAll : .unknown, sent: indexThen.sent(row)))
      }
    }
    self.items = items.sorted {
      ($0.sent ?? .distantPast, $0.row.place, $0.row.recipient)
        < ($1.sent ?? .distantPast, $1.row.place, $1.row.recipient)
    }
    failuresThen = earlier.failures.count
    addressesThen = Set(earlier.failures.map { $0.recipient.lowercased() })
    lastTimeThen = earlier.lastTime
    self.known = known
  }

  /// The same out of one input that tells of both times, such as an archive: what was open when the period began.
  ///
  /// - Parameters:
  ///   - all: everything that is known, of all days.
  ///   - start: the beginning of the period; whatever was written later was not known then.
  public init(all: Findings, openAt start: UTCTime) {
    func isEarlier(_ time: UTCTime?) -> Bool { time.map { $0 < start } ?? false }
    var earlier = all
    earlier.failures.removeAll { !isEarlier($0.time) }
    earlier.others.removeAll { !isEarlier($0.time) }
    earlier.helpDesk.comments = all.helpDesk.comments.filter { isEarlier($0.value.createdAt) }
    earlier.helpDesk.notifications = all.helpDesk.notifications.filter { isEarlier($0.value.createdAt) }
    earlier.lastTime = (earlier.failures + earlier.others).compactMap(\.time).max()
    self.init(earlier: earlier, merged: all)
  }

  /// Addresses, in lower case, that failed in the earlier review.
  public let addressesThen: Set<String>

  public var repaired: [Item] {
    items.filter { item in
      switch item.fate {
      case .repaired, .deliveredAfterAll: true
      case .deleted, .followed, .open, .unknown: false
      }
    }
  }

  public var closed: [Item] {
    items.filter { item in
      switch item.fate {
      case .deleted, .unknown: true
      case .repaired, .deliveredAfterAll, .followed, .open: false
      }
    }
  }

  /// Among them those whose newer mail failed too: the same customer still waits.
  public var stillOpen: [Item] {
    items.filter { item in
      switch item.fate {
      case .open, .followed: true
      case .repaired, .deliveredAfterAll, .deleted, .unknown: false
      }
    }
  }

  /// Whether the earlier review did not know a failure.
  public func isNew(_ row: FailureRow) -> Bool { !Self.names(of: row).contains { known.contains($0) } }

  private static func fate(_ answer: StateFinder.Answer) -> Fate {
    switch answer.state {
    case .reached: .repaired(answer.contact, answer.contactTime)
    case .deleted: .deleted
    case .followed: .followed
    case .silent, .requesterMissed, .partly, .corrected, .awaiting, .merged, .notice, .colleague,
      .withoutTicket:
      .open(answer.state)
    }
  }

  /// What a delivery can be known by again, surest first: a log read today may belong to a notification that is
  /// exported tomorrow.
  private static func names(of row: FailureRow) -> [String] {
    let recipient = row.recipient.lowercased()
    var names: [String] = []
    if let id = row.notificationID { names.append("n\(id) \(recipient)") }
    if let id = row.messageID, !id.isEmpty { names.append("m\(id) \(recipient)") }
    if let id = row.queueID { names.append("q\(id) \(recipient) \(row.time?.seconds ?? 0)") }
    if names.isEmpty { names.append("p\(row.place) \(recipient) \(row.time?.seconds ?? 0)") }
    return names
  }
}
