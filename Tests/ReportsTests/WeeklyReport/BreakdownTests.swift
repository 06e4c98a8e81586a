import DeliveryModel
import Summaries
import Testing

@testable import Reports

@Suite("Failures by what sent the mail")
struct BreakdownTests {
  /// Ten mails that a log counts of one sender, and one more failure that no log counts as such.
  private func sender(_ change: (inout FailureRow) -> Void) -> Breakdown.Row? {
    var findings = Findings()
    findings.history[20_000, default: DayCounts()].bySender["orders@example.com", default: Tally()]
      .delivered = 10
    var row = FailureRow(
      place: Place(source: "bounce.eml", line: 1), format: "bounce", recipient: "kim@example.net",
      outcome: .failed)
    row.sender = "Orders@example.com"
    change(&row)
    findings.failures = [row]
    return Breakdown.senders(ReportContext(findings, options: ReportOptions())).rows.first
  }

  @Test("a mail that came back after it was delivered is one of those that the log counts")
  func returned() throws {
    let row = try #require(sender { $0.returnedLater = true })
    #expect(row.name == "orders@example.com" && row.failed == 1 && row.ended == 10)
  }

  @Test("a bounce of a mail that no log has is one more")
  func alone() throws {
    let row = try #require(sender { _ in })
    #expect(row.failed == 1 && row.ended == 11)
  }

  @Test("what left through the help desk's own servers leaves the number of mails unknown")
  func helpDesk() throws {
    let row = try #require(sender { $0.notificationID = 7 })
    #expect(row.failed == 1 && row.ended == nil)
  }
}
