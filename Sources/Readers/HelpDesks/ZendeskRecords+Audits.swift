import DeliveryModel

/// What a ticket's history tells, as audits or as the stream of ticket events.
extension ZendeskRecords {
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
