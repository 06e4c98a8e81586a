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
  private mutating func reference(_ value: JSONValue, _ key: StaticString) -> Int64? {
    switch value[key]?.identifier ?? .absent {
    case .exact(let id): return id
    case .mangled:
      mangledIDs += 1
      return nil
    case .absent: return nil
    }
  }

  /// The id of another record, given as an id or as the record itself.
  private mutating func reference(
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

  // MARK: Audits

  /// What a ticket's audit tells: comments, mails that triggers sent, changes of tags and status.
  mutating func audit(_ value: JSONValue) throws(Refusal) -> [HelpDeskRecord] {
    _ = try ownID(value)
    let ticketID = reference(value, "ticket_id")
    let createdAt = value.time("created_at")
    let authorID = reference(value, "author_id")
    var records: [HelpDeskRecord] = []
    for event in value["events"]?.elements ?? JSONValue.noElements {
      guard let type = event["type"]?.string, let id = event["id"]?.identifier.value else { continue }
      switch type {
      case "Comment", "VoiceComment":
        guard
          var comment = try? comment(
            event, ticketID: ticketID, createdAt: createdAt, channel: value.channel)
        else { continue }
        comment.authorID = comment.authorID ?? authorID
        records.append(.comment(comment))
      case "Create", "Change":
        guard let field = event["field_name"]?.string, field == "tags" || field == "status" else { continue }
        records.append(
          .ticketChange(
            Self.change(
              id: id, ticketID: ticketID, field: field, value: event["value"],
              previous: event["previous_value"], authorID: authorID, createdAt: createdAt)))
      case _ where Self.isMail(type):
        var sent = NotificationEvent(id: id)
        sent.ticketID = ticketID
        sent.createdAt = createdAt
        sent.recipientIDs = event.identifiers("recipients")
        // Absent where it is the audit's own.
        if let via = event["via"] ?? value["via"] { describe(&sent, via: via) }
        records.append(.notificationEvent(sent))
      default: continue
      }
    }
    return records
  }

  /// Spelling varies between sources; changes of the lists of recipients are no mails.
  private static func isMail(_ type: String) -> Bool {
    type.hasPrefix("Notification") || type == "Cc" || type.hasPrefix("FollowerNotification")
      || type == "OrganizationActivity"
  }

  private mutating func describe(_ sent: inout NotificationEvent, via: JSONValue) {
    guard let source = via["source"] else { return }
    sent.relation = source["rel"]?.text
    // Very old audits have the rule in the source itself.
    let rule = source["type"]?.isText("rule") == true ? source : source["from"]
    guard let rule else { return }
    sent.triggerID = reference(rule, "id")
    sent.triggerTitle = rule["title"]?.text
  }

  private static func change(
    id: Int64, ticketID: Int64?, field: String, value: JSONValue?, previous: JSONValue?, authorID: Int64?,
    createdAt: UTCTime?
  ) -> TicketChange {
    var change = TicketChange(id: id, field: field)
    change.ticketID = ticketID
    change.authorID = authorID
    change.createdAt = createdAt
    if field == "tags" {
      let now = value?.tags ?? []
      let before = previous?.tags ?? []
      change.value = now.joined(separator: " ")
      change.previousValue = previous.map { _ in before.joined(separator: " ") }
      change.addsFailureTag = now.contains(Ticket.failureTag) && !before.contains(Ticket.failureTag)
      change.removesFailureTag = before.contains(Ticket.failureTag) && !now.contains(Ticket.failureTag)
    } else {
      change.value = value?.string
      change.previousValue = previous?.string
    }
    return change
  }

  /// What the stream of ticket events tells of tags, status and comments.
  mutating func ticketEvent(_ value: JSONValue) throws(Refusal) -> [HelpDeskRecord] {
    _ = try ownID(value)
    let ticketID = reference(value, "ticket_id")
    let createdAt = value.time("created_at") ?? value.time("timestamp")
    let authorID = reference(value, "updater_id")
    var records: [HelpDeskRecord] = []
    for event in value["child_events"]?.elements ?? JSONValue.noElements {
      guard let id = event["id"]?.identifier.value else { continue }
      if event["event_type"]?.isText("Comment") == true, event["author_id"] != nil,
        let comment = try? comment(event, ticketID: ticketID, createdAt: createdAt)
      {
        records.append(.comment(comment))
      }
      if event.has("tags") || event.has("added_tags") || event.has("removed_tags") {
        var change = Self.change(
          id: id, ticketID: ticketID, field: "tags", value: event["tags"], previous: nil, authorID: authorID,
          createdAt: createdAt)
        let removed = event["removed_tags"]?.tags ?? []
        // Without a list of what came, the list of what is there must do: it may have been there before.
        change.addsFailureTag =
          event["added_tags"]?.tags.contains(Ticket.failureTag) ?? change.addsFailureTag
        change.removesFailureTag = removed.contains(Ticket.failureTag)
        records.append(.ticketChange(change))
      }
      if let status = event["status"], status.kind == .string {
        records.append(
          .ticketChange(
            Self.change(
              id: id, ticketID: ticketID, field: "status", value: status, previous: event["previous_value"],
              authorID: authorID, createdAt: createdAt)))
      }
    }
    return records
  }
}

extension JSONValue {
  /// For loops over a member that is not there.
  static var noElements: Elements { Elements.empty }
}
