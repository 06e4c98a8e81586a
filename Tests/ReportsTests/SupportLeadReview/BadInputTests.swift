import Classification
import DeliveryModel
import Readers
import Reports
import Summaries
import TestSupport
import Testing

@Suite("A review of input that lacks something")
struct BadInputTests {
  private static let ticket =
    #"{"tickets":[{"id":7,"url":"https://acme.example.net/api/v2/tickets/7.json","subject":"Refund","status":"solved","requester_id":9001,"assignee_id":501,"tags":["system_email_notification_failure"]}]}"#
  private static let notification =
    #"{"email_notifications":[{"notification_id":70,"ticket_id":7,"comment_id":69,"created_at":"2026-03-02T10:00:00Z","recipients":[{"user_id":9001,"email_address":"mina@customer.example.com","delivery_status":{"id":39,"name":"user_does_not_exist","code":"550 5.1.1","message":""}},{"user_id":9002,"email_address":"cc@customer.example.com","delivery_status":{"id":5,"name":"delivered","code":"200","message":""}}]}]}"#
  private static let audit =
    #"{"audits":[{"id":68,"ticket_id":7,"created_at":"2026-03-02T10:00:00Z","author_id":501,"via":{"channel":"web","source":{}},"events":[{"id":69,"type":"Comment","author_id":501,"public":true,"body":"x"},{"id":70,"type":"Notification","recipients":[9001],"via":{"channel":"rule","source":{"rel":"trigger","from":{"id":3601,"title":"Notify"},"to":{}}}}]}]}"#
  private static let table = """
    "Summation column","Id","Requester","Subject","Tags","Status","Assignee","Group","Created at","Updated at"
    "1","7","Mina Park","Refund","billing system_email_notification_failure","Solved","Ann Agent","Billing","2026-03-02 09:15","2026-03-02 10:02"
    "1","6.13E+12","Jo Lee","Other","","Open","Ann Agent","Billing","2026-03-02 09:15","2026-03-02 10:02"

    """

  private func page(_ files: (name: String, text: String)...) throws -> (Document, SupportLeadReview) {
    let context = ReportContext(try Export.findings(of: files), options: ReportOptions())
    let review = SupportLeadReview(context)
    return (review.document(context, in: try Export.voice()), review)
  }

  @Test("tickets without users: the state is found, and users are asked for first of all")
  func withoutUsers() throws {
    let (page, review) = try page(("t.json", Self.ticket), ("n.json", Self.notification))
    #expect(page.sections.first?.id == "unknown")
    #expect(page.words(of: "unknown").contains("Users: "))
    #expect(page.words(of: "unknown").contains("Comments: "))
    #expect(review.byState[.requesterMissed]?.count == 1)
  }

  @Test("notifications without tickets: nobody knows who asked, and tickets are asked for")
  func withoutTickets() throws {
    let (page, review) = try page(("n.json", Self.notification))
    #expect(page.sections.first?.id == "unknown")
    #expect(page.words(of: "unknown").contains("Tickets: "))
    #expect(review.byState[.partly]?.count == 1)
    #expect(review.tags.untagged.isEmpty)
  }

  @Test("audits only: no failure is invented, and the page says what would tell of one")
  func auditsOnly() throws {
    let (page, review) = try page(("a.json", Self.audit))
    #expect(review.byState.isEmpty)
    #expect(!page.lead.isEmpty)
  }

  @Test("a table only: the tag is all there is, names join nothing, and a rounded id is refused")
  func tableOnly() throws {
    let (page, review) = try page(("tickets.csv", Self.table))
    #expect(page.lead.plainText.contains("1 ticket is tagged as having a failed email"))
    #expect(review.tags.taggedWithoutNotification == [7])
    #expect(review.joins.mangledIDs == 1)
    let unknown = page.words(of: "unknown")
    #expect(unknown.contains("names without ids"))
    #expect(unknown.contains("6.13E+12"))
    #expect(unknown.contains("Email notifications: "))
  }

  @Test("a mail log alone: the failures stand there, without a guess at who waits")
  func logOnly() throws {
    let log = """
      2026-03-02T10:00:00.000000+00:00 mx1 postfix/cleanup[2]: A00001: message-id=<x@app.example.net>
      2026-03-02T10:00:01.000000+00:00 mx1 postfix/qmgr[1]: A00001: from=<news@news.example>, size=900, nrcpt=1 (queue active)
      2026-03-02T10:00:02.000000+00:00 mx1 postfix/smtp[3]: A00001: to=<mina@customer.example.com>, relay=none, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (unknown user: "mina")

      """
    let (page, review) = try page(("mail.log", log))
    #expect(review.byState[.withoutTicket]?.count == 1)
    #expect(review.waiting.isEmpty)
    #expect(page.lead.plainText.contains("Without a help-desk export"))
  }

  @Test("nothing at all: a page that says so")
  func nothing() throws {
    let context = ReportContext(Findings(), options: ReportOptions())
    let page = SupportLeadReview(context).document(context, in: try Export.voice())
    #expect(page.lead.plainText.contains("No email failed"))
  }
}
