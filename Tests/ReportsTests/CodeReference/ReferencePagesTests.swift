import Classification
import DeliveryModel
import SMTPStatus
import Testing

@testable import Reports

@Suite("pages of the reference")
struct ReferencePagesTests {
  private var english: ReferencePages { ReferenceCoverageTests.editions[0] }
  private var korean: ReferencePages { ReferenceCoverageTests.editions[1] }

  private func text(_ document: Document?) -> String { document.map { String(describing: $0) } ?? "" }

  @Test(
    "names lead to their entries",
    arguments: [
      ("5.1.1", PagePath.code("5.1.1")), ("550", .code("550")), ("tss04", .code("TSS04")),
      ("OFR005_104", .code("OFR005_104")), ("OFR_104", .code("OFR005_104")),
      ("mailbox-full", .failureClass("mailbox-full")), ("Mailbox is full", .failureClass("mailbox-full")),
      ("EC-004", .status("ec-invalid-recipient")), ("550 5.1.1", .status("user-does-not-exist")),
      ("USER_DOES_NOT_EXIST", .status("user-does-not-exist")), ("550 5.7.26", .code("5.7.26")),
      ("39", .status("user-does-not-exist")), ("X.2.2", .code("5.2.2")), ("google", .provider("google")),
      ("glossary", .guide("glossary")),
    ])
  func names(name: String, path: PagePath) {
    #expect(english.path(named: name) == path)
    #expect(english.document(at: path) != nil)
  }

  @Test(
    "a name that nothing has leads to its neighbours",
    arguments: [
      ("mailbx-full", "mailbox-full"), ("5.1.99", "5.1.1"), ("TSS05", "TSS04"), ("gogle", "google"),
    ])
  func nearNames(name: String, near: String) {
    #expect(english.path(named: name) == nil)
    #expect(english.names(near: name).contains(near))
  }

  @Test(
    "names out of nowhere have no neighbours",
    arguments: ["", "zzzzzzzzzzzz", "☃", String(repeating: "5", count: 5000)])
  func strangeNames(name: String) {
    #expect(english.path(named: name) == nil)
    #expect(english.names(near: name).count <= 5)
  }

  @Test("a code's page holds meaning, practice, class, steps, samples, rules and neighbours")
  func codePage() throws {
    let page = try #require(english.document(at: .code("5.1.1")))
    #expect(
      page.sections.map(\.id) == ["meaning", "practice", "class", "steps", "samples", "rules", "neighbours"])
    let text = text(page)
    for wanted in ["RFC 3463", "code/x.1.1", "5.1.10", "4.1.1", "user-does-not-exist"] {
      #expect(text.contains(wanted), "\(wanted)")
    }
    #expect(text.contains("mark("))
  }

  @Test("codes that are taken for each other name each other")
  func neighbours() throws {
    let one = try #require(english.document(at: .code("5.1.1")))
    let other = try #require(english.document(at: .code("5.1.10")))
    #expect(text(one).contains("code(\"5.1.10\")") && text(other).contains("code(\"5.1.1\")"))
  }

  @Test("a sign's page names its provider, and its class is the rule's")
  func signPage() throws {
    let entry = try #require(english.reference["OFR_416"])
    #expect(entry.verdict?.failureClass.id == "unknown-user")
    let page = try #require(korean.document(at: .code("OFR_416")))
    #expect(text(page).contains("provider(\"orange\")"))
  }

  @Test("a code that only says yes is no failure")
  func successCodes() throws {
    for code in ["250", "2.1.5"] {
      let entry = try #require(english.reference[code], "\(code)")
      #expect(entry.verdict == nil)
    }
  }

  @Test("one page leads to the next and back")
  func chain() {
    let pages = english.documents.filter { $0.kind == .code }
    #expect(pages.count > 300)
    for (page, next) in zip(pages, pages.dropFirst()) {
      #expect(page.next == .link(.page(next.path), next.title))
      #expect(next.previous == .link(.page(page.path), page.title))
    }
    #expect(pages.first?.previous.isEmpty == true && pages.last?.next.isEmpty == true)
  }

  @Test("every page but the index leads up to its list")
  func up() {
    for page in english.documents.dropFirst() {
      #expect(!page.up.isEmpty && page.breadcrumbs.count == 2, "\(page.path)")
    }
  }

  @Test("the reference alone has nothing of anybody's weeks")
  func withoutWeeks() {
    for page in english.documents { #expect(!page.sections.contains { $0.id == "seen" }, "\(page.path)") }
  }

  @Test("the numbers of a mail service are on its page")
  func limits() throws {
    let page = try #require(english.document(at: .provider("amazon-ses")))
    #expect(page.sections.contains { $0.id == "limits" })
    #expect(text(page).contains("10%"))
  }

  @Test("everything fits on one page, with unique places")
  func onOnePage() {
    let page = english.onOnePage
    let ids = page.sections.map(\.id)
    #expect(ids.count == Set(ids).count)
    #expect(
      ids.contains("class-mailbox-full") && ids.contains("code-5.7.26") && ids.contains("provider-google"))
  }

  @Test(
    "a sign is a word of a provider, not a phrase, a link or a number",
    arguments: [
      ("[TSS04]", "TSS04"), ("OFR_416", "OFR_416"), ("MI:SPF", "MI:SPF"), ("#DM000001", "DM000001"),
      ("block list (S3140)", "S3140"), ("AUP#I-1000", "AUP#I-1000"), ("(NOWL)", "NOWL"),
      ("This mailbox is disabled (554.30)", "554.30"), ("p=NoSuchUser", nil), ("[299]", nil),
      (".i.ua/err/2/", nil), ("over quota", nil), ("mailbox", nil), ("", nil), ("()", nil),
    ] as [(String, String?)])
  func signs(marker: String, sign: String?) {
    #expect(ProviderSign.sign(in: marker) == sign)
  }
}
