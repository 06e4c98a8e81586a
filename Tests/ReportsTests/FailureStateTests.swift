import DeliveryModel
import Summaries
import Testing

@testable import Reports

/// Each finding beside its near misses: a ticket, an answer that failed at minute 10, and what came then.
struct FailureStateTests {
  /// Minutes after an hour that does not matter.
  private static func time(_ minutes: Int) -> UTCTime {
    UTCTime(seconds: 1_790_000_000 + Int64(minutes) * 60)
  }

  private static func comment(
    _ id: Int64, by author: Int64, at minutes: Int, isPublic: Bool = true, channel: String = "web"
  ) -> DeliveryModel.Comment {
    var comment = DeliveryModel.Comment(id: id)
    (comment.ticketID, comment.authorID, comment.isPublic) = (1, author, isPublic)
    (comment.channel, comment.createdAt) = (channel, time(minutes))
    return comment
  }

  private static func notification(
    _ id: Int64, comment: Int64?, at minutes: Int,
    _ recipients: [(user: Int64?, address: String, status: Int)]
  ) -> Notification {
    var notification = Notification(id: id)
    (notification.ticketID, notification.commentID, notification.createdAt) = (1, comment, time(minutes))
    notification.recipients = recipients.map {
      Notification.Recipient(
        address: $0.address, userID: $0.user, status: Notification.DeliveryStatus(id: $0.status))
    }
    return notification
  }

  /// Customer 100 asks, agent 1 answers in comment 11 by notification 12, which fails.
  private static func findings(_ edit: (inout Findings) -> Void) -> Findings {
    var findings = Findings()
    var customer = User(id: 100)
    (customer.name, customer.email, customer.role) = ("Mina", "mina@example.net", .endUser)
    var agent = User(id: 1)
    (agent.name, agent.email, agent.role) = ("Ann", "ann@example.com", .agent)
    var ticket = Ticket(id: 1)
    (ticket.requesterID, ticket.assigneeID, ticket.status) = (100, 1, .open)
    findings.helpDesk.users = [1: agent, 100: customer]
    findings.helpDesk.tickets = [1: ticket]
    findings.helpDesk.comments = [
      10: comment(10, by: 100, at: 0, channel: "email"), 11: comment(11, by: 1, at: 9),
    ]
    findings.helpDesk.notifications = [
      12: notification(12, comment: 11, at: 9, [(100, "mina@example.net", 39)])
    ]
    var row = FailureRow(
      place: Place(source: "notifications.json", line: 1), format: "zendesk", recipient: "mina@example.net",
      outcome: .failed)
    (row.time, row.ticketID, row.notificationID, row.commentID, row.userID) = (time(10), 1, 12, 11, 100)
    findings.failures = [row]
    edit(&findings)
    return findings
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var state: FailureState
    var edit: @Sendable (inout Findings) -> Void
    var testDescription: String { name }

    init(_ name: String, _ state: FailureState, edit: @escaping @Sendable (inout Findings) -> Void = { _ in })
    {
      (self.name, self.state, self.edit) = (name, state, edit)
    }
  }

  static let cases: [Case] = [
    Case("nothing since", .silent),
    Case("only a private note since", .silent) {
      $0.helpDesk.comments[13] = comment(13, by: 1, at: 20, isPublic: false)
    },
    Case("the customer wrote again", .reached) {
      $0.helpDesk.comments[13] = comment(13, by: 100, at: 20, channel: "email")
    },
    Case("the customer had written before", .silent) {
      $0.helpDesk.comments[13] = comment(13, by: 100, at: 5, channel: "email")
    },
    Case("the customer called", .reached) {
      $0.helpDesk.comments[13] = comment(13, by: 1, at: 20, isPublic: false, channel: "phone")
    },
    Case("a newer answer arrived", .reached) {
      $0.helpDesk.comments[13] = comment(13, by: 1, at: 20)
      $0.helpDesk.notifications[14] = notification(14, comment: 13, at: 20, [(100, "mina@example.net", 5)])
    },
    Case("a newer answer arrived at the customer's other address", .reached) {
      $0.helpDesk.comments[13] = comment(13, by: 1, at: 20)
      $0.helpDesk.notifications[14] = notification(14, comment: 13, at: 20, [(100, "mina@example.org", 5)])
    },
    Case("a newer answer has no result yet", .awaiting) {
      $0.helpDesk.comments[13] = comment(13, by: 1, at: 20)
      $0.helpDesk.notifications[14] = notification(14, comment: 13, at: 20, [(100, "mina@example.net", 0)])
    },
    Case("a newer answer failed as well", .followed) {
      $0.helpDesk.comments[13] = comment(13, by: 1, at: 20)
      var row = $0.failures[0]
      (row.place.line, row.time, row.notificationID, row.commentID) = (2, time(21), 14, 13)
      $0.failures.append(row)
    },
    Case("a copy was reached, the customer was not", .requesterMissed) {
      $0.helpDesk.notifications[12]?.recipients.append(
        Notification.Recipient(address: "cc@example.net", userID: 101, status: .init(id: 5)))
    },
    Case("the customer was reached, a copy was not", .partly) {
      $0.helpDesk.notifications[12] = notification(
        12, comment: 11, at: 9, [(100, "mina@example.net", 5), (101, "cc@example.net", 39)])
      ($0.failures[0].recipient, $0.failures[0].userID) = ("cc@example.net", 101)
    },
    Case("only a colleague in copy was reached", .silent) {
      $0.helpDesk.notifications[12]?.recipients.append(
        Notification.Recipient(address: "ann@example.com", userID: 1, status: .init(id: 5)))
    },
    Case("the address was corrected", .corrected) { $0.helpDesk.users[100]?.email = "mina@example.org" },
    Case("the address differs only in case", .silent) { $0.helpDesk.users[100]?.email = "Mina@Example.net" },
    Case("the ticket was deleted", .deleted) { $0.helpDesk.tickets[1]?.status = .deleted },
    Case("a notice without an answer", .notice) {
      $0.helpDesk.notifications[12]?.commentID = nil
      $0.failures[0].commentID = nil
    },
    Case("an agent's own address", .colleague) {
      ($0.failures[0].recipient, $0.failures[0].userID) = ("ann@example.com", nil)
    },
    Case("no ticket is known", .withoutTicket) { $0.failures[0].ticketID = nil },
    Case("only the log knows the mail, and the ticket", .silent) {
      $0.helpDesk.notifications = [:]
      ($0.failures[0].notificationID, $0.failures[0].commentID) = (nil, nil)
    },
  ]

  @Test("a failure is in the state that its conversation shows", arguments: cases)
  func state(of example: Case) {
    let context = ReportContext(Self.findings(example.edit), options: ReportOptions())
    #expect(context.state(of: 0) == example.state)
  }

  @Test("every failure is in exactly one state of the review", arguments: cases)
  func sum(of example: Case) {
    let findings = Self.findings(example.edit)
    let review = SupportLeadReview(ReportContext(findings, options: ReportOptions()))
    #expect(review.byState.values.flatMap { $0 }.sorted() == Array(findings.failures.indices))
  }
}
