import DeliveryModel
import Foundation
import Readers
import Testing

@Suite struct ZendeskReaderTests {
  static let fixture: [UInt8] = {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Fixtures/zendesk/input.json")
    return Array((try? Data(contentsOf: path)) ?? Data())
  }()

  static func read(_ text: String, source: String = "input.json") -> Reading {
    Reading(ZendeskReader.self, text, source: source)
  }

  static func confidence(_ text: String) -> Confidence {
    let bytes = Array(text.utf8)
    return ZendeskReader.recognises(bytes.span)
  }

  // MARK: What a full set of pages comes to

  @Test("every kind of page gives its records, with lines, times and ids")
  func pages() throws {
    let reading = Reading(ZendeskReader.self, Self.fixture)
    #expect(reading.isAccountedFor)
    #expect(reading.sink.lines == 16)
    #expect(reading.sink.records == 15)
    #expect(reading.sink.skippedCounts == [.ignored("brands"): 1])
    #expect(
      reading.sink.notes == [
        "pages-end:audits", "pages-end:comments", "pages-continue:ticket_events", "pages-end:tickets",
        "pages-end:triggers", "pages-end:users",
      ])

    var ticket = Ticket(id: 4711)
    ticket.subject = "Refund"
    ticket.status = .solved
    ticket.createdAt = UTCTime(year: 2026, month: 3, day: 2, hour: 9, minute: 15)
    ticket.updatedAt = UTCTime(seconds: 1_772_446_382)
    ticket.requesterID = 9001
    ticket.assigneeID = 501
    ticket.groupID = 31
    ticket.channel = "email"
    ticket.supportAddress = "help@acme.example.com"
    ticket.ccIDs = [9002]
    ticket.tags = ["billing", Ticket.failureTag]
    ticket.isPublic = true
    ticket.url = "https://acme.example.com/api/v2/tickets/4711.json"
    #expect(reading.records.first == .ticket(ticket))
    guard case .ticket(let deleted) = reading.records[1] else { throw Missing() }
    #expect(deleted.status == .deleted)

    var notification = Notification(id: 880012)
    notification.ticketID = 4711
    notification.commentID = 880010
    notification.messageID = "TOKENABCDE_69a5629c1f4b2_sprut@zendesk.com"
    notification.createdAt = UTCTime(year: 2026, month: 3, day: 2, hour: 10, minute: 12, second: 46)
    notification.updatedAt = notification.createdAt
    notification.recipients = [
      .init(
        address: "mina@customer.example.com", userID: 9001,
        status: .init(
          id: 39, name: "user_does_not_exist", code: "550 5.1.1",
          message: "Recipient server rejected email. Status code: 550 5.1.1")),
      .init(
        address: "cc@customer.example.com", userID: 9002,
        status: .init(id: 5, name: "delivered", code: "200", message: "Email was delivered.")),
      .init(address: "list@customer.example.com"),
    ]
    #expect(reading.records[2] == .notification(notification))

    let kinds = reading.records.map { String(describing: $0).prefix { $0 != "(" } }
    #expect(
      kinds == [
        "ticket", "ticket", "notification", "notification", "comment", "ticketChange", "notificationEvent",
        "ticketChange", "user", "user", "comment", "identity", "group", "organization", "trigger",
        "ticketChange", "supportAddress",
      ])
    #expect(reading.consumer.lines == [1, 1, 2, 3, 4, 4, 4, 4, 21, 22, 7, 27, 28, 28, 29, 30, 31])
  }

  struct Missing: Error {}

  @Test("an audit tells which trigger sent a mail, and when the failure tag came")
  func audit() throws {
    let reading = Reading(ZendeskReader.self, Self.fixture)
    var sent = NotificationEvent(id: 880012)
    sent.ticketID = 4711
    sent.triggerID = 3601
    sent.triggerTitle = "Notify requester and CCs of comment update"
    sent.relation = "trigger"
    sent.recipientIDs = [9001, 9002]
    sent.createdAt = UTCTime(year: 2026, month: 3, day: 2, hour: 10, minute: 12, second: 44)
    #expect(reading.records[6] == .notificationEvent(sent))
    guard case .ticketChange(let change) = reading.records[7] else { throw Missing() }
    #expect(change.addsFailureTag && !change.removesFailureTag)
    #expect(change.authorID == -1)
    guard case .comment(let comment) = reading.records[4] else { throw Missing() }
    #expect(comment.attachmentBytes == 31_457_281)
    #expect(comment.ticketID == 4711)
  }

  @Test("comments learn their ticket from the page's address, which stands behind them")
  func commentTicket() throws {
    let reading = Reading(ZendeskReader.self, Self.fixture)
    guard case .comment(let comment) = reading.records[10] else { throw Missing() }
    #expect(comment.ticketID == 4711)
    #expect(comment.channel == "web")
  }

  @Test(
    "comments learn their ticket from the file's name where the page is silent",
    arguments: [
      "comments-4711.json", "tickets/4711/comments.json", "x/ticket_4711.json", "4711_comments.json",
    ])
  func commentFile(name: String) throws {
    let reading = Self.read(#"{"comments":[{"id":1,"author_id":2,"public":true,"body":"x"}]}"#, source: name)
    guard case .comment(let comment) = reading.records.first else { throw Missing() }
    #expect(comment.ticketID == 4711)
  }

  @Test("a trigger says whom its mails go to")
  func trigger() throws {
    let reading = Reading(ZendeskReader.self, Self.fixture)
    guard case .trigger(let trigger) = reading.records[14] else { throw Missing() }
    #expect(trigger.mailTargets == ["requester_id", "group:31"])
    #expect(trigger.hidesRecipients)
  }

  // MARK: Wrappings

  static let ticket =
    #"{"id":1,"url":"https://acme.example.com/api/v2/tickets/1.json","subject":"a","status":"new","requester_id":2}"#

  @Test(
    "the wrapping does not matter",
    arguments: [
      ticket, "\u{FEFF}\(ticket)\n", "[\(ticket)]", "[\n  \(ticket)\n]\n", #"{"tickets":[\#(ticket)]}"#,
      #"{"ticket":\#(ticket)}"#, #"{"count":1,"tickets":[\#(ticket)],"facets":{"a":[{"id":1}]}}"#,
      #"[{"tickets":[\#(ticket)],"next_page":null}]"#, #"{"results":[\#(ticket)],"count":1}"#,
      #"{"exported_by":"a script","tickets":[\#(ticket)]}"#, "\n\n  \(ticket)", "\r\n\(ticket)\r\n",
      #"{"tickets" : [ \#(ticket) ] , "end_of_stream" : true }"#,
    ])
  func wrappings(text: String) {
    let reading = Self.read(text)
    #expect(reading.records.map { "\($0)".prefix(7) } == ["ticket("])
    #expect(reading.isAccountedFor)
    #expect(reading.sink.problems.isEmpty)
    #expect(Self.confidence(text) >= .likely)
  }

  @Test("pages may follow each other with or without white space")
  func concatenated() {
    let page = #"{"tickets":[\#(Self.ticket)],"end_of_stream":false}"#
    #expect(Self.read(page + page + "\n\n" + page).records.count == 3)
  }

  @Test("a first line that is no JSON is told and passed over")
  func firstLine() {
    let reading = Self.read("export of 2 March\n\n\(Self.ticket)\n")
    #expect(reading.records.count == 1)
    #expect(reading.sink.problems.map(\.line) == [1])
    #expect(reading.consumer.lines == [3])
    #expect(reading.isAccountedFor)
  }

  @Test("side loads are read, and what is not needed is counted by its name")
  func sideLoads() {
    let reading = Self.read(
      #"{"tickets":[\#(Self.ticket)],"users":[{"id":5,"name":"A"}],"metric_sets":[{"id":1},{"id":2}],"novelties":[{"id":9}]}"#
    )
    #expect(reading.records.count == 2)
    #expect(reading.sink.skippedCounts == [.ignored("metric-sets"): 2, .ignored("unknown-kind"): 1])
    #expect(reading.isAccountedFor)
  }

  @Test("exports with everything in one object are read too")
  func nested() throws {
    let reading = Self.read(
      #"{"id":1,"status":"Open","requester":{"id":"7","name":"A"},"assignee":{"id":8},"group":{"id":9},"tags":"a b,c","comments":[{"id":3,"author_id":8,"public":true,"body":"x"}]}"#
    )
    guard case .ticket(let ticket) = reading.records.first, case .comment(let comment) = reading.records.last
    else { throw Missing() }
    #expect(ticket.status == .open)
    #expect([ticket.requesterID, ticket.assigneeID, ticket.groupID] == [7, 8, 9])
    #expect(ticket.tags == ["a", "b", "c"])
    #expect(comment.ticketID == 1)
  }

  // MARK: Ids and oddities

  @Test(
    "an id that a spreadsheet has rounded is refused, never rounded back",
    arguments: [#""6.13E+12""#, "6.13E+12", "1.5"])
  func mangled(id: String) {
    let reading = Self.read(#"{"tickets":[{"id":\#(id),"subject":"a"}]}"#)
    #expect(reading.records.isEmpty)
    #expect(reading.sink.problems.map(\.reason.id) == ["mangled-id"])
    let reference = Self.read(#"{"tickets":[{"id":1,"assignee_id":\#(id)}]}"#)
    #expect(reference.records == [.ticket(Ticket(id: 1))])
    #expect(reference.sink.notes == ["mangled-ids:1"])
  }

  @Test(
    "whole ids survive quotes and data frames",
    arguments: [#""6131122334455""#, "6131122334455.0", #""6131122334455.0""#])
  func wholeIDs(id: String) {
    #expect(Self.read(#"{"tickets":[{"id":\#(id)}]}"#).records == [.ticket(Ticket(id: 6_131_122_334_455))])
  }

  @Test("a record without an id is told")
  func noID() {
    let reading = Self.read(
      #"{"tickets":[{"_id":"436bf9b0-1147-4c0a-8439-6f79833bff5b","via":"web","created_at":"2016-04-28T11:19:34 -10:00"}]}"#
    )
    #expect(reading.sink.problems.map(\.reason.id) == ["no-id"])
  }

  @Test("a status without a number is known by its name or stays a failure with its code")
  func statusWithoutNumber() throws {
    let reading = Self.read(
      #"{"email_notifications":[{"notification_id":1,"recipients":[{"email_address":"a@example.com","delivery_status":{"name":"Delivered"}},{"email_address":"b@example.com","delivery_status":{"code":550}},{"email_address":"c@example.com","delivery_status":{}}]}]}"#
    )
    guard case .notification(let notification) = reading.records.first else { throw Missing() }
    #expect(notification.recipients.map { $0.status?.id } == [5, -1, nil])
    #expect(notification.recipients.map { $0.status?.code } == [nil, "550", nil])
  }

  @Test("suspended tickets that are bounces become reports; others are counted")
  func suspended() {
    let reading = Self.read(
      #"{"suspended_tickets":[{"id":1,"cause_id":7,"cause":"x","ticket_id":4711,"subject":"Undelivered Mail Returned to Sender","content":"<a@example.com>: host mx.example.com[192.0.2.1] said: 550 5.1.1 no such user","author":{"email":"mailer-daemon@example.com"},"created_at":"2026-03-02T10:20:00Z"},{"id":2,"cause_id":0,"cause":"Detected as spam","content":"x"}]}"#
    )
    #expect(reading.sink.skippedCounts == [.ignored("suspended-for-other-cause"): 1])
    #expect(reading.isAccountedFor)
    #expect(reading.consumer.reports.map(\.recipient) == ["a@example.com"])
    #expect(reading.consumer.reports.map(\.ticketID) == [4711])
    #expect(
      reading.consumer.reports.map(\.time) == [UTCTime(year: 2026, month: 3, day: 2, hour: 10, minute: 20)])
  }

  // MARK: Recognition

  @Test(
    "other JSON is not taken for Zendesk's",
    arguments: [
      "", "{}", "[]", "[1,2]", "null", #"{"eventType":"Bounce","mail":{"messageId":"x"}}"#,
      #"[{"email":"a@example.com","event":"bounce","sg_event_id":"x"}]"#,
      "Mar  2 10:12:46 mail postfix/smtp[1]: x",
      #"{"id":1,"name":"a","value":3}"#, "From: a@example.com\nSubject: {\"tickets\": [\n",
    ])
  func otherJSON(text: String) { #expect(Self.confidence(text) == .none) }

  @Test("the beginning of a large record is enough to recognise it")
  func unfinished() {
    let text =
      #"{"tickets":[{"url":"https://acme.example.com/api/v2/tickets/1.json","description":""#
      + String(repeating: "x", count: 70_000)
    #expect(Self.confidence(text) >= .likely)
  }

  // MARK: Hostile input

  @Test("any split of the bytes gives the same records", arguments: 1...40)
  func splits(seed: Int) {
    var random = SeededNumbers(seed: UInt64(seed))
    var bytes = Self.fixture
    // Half of the runs are over damaged bytes.
    if seed % 2 == 0 {
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] =
          [0, 10, 34, 44, 91, 92, 93, 123, 125, 0xEF, 0xFF].randomElement(using: &random) ?? 0
      }
    }
    let whole = Reading(ZendeskReader.self, bytes, longestRecord: 5000)
    #expect(whole.isAccountedFor)
    for _ in 0..<4 {
      let most = [1, 3, 17, 200, 3000].randomElement(using: &random) ?? 1
      let steps = (0..<4000).map { _ in Int.random(in: 1...most, using: &random) }
      let split = Reading(ZendeskReader.self, bytes, steps: steps, longestRecord: 5000)
      #expect(split.digest == whole.digest, "seed \(seed), steps up to \(most)")
      #expect(split.isAccountedFor)
    }
  }

  @Test("where a record exceeds the limit, what lies behind the limit decides nothing")
  func limits() {
    let text = "{\n" + String(repeating: " \"a\": 1,\n", count: 8) + "{\"id\": 1, \"a\": 2}\n{\"id\": 3}\n"
    let bytes = Array(text.utf8)
    for limit in 40..<120 {
      let whole = Reading(ZendeskReader.self, bytes, longestRecord: limit)
      let split = Reading(ZendeskReader.self, bytes, steps: [1], longestRecord: limit)
      #expect(split.digest == whole.digest, "limit \(limit)")
    }
  }

  @Test("a page cut at any byte keeps the records before the cut and says that it was cut")
  func cuts() {
    let whole = Reading(ZendeskReader.self, Self.fixture)
    var most = 0
    for length in 1..<Self.fixture.count {
      let reading = Reading(ZendeskReader.self, Array(Self.fixture[..<length]))
      #expect(reading.isAccountedFor)
      let count = reading.records.count
      #expect(count >= most && count <= whole.records.count, "cut at \(length)")
      most = max(most, count)
    }
    #expect(most == whole.records.count)
  }

  @Test("what follows a cut page is read", arguments: ["", "\n"])
  func afterCut(separator: String) {
    let page = #"{"tickets":[\#(Self.ticket),\#(Self.ticket)],"end_of_stream":false}"#
    for length in 13..<(page.utf8.count - 1) {
      let reading = Self.read(String(page.prefix(length)) + separator + page)
      #expect(reading.records.count >= 2, "cut at \(length)")
      #expect(reading.records.count <= 4)
      #expect(!reading.sink.problems.isEmpty, "cut at \(length)")
      #expect(reading.isAccountedFor)
    }
  }

  @Test("a cut line does not take the next ones with it")
  func cutLine() {
    for length in 1..<Self.ticket.utf8.count {
      let reading = Self.read(
        "\(Self.ticket)\n\(Self.ticket.prefix(length))\n\(Self.ticket)\n\(Self.ticket)\n")
      #expect(reading.records.count == 3, "cut at \(length)")
      #expect(reading.sink.problems.map(\.line) == [2], "cut at \(length)")
      #expect(reading.consumer.lines == [1, 3, 4])
    }
  }

  @Test("a record in the middle of a page that is no JSON costs only itself")
  func brokenRecord() {
    let reading = Self.read(#"{"tickets":[\#(Self.ticket),{"id":2,"subject":},\#(Self.ticket)]}"#)
    #expect(reading.records.count == 2)
    #expect(reading.sink.problems.map(\.reason.id) == ["not-json"])
    #expect(reading.sink.problems.map(\.explanation) == ["it is no valid JSON, at byte 122"])
  }

  @Test("one bad character does not cost the record")
  func badCharacters() throws {
    let start = Array(#"{"tickets":[{"id":1,"subject":"a"#.utf8)
    let end = Array(#"b"}]}"#.utf8)
    for (bad, shown) in [
      ([0xFF], "a\u{FFFD}b"), ([0xC3], "a\u{FFFD}b"), ([0xED, 0xA0, 0x80], "a\u{FFFD}\u{FFFD}\u{FFFD}b"),
      ([0], "a b"),
      ([9], "a b"), (Array(#"\ud83d"#.utf8), "a\u{FFFD}b"), (Array(#"\x"#.utf8), "a\\xb"),
    ] as [([UInt8], String)] {
      let reading = Reading(ZendeskReader.self, start + bad + end)
      guard case .ticket(let ticket) = reading.records.first else { throw Missing() }
      #expect(ticket.subject == shown)
    }
    #expect(
      Self.read(#"{"tickets":[{"id":1,"x":123456789012345678901234567890,"y":NaN,"z":007}]}"#).records.count
        == 1)
  }

  @Test("a line longer than the limit is skipped and used up, and the next one is read")
  func longLine() {
    let long =
      #"{"id":1,"status":"new","requester_id":1,"description":""# + String(repeating: "x", count: 100_000)
      + #""}"#
    let text = Array("\(long)\n\(Self.ticket)\n".utf8)
    for step in [1000, 70_000, 1_000_000] {
      let reading = Reading(ZendeskReader.self, text, steps: [step], longestRecord: 10_000)
      #expect(reading.records.count == 1)
      #expect(reading.consumer.lines == [2])
      #expect(reading.sink.problems.map(\.reason) == [.tooLong])
      #expect(reading.isAccountedFor)
    }
  }

  @Test("a hundred megabytes on one line need no memory of their own", .timeLimit(.minutes(1)))
  func hugeLine() {
    let sink = RecordSink(source: "x", consumer: CollectedRecords())
    var reader = ZendeskReader(context: ReadingContext(source: "x", longestRecord: 1 << 20))
    let block = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    var pending = Array(#"{"id":1,"description":""#.utf8)
    var longest = 0
    for _ in 0..<100 {
      pending += block
      longest = max(longest, pending.count)
      pending.removeFirst(reader.read(pending.span, isLast: false, into: sink))
    }
    pending += Array("\"}\n\(Self.ticket)".utf8)
    _ = reader.read(pending.span, isLast: true, into: sink)
    #expect(longest <= 3 << 20)
    #expect(sink.records == 1)
    #expect(sink.problems.map(\.reason) == [.tooLong])
  }

  @Test("brackets nested without end are refused")
  func nesting() {
    for text in [
      #"{"tickets":[{"id":1,"a":"# + String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
        + "}]}",
      String(repeating: "[", count: 5000), String(repeating: #"{"a":"#, count: 5000),
      String(repeating: "{", count: 5000),
      String(repeating: "[{\"tickets\":[", count: 3000), String(repeating: "}]", count: 3000),
    ] {
      let reading = Self.read(text)
      #expect(reading.records.isEmpty)
      #expect(reading.isAccountedFor)
    }
  }

  @Test("lines of lone brackets do not take quadratic time", .timeLimit(.minutes(1)))
  func manyBrackets() {
    for line in ["{\n", "{\"a\":1,\n", "{\"a\n", "[{\"tickets\":[{\n"] {
      let text = String(repeating: line, count: 30_000)
      let reading = Reading(ZendeskReader.self, Array(text.utf8), steps: [1 << 16], longestRecord: 1 << 20)
      #expect(reading.isAccountedFor)
    }
  }

  @Test("no bytes trap the reader", arguments: 1...30)
  func noise(seed: Int) {
    var random = SeededNumbers(seed: UInt64(seed) &+ 1000)
    let alphabet =
      Array(#"{}[]",:\n "tickets""id"1-e.u00tfn"#.utf8) + [0, 0xFF, 0xEF, 0xBB, 0xBF, 10, 13, 0x1E]
    let bytes = (0..<3000).map { _ in alphabet.randomElement(using: &random) ?? 0 }
    let whole = Reading(ZendeskReader.self, bytes, longestRecord: 300)
    #expect(whole.isAccountedFor)
    let split = Reading(
      ZendeskReader.self, bytes, steps: (0..<3000).map { _ in Int.random(in: 1...9, using: &random) },
      longestRecord: 300)
    #expect(split.isAccountedFor)
    _ = ZendeskReader.recognises(bytes.span)
  }
}
