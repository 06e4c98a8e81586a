import DeliveryModel

/// One `<ticket>` taken apart: the texts of its own children, and of its comments' children.
struct ZendeskTicketElement {
  private var fields: [String: String] = [:]
  private var commentFields: [[String: String]] = []

  /// More comments, or more fields, than a ticket of this world has are not kept.
  private static let most = 10_000

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    var step = XMLStep(from: range.lowerBound)
    var path: [String] = []
    var text = ""
    while true {
      switch step.next(in: bytes, before: range.upperBound) {
      case .open(let name, _, let isEmpty):
        text = ""
        guard !isEmpty else { continue }
        path.append(String(decoding: bytes[name].prefix(64), as: UTF8.self))
        if path.count == 3, path[1] == "comments", commentFields.count < Self.most {
          commentFields.append([:])
        }
      case .close:
        if let name = path.popLast() { keep(text, under: name, within: path) }
        text = ""
      case .text(let range): if path.count <= 4 { text += XMLStep.text(bytes[range]) }
      case .literal(let range): if path.count <= 4 { text += String(decoding: bytes[range], as: UTF8.self) }
      case .other: continue
      case .unfinished, .end: return
      }
    }
  }

  private mutating func keep(_ text: String, under name: String, within path: [String]) {
    let text = String(text.drop(while: \.isWhitespace))
    guard !text.isEmpty else { return }
    if path.count == 1, fields.count < Self.most {
      if fields[name] == nil { fields[name] = text }
    } else if path.count == 3, path[1] == "comments", let last = commentFields.indices.last {
      if commentFields[last][name] == nil { commentFields[last][name] = text }
    }
  }

  // MARK: What they say

  func ticket() throws(ZendeskRecords.Refusal) -> Ticket {
    let id: Int64
    switch Identifier((fields["nice-id"] ?? fields["id"] ?? "").utf8) {
    case .exact(let exact): id = exact
    case .mangled: throw .mangledID
    case .absent: throw .noID
    }
    var ticket = Ticket(id: id)
    ticket.subject = fields["subject"]
    ticket.status = fields["status-id"].flatMap(Self.status) ?? fields["status"].flatMap(Ticket.Status.init)
    ticket.requesterID = identifier("requester-id")
    ticket.assigneeID = identifier("assignee-id")
    ticket.groupID = identifier("group-id")
    ticket.organizationID = identifier("organization-id")
    ticket.createdAt = Self.time(fields["created-at"])
    ticket.updatedAt = Self.time(fields["updated-at"])
    ticket.supportAddress = fields["recipient"]
    ticket.tags = fields["current-tags"].map(TagList.split) ?? []
    return ticket
  }

  /// Comments that have an id; those without cannot be told apart from one another in another export.
  func comments(of ticket: Ticket) -> [Comment] {
    commentFields.compactMap { fields in
      guard let id = fields["id"].flatMap({ Identifier($0.utf8).value }) else { return nil }
      var comment = Comment(id: id)
      comment.ticketID = ticket.id
      comment.authorID = fields["author-id"].flatMap { Identifier($0.utf8).value }
      comment.isPublic = fields["is-public"].flatMap { Bool($0.lowercased()) }
      comment.createdAt = Self.time(fields["created-at"])
      return comment
    }
  }

  private func identifier(_ name: String) -> Int64? {
    fields[name].flatMap { Identifier($0.utf8).value }
  }

  private static func time(_ text: String?) -> UTCTime? { text.flatMap { TimestampReading($0)?.utc } }

  /// The numbers of the old interface.
  private static func status(_ number: String) -> Ticket.Status? {
    switch number {
    case "0": .new
    case "1": .open
    case "2": .pending
    case "3": .solved
    case "4": .closed
    case "5": .deleted
    case "6": .hold
    default: nil
    }
  }
}
