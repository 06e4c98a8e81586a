import DeliveryModel
import SMTPStatus
import Testing

@testable import Classification

@Suite("a user's own rules")
struct UserRulesTests {
  private static let good = """
    - id: own/frobnicated
      class: policy-rejected
      when: { text: ["frobnicated by example"] }
      source: "a ticket"
      example: "550 frobnicated by Example filter"

    """

  @Test("they go before the built-in ones, whatever the strength of those")
  func before() {
    let yaml = """
      - id: own/unknown-is-policy
        class: policy-rejected
        strength: hint
        when: { text: ["user unknown"], host: [mx.example.com] }
        source: "their administrator"
        example: { text: "550 5.1.1 User unknown", host: mx.example.com }
      """
    let (book, diagnostics) = RuleBook.load(yaml: yaml, name: "rules.yaml")
    #expect(diagnostics.map(\.description) == [])
    var classifier = Classifier(rules: book)
    let there = classifier.verdict(for: Reply(text: "550 5.1.1 User unknown", remoteHost: "mx.example.com"))
    #expect(there.failureClass.id == "policy-rejected")
    let elsewhere = classifier.verdict(
      for: Reply(text: "550 5.1.1 User unknown", remoteHost: "mx.example.net"))
    #expect(elsewhere.failureClass.id == "unknown-user")
  }

  @Test(
    "what is wrong is named with file, line and the nearest known name",
    arguments: [
      (
        good
          + "- id: own/x\n  class: mailbx-full\n  when: { text: [\"xx yy\"] }\n  source: s\n  example: xx yy\n",
        "rules.yaml:7: error: unknown class \"mailbx-full\"; did you mean \"mailbox-full\"?"
      ),
      (
        good
          + "- id: own/x\n  class: mailbox-full\n  wen: { text: [\"xx yy\"] }\n  source: s\n  example: xx yy\n",
        "rules.yaml:8: error: unknown key \"wen\"; did you mean \"when\"?"
      ),
      (good + good, "rules.yaml:6: error: the id \"own/frobnicated\" stands twice; first at rules.yaml:1"),
      (
        "- id: own/x\n  class: mailbox-full\n  when: { text: [\"xx yy\"] }\n  example: xx yy\n",
        "rules.yaml:1: error: a rule must have a source"
      ),
      (
        "- id: own/x\n  class: mailbox-full\n  when: { text: [\"xx yy\"] }\n  source: s\n",
        "rules.yaml:1: error: a rule must have an example that it wins"
      ),
      (
        "- id: own/x\n  class: mailbox-full\n  when: { text: [\"frobnicate\"] }\n  source: s\n  example: \"550 5.1.1 User unknown\"\n",
        "rules.yaml:1: error: rule \"own/x\" does not win on its own example \"550 5.1.1 User unknown\": \"unknown-user/unknown-user\" does"
      ),
      (
        good
          + "- id: own/shadowed\n  class: expired\n  when: { text: [\"by example\"] }\n  source: s\n  example: \"550 frobnicated by Example filter\"\n",
        "rules.yaml:6: warning: rule \"own/shadowed\" is shadowed by \"own/frobnicated\""
      ),
      (
        "- id: own/x\n  class: expired\n  when: { enhanced_code: [\"5.1\"] }\n  source: s\n  example: x\n",
        "rules.yaml:3: error: \"5.1\" is no enhanced code; write 5.1.1, X.1.1 or 5.7.606-649"
      ),
      (
        "- id: own/x\n  class: expired\n  when: { text: [\"abc def\"], stage: [rcpt] }\n  source: s\n  example: abc def\n",
        "rules.yaml:3: error: unknown stage \"rcpt\""
      ),
      ("rules: []\n", "rules.yaml:1: error: a rule file must be a list of rules"),
      (
        "- id: own/x\n  class: expired\n  when: {}\n  source: s\n  example: x\n",
        "rules.yaml:1: error: rule \"own/x\" must need a text, an enhanced code or a reply code"
      ),
    ])
  func diagnostics(yaml: String, expected: String) {
    let (_, diagnostics) = RuleBook.load(yaml: yaml, name: "rules.yaml")
    #expect(diagnostics.map(\.description).contains(expected), "\(diagnostics.map(\.description))")
  }

  @Test(
    "what is no YAML is one diagnostic, and the built-in rules stay",
    arguments: ["- id: [", "a: b: c", "\u{0}", "- &a [*a]", "\t- x"])
  func broken(yaml: String) {
    let (book, diagnostics) = RuleBook.load(yaml: yaml, name: "rules.yaml")
    #expect(!diagnostics.isEmpty)
    #expect(book.rules.count == RuleBook.builtIn.rules.count)
  }

  @Test("an empty file is no mistake")
  func empty() {
    #expect(RuleBook.load(yaml: "", name: "rules.yaml").diagnostics == [])
    #expect(RuleBook.load(yaml: "# nothing yet\n", name: "rules.yaml").diagnostics == [])
  }

  @Test("the stub for an unknown reply is a rule once its class and source are filled in")
  func stub() throws {
    let reply = Reply(
      text: "550 The \"gnomes\" of example.com refused 4711", code: ReplyCode(550), saidBy: .remoteHost,
      stage: .endOfData)
    var coverage = RuleCoverage()
    coverage.add(reply)
    coverage.add(Reply(text: "550 The \"gnomes\" of example.net refused 12"))
    coverage.add(Reply(text: "550 5.1.1 User unknown"))
    let unknown = try #require(coverage.unknownShapes().first)
    #expect(unknown.count == 2)
    #expect(coverage.rulesHit.contains { $0.rule == "unknown-user/unknown-user" && $0.count == 1 })
    #expect(coverage.rulesNeverHit.count > 100)
    let filled = unknown.ruleStub.replacing("class: undetermined", with: "class: policy-rejected").replacing(
      "source: \"\"", with: "source: \"a ticket\"")
    let (_, diagnostics) = RuleBook.load(yaml: filled, name: "rules.yaml")
    #expect(diagnostics.map(\.description) == [], "\(filled)")
  }
}
