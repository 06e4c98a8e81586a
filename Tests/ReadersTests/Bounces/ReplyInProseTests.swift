import SMTPStatus
import Testing

@testable import Readers

@Suite("Replies in prose")
struct ReplyInProseTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var text: String
    var code: Int?
    var enhanced: String?
    var reason: String
    var testDescription: String { text }
  }

  @Test(
    "the first reply that names a reason wins",
    arguments: [
      Case(text: "550 5.1.1 no such user", code: 550, enhanced: "5.1.1", reason: "550 5.1.1 no such user"),
      Case(
        text: "host mx.example.com[192.0.2.1] said: 452 4.2.2 over quota", code: 452, enhanced: "4.2.2",
        reason: "452 4.2.2 over quota"),
      Case(
        text: "5.1.0 - Unknown address error 550-'5.2.2 <a@example.com>... Mailbox Full'", code: 550,
        enhanced: "5.2.2", reason: "550-'5.2.2 <a@example.com>... Mailbox Full'"),
      Case(
        text: "554 5.4.0 Error: too many hops (was: 452 4.2.2 mailbox full)", code: 452, enhanced: "4.2.2",
        reason: "452 4.2.2 mailbox full)"),
      Case(
        text: "550 User Unknown 503 5.0.0 Need RCPT", code: 550, enhanced: "5.0.0",
        reason: "550 User Unknown "),
      Case(
        text: "sorry, over quota (#5.2.2)", code: nil, enhanced: "5.2.2", reason: "sorry, over quota (#5.2.2)"
      ),
      Case(text: "554 554 5.7.1 blocked", code: 554, enhanced: "5.7.1", reason: "554 5.7.1 blocked"),
      Case(
        text: "#< #5.7.1 smtp; 550 5.7.1 refused #SMTP#>", code: 550, enhanced: "5.7.1",
        reason: "550 5.7.1 refused #SMTP#>"),
    ])
  func choice(example: Case) {
    var text = example.text
    let (code, enhanced, reason) = text.withUTF8 { bytes in
      let reply = ReplyInProse(in: ByteView(bytes))
      return (reply.code, reply.enhancedCode, reply.text.string)
    }
    #expect(code == example.code.flatMap { ReplyCode($0) })
    #expect(enhanced == example.enhanced.flatMap { EnhancedStatusCode($0) })
    #expect(reason == example.reason)
  }

  @Test(
    "numbers that are no codes are left alone",
    arguments: [
      "see https://example.com/err/550 for help", "answer.py?answer=6596", "queue id 4SYq550",
      "on 192.0.2.5.7.1",
      "gave up after 500 minutes", "version 5.5.1960.3", "mx550.example.net refused", "OFR_416 [416]",
      "call 555-0100", "at 10:12:46.550", "ID 5.7.1.2",
    ])
  func noCode(text: String) {
    var copy = text
    let hasReply = copy.withUTF8 { ReplyInProse(in: ByteView($0)).hasReply }
    #expect(!hasReply)
  }
}
