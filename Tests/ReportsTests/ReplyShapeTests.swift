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
      ("550\tfull \r\n\r\n now ", "550 full now"),
      ("tried 12345678-abcd-0001 87654321-abcd-0002 twice", "tried … twice"),
      ("편지함이 가득 찼습니다 1234-5678-abcd@example.com", "편지함이 가득 찼습니다 ‹address›"),
      // Cut after 400 bytes, but in no character's middle.
      ("a" + String(repeating: "가", count: 200), "a" + String(repeating: "가", count: 133)),
      ("", ""),
    ])
  func masked(reply: String, expected: String) {
    #expect(ReplyShape.masked(reply) == expected)
  }
}
