import DeliveryModel
import Readers
import SMTPStatus
import Testing

@Suite("Shapes of bounces")
struct BounceShapesTests {
  @Test("each invented message tells what its line in the table says", arguments: BounceFixtures.expectations)
  func shape(expected: BounceFixtures.Expectation) throws {
    let result = BounceFixtures.parse(BounceFixtures.bytes(expected.file))
    if expected.outcome == "none" {
      #expect(result == .none(try #require(NoReport(rawValue: expected.recipient))))
      return
    }
    let report = try #require(result.reports.first { $0.recipient == expected.recipient }, "\(result)")
    #expect("\(report.outcome)" == expected.outcome)
    #expect(report.reply.code.map(\.description) ?? "" == expected.code)
    #expect(report.reply.enhancedCode.map(\.description) ?? "" == expected.enhanced)
    if !expected.stage.isEmpty { #expect(report.reply.stage?.rawValue == expected.stage) }
    #expect(expected.words.isEmpty || report.reply.text.contains(expected.words), "\(report.reply.text)")
  }

  @Test(
    "no message names a recipient that its lines in the table do not have", arguments: BounceFixtures.names)
  func nothingInvented(file: String) {
    let known = Set(BounceFixtures.expectations.filter { $0.file == file }.map(\.recipient))
    let found = BounceFixtures.parse(BounceFixtures.bytes(file)).reports.map(\.recipient)
    #expect(found.allSatisfy { known.contains($0) }, "\(found)")
  }

  @Test("a delivery status tells addresses, server, host, time and the returned message")
  func allOfADeliveryStatus() throws {
    let report = try #require(BounceFixtures.parse(BounceFixtures.bytes("dsn")).reports.first)
    #expect(report.recipient == "mina@customer.example.org")
    #expect(report.originalRecipient == "mina.kim@old.example.org")
    #expect(report.reportingServer == "mx.example.net")
    #expect(report.reply.remoteHost == "mx1.customer.example.org")
    #expect(report.reply.saidBy == .remoteHost)
    #expect(
      report.reply.text == "550 5.1.1 <mina@customer.example.org>: Recipient address rejected: User unknown")
    #expect(report.time == UTCTime(year: 2026, month: 3, day: 2, hour: 10, minute: 13))
    #expect(report.messageID == "1G7EOR0Q2J_65e2f0a112ab_5f3c_sprut@zendesk.com")
    #expect(report.sender == "help@acme.example.com")
    #expect(report.subject == "Re: [Acme] Your order")
    #expect(report.threadToken == "1G7EOR0Q2J")
  }

  @Test("the local part keeps its case, the domain loses it")
  func addressCase() throws {
    let text = """
      From: MAILER-DAEMON@mx.example.net
      Subject: failure notice

      Sorry, unable to deliver:

      <Mina.Kim@Customer.Example.ORG>:
      550 5.1.1 no such user
      """
    #expect(BounceFixtures.parse(text).reports.map(\.recipient) == ["Mina.Kim@customer.example.org"])
  }

  @Test(
    "the address that a bounce comes back to names the ticket",
    arguments: [
      ("support+id4711@acme.zendesk.com", Int64(4711), nil),
      ("support+id1G7EOR-0Q2J@acme.zendesk.com", nil, "1G7EOR0Q2J"),
      ("support@acme.example.com", nil, nil),
    ] as [(String, Int64?, String?)])
  func ticket(address: String, ticket: Int64?, token: String?) throws {
    let text = """
      From: MAILER-DAEMON@mx.example.net
      To: \(address)
      Subject: failure notice

      Undelivered:

      <mina@customer.example.org>:
      550 5.1.1 no such user
      """
    let report = try #require(BounceFixtures.parse(text).reports.first)
    #expect(report.ticketID == ticket)
    #expect(report.threadToken == token)
  }

  @Test("a suspended ticket's text is read without a header")
  func suspendedTicket() throws {
    var parser = BounceParser()
    let result = parser.parse(
      content: "<mina@customer.example.org>: 550 5.1.1 no such user",
      subject: "Undelivered Mail Returned to Sender", from: "mailer-daemon@mx.example.com")
    let report = try #require(result.reports.first)
    #expect(report.recipient == "mina@customer.example.org")
    #expect(report.reply.code == ReplyCode(550))
    #expect(report.reply.text == "550 5.1.1 no such user")
    let away = parser.parse(
      content: "I am out of office.", subject: "Out of office", from: "mina@example.org")
    #expect(away == .none(.automaticReply))
  }
}
