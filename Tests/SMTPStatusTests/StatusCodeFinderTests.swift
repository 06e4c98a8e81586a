import SMTPStatus
import Testing

@Suite("finding the codes of a reply")
struct StatusCodeFinderTests {
  struct Sample: Sendable, CustomStringConvertible {
    let text: String
    let reply: Int?
    let enhanced: String?
    var description: String { text }

    init(_ text: String, _ reply: Int?, _ enhanced: String?) {
      (self.text, self.reply, self.enhanced) = (text, reply, enhanced)
    }
  }

  @Test(
    "codes are found where the grammar has them",
    arguments: [
      Sample("550 5.1.1 User unknown", 550, "5.1.1"),
      Sample("550-5.7.26 Your email 550 5.7.26 has been blocked", 550, "5.7.26"),
      Sample("550 #5.1.0 Address rejected.", 550, "5.1.0"),
      Sample("#550 5.7.1 RESOLVER.RST.AuthRequired; authentication required", 550, "5.7.1"),
      Sample("#5.1.1 no such user", nil, "5.1.1"),
      Sample("550 sorry, no mailbox here by that name (#5.1.1 - chkusr)", 550, "5.1.1"),
      Sample("Sorry, I couldn't find any host named mx.example.com. (#5.1.2)", nil, "5.1.2"),
      Sample("smtp; 550 5.1.1 User unknown", 550, "5.1.1"),
      Sample("smtp;550 User unknown", 550, nil),
      Sample(
        "host mx.example.com[192.0.2.1] said: 554 5.7.1 blocked (in reply to RCPT TO command)", 554, "5.7.1"),
      Sample("5.1.0 - Unknown address error 550-'5.2.2 <ana@example.com>... Mailbox Full'", 550, "5.2.2"),
      Sample("Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'", 550, "5.1.1"),
      Sample("responded as follows: [550 5.1.1 User unknown]", 550, "5.1.1"),
      Sample("550: user unknown", 550, nil),
      Sample("550", 550, nil),
      Sample("5.2.1", nil, "5.2.1"),
      Sample("ERROR_CODE :550, ERROR_CODE :5.2.2 Mailbox Full", 550, "5.2.2"),
      Sample("the server returned 452 for it", 452, nil),
      Sample("554-gmx.example (mxgmx1) Nemesis ESMTP Service not available", 554, nil),
      Sample("first line\n550 user unknown", 550, nil),
    ])
  func found(sample: Sample) {
    let found = StatusCodeFinder.first(in: sample.text)
    #expect(found?.replyCode?.number == sample.reply.map { UInt16($0) })
    #expect(found?.enhancedCode?.description == sample.enhanced)
  }

  @Test(
    "numbers that only look like codes are left alone",
    arguments: [
      "connect to 5.7.1.2: Connection refused",
      "see https://example.com/err/550 and http://example.com/answer.py?answer=550",
      "mx550.example.net did not answer", "ana.550@example.com is unknown", "user 550@example.com unknown",
      "id=550-12 queued", "queued as 4Z5501", "a limit of 500 messages was reached", "Postfix 2.5.1 said no",
      "message of 552 bytes", "rfc5321 section 4.2", "version 5.1.1-2", "path /var/5.1.1/x", "",
    ])
  func notFound(text: String) {
    #expect(StatusCodeFinder.first(in: text) == nil)
  }

  @Test("the range covers the codes and nothing else")
  func range() {
    let text = "host mx.example.com said: 550-5.1.1 no such user"
    let found = StatusCodeFinder.first(in: text)
    #expect(found.map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) } == "550-5.1.1")
  }

  @Test("no bytes make the finder trap or stop moving")
  func fuzz() {
    var state: UInt64 = 0x5EED
    for _ in 0..<3000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int(state % 60) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let alphabet = Array("0123455 .-#([<:'\\n@/=éx\u{0}".utf8)
        bytes.append(alphabet[Int(state >> 33) % alphabet.count])
      }
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      bytes.withUnsafeBytes { buffer in
        var position = 0
        var last = -1
        while let found = StatusCodeFinder.next(in: buffer, from: &position) {
          #expect(found.range.lowerBound > last && position <= buffer.count)
          last = found.range.lowerBound
        }
      }
    }
  }
}
