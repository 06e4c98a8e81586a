import Readers
import Testing

@Suite struct UnrecognisedInputTests {
  static func describe(_ bytes: [UInt8]) -> UnrecognisedInput { UnrecognisedInput(head: bytes.span) }

  @Test("the first bytes are shown with everything escaped that does not show")
  func firstBytes() {
    #expect(Self.describe(Array("a\tb\r\n\u{1B}é".utf8)).firstBytes == "a\\tb\\r\\n\\x1B\\xC3\\xA9")
    #expect(Self.describe([UInt8](repeating: 0x61, count: 500)).firstBytes.count == 80)
  }

  @Test(
    "a file that is something else altogether is called by its name",
    arguments: [("%PDF-1.7", "pdf"), ("PK\u{3}\u{4}", "zip"), ("<!DOCTYPE html><html>", "html")])
  func kinds(text: String, name: String) {
    #expect(Self.describe(Array(text.utf8)).looksLike == name)
    #expect(
      Self.describe(Array(text.utf8)).problem
        == .unrecognised(firstBytes: Self.describe(Array(text.utf8)).firstBytes, closest: name))
  }

  @Test("a damaged export is told to be closest to what it was")
  func closest() {
    #expect(
      Self.describe(Array(#"ets":[{"x":1,"requester_id":2,"url":"/api/v2/x""#.utf8)).closest == "zendesk")
    #expect(Self.describe(Array("hello world".utf8)).closest == nil)
  }
}
