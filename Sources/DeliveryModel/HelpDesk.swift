// What a help desk knows of its own mail. Ids are Zendesk's 64-bit numbers; everything that an export may
// leave out is optional.

/// A support request and its conversation.
public struct Ticket: Hashable, Sendable, Codable {
  public enum Status: String, Sendable, CaseIterable, Codable {
    case new, open, pending, hold, solved, closed, deleted
  }

  public var id: Int64
  public var subject: String?
  public var status: Status?
  public var priority: String?
  public var createdAt: UTCTime?
  public var updatedAt: UTCTime?
  public var requesterID: Int64?
  public var assigneeID: Int64?
  public var groupID: Int64?
  public var organizationID: Int64?
  public var brandID: Int64?
  /// The channel by which it came: `email`, `web`, `phone` …
  public var channel: String?
  /// The support address that it came in on, usually the From of the answers.
  public var supportAddress: String?
  public var ccIDs: [Int64]
  public var tags: [String]
  public var isPublic: Bool?
  /// The page or API address that the export gives, when the configuration names no help desk.
  public var url: String?
  /// The ticket that this one was merged into or that follows it, where the export tells.
  public var followUpIDs: [Int64]
  /// Names that a table of tickets gives in place of ids; two people may share one.
  public var assigneeName: String?
  public var groupName: String?
  public var requesterName: String?

  public init(id: Int64) {
    self.id = id
    ccIDs = []
    tags = []
    followUpIDs = []
  }

  /// The tag by which Zendesk marks a ticket with a failed outgoing mail (article 7917145637530).
  public static let failureTag = "system_email_notification_failure"

  /// The tag of a ticket whose conversation goes on in another one.
  public static let mergedTag = "closed_by_merge"
}

/// One e-mail that the help desk sent for a ticket event.
public struct Notification: Hashable, Sendable, Codable {
  public struct Recipient: Hashable, Sendable, Codable {
    public var address: String
    public var userID: Int64?
    public var status: DeliveryStatus?

    public init(address: String, userID: Int64? = nil, status: DeliveryStatus? = nil) {
      self.address = address
      self.userID = userID
      self.status = status
    }
  }

  /// What the help desk recorded for one recipient: a number of its own, never the server's words.
  public struct DeliveryStatus: Hashable, Sendable, Codable {
    /// 0 no answer yet, 5 delivered, else a failure.
    public var id: Int
    /// Lower case, such as `user_does_not_exist`.
    public var name: String?
    /// A text such as `550 5.1.1` or `EC-001`, finer than the id.
    public var code: String?
    public var message: String?

    public init(id: Int, name: String? = nil, code: String? = nil, message: String? = nil) {
      self.id = id
      self.name = name
      self.code = code
      self.message = message
    }

    public var isPending: Bool { id == 0 }
    public var isDelivered: Bool { id == 5 }
    public var isFailure: Bool { !isPending && !isDelivered }
  }

  public var id: Int64
  public var ticketID: Int64?
  public var commentID: Int64?
  /// The Message-ID header without angle brackets and blanks.
  public var messageID: String?
  public var createdAt: UTCTime?
  public var updatedAt: UTCTime?
  public var recipients: [Recipient]

  public init(id: Int64) {
    self.id = id
    recipients = []
  }
}

/// A person known to the help desk: an end user or an agent.
public struct User: Hashable, Sendable, Codable {
  public enum Role: String, Sendable, Codable {
    case endUser = "end-user"
    case agent, admin
  }

  public var id: Int64
  public var name: String?
  public var email: String?
  public var role: Role?
  public var organizationID: Int64?
  public var isActive: Bool?
  public var isSuspended: Bool?
  public var locale: String?
  public var updatedAt: UTCTime?

  public init(id: Int64) { self.id = id }
}

/// One address of a user, with what the help desk thinks of it.
public struct Identity: Hashable, Sendable, Codable {
  public var id: Int64
  public var userID: Int64?
  public var kind: String?
  public var value: String?
  public var isPrimary: Bool?
  /// `deliverable`, `undeliverable`, `mailing_list` …
  public var deliverableState: String?
  public var undeliverableCount: Int?
  public var createdAt: UTCTime?
  public var updatedAt: UTCTime?

  public init(id: Int64) { self.id = id }
}

public struct Group: Hashable, Sendable, Codable {
  public var id: Int64
  public var name: String?
  public var updatedAt: UTCTime?

  public init(id: Int64) { self.id = id }
}

public struct Organization: Hashable, Sendable, Codable {
  public var id: Int64
  public var name: String?
  public var domains: [String]
  public var updatedAt: UTCTime?

  public init(id: Int64) {
    self.id = id
    domains = []
  }
}

/// A rule that sends mail when a ticket changes, or (an automation) after a time.
public struct Trigger: Hashable, Sendable, Codable {
  public var id: Int64
  public var title: String?
  public var isActive: Bool?
  /// Whom its mail actions address: `requester_id`, `requester_and_ccs`, `assignee_id`, a group …
  public var mailTargets: [String]
  public var updatedAt: UTCTime?

  public init(id: Int64) {
    self.id = id
    mailTargets = []
  }

  /// Failures of such mail show at no To or CC in the agent's view (article 7917145637530).
  public var hidesRecipients: Bool { mailTargets.contains("requester_id") }
}

/// A comment of a ticket: public ones are mailed.
public struct Comment: Hashable, Sendable, Codable {
  public var id: Int64
  public var ticketID: Int64?
  public var authorID: Int64?
  public var isPublic: Bool?
  public var channel: String?
  public var createdAt: UTCTime?
  /// Bytes of all attachments together.
  public var attachmentBytes: Int64?
  /// The tickets that were merged into this comment's ticket by it.
  public var mergedTicketIDs: [Int64]?

  public init(id: Int64) { self.id = id }
}

/// From a ticket's audit: that a trigger sent a notification.
public struct NotificationEvent: Hashable, Sendable, Codable {
  /// The audit event's id, which is the notification's id.
  public var id: Int64
  public var ticketID: Int64?
  public var triggerID: Int64?
  public var triggerTitle: String?
  /// `trigger` or `automation`.
  public var relation: String?
  public var recipientIDs: [Int64]
  public var createdAt: UTCTime?

  public init(id: Int64) {
    self.id = id
    recipientIDs = []
  }
}

/// From a ticket's audit: a change of its tags or status.
public struct TicketChange: Hashable, Sendable, Codable {
  public var id: Int64
  public var ticketID: Int64?
  public var field: String
  public var value: String?
  public var previousValue: String?
  public var authorID: Int64?
  public var createdAt: UTCTime?
  /// For `tags`: whether the failure tag came or went with this change.
  public var addsFailureTag: Bool
  public var removesFailureTag: Bool

  public init(id: Int64, field: String) {
    self.id = id
    self.field = field
    addsFailureTag = false
    removesFailureTag = false
  }
}

/// A support address and how far its domain is proven.
public struct SupportAddress: Hashable, Sendable, Codable {
  public var id: Int64
  public var email: String?
  public var name: String?
  public var spfStatus: String?
  public var cnameStatus: String?
  public var domainVerificationStatus: String?
  public var updatedAt: UTCTime?

  public init(id: Int64) { self.id = id }
}

/// One record of a help-desk export.
public enum HelpDeskRecord: Hashable, Sendable, Codable {
  case ticket(Ticket)
  case notification(Notification)
  case user(User)
  case identity(Identity)
  case group(Group)
  case organization(Organization)
  case trigger(Trigger)
  case comment(Comment)
  case notificationEvent(NotificationEvent)
  case ticketChange(TicketChange)
  case supportAddress(SupportAddress)
}
