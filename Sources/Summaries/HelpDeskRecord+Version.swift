import DeliveryModel

extension HelpDeskRecord {
  /// What a record is of: its kind and id.
  struct Key: Hashable, Sendable, Comparable {
    var kind: Kind
    var id: Int64

    static func < (left: Key, right: Key) -> Bool {
      (left.kind.rawValue, left.id) < (right.kind.rawValue, right.id)
    }
  }

  enum Kind: Int, Sendable, CaseIterable {
    case ticket, notification, user, identity, group, organization, trigger, comment, notificationEvent
    case ticketChange, supportAddress
  }

  var key: Key {
    switch self {
    case .ticket(let value): Key(kind: .ticket, id: value.id)
    case .notification(let value): Key(kind: .notification, id: value.id)
    case .user(let value): Key(kind: .user, id: value.id)
    case .identity(let value): Key(kind: .identity, id: value.id)
    case .group(let value): Key(kind: .group, id: value.id)
    case .organization(let value): Key(kind: .organization, id: value.id)
    case .trigger(let value): Key(kind: .trigger, id: value.id)
    case .comment(let value): Key(kind: .comment, id: value.id)
    case .notificationEvent(let value): Key(kind: .notificationEvent, id: value.id)
    case .ticketChange(let value): Key(kind: .ticketChange, id: value.id)
    case .supportAddress(let value): Key(kind: .supportAddress, id: value.id)
    }
  }

  /// When this version was made, where the record tells.
  var version: UTCTime? {
    switch self {
    case .ticket(let value): value.updatedAt
    case .notification(let value): value.updatedAt
    case .user(let value): value.updatedAt
    case .identity(let value): value.updatedAt
    case .group(let value): value.updatedAt
    case .organization(let value): value.updatedAt
    case .trigger(let value): value.updatedAt
    case .supportAddress(let value): value.updatedAt
    case .comment, .notificationEvent, .ticketChange: nil
    }
  }

  /// Whether this version replaces `other`. A total order: of two versions of the same time the one that says
  /// more stays, so that the order of reading cannot matter.
  func isNewer(than other: HelpDeskRecord) -> Bool {
    let own = version?.seconds ?? .min
    let others = other.version?.seconds ?? .min
    if own != others { return own > others }
    if self == other { return false }
    let ownText = String(describing: self)
    let otherText = String(describing: other)
    if ownText.utf8.count != otherText.utf8.count { return ownText.utf8.count > otherText.utf8.count }
    return ownText > otherText
  }
}
