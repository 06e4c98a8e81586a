import DeliveryModel
import Summaries
import TestSupport
import Testing

@Suite("A failure that two sources tell of is one failure")
struct WitnessTests {
  private func log(_ recipient: String, id: String, at time: String = "10:00:02") -> (
    name: String, text: String
  ) {
    (
      "mail.log",
      Reading.text([
        "2026-03-03T10:00:01+00:00 mx1 postfix/smtpd[7]: 3F1A22C04D: client=app.example.com[192.0.2.31]",
        "2026-03-03T10:00:01+00:00 mx1 postfix/cleanup[7]: 3F1A22C04D: message-id=<\(id)>",
        "2026-03-03T\(time)+00:00 mx1 postfix/smtp[7]: 3F1A22C04D: to=<\(recipient)>, relay=mx.example.net[198.51.100.4]:25, "
          + "delay=1, delays=0/0/0/1, dsn=5.2.2, status=bounced (host mx.example.net[198.51.100.4] said: 552 5.2.2 mailbox full (in reply to RCPT TO command))",
        "2026-03-03T\(time)+00:00 mx1 postfix/qmgr[7]: 3F1A22C04D: removed",
      ])
    )
  }

  private func notification(
    _ recipient: String, id: String?, at time: String = "2026-03-03T10:00:00Z", status: Int = 31
  )
    -> (name: String, text: String)
  {
    let message = id.map { ",\"message_id\":\"<\($0)>\"" } ?? ""
    return (
      "notifications.json",
      """
      {"email_notifications":[{"notification_id":88,"ticket_id":4711\(message),"created_at":"\(time)","updated_at":"\(time)",
      "recipients":[{"user_id":9,"email_address":"\(recipient)","delivery_status":{"id":\(status),"name":"mailbox_full","code":"552","message":"x"}}]}]}
      """
    )
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var logRecipient = "u@example.net"
    var logID = "a@zendesk.com"
    var deskRecipient = "u@example.net"
    var deskID: String? = "a@zendesk.com"
    var deskTime = "2026-03-03T10:00:00Z"
    /// Nil where they are two failures.
    var trust: Witness.Trust?
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "the same Message-ID and recipient", trust: .sure),
    Case(name: "the recipient in other letters", deskRecipient: "U@Example.net", trust: .sure),
    Case(name: "no Message-ID, sent just before", deskID: nil, trust: .possible),
    Case(name: "no Message-ID, sent days after the failure", deskID: nil, deskTime: "2026-03-05T10:00:00Z"),
    Case(name: "no Message-ID, sent weeks before", deskID: nil, deskTime: "2026-02-03T10:00:00Z"),
    Case(name: "another Message-ID", deskID: "b@zendesk.com"),
    Case(name: "another recipient", deskRecipient: "v@example.net"),
  ]

  @Test("joined by Message-ID, then by recipient and time, and by nothing less", arguments: cases)
  func joining(example: Case) throws {
    let findings = try Reading.findings(of: [
      log(example.logRecipient, id: example.logID),
      notification(example.deskRecipient, id: example.deskID, at: example.deskTime),
    ])
    #expect(findings.totals.deliveries.failed == (example.trust == nil ? 2 : 1))
    let row = try #require(findings.failures.first { $0.format == "postfix" })
    #expect(row.alsoSeenIn.map(\.trust) == (example.trust.map { [$0] } ?? []))
    if example.trust != nil {
      #expect(row.ticketID == 4711)
      #expect(row.notificationID == 88)
      #expect(row.reply?.text == "552 5.2.2 mailbox full")
    }
  }

  @Test("one notification is claimed by one failure only")
  func once() throws {
    let twice = log("u@example.net", id: "a@zendesk.com").text.replacing("3F1A22C04D", with: "4F1A22C04E")
    let findings = try Reading.findings(of: [
      log("u@example.net", id: "a@zendesk.com"), ("other.log", twice),
      notification("u@example.net", id: "a@zendesk.com"),
    ])
    #expect(findings.totals.deliveries.failed == 2)
    #expect(findings.failures.flatMap(\.alsoSeenIn).count == 1)
  }

  @Test("a delivered notification that the log counted is not counted again")
  func delivered() throws {
    let text = log("u@example.net", id: "a@zendesk.com").text
      .replacing("dsn=5.2.2, status=bounced", with: "dsn=2.0.0, status=sent")
    for (id, delivered) in [("a@zendesk.com", 1), ("b@zendesk.com", 2)] {
      let findings = try Reading.findings(of: [
        ("mail.log", text), notification("u@example.net", id: id, status: 5),
      ])
      #expect(findings.totals.deliveries.delivered == delivered)
    }
  }

  @Test("what was taken and failed all the same is one mail: days and domains come to what ended")
  func returnedLater() throws {
    let text = log("u@example.net", id: "a@zendesk.com").text
      .replacing("dsn=5.2.2, status=bounced", with: "dsn=2.0.0, status=sent")
    let findings = try Reading.findings(of: [
      ("mail.log", text), notification("u@example.net", id: "a@zendesk.com"),
    ])
    let totals = findings.totals
    #expect(totals.deliveries.failed == 1 && totals.deliveries.returnedLater == 1)
    #expect(findings.failures.map(\.returnedLater) == [true])
    #expect(totals.deliveries.ended == 1 && totals.deliveries.arrived == 0)
    for tallies in [totals.byDay, totals.byDomain] {
      #expect(tallies.values.reduce(0) { $0 + $1.ended } == 1)
    }
    #expect(findings.history.values.reduce(0) { $0 + $1.total.ended } == 1)
  }

  @Test("a status that is no answer yet is open: neither delivered nor failed")
  func pending() throws {
    let findings = try Reading.findings(of: [notification("u@example.net", id: nil, status: 0)])
    #expect(findings.totals.deliveries.open == 1)
    #expect(findings.totals.deliveries.delivered == 0 && findings.totals.deliveries.failed == 0)
    #expect(!findings.totals.hasDenominator)
  }
}
