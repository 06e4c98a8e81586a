import DeliveryModel
import SMTPStatus
import Testing

@testable import Classification

@Suite("the classifier")
struct ClassifierTests {
  private func verdict(
    _ text: String, enhanced: String = "", saidBy: Reply.Speaker = .unknown, stage: Reply.Stage? = nil
  ) -> Verdict {
    var classifier = Classifier()
    return classifier.verdict(
      for: Reply(text: text, enhancedCode: EnhancedStatusCode(enhanced), saidBy: saidBy, stage: stage))
  }

  @Test("the words that decided are marked where they stand in the text")
  func words() {
    let text =
      "host mx.example.com[192.0.2.1] said: 552 5.2.2 <ana@example.com>: User is over Quota (in reply to RCPT TO command)"
    let verdict = verdict(text)
    #expect(verdict.evidence.words == "User is over Quota")
    #expect(
      verdict.evidence.range.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
        == verdict.evidence.words)
    #expect(verdict.evidence.certainty == .decidedByTheText)
  }

  @Test("words of several reply lines, with numbers and capitals, are marked as they stand")
  func wordsAcrossLines() {
    let verdict = verdict(
      "550-5.1.1 The email account that you tried to reach does\n550 5.1.1 not exist. Please try")
    #expect(verdict.failureClass.id == "unknown-user")
    #expect(self.verdict("554 5.4.6 Message exceeded 50 hops").evidence.words?.contains("50 hops") == true)
  }

  @Test("a code decides where the words say nothing, and says so")
  func code() {
    let verdict = verdict("550 5.2.2 see you later")
    #expect(verdict.failureClass.id == "mailbox-full")
    #expect(verdict.evidence.certainty == .statedByTheCode)
    #expect(verdict.evidence.words == nil)
  }

  @Test("where words and code disagree, the words win and the doubt names both")
  func disagreement() {
    let verdict = verdict("550 5.1.1 <ana@example.com>: mailbox is full")
    #expect(verdict.failureClass.id == "mailbox-full")
    #expect(verdict.doubt?.otherClass?.id == "unknown-user")
    #expect(verdict.doubt?.sentence.contains("5.1.1") == true)
  }

  @Test("a reply with two honest readings names the second")
  func secondReading() {
    let verdict = verdict("550 5.4.1 Recipient address rejected: Access denied")
    #expect(verdict.failureClass.id == "unknown-user")
    #expect(verdict.doubt?.otherClass?.id == "policy-rejected")
  }

  @Test(
    "what nobody can know is undetermined and never permanent",
    arguments: ["", "550", "550 5.0.0", "554 Transaction failed", "qwertz", "550 Error"])
  func undetermined(text: String) {
    let verdict = verdict(text)
    #expect(verdict.failureClass.id == "undetermined")
    #expect(verdict.permanence == .temporary)
  }

  @Test("the inner reply beats its wrapper, and the first reply the noise after it")
  func structure() {
    #expect(
      verdict(
        "5.1.0 - Unknown address error 550-'5.2.2 <ana@example.com>... Mailbox Full' (delivery attempts: 0)"
      ).failureClass.id == "mailbox-full")
    #expect(
      verdict("554 5.4.0 Could not deliver, user unknown (was: 452 4.2.2 over quota)").failureClass.id
        == "mailbox-full")
    #expect(
      verdict("550 5.1.1 <ana@example.com>... User unknown 503 5.0.0 Need RCPT (recipient)").failureClass.id
        == "unknown-user")
    #expect(verdict("550 5.2.1 it is off 503 5.5.1 RCPT first").failureClass.id == "mailbox-disabled")
    #expect(
      verdict(
        "550 5.0.350 Remote server returned an error -> 554 5.7.1 Message rejected as spam by Content Filtering"
      ).failureClass.id == "spam-content")
    #expect(
      verdict(
        "The address couldn't be found. The response from the remote server was: 550 5.7.1 blocked using list.example"
      ).failureClass.id == "sender-blocked")
  }

  @Test("an expiry has the class of the reply before it, where there is one")
  func expiry() {
    #expect(verdict("mailbox is full: retry timeout exceeded").failureClass.id == "mailbox-full")
    #expect(verdict("retry timeout exceeded").failureClass.id == "expired")
    #expect(
      verdict(
        "Unable to contact LDAP server. (#4.4.3) I'm not going to try again; this message has been in the queue too long."
      ).failureClass.id == "receiver-error")
  }

  @Test("words inside addresses, hosts and URLs decide nothing")
  func variableParts() {
    #expect(verdict("550 <user.unknown@mailbox-full.example.com> qwertz").failureClass.id == "undetermined")
    #expect(
      verdict("550 qwertz, see https://example.com/spam/virus?mailbox=full").failureClass.id == "undetermined"
    )
    #expect(verdict("550 successfull qwertz").failureClass.id == "undetermined")
  }

  @Test("the stage decides where the same words mean another thing")
  func stage() {
    #expect(verdict("550 rejected", stage: .connection).failureClass.id == "sender-blocked")
    #expect(
      verdict("host mx.example.com[192.0.2.1] refused to talk to me: 554 rejected").failureClass.id
        == "sender-blocked")
  }

  @Test("the help desk's code is read before its number")
  func deliveryStatus() {
    var classifier = Classifier()
    func id(_ number: Int, _ code: String? = nil, _ name: String? = nil, _ message: String? = nil) -> String {
      classifier.verdict(
        zendeskStatus: Notification.DeliveryStatus(id: number, name: name, code: code, message: message)
      ).failureClass.id
    }
    #expect(id(39) == "unknown-user")
    #expect(id(29, "550 5.7.26") == "authentication-failed")
    #expect(id(29, "550 5.1.1") == "unknown-user")
    #expect(id(29, "550") == "recipient-refused")
    #expect(id(29) == "recipient-refused")
    #expect(id(46, "EC-001") == "connector-error")
    #expect(id(50, "EC-005") == "rate-limited")
    #expect(id(31, "552 5.3.4") == "message-too-large")
    #expect(id(900) == "undetermined")
    #expect(id(900, nil, "mailbox_full") == "mailbox-full")
    #expect(id(0) == "undetermined")
    #expect(id(29, "550", nil, "550 5.2.2 mailbox is full") == "mailbox-full")
    #expect(classifier.verdict(zendeskStatus: .init(id: 33)).permanence == .temporary)
    #expect(classifier.verdict(zendeskStatus: .init(id: 29)).doubt != nil)
  }

  @Test("every status of the help desk has the class that its row gives")
  func allDeliveryStatuses() {
    var classifier = Classifier()
    for row in CodeCatalogue.builtIn.deliveryStatuses where row.failureClass != "none" {
      let byID = classifier.verdict(zendeskStatus: .init(id: row.id))
      #expect(byID.failureClass.id == row.failureClass, "\(row.name)")
      let byName = classifier.verdict(zendeskStatus: .init(id: 1000, name: row.name))
      #expect(byName.failureClass.id == row.failureClass, "\(row.name)")
      let whole = classifier.verdict(zendeskStatus: .init(id: row.id, name: row.name, code: row.code))
      #expect(whole.failureClass.id == row.failureClass, "\(row.name) \(row.code)")
    }
  }

  @Test("bytes and values get the same verdict, and one shape one id")
  func bytes() {
    var classifier = Classifier()
    func id(_ text: String) -> VerdictID {
      Array(text.utf8).withUnsafeBytes { classifier.verdict(text: $0, stage: .rcptTo) }
    }
    let first = id("550 5.1.1 <ana@example.com>: User unknown id=4711a")
    let second = id("550 5.1.1 <ben@example.net>: User unknown id=99c")
    #expect(first == second)
    #expect(classifier.verdict(at: first).failureClass.id == "unknown-user")
    #expect(classifier.verdict(at: first).evidence.words == nil)
    #expect(Classifier().verdict(at: first).failureClass.id == "undetermined")
  }
}

@Suite("remembered verdicts")
struct VerdictMemoTests {
  private struct Dice {
    var state: UInt64
    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % sides
    }
  }

  @Test("a remembered verdict is the one that would be given anew", .timeLimit(.minutes(2)))
  func same() {
    var remembering = Classifier(rules: .builtIn, remembers: true, memoSlots: 64)
    var plain = Classifier(rules: .builtIn, remembers: false)
    let wordings = (Wording.replies + Wording.ownServer).map { Array($0.text.split(separator: " ")) }
    var dice = Dice(state: 11)
    for _ in 0..<3000 {
      // Halves of two wordings, so that shapes meet that nobody wrote a rule for.
      let left = wordings[dice.roll(wordings.count)]
      let right = wordings[dice.roll(wordings.count)]
      let text = (left.prefix(dice.roll(left.count + 1)) + right.suffix(dice.roll(right.count + 1))).joined(
        separator: " ")
      let reply = Reply(
        text: text.replacing("ana", with: "ana\(dice.roll(50))"), stage: dice.roll(2) == 0 ? nil : .rcptTo)
      #expect(remembering.verdict(for: reply) == plain.verdict(for: reply), "\(text)")
    }
  }

  @Test("no bytes make the classifier trap, and its range lies in the text", .timeLimit(.minutes(2)))
  func fuzz() {
    var classifier = Classifier(rules: .builtIn, remembers: true, memoSlots: 256)
    var dice = Dice(state: 0xF00D)
    let pieces = [
      "550", "-", " ", "5.1.1", "5.7.1.2", "user unknown", "@", "://", "<", ">", "'", "\"", "\\n", "\n",
      "\u{0}", "é",
      "Ü", "Я", "’", "\u{3000}", "OFR_416", "p=NoSuchUser", "....", "mx1.example.com", "[TSS04]", "#",
      "(was:", "said:",
      "한국어", String(repeating: "a", count: 300), String(repeating: "5", count: 40), "_", ":",
    ]
    for _ in 0..<4000 {
      var bytes: [UInt8] = []
      for _ in 0..<dice.roll(14) {
        if dice.roll(5) == 0 {
          bytes.append(UInt8(dice.roll(256)))
        } else {
          bytes += Array(pieces[dice.roll(pieces.count)].utf8)
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      let verdict = classifier.verdict(for: Reply(text: text))
      if let range = verdict.evidence.range {
        #expect(range.upperBound <= text.utf8.count && !range.isEmpty, "\(text)")
      }
      _ = bytes.withUnsafeBytes { classifier.verdict(text: $0, replyCode: UInt16(dice.roll(1000))) }
    }
  }

  @Test("a text of a megabyte is judged by its beginning")
  func long() {
    var classifier = Classifier()
    let text = "550 5.1.1 User unknown " + String(repeating: "user unknown 550 mailbox full ", count: 40_000)
    #expect(classifier.verdict(for: Reply(text: text)).failureClass.id == "unknown-user")
  }
}

@Suite("failure classes")
struct FailureClassTests {
  @Test("all twenty-six are there, each with names that others use")
  func table() {
    let all = FailureClasses.builtIn.all
    #expect(all.count == 26)
    #expect(Set(all.map(\.id)).count == 26)
    for one in all { #expect(!one.otherNames.sisimai.isEmpty && !one.otherNames.ses.isEmpty, "\(one.id)") }
    #expect(FailureClass.undetermined.permanence == .temporary)
    #expect(FailureClasses.builtIn.nearest(to: "mailbx-full")?.id == "mailbox-full")
  }

  @Test("every class but the undetermined has a rule that yields it")
  func rules() {
    let yielded = Set(RuleBook.builtIn.rules.map(\.failureClass.id))
    #expect(FailureClasses.builtIn.all.filter { !yielded.contains($0.id) }.map(\.id) == [])
  }

  @Test("every class that the catalogue names exists")
  func catalogue() {
    let catalogue = CodeCatalogue.builtIn
    let named =
      catalogue.enhancedCodes.map(\.failureClass) + catalogue.providerCodes.map(\.failureClass)
      + catalogue.deliveryStatuses.map(\.failureClass)
    #expect(Set(named).subtracting(FailureClasses.builtIn.all.map(\.id)) == ["none"])
  }
}

@Suite("the reference by name")
struct CodeReferenceTests {
  @Test(
    "codes, classes, statuses, providers and signs are found by what they are called",
    arguments: [
      ("5.7.26", "enhancedCode"), ("X.7.26", "enhancedCode"), ("550", "replyCode"),
      ("mailbox-full", "failureClass"),
      ("USER_DOES_NOT_EXIST", "deliveryStatus"), ("39", "deliveryStatus"), ("EC-001", "deliveryStatus"),
      ("550 5.1.1", "deliveryStatus"), ("ofr_416", "providerCode"), ("TSS04", "providerCode"),
      ("naver", "provider"),
      ("unknown-user/unknown-user", "rule"), (" 5.7.620 ", "providerCode"),
    ])
  func found(name: String, kind: String) {
    let entries = CodeReference.entries(for: name)
    #expect(entries.contains { "\($0)".hasPrefix(kind + "(") }, "\(name)")
  }

  @Test(
    "what nothing is called finds nothing, and a near name is offered",
    arguments: ["", "5.7", "999", "qwertz", "9.9.9"])
  func notFound(name: String) {
    #expect(CodeReference.entries(for: name) == [])
  }

  @Test("each provider of the catalogue has rules, and the rules of a code are found")
  func rules() throws {
    for provider in CodeCatalogue.builtIn.providers {
      #expect(!RuleBook.builtIn.rules(of: provider).isEmpty, "\(provider.id)")
    }
    let code = try #require(CodeCatalogue.builtIn.enhancedCodes.first { $0.code == "X.1.1" })
    #expect(!RuleBook.builtIn.rules(naming: code).isEmpty)
    #expect(CodeReference.suggestion(for: "mailbx-full") == "mailbox-full")
    #expect(FailureClasses.builtIn.all.allSatisfy { !RuleBook.builtIn.rules(yielding: $0).isEmpty })
  }

  @Test("a provider's sign and the rule for it name the same class")
  func signs() {
    var classifier = Classifier()
    var differing: [String] = []
    for one in CodeCatalogue.builtIn.providerCodes {
      let host = CodeCatalogue.builtIn.providers.first { $0.id == one.provider }?.hosts.first
      let text = [one.replyCode, String(one.enhancedCode.prefix { $0 != "-" }), one.sign].filter {
        !$0.isEmpty
      }
      .joined(separator: " ")
      let verdict = classifier.verdict(for: Reply(text: text, remoteHost: host.map { "mx." + $0 }))
      if verdict.failureClass.id != one.failureClass {
        differing.append("\(one.provider) \(text): \(verdict.failureClass.id), not \(one.failureClass)")
      }
    }
    #expect(differing == [])
  }
}

@Suite("signs of providers")
struct ProviderSignTests {
  @Test(
    "a sign is found inside a URL, a longer word or brackets",
    arguments: [
      ("see https://support.example/mail/?p=NoSuchUser a1b2c3d4e5f6", "unknown-user"),
      ("452 see https://support.example/mail/?p=OverQuotaTemp&hl=en x", "mailbox-full"),
      ("421 mx.example (OFR_104)", "rate-limited"), ("550 [HM08] x", "policy-rejected"),
      ("550 see http://mail.i.ua/err/3/", "mailbox-disabled"),
    ])
  func found(text: String, failureClass: String) {
    var classifier = Classifier()
    let verdict = classifier.verdict(for: Reply(text: text))
    #expect(verdict.failureClass.id == failureClass, "\(verdict.evidence.rule)")
    #expect(verdict.evidence.words?.isEmpty == false)
  }
}
