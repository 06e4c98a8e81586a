import DeliveryModel

/// Which column of a ticket table holds what. Columns are known by their English names, wherever they stand, and
/// by the API's (`requester_id`), which copies in data warehouses keep.
struct ZendeskTicketColumns {
  let count: Int
  private let places: [Column: Int]
  /// The filler that only Zendesk's own export has.
  let hasSummation: Bool
  /// Other help desks have no requesters.
  var hasRequester: Bool { places[.requester] != nil || places[.requesterID] != nil }

  enum Column: String, CaseIterable {
    case id, subject, status, priority, tags, via, requester, assignee, group
    case recipient
    case requesterID = "requester id"
    case assigneeID = "assignee id"
    case groupID = "group id"
    case organizationID = "organization id"
    case viaChannel = "via channel"
    case requesterEmail = "requester email"
    case createdAt = "created at"
    case updatedAt = "updated at"
    case ticketType = "ticket type"
  }

  /// Nil where this is no header of a ticket table: an id and some of a ticket's own columns must be there.
  init?(header: [String]) {
    var places: [Column: Int] = [:]
    for (place, name) in header.enumerated() {
      let words = String(name.lowercased().map { $0 == "_" ? " " : $0 })
      if let column = Column(rawValue: words), places[column] == nil { places[column] = place }
    }
    let own: [Column] = [.subject, .status, .requester, .assignee, .tags, .via, .createdAt, .updatedAt]
    guard places[.id] != nil, own.count(where: { places[$0] != nil }) >= 4 else { return nil }
    self.places = places
    count = header.count
    hasSummation = header.contains { $0.lowercased() == "summation column" }
  }

  /// A cell's text; nil where it is empty or `-`, which stands for nothing too.
  func cell(_ column: Column, of row: DelimitedRow) -> String? {
    guard let place = places[column], place < row.fields.count else { return nil }
    let text = row[place]
    return text.isEmpty || text == "-" ? nil : text
  }

  /// The ticket of one row. Names stay names: they are not unique, and lead to no id.
  func ticket(_ row: DelimitedRow, zone: LocalZone) throws(ZendeskRecords.Refusal) -> Ticket {
    let id: Int64
    switch Identifier((cell(.id, of: row) ?? "").utf8) {
    case .exact(let exact): id = exact
    case .mangled: throw .mangledID
    case .absent: throw .noID
    }
    var ticket = Ticket(id: id)
    ticket.subject = cell(.subject, of: row)
    ticket.status = cell(.status, of: row).flatMap(Self.status)
    ticket.priority = cell(.priority, of: row)?.lowercased()
    ticket.channel = (cell(.via, of: row) ?? cell(.viaChannel, of: row)).map(Self.channel)
    ticket.supportAddress = cell(.recipient, of: row)
    ticket.tags = cell(.tags, of: row).map(TagList.split) ?? []
    ticket.requesterID = identifier(.requesterID, of: row)
    ticket.assigneeID = identifier(.assigneeID, of: row)
    ticket.groupID = identifier(.groupID, of: row)
    ticket.organizationID = identifier(.organizationID, of: row)
    ticket.requesterName = cell(.requester, of: row)
    ticket.assigneeName = cell(.assignee, of: row)
    ticket.groupName = cell(.group, of: row)
    ticket.createdAt = cell(.createdAt, of: row).flatMap { Self.time($0, zone) }
    ticket.updatedAt = cell(.updatedAt, of: row).flatMap { Self.time($0, zone) }
    return ticket
  }

  /// The requester, where the row has both id and address.
  func requester(_ row: DelimitedRow) -> User? {
    guard let id = identifier(.requesterID, of: row), let email = cell(.requesterEmail, of: row) else {
      return nil
    }
    var user = User(id: id)
    user.email = email
    user.name = cell(.requester, of: row)
    return user
  }

  private func identifier(_ column: Column, of row: DelimitedRow) -> Int64? {
    cell(column, of: row).flatMap { Identifier($0.utf8).value }
  }

  /// The status by its display name.
  private static func status(_ name: String) -> Ticket.Status? {
    let name = name.lowercased()
    return name == "on-hold" || name == "on hold" ? .hold : Ticket.Status(rawValue: name)
  }

  /// The API's word for a channel's display name.
  private static func channel(_ name: String) -> String {
    switch name.lowercased() {
    case "mail", "email": "email"
    case "web form", "web": "web"
    case "web service (api)", "web service", "api": "api"
    case let other: other
    }
  }

  /// `2026-03-02 09:15` on the account's clock, or with a zone of its own.
  static func time(_ text: String, _ zone: LocalZone) -> UTCTime? {
    guard let reading = TimestampReading(text) else { return nil }
    return reading.utc ?? UTCTime(seconds: zone.utc(ofLocal: reading.localSeconds))
  }
}
