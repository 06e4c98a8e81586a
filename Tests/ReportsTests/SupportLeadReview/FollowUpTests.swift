import Classification
import DeliveryModel
import Reports
import Summaries
import TestSupport
import Testing

@Suite("Since the earlier review")
struct FollowUpTests {
  private static func notification(_ id: Int, _ ticket: Int, _ address: String, _ status: Int, _ time: String)
    -> String
  {
    #"{"notification_id":\#(id),"ticket_id":\#(ticket),"comment_id":\#(id - 1),"created_at":"\#(time)","updated_at":"\#(time)","recipients":[{"user_id":\#(9000 + ticket),"email_address":"\#(address)","delivery_status":{"id":\#(status),"name":"x","code":"\#(status == 5 ? "200" : "550 5.1.1")","message":""}}]}"#
  }

  private static func tickets(_ ids: ClosedRange<Int>) -> String {
    #"{"tickets":["#
      + ids.map {
        #"{"id":\#($0),"url":"https://acme.example.net/api/v2/tickets/\#($0).json","status":"open","requester_id":\#(9000 + $0),"tags":[]}"#
      }.joined(separator: ",") + "]}"
  }

  @Test("what was open is repaired or still open, and what is new is told apart")
  func compare() throws {
    let folder = try TemporaryFolder()
    let old = [
      Self.notification(11, 1, "a@one.example.com", 39, "2026-03-02T10:00:00Z"),
      Self.notification(21, 2, "b@two.example.com", 39, "2026-03-03T10:00:00Z"),
    ]
    let new = [
      Self.notification(13, 1, "a2@one.example.com", 5, "2026-03-10T10:00:00Z"),
      Self.notification(31, 3, "c@three.example.com", 39, "2026-03-10T11:00:00Z"),
    ]
    try folder.write("old/n.json", #"{"email_notifications":[\#(old.joined(separator: ","))]}"#)
    try folder.write("old/t.json", Self.tickets(1...2))
    try folder.write("new/n.json", #"{"email_notifications":[\#(new.joined(separator: ","))]}"#)
    try folder.write("new/t.json", Self.tickets(1...3))
    let earlier = Export.summary(of: [folder.path + "/old"])
    let current = Export.summary(of: [folder.path + "/new"])
    let merged = try current.merged(with: earlier)
    let followUp = FollowUp(
      earlier: earlier.findings(classifier: Classifier()), merged: merged.findings(classifier: Classifier()))
    #expect(followUp.repaired.map(\.row.recipient) == ["a@one.example.com"])
    #expect(followUp.stillOpen.map(\.row.recipient) == ["b@two.example.com"])
    #expect(followUp.closed.isEmpty)

    let context = ReportContext(current.findings(classifier: Classifier()), options: ReportOptions())
    let page = SupportLeadReview(context, followUp: followUp).document(context, in: try Export.voice())
    let words = page.words(of: "followup")
    #expect(
      words.contains("The oldest that is still open has been waiting for 7 days, since 3 Mar 2026, 10:00."))
    #expect(words.contains("New since | 1"))
    #expect(words.contains("Repaired: the customer was reached | 1"))
    #expect(words.contains("Still open | 1"))
  }

  @Test("an archive tells what was open when the period began, and a customer missed again still waits")
  func archive() throws {
    let notifications = [
      Self.notification(11, 1, "a@one.example.com", 39, "2026-03-02T10:00:00Z"),
      Self.notification(13, 1, "a2@one.example.com", 5, "2026-03-10T10:00:00Z"),
      Self.notification(21, 2, "b@two.example.com", 39, "2026-03-03T10:00:00Z"),
      Self.notification(23, 2, "b@two.example.com", 39, "2026-03-11T10:00:00Z"),
      // Repaired before the period began: not open then.
      Self.notification(41, 4, "d@four.example.com", 39, "2026-03-02T10:00:00Z"),
      Self.notification(43, 4, "d@four.example.com", 5, "2026-03-03T10:00:00Z"),
    ]
    let all = try Export.findings(of: [
      ("n.json", #"{"email_notifications":[\#(notifications.joined(separator: ","))]}"#),
      ("t.json", Self.tickets(1...4)),
    ])
    let followUp = FollowUp(all: all, openAt: UTCTime(year: 2026, month: 3, day: 9))
    #expect(followUp.repaired.map(\.row.recipient) == ["a@one.example.com"])
    #expect(followUp.stillOpen.map(\.row.recipient) == ["b@two.example.com"])
    #expect(followUp.stillOpen.first?.fate == .followed)
    #expect(followUp.items.count == 2)

    var week = all
    week.failures = all.failures.filter { $0.notificationID == 23 }
    let review = SupportLeadReview(ReportContext(week, options: ReportOptions()), followUp: followUp)
    #expect(review.repeated.map(\.failedEarlier) == [true])
    #expect(review.repeated.map(\.writtenToAgain) == [1])
  }
}
