import DeliveryModel

/// Turns parsed records of Zendesk into ours: a function a kind. What is absent stays nil.
struct ZendeskRecords {
  /// Why a record makes nothing.
  enum Refusal: Error {
    case noID, mangledID
  }

  /// How many ids within records a spreadsheet has rounded; those fields stay nil.
  private(set) var mangledIDs = 0

  /// The record's own id.
  func ownID(_ value: JSONValue, _ key: StaticString = "id") throws(Refusal) -> Int64 {
    switch value[key]?.identifier ?? .absent {
    case .exact(let id): return id
    case .mangled: throw .mangledID
    case .absent: throw .noID
    }
  }

  /// The id of another record.
  mutating func reference(_ value: JSONValue, _ key: StaticString) -> Int64? {
    switch value[key]?.identifier ?? .absent {
    case .exact(let id): return id
    case .mangled:
      mangledIDs += 1
      return nil
    case .absent: return nil
    }
  }

  /// The id of another record, given as an id or as the record itself.
  mutating func reference(
    _ value: JSONValue, _ key: StaticString, within object: StaticString
  ) -> Int64? {
    reference(value, key) ?? value[object].flatMap { reference($0, "id") }
  }

  // MARK: Tickets

  mutating func ticket(_ value: JSONValue) throws(Refusal) -> Ticket {
    var ticket = Ticket(id: try ownID(value))
    ticket.subject = value["subject"]?.string ?? value["raw_subject"]?.string
    ticket.status = value["status"]?.string.flatMap { Ticket.Status(rawValue: $0.lowercased()) }
    ticket.priority = value["priority"]?.text
    ticket.createdAt = value.time("created_at")
    ticket.updatedAt = value.version
    ticket.requesterID = reference(value, "requester_id", within: "requester")
    ticket.assigneeID = reference(value, "assignee_id", within: "assignee")
    ticket.groupID = reference(value, "group_id", within: "group")
    ticket.organizationID = reference(value, "organization_id", within: "organization")
    ticket.brandID = reference(value, "brand_id", within: "brand")
    ticket.channel = value.channel
    ticket.supportAddress = value["recipient"]?.text ?? value["via"]?["source"]?["to"]?["address"]?.text
    // The public copies; older accounts have collaborators only.
    ticket.ccIDs = value.identifiers(value["email_cc_ids"] == nil ? "collaborator_ids" : "email_cc_ids")
    ticket.tags = value["tags"]?.tags ?? []
    ticket.isPublic = value["is_public"]?.bool
    ticket.url = value["url"]?.text.flatMap { $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil }
    ticket.followUpIDs = value.identifiers("followup_ids")
    return ticket
  }

  mutating func comment(
    _ value: JSONValue, ticketID: Int64? = nil, createdAt: UTCTime? = nil, channel: String? = nil
  )
    throws(Refusal) -> Comment
  {
    var comment = Comment(id: try ownID(value))
    comment.ticketID = reference(value, "ticket_id") ?? ticketID
    comment.authorID = reference(value, "author_id")
    comment.isPublic = value["public"]?.bool ?? value["is_public"]?.bool
    comment.channel = value.channel ?? channel
    comment.createdAt = value.time("created_at") ?? createdAt
    comment.mergedTicketIDs = Self.mergedTickets(value)
    if let attachments = value["attachments"] {
      comment.attachmentBytes = attachments.elements.reduce(into: Int64(0)) { sum, attachment in
        let size = attachment["size"]?.integer ?? 0
        sum = sum.addingReportingOverflow(max(0, size)).partialValue
      }
    }
    return comment
  }

  /// A merge leaves a comment in the ticket that stays, which names those that went into it.
  private static func mergedTickets(_ comment: JSONValue) -> [Int64]? {
    guard let source = comment["via"]?["source"], source["rel"]?.isText("merge") == true,
      let from = source["from"]
    else { return nil }
    var ids = from.identifiers("ticket_ids")
    if let id = from["ticket_id"]?.identifier.value, !ids.contains(id) { ids.append(id) }
    return ids.isEmpty ? nil : ids
  }

  // MARK: Notifications

  mutating func notification(_ value: JSONValue) throws(Refusal) -> Notification {
    let id: Int64
    if value["notification_id"] != nil {
      id = try ownID(value, "notification_id")
    } else {
      id = try ownID(value)
    }
    var notification = Notification(id: id)
    notification.ticketID = reference(value, "ticket_id")
    notification.commentID = reference(value, "comment_id")
    notification.messageID = MessageID.trimmed(value["message_id"]?.string)
    notification.createdAt = value.time("created_at")
    notification.updatedAt = value.version
    for recipient in value["recipients"]?.elements ?? JSONValue.noElements where recipient.isObject {
      notification.recipients.append(
        Notification.Recipient(
          address: recipient["email_address"]?.string ?? "", userID: reference(recipient, "user_id"),
          status: recipient["delivery_status"].flatMap(Self.status)))
    }
    return notification
  }

  private static func status(_ value: JSONValue) -> Notification.DeliveryStatus? {
    let name = value["name"]?.text?.lowercased()
    let code = value["code"]?.text ?? value["code"]?.integer.map(String.init)
    let id: Int
    if let given = value["id"]?.integer.flatMap({ Int(exactly: $0) }) {
      id = given
    } else {
      // Without its number a status is known by its name; an unknown one is a failure that the code explains.
      switch name {
      case "none": id = 0
      case "delivered": id = 5
      case nil where code == nil: return nil
      default: id = -1
      }
    }
    return Notification.DeliveryStatus(id: id, name: name, code: code, message: value["message"]?.text)
  }

  // MARK: People and rules

  mutating func user(_ value: JSONValue) throws(Refusal) -> User {
    var user = User(id: try ownID(value))
    user.name = value["name"]?.text
    user.email = value["email"]?.text
    user.role = value["role"]?.string.flatMap { User.Role(rawValue: $0.lowercased()) }
    user.organizationID = reference(value, "organization_id")
    user.isActive = value["active"]?.bool
    user.isSuspended = value["suspended"]?.bool
    user.locale = value["locale"]?.text
    user.updatedAt = value.version
    return user
  }

  mutating func identity(_ value: JSONValue) throws(Refusal) -> Identity {
    var identity = Identity(id: try ownID(value))
    identity.userID = reference(value, "user_id")
    identity.kind = value["type"]?.text
    identity.value = value["value"]?.text
    identity.isPrimary = value["primary"]?.bool
    identity.deliverableState = value["deliverable_state"]?.text?.lowercased()
    identity.undeliverableCount = value["undeliverable_count"]?.integer.flatMap { Int(exactly: $0) }
    identity.createdAt = value.time("created_at")
    identity.updatedAt = value.version
    return identity
  }

  func group(_ value: JSONValue) throws(Refusal) -> Group {
    var group = Group(id: try ownID(value))
    group.name = value["name"]?.text
    group.updatedAt = value.version
    return group
  }

  func organization(_ value: JSONValue) throws(Refusal) -> Organization {
    var organization = Organization(id: try ownID(value))
    organization.name = value["name"]?.text
    organization.domains = value["domain_names"]?.elements.compactMap { $0.text?.lowercased() } ?? []
    organization.updatedAt = value.version
    return organization
  }

  func trigger(_ value: JSONValue) throws(Refusal) -> Trigger {
    var trigger = Trigger(id: try ownID(value))
    trigger.title = value["title"]?.text ?? value["raw_title"]?.text
    trigger.isActive = value["active"]?.bool
    trigger.updatedAt = value.version
    for action in value["actions"]?.elements ?? JSONValue.noElements {
      // The value is a list that begins with whom the mail goes to; other actions have a plain string.
      guard let first = action["value"]?.elements.first(where: { _ in true }) else { continue }
      guard let target = first.text ?? first.integer.map(String.init) else { continue }
      switch action["field"]?.string {
      case "notification_user": trigger.mailTargets.append(target)
      case "notification_group": trigger.mailTargets.append("group:\(target)")
      default: continue
      }
    }
    return trigger
  }

  func supportAddress(_ value: JSONValue) throws(Refusal) -> SupportAddress {
    var address = SupportAddress(id: try ownID(value))
    address.email = value["email"]?.text
    address.name = value["name"]?.text
    address.spfStatus = value["spf_status"]?.text?.lowercased()
    address.cnameStatus = value["cname_status"]?.text?.lowercased()
    address.domainVerificationStatus = value["domain_verification_status"]?.text?.lowercased()
    address.updatedAt = value.version
    return address
  }
}

extension JSONValue {
  /// For loops over a member that is not there.
  static var noElements: Elements { Elements.empty }
}
