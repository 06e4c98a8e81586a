import Testing

@testable import Classification

@Suite("shapes of replies")
struct ReplyShapeTests {
  @Test(
    "what varies is masked, what a rule needs is kept",
    arguments: [
      ("550 5.1.1 <ana@example.com>: User unknown", "550 5.1.1 <<address>>: user unknown"),
      ("host mx1.example.com[192.0.2.1] said: 554 no", "host <host>[<ip>] said: 554 no"),
      ("550-5.1.1 first\n550-5.1.1 second\n550 5.1.1 third", "550- 5.1.1 first second third"),
      ("550 first\\n550 second", "550 first second"),
      ("see https://example.com/a/b?c=1 now", "see <url> now"),
      ("see https://example.com/?p=NoSuchUser x", "see <url>p=nosuchuser x"),
      ("id=4ZxJqN2VXxznjll, try 12345 times", "<id>, try 0 times"),
      ("421 [TSS04] deferred", "421 [tss04] deferred"),
      ("RESOLVER.ADR.RecipNotFound; gone", "resolver.adr.recipnotfound; gone"),
      ("Доступ ЗАПРЕЩЁН É", "доступ запрещЁн é"), ("5.7.1.2 is no code", "<ip> is no code"),
      ("a \t b\r\nc", "a b c"), ("recipient’s box", "recipient's box"), ("", ""),
    ])
  func masked(text: String, shape: String) {
    #expect(ReplyShape.masked(text) == shape)
  }

  @Test("masking a shape again changes nothing that a rule could see")
  func stable() {
    for wording in Wording.replies {
      let once = ReplyShape.masked(wording.text)
      #expect(!once.contains("ana@example.net"), "\(once)")
      #expect(!once.unicodeScalars.contains { $0.value < 0x20 }, "\(once)")
    }
  }
}

@Suite("names that were mistyped")
struct NearMissTests {
  @Test(
    "the nearest name is found within a third of the length",
    arguments: [("mailbx-full", "mailbox-full"), ("Unknwon-user", "unknown-user"), ("expird", "expired")])
  func near(typed: String, meant: String) {
    #expect(FailureClasses.builtIn.nearest(to: typed)?.id == meant)
  }

  @Test(
    "a name that is near to nothing gets no guess",
    arguments: ["", "x", "frobnicated", String(repeating: "a", count: 200)])
  func far(typed: String) {
    #expect(FailureClasses.builtIn.nearest(to: typed) == nil)
  }

  @Test("distances count swaps of neighbours as one")
  func distance() {
    func distance(_ left: String, _ right: String) -> Int? {
      NearMiss.editDistance(Array(left.utf8), Array(right.utf8), limit: 3)
    }
    #expect(distance("abcd", "abdc") == 1)
    #expect(distance("", "abc") == 3)
    #expect(distance("abc", "") == 3)
    #expect(distance("", "") == 0)
    #expect(distance("kitten", "sitting") == 3)
    #expect(distance("abc", "uvwxyz") == nil)
  }
}
