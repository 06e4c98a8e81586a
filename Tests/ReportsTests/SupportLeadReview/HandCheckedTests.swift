import DeliveryModel
import Reports
import Summaries
import Testing

@Suite("The hand-checked export")
struct HandCheckedTests {
  let context = ReportContext(
    Export.handChecked,
    options: ReportOptions(unobservedSenders: ["gmail@acme.example.net"]))
  let review: SupportLeadReview

  init() { review = SupportLeadReview(context) }

  private func tickets(_ state: FailureState) -> [Int64] {
    (review.byState[state] ?? []).compactMap { context.findings.failures[$0].ticketID }.sorted()
  }

  private static let expected: [(state: FailureState, tickets: [Int64])] = [
    // 4: a private note is no contact. 28: the second address was there all along. 30: the call came before.
    (
      .silent,
      [1, 2, 4, 17, 18, 19, 24, 25, 28, 29, 30, 33, 37, 40, 40, 41, 41, 50, 51] + Array(100...114)
        + Array(120...124)
    ),
    (.requesterMissed, [8, 9]), (.partly, [10, 11]), (.corrected, [26, 27]), (.followed, [33, 37]),
    (.awaiting, [34, 39]), (.merged, [6, 36]), (.notice, [1, 2, 35, 38]),
    // 3: they spoke on the telephone. 12: a later mail arrived. 13: the customer wrote.
    (.reached, [3, 12, 13]), (.colleague, [31, 31]), (.deleted, [5]), (.withoutTicket, []),
  ]

  @Test("every failure is in the state that was worked out by hand", arguments: expected)
  func states(_ expected: (state: FailureState, tickets: [Int64])) {
    #expect(tickets(expected.state) == expected.tickets)
  }

  @Test("states sum up to the failures of the weekly report")
  func sum() {
    let sum = review.byState.values.reduce(0) { $0 + $1.count }
    #expect(sum == context.findings.totals.deliveries.failed)
    #expect(sum == 63)
    #expect(review.byState[.withoutTicket]?.count == 2)
  }

  @Test("solved tickets come first, then who waits longest, then the priority")
  func urgency() {
    let first = review.waiting.prefix(3).compactMap { context.findings.failures[$0].ticketID }
    #expect(first == [1, 4, 19])
  }

  @Test("tag and notifications are compared both ways")
  func tags() {
    #expect(review.tags.taggedButDelivered == [14, 23])
    #expect(review.tags.taggedWithoutNotification == [15, 16])
    #expect(review.tags.untagged == [10, 17, 50, 51])
    #expect(Array(review.tags.tagTakenAway.keys) == [17])
    #expect(review.tags.leftBehind == [3, 12, 13])
  }

  @Test("mails of a trigger that notifies the requester only are hidden from agents")
  func hidden() {
    #expect(review.hidden.compactMap { context.findings.failures[$0].ticketID } == [18, 19])
  }

  @Test(
    "tickets through a connector that reports nothing back are not observable, unless a mail went another way"
  )
  func observability() {
    #expect(
      review.observability.map(\.supportAddress) == ["gmail@acme.example.net", "help@acme.example.net"])
    #expect(review.observability.last?.unobserved == 0)
    #expect(review.observability.first?.tickets == 3)
    #expect(review.observability.first?.unobserved == 2)
    #expect(review.observability.first?.reason == .configured)
  }

  @Test("each trigger and automation is named with its mails to dead addresses")
  func triggers() {
    let named = Dictionary(uniqueKeysWithValues: review.triggers.map { ($0.title, $0) })
    #expect(named["Remind after a day"]?.isAutomation == true)
    #expect(named["Remind after a day"]?.toDeadAddresses == 2)
    #expect(named["Notify requester only"]?.failures == 2)
    #expect(named["Notify requester only"]?.isHidden == true)
    #expect(named["Notify requester and CCs"]?.toDeadAddresses == 8)
    #expect(named["Notify assignee"]?.failures == 2)
  }

  @Test("who was written to again at a dead address, or waits in several tickets, is named once")
  func repeated() {
    let byAddress = Dictionary(
      uniqueKeysWithValues: review.repeated.map { ($0.recipients.joined(separator: " "), $0) })
    #expect(byAddress.count == 8)
    #expect(byAddress["c1@customer1.example.com"]?.tickets == [1, 24])
    #expect(byAddress["c4@customer4.example.com"]?.tickets == [4, 25])
    #expect(byAddress["c34@customer34.example.com"]?.writtenToAgain == 1)
    #expect(byAddress["same@one.example.org"]?.failures == 5)
    #expect(byAddress["c17@customer17.example.com"] == nil)
  }

  @Test("many failures of one reason at one domain within an hour are one event")
  func events() {
    #expect(review.massFailures.map(\.domain) == ["big.example.org", "old.example.org"])
    #expect(review.massFailures.map(\.recipients) == [6, 5])
    #expect(review.massFailures.first?.organisation == "Big Customer")
  }

  @Test("a first reply that reached nobody is an answer on paper, until there was contact")
  func paper() {
    let byTicket = Dictionary(uniqueKeysWithValues: review.paperAnswers.map { ($0.ticket, $0) })
    #expect(byTicket.count == 42)
    for ticket: Int64 in [1, 2, 33, 120] { #expect(byTicket[ticket]?.reached == nil) }
    #expect(byTicket[3]?.reached == UTCTime(year: 2026, month: 3, day: 2, hour: 11))
    #expect(byTicket[13]?.reached == UTCTime(year: 2026, month: 3, day: 2, hour: 15))
    // A copy got it; the first reply arrived; the first contact was a call; the ticket is deleted.
    for ticket: Int64 in [8, 29, 30, 5] { #expect(byTicket[ticket] == nil) }
  }

  @Test("joins are counted by their trust, and what stands alone is said")
  func joins() {
    #expect(review.joins.byTrust == [.sure: 2])
    #expect(review.joins.byToken == 2)
    #expect(review.joins.logAlone == 4)
    #expect(review.joins.helpDeskAlone == 57)
    #expect(review.joins.withoutTicket == 2)
  }

  @Test("addresses to check carry what the profile says now")
  func addresses() {
    let byAddress = Dictionary(uniqueKeysWithValues: review.addresses.map { ($0.address, $0) })
    #expect(byAddress["c26@customer26.example.com"]?.suggested == "new26@customer26.example.com")
    #expect(byAddress["c26@customer26.example.com"]?.reason == "corrected")
    #expect(byAddress["c28@customer28.example.com"]?.suggested == "main28@customer28.example.com")
    #expect(byAddress["bo@acme.example.net"] == nil)
    #expect(byAddress["c1@customer1.example.com"]?.userID == 9001)
  }

  @Test("the page names correction, hidden failures, headlines of mails, escalation and texts to copy")
  func words() throws {
    let page = review.document(context, in: try Export.voice())
    let waiting = page.words(of: "waiting")
    #expect(waiting.contains("The address was corrected on 2 Mar 2026, 17:00."))
    #expect(waiting.contains("any of its 2 recipients, for different reasons"))
    #expect(waiting.contains("any of its 2 recipients: Address does not exist (5.1.1)"))
    #expect(waiting.contains("could not be sent to some recipients: one of 2"))
    #expect(waiting.contains("Escalation: "))
    #expect(waiting.contains("email of the comment by Ann Agent, 2 Mar 2026, 10:00"))
    #expect(waiting.contains("Our email of 2 Mar 2026, 10:00 to c1@customer1.example.com"))
    #expect(page.words(of: "hidden").contains("Events"))
    #expect(page.words(of: "colleagues").contains("no longer active"))
    #expect(page.words(of: "reached").contains("There was contact by telephone"))
  }

  @Test(
    "Korean and English pages have the same sections, and no wording is missing", arguments: ["en", "ko"])
  func languages(_ language: String) throws {
    let voice = try Export.voice(Language(language))
    let pages = [review.document(context, in: voice)] + review.workLists(context, in: voice)
    for page in pages {
      #expect(!page.words().contains("⟨"))
      #expect(!page.title.contains("⟨"))
      #expect(!page.lead.plainText.contains("⟨"))
      #expect(!page.words().contains("{"))
    }
    let english = review.document(context, in: try Export.voice()).sections.map(\.id)
    #expect(pages[0].sections.map(\.id) == english)
  }

  @Test("the customers of agents and groups have a page, and the administrator's causes too")
  func lists() throws {
    #expect(review.lists.agents.map(\.name) == ["Ann Agent", nil])
    #expect(review.lists.groups.map(\.name) == ["Billing", nil])
    #expect(review.lists.causes.map(\.cause) == ["authentication", "own-addresses"])
    let pages = review.workLists(context, in: try Export.voice())
    #expect(pages.map(\.path).contains(.reviewAdministrator(context.period.label)))
    let administrator = try #require(pages.last)
    #expect(administrator.words(of: "authentication").contains("help@acme.example.net | failed"))
  }
}
