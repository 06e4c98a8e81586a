/// What a record of a Zendesk export is about.
enum ZendeskKind: Hashable, Sendable {
  case ticket, notification, user, identity, group, organization, trigger, comment, audit, ticketEvent
  case supportAddress, suspendedTicket
  /// Known, and of no use for delivery: counted under this name.
  case notNeeded(String)

  /// The names under which the API and the exports hold records; singular forms lack the last column's ending.
  private static let kinds: [(plural: String, singular: String, kind: ZendeskKind)] = [
    ("audits", "audit", .audit),
    ("automations", "automation", .trigger),
    ("comments", "comment", .comment),
    ("email_notifications", "email_notification", .notification),
    ("groups", "group", .group),
    ("identities", "identity", .identity),
    ("last_audits", "last_audit", .audit),
    ("organizations", "organization", .organization),
    ("recipient_addresses", "recipient_address", .supportAddress),
    ("suspended_tickets", "suspended_ticket", .suspendedTicket),
    ("ticket_audits", "ticket_audit", .audit),
    ("ticket_events", "ticket_event", .ticketEvent),
    ("tickets", "ticket", .ticket),
    ("triggers", "trigger", .trigger),
    ("users", "user", .user),
  ]

  /// Other arrays of the API, among them side loads.
  private static let others: Set<String> = [
    "activities", "attachments", "brands", "custom_roles", "custom_statuses", "deleted_tickets",
    "dynamic_content", "group_memberships", "locales", "macros", "metric_events", "metric_sets",
    "organization_fields", "organization_memberships", "satisfaction_ratings", "schedules",
    "sharing_agreements", "sla_policies", "tags", "targets", "ticket_fields", "ticket_forms",
    "ticket_metric_events", "ticket_metrics", "trigger_categories", "user_fields", "views", "webhooks",
  ]

  private static let byPlural = Dictionary(uniqueKeysWithValues: kinds.map { ($0.plural, $0.kind) })
  private static let bySingular = Dictionary(uniqueKeysWithValues: kinds.map { ($0.singular, $0.kind) })

  static let envelope = JSONEnvelope(
    // Search answers with `results` of several kinds.
    plurals: Set(byPlural.keys).union(others).union(["results"]),
    singulars: Set(bySingular.keys),
    paging: [
      "after_cursor", "after_url", "before_cursor", "before_url", "count", "end_of_stream", "end_time",
      "facets", "links", "meta", "next_page", "previous_page",
    ])

  /// By the key of the page that holds the record; nil where the key says nothing.
  init?(key: String) {
    if let kind = Self.byPlural[key] ?? Self.bySingular[key] {
      self = kind
    } else if Self.others.contains(key) {
      self = .notNeeded(key)
    } else {
      return nil
    }
  }

  /// By the record's API address: `/api/v2/users/9001/identities/61.json` is an identity.
  init?(url: UnsafeBufferPointer<UInt8>) {
    let end = url.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? url.count
    guard let last = url[..<end].lastIndex(of: UInt8(ascii: "/")),
      let before = url[..<last].lastIndex(of: UInt8(ascii: "/")), url[..<(before + 1)].count >= 8,
      Self.holdsRoot(url[..<(before + 1)])
    else { return nil }
    self.init(key: String(decoding: url[(before + 1)..<last], as: UTF8.self))
  }

  private static let root = Array("/api/v2/".utf8)

  private static func holdsRoot(_ path: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var place = path.startIndex
    while place + root.count <= path.endIndex {
      if path[place] == root[0], path[place..<(place + root.count)].elementsEqual(root) { return true }
      place += 1
    }
    return false
  }

  /// By the fields that only this kind has.
  init?(fieldsOf value: JSONValue) {
    guard value.isObject else { return nil }
    if value.has("notification_id"), value.has("recipients") || value.has("message_id") {
      self = .notification
    } else if value.has("child_events") {
      self = .ticketEvent
    } else if value.has("events"), value.has("ticket_id") {
      self = .audit
    } else if value.has("deliverable_state")
      || value.has("user_id") && value.has("value") && value.has("verified")
    {
      self = .identity
    } else if value.has("cause"), value.has("author") || value.has("content") {
      self = .suspendedTicket
    } else if value.has("forwarding_status") || value.has("spf_status") {
      self = .supportAddress
    } else if value.has("actions"), value.has("conditions") {
      self = .trigger
    } else if value.has("author_id"), value.has("public"), value.has("body") || value.has("html_body") {
      self = .comment
    } else if value.has("requester_id") || value.has("requester"), value.has("status") {
      self = .ticket
    } else if value.has("role"), value.has("email"), value.has("id") {
      self = .user
    } else if value.has("domain_names"), value.has("name") {
      self = .organization
    } else if value.has("name"), value.has("deleted"), value.has("default") {
      self = .group
    } else {
      return nil
    }
  }

  /// By everything that is known of a record: the page's key, its own address, its fields.
  init?(_ value: JSONValue, key: String?) {
    if let key, let kind = ZendeskKind(key: key) {
      self = kind
    } else if let url = value["url"]?.utf8, let kind = ZendeskKind(url: url) {
      self = kind
    } else if let type = value["result_type"]?.string, let kind = ZendeskKind(key: type) {
      self = kind
    } else if let kind = ZendeskKind(fieldsOf: value) {
      self = kind
    } else {
      return nil
    }
  }

  /// Whether an object without a kind holds records all the same, under a key that is not its first.
  static func holdsRecords(_ value: JSONValue) -> Bool {
    var holds = false
    value.forEachMember { name, member in
      guard member.isArray, let name = name.string, envelope.plurals.contains(name) else { return }
      holds = holds || member.elements.contains { $0.isObject }
    }
    return holds
  }
}
