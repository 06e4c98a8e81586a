import Testing

@testable import Reports

struct ReplyShapeTests {
  @Test(
    "what differs from mail to mail is masked, codes stay",
    arguments: [
      ("550 5.1.1 <ana@example.com>: user unknown", "550 5.1.1 ‹address› user unknown"),
      ("421 4.7.0 [192.0.2.7] try later", "421 4.7.0 ‹IP› try later"),
      (
        "550-5.7.26 see https://example.com/x?id=1 d2e1a72fcca58-7b9f0a1b2c3si12345 - gsmtp",
        "550-5.7.26 see https://example.com/x … - gsmtp"
      ),
      ("", ""),
    ])
  func masked(reply: String, expected: String) {
    #expect(ReplyShape.masked(reply) == expected)
  }
}
