import DeliveryModel

/// All help-desk records of all sources, the newest version of each, with the place where it stands.
struct MergedHelpDesk {
  var facts = HelpDeskFacts()
  private(set) var places: [HelpDeskRecord.Key: Place] = [:]
  private(set) var formats: [HelpDeskRecord.Key: String] = [:]
  private var newest: [HelpDeskRecord.Key: HelpDeskRecord] = [:]

  /// The order of adding does not matter.
  mutating func add(_ part: SourcePart) {
    for (key, entry) in part.helpDesk.records {
      let place = Place(source: part.record.name, line: entry.line)
      if let known = newest[key] {
        let isSame = known == entry.record
        guard isSame ? place < (places[key] ?? place) : entry.record.isNewer(than: known) else { continue }
      }
      newest[key] = entry.record
      places[key] = place
      formats[key] = part.record.format
    }
  }

  /// Whether no newer version of the record was added.
  func isNewest(_ record: HelpDeskRecord) -> Bool { newest[record.key] == record }

  mutating func finish() {
    for record in newest.values {
      switch record {
      case .ticket(let value): facts.tickets[value.id] = value
      case .notification(let value): facts.notifications[value.id] = value
      case .user(let value): facts.users[value.id] = value
      case .identity(let value): facts.identities[value.id] = value
      case .group(let value): facts.groups[value.id] = value
      case .organization(let value): facts.organizations[value.id] = value
      case .trigger(let value): facts.triggers[value.id] = value
      case .comment(let value): facts.comments[value.id] = value
      case .notificationEvent(let value): facts.notificationEvents[value.id] = value
      case .ticketChange(let value): facts.ticketChanges[value.id] = value
      case .supportAddress(let value): facts.supportAddresses[value.id] = value
      }
    }
    newest = [:]
  }
}
