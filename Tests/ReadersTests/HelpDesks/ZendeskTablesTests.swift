import DeliveryModel
import Foundation
import Readers
import Testing

/// The exports of smaller accounts: CSV and XML.
@Suite struct ZendeskTablesTests {
  static func fixture(_ path: String) -> [UInt8] {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Fixtures/\(path)")
    return Array((try? Data(contentsOf: url)) ?? Data())
  }

  static let csv = fixture("zendesk-csv/input.csv")
  static let xml = fixture("zendesk-xml/input.xml")

  @Test("rows become tickets, with their requesters where those have an id and an address")
  func rows() {
    let reading = Reading(ZendeskTicketCSVReader.self, Self.csv)
    var first = Ticket(id: 4711)
    first.subject = "Refund, the \"second\"\nof two"
    first.status = .solved
    first.channel = "email"
    first.tags = ["billing", Ticket.failureTag]
    first.requesterID = 9001
    first.requesterName = "Mina Park"
    first.assigneeName = "Ann Agent"
    first.groupName = "Billing"
    first.createdAt = UTCTime(year: 2026, month: 3, day: 2, hour: 9, minute: 15)
    first.updatedAt = UTCTime(year: 2026, month: 3, day: 2, hour: 10, minute: 2)
    var requester = User(id: 9001)
    requester.name = "Mina Park"
    requester.email = "mina@customer.example.com"
    var second = Ticket(id: 4712)
    second.subject = "Plain"
    second.requesterName = "Jo"
    second.status = .hold
    second.priority = "low"
    second.channel = "web"
    second.tags = ["a", "b", "c"]
    second.createdAt = first.createdAt
    second.updatedAt = UTCTime(year: 2026, month: 3, day: 2, hour: 10, minute: 2, second: 30)
    #expect(reading.records == [.ticket(first), .user(requester), .ticket(second)])
    #expect(reading.consumer.lines == [2, 2, 4])
    #expect(reading.sink.problems.map(\.reason.id) == ["mangled-id", "columns-do-not-fit"])
    #expect(reading.sink.problems.map(\.line) == [5, 6])
    #expect(reading.isAccountedFor)
  }

  @Test("times are the account's, in the zone that was given")
  func zone() throws {
    let sink = RecordSink(source: "x", consumer: CollectedRecords())
    let zone = try #require(LocalZone(name: "Asia/Seoul"))
    let consumer = CollectedRecords()
    let other = RecordSink(source: "x", consumer: consumer)
    var reader = ZendeskTicketCSVReader(context: ReadingContext(source: "x", zone: zone))
    _ = reader.read(Self.csv.span, isLast: true, into: other)
    guard case .ticket(let ticket) = consumer.records.first else { throw Missing() }
    #expect(ticket.createdAt?.description == "2026-03-02T00:15:00Z")
    #expect(sink.records == 0)
  }

  struct Missing: Error {}

  @Test("a ticket element gives the ticket and its comments")
  func elements() {
    let reading = Reading(ZendeskTicketXMLReader.self, Self.xml)
    var first = Ticket(id: 4711)
    first.subject = "Refund & return \u{1F4E6}"
    first.status = .solved
    first.requesterID = 9001
    first.groupID = 31
    first.tags = ["billing", Ticket.failureTag]
    first.createdAt = UTCTime(year: 2026, month: 3, day: 2, hour: 9, minute: 15)
    first.updatedAt = UTCTime(year: 2026, month: 3, day: 2, hour: 10, minute: 2)
    var comment = Comment(id: 880010)
    comment.ticketID = 4711
    comment.authorID = 501
    comment.isPublic = true
    comment.createdAt = UTCTime(year: 2026, month: 3, day: 2, hour: 10, minute: 12, second: 44)
    var second = Ticket(id: 4712)
    second.status = .open
    #expect(reading.records == [.ticket(first), .comment(comment), .ticket(second)])
    #expect(reading.consumer.lines == [4, 4, 22])
    #expect(reading.isAccountedFor)
    #expect(reading.sink.problems.isEmpty)
  }

  @Test(
    "each is recognised by its content, and by its own reader only",
    arguments: [
      ("zendesk-csv", "zendesk-csv/input.csv"), ("zendesk-xml", "zendesk-xml/input.xml"),
      ("zendesk", "zendesk/input.json"),
    ])
  func recognition(format: String, path: String) {
    let bytes = Self.fixture(path)
    var found: [String] = []
    for reader in ReaderRegistry.all where reader.recognises(bytes.span) > .none {
      found.append(reader.format.id)
    }
    #expect(found == [format])
  }

  @Test(
    "tables with semicolons or tabs, a byte order mark and no quotes are read too",
    arguments: [";", "\t", ","])
  func delimiters(delimiter: String) {
    let rows = [["Id", "Subject", "Status", "Requester", "Tags"], ["1", "a", "Open", "Jo", ""]]
    let text = "\u{FEFF}" + rows.map { $0.joined(separator: delimiter) }.joined(separator: "\r\n")
    let bytes = Array(text.utf8)
    #expect(ZendeskTicketCSVReader.recognises(bytes.span) == .likely)
    let reading = Reading(ZendeskTicketCSVReader.self, bytes)
    #expect(reading.records.count == 1)
    #expect(reading.isAccountedFor)
  }

  @Test("a warehouse's copy with the API's column names is read too")
  func warehouse() {
    let text =
      "id,_synced,assignee_id,created_at,group_id,recipient,requester_id,status,subject,updated_at,via_channel\n"
      + "4711,TRUE,501,2026-03-02 09:15:00,31,help@acme.example.com,9001,solved,Refund,,email\n"
    let bytes = Array(text.utf8)
    #expect(ZendeskTicketCSVReader.recognises(bytes.span) == .likely)
    var ticket = Ticket(id: 4711)
    ticket.assigneeID = 501
    ticket.groupID = 31
    ticket.requesterID = 9001
    ticket.supportAddress = "help@acme.example.com"
    ticket.status = .solved
    ticket.subject = "Refund"
    ticket.channel = "email"
    ticket.createdAt = UTCTime(year: 2026, month: 3, day: 2, hour: 9, minute: 15)
    #expect(Reading(ZendeskTicketCSVReader.self, bytes).records == [.ticket(ticket)])
  }

  @Test(
    "other tables are not taken for tickets", arguments: ["id,name,value\n1,a,b\n", "a;b;c\n", "Id\n1\n", ""])
  func otherTables(text: String) {
    #expect(ZendeskTicketCSVReader.recognises(Array(text.utf8).span) == .none)
  }

  @Test("a quote that never closes costs its own row only")
  func openQuote() {
    let text = "Id,Subject,Status,Requester,Tags\n1,\"open,Open,Jo,\n2,b,Open,Jo,\n3,c,Open,Jo,x\n"
    let reading = Reading(ZendeskTicketCSVReader.self, Array(text.utf8))
    #expect(reading.records.count == 2)
    #expect(reading.sink.problems.map(\.line) == [2])
    #expect(reading.isAccountedFor)
  }

  @Test("a long row is skipped and used up")
  func longRow() {
    let long = "1," + String(repeating: "x", count: 5000) + ",Open,Jo,\n"
    let text = Array("Id,Subject,Status,Requester,Tags\n\(long)2,b,Open,Jo,\n".utf8)
    for step in [100, 3000, 10_000] {
      let reading = Reading(ZendeskTicketCSVReader.self, text, steps: [step], longestRecord: 1000)
      #expect(reading.records.count == 1)
      #expect(reading.consumer.lines == [3])
      #expect(reading.sink.problems.map(\.reason) == [.tooLong])
      #expect(reading.isAccountedFor)
    }
  }

  @Test("a cut ticket element is told, and the next one is read")
  func cutElement() {
    let text =
      "<tickets>\n<ticket><nice-id>1</nice-id><subject>a\n<ticket><nice-id>2</nice-id></ticket>\n</tickets>"
    let reading = Reading(ZendeskTicketXMLReader.self, Array(text.utf8))
    #expect(reading.records == [.ticket(Ticket(id: 2))])
    #expect(reading.sink.problems.map(\.reason) == [.cutOff])
    #expect(reading.isAccountedFor)
  }

  @Test("what a document type declares is never expanded")
  func entities() {
    let text =
      "<!DOCTYPE t [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><tickets><ticket><nice-id>1</nice-id><subject>&b;&lt;&#65;&#xZ;&</subject></ticket></tickets>"
    let reading = Reading(ZendeskTicketXMLReader.self, Array(text.utf8))
    guard case .ticket(let ticket) = reading.records.last else {
      Issue.record("no ticket")
      return
    }
    #expect(ticket.subject == "&b;<A&#xZ;&")
  }

  @Test("any split of the bytes gives the same records, whole or damaged", arguments: 1...30)
  func splits(seed: Int) {
    var random = SeededNumbers(seed: UInt64(seed))
    func check(_ type: (some Reader).Type, _ original: [UInt8], _ limit: Int) {
      var bytes = original
      if seed % 2 == 0 {
        for _ in 0..<4 {
          bytes[Int.random(in: bytes.indices, using: &random)] =
            [0, 10, 34, 44, 60, 62, 0xFF].randomElement(using: &random) ?? 0
        }
      }
      let whole = Reading(type, bytes, longestRecord: limit)
      #expect(whole.isAccountedFor)
      for most in [1, 7, 90] {
        let steps = (0..<2000).map { _ in Int.random(in: 1...most, using: &random) }
        let split = Reading(type, bytes, steps: steps, longestRecord: limit)
        #expect(split.digest == whole.digest, "seed \(seed), \(type), steps up to \(most)")
        #expect(split.isAccountedFor)
      }
    }
    for limit in [200, 5000] {
      check(ZendeskTicketCSVReader.self, Self.csv, limit)
      check(ZendeskTicketXMLReader.self, Self.xml, limit)
    }
  }

  @Test("a file cut at any byte never traps and never says more than the whole")
  func cuts() {
    for length in 0..<Self.xml.count {
      let reading = Reading(ZendeskTicketXMLReader.self, Array(Self.xml[..<length]))
      #expect(reading.isAccountedFor && reading.records.count <= 3)
    }
    for length in 0..<Self.csv.count {
      let reading = Reading(ZendeskTicketCSVReader.self, Array(Self.csv[..<length]))
      #expect(reading.isAccountedFor && reading.records.count <= 3)
    }
  }
}
