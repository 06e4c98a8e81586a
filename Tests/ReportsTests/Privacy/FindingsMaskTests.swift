import Classification
import DeliveryModel
import Reports
import SMTPStatus
import Summaries
import Testing

@Suite("What does not leave the team")
struct FindingsMaskTests {
  private let key = Array("sixteen bytes or more".utf8)

  /// Everything that a page or an export could show, as one text.
  private func everything(_ findings: Findings) throws -> String {
    var text = "\(findings.failures) \(findings.others) \(findings.totals) \(findings.problems)"
    text += "\(findings.helpDesk)"
    let context = ReportContext(findings, options: ReportOptions())
    let review = SupportLeadReview(context)
    for language in [Language.english, .korean] {
      let voice = try Export.voice(language)
      for page in [review.document(context, in: voice)] + review.workLists(context, in: voice) {
        text += page.title + page.lead.plainText + page.words()
      }
    }
    return text
  }

  @Test("pseudonyms leave no address, no name, no customer's domain and no subject")
  func anonymised() throws {
    var mask = FindingsMask(key: key, redacting: [])
    let text = try everything(mask.masked(Export.handChecked))
    for secret in [
      "customer1.example.com", "partner8", "c4@", "Ann Agent", "Bo Left", "Customer 90", "big.example.org",
      "Big Customer", "Subject 1", "stranger", "same@",
    ] { #expect(!text.contains(secret), "\(secret) is still there") }
    #expect(text.contains("agent-"))
  }

  @Test("the same key gives the same pseudonyms, another key gives others")
  func stable() {
    var first = FindingsMask(key: key, redacting: [])
    var second = FindingsMask(key: key, redacting: [])
    var other = FindingsMask(key: Array("another sixteen bytes".utf8), redacting: [])
    let addresses = first.masked(Export.handChecked).failures.map(\.recipient)
    #expect(addresses == second.masked(Export.handChecked).failures.map(\.recipient))
    #expect(addresses != other.masked(Export.handChecked).failures.map(\.recipient))
  }

  @Test("nothing is counted differently behind a mask", arguments: [true, false])
  func sameCounts(withKey: Bool) {
    var mask = FindingsMask(key: withKey ? key : nil, redacting: [.addresses, .subjects])
    let options = ReportOptions(unobservedSenders: ["gmail@acme.example.net"])
    let plain = SupportLeadReview(ReportContext(Export.handChecked, options: options))
    let masked = SupportLeadReview(ReportContext(mask.masked(Export.handChecked), options: options))
    #expect(masked.byState == plain.byState)
    #expect(masked.waiting == plain.waiting)
    #expect(masked.massFailures.map(\.failures) == plain.massFailures.map(\.failures))
    #expect(masked.repeated.map(\.failures) == plain.repeated.map(\.failures))
    #expect(masked.tags == plain.tags)
    #expect(masked.paperAnswers == plain.paperAnswers)
    #expect(masked.joins == plain.joins)
    #expect(masked.observability == plain.observability)
  }

  @Test("redacting addresses keeps domains and names; redacting subjects keeps the rest")
  func redacted() throws {
    var mask = FindingsMask(key: nil, redacting: [.addresses])
    let text = try everything(mask.masked(Export.handChecked))
    #expect(!text.contains("c1@customer1.example.com"))
    #expect(text.contains("@customer1.example.com"))
    #expect(text.contains("Subject 1"))
    var subjects = FindingsMask(key: nil, redacting: [.subjects])
    let other = try everything(subjects.masked(Export.handChecked))
    #expect(!other.contains("Subject 1"))
    #expect(other.contains("c1@customer1.example.com"))
  }

  @Test("a reply's deciding words are found again in the masked reply")
  func evidence() {
    var row = FailureRow(
      place: Place(source: "mail.log", line: 1), format: "postfix", recipient: "Kim.Ana@shop.example.com",
      outcome: .failed)
    let text =
      "550 5.1.1 <kim.ana@shop.example.com>: mailbox kim.ana unknown; ask postmaster@shop.example.com; mx1.shop.example.com"
    row.reply = Reply(text: text)
    let words = "mailbox kim.ana unknown"
    row.verdict = Verdict(
      failureClass: .undetermined, permanence: .permanent, fixer: .agent,
      evidence: Evidence(rule: "r", words: words, range: 38..<61, certainty: .decidedByTheText))
    var findings = Findings()
    findings.failures = [row]
    var mask = FindingsMask(key: key, redacting: [])
    let masked = mask.masked(findings).failures[0]
    let reply = masked.reply?.text ?? ""
    for secret in ["kim.ana", "shop.example.com", "postmaster@"] { #expect(!reply.contains(secret)) }
    let range = masked.verdict?.evidence.range
    #expect(range != nil)
    #expect(
      range.map { String(decoding: Array(reply.utf8)[$0], as: UTF8.self) } == masked.verdict?.evidence.words)
  }

  @Test("a mask that hides nothing changes nothing")
  func nothingAsked() {
    var mask = FindingsMask(key: nil, redacting: [])
    #expect(mask.isEmpty)
    #expect(mask.masked(Export.handChecked).failures == Export.handChecked.failures)
  }
}
