import ArgumentParser
import Classification
import DeliveryModel
import Foundation
import Rendering
import SMTPStatus
import Summaries

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Checks your own rules, lists the rule book, and shows what no rule knows.",
    discussion: """
      A rule says which replies mean which failure class. Yours go before the built-in ones: name the file with \
      --rules, or under rules: in bouncebook.yaml.

      EXAMPLES
        bouncebook rules check rules.yaml
        bouncebook rules list --class mailbox-full
        bouncebook rules coverage logs/
      """,
    subcommands: [Check.self, List.self, Coverage.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Says what is wrong with your rules, with file and line.",
      discussion: """
        A rule needs an id, a class, when, a source and an example that it wins on:

          - id: own/quota
            class: mailbox-full
            when: { text: ["space is used up"] }
            source: "reply of example.com, November 2026"
            example: "552 space is used up"

        EXAMPLES
          bouncebook rules check rules.yaml && echo fine
        """)

    @Argument(help: ArgumentHelp("Rule files (YAML).", valueName: "file"))
    var files: [String]

    func run() throws {
      let terminal = Terminal(isQuiet: false, showsProgress: false)
      var hasErrors = false
      for file in files {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
          throw UsageProblem("\(file): cannot be read as UTF-8 text")
        }
        let (book, diagnostics) = RuleBook.load(yaml: text, name: file)
        for diagnostic in diagnostics {
          let isError = diagnostic.severity == .error
          hasErrors = hasErrors || isError
          terminal.report(isError ? .error : .warning, diagnostic.message, at: diagnostic.place.description)
        }
        let own = book.rules.count { $0.place.source == file }
        terminal.say(
          "\(file): \(own) rules, \(diagnostics.isEmpty ? "nothing to say against them" : "\(diagnostics.count) findings")"
        )
      }
      if hasErrors { throw ExitStatus.wrongUsage.code }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Prints the rules, in the order of the book.",
      discussion: """
        EXAMPLES
          bouncebook rules list --class authentication-failed
          bouncebook rules list --json | jq -r .id
        """)

    @Option(
      name: .customLong("class"), help: ArgumentHelp("Only rules that yield this class.", valueName: "class"))
    var failureClass: String?

    @Option(help: ArgumentHelp("Your own rules, which go before the built-in ones.", valueName: "file"))
    var rules: [String] = []

    @Flag(help: "One JSON object a line.")
    var json = false

    func run() throws {
      if let failureClass, FailureClasses.builtIn[failureClass] == nil {
        let guess = NearMiss.nearest(to: failureClass, among: FailureClasses.builtIn.all.map(\.id))
        throw UsageProblem(
          "unknown class “\(failureClass)”" + (guess.map { "; did you mean “\($0)”?" } ?? ""))
      }
      let book = try RuleFiles.load(rules, Terminal(isQuiet: false, showsProgress: false))
      var output = StandardOutput()
      for rule in book.rules where failureClass == nil || rule.failureClass.id == failureClass {
        try output.write(json ? RuleJSON.encode(rule) : Array(line(rule).utf8))
        try output.write("\n")
      }
      try output.flush()
    }

    private func line(_ rule: Rule) -> String {
      let words = rule.conditions.text + rule.conditions.all + rule.conditions.also
      let codes =
        rule.conditions.enhancedCodes.map(\.description) + rule.conditions.replyCodes.map(\.description)
      let signs = words.map { "“\($0)”" } + codes
      return "\(rule.id)\t\(rule.failureClass.id)\t\(signs.joined(separator: ", "))\t\(rule.source)"
    }
  }

  struct Coverage: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "coverage",
      abstract: "Shows which rules an input needs, and what no rule knows, as rules to fill in.",
      discussion: """
        EXAMPLES
          bouncebook rules coverage logs/ > coverage.txt
          bouncebook rules coverage logs/ --stubs > rules.yaml
        """)

    @OptionGroup var input: InputOptions

    @Flag(help: "Only the rules to fill in, as a rule file.")
    var stubs = false

    @Option(help: ArgumentHelp("How many of the unknown replies to show.", valueName: "number"))
    var limit = 20

    func run() throws {
      let reading = try Reading(input)
      let (summary, status) = try reading.summary()
      let findings = reading.findings(summary)
      var coverage = RuleCoverage(rules: reading.rules)
      for row in findings.failures + findings.others {
        if let reply = row.reply, row.verdict != nil, !reply.text.isEmpty { coverage.add(reply) }
      }
      var output = StandardOutput()
      try output.write(stubs ? stubFile(coverage) : report(coverage))
      try output.flush()
      throw status.code
    }

    private func stubFile(_ coverage: RuleCoverage) -> String {
      coverage.unknownShapes(limit: limit).map(\.ruleStub).joined(separator: "\n")
    }

    private func report(_ coverage: RuleCoverage) -> String {
      var text = "\(coverage.total) replies of failed, delayed and open deliveries\n\nrules that decided\n"
      for (rule, count) in coverage.rulesHit { text += "  \(count)\t\(rule)\n" }
      let never = coverage.rulesNeverHit.count
      text += "\nrules never needed: \(never)\n"
      let unknown = coverage.unknownShapes(limit: limit)
      text +=
        unknown.isEmpty
        ? "\nevery reply was known\n" : "\nreplies that no rule knows, as rules to fill in\n\n"
      return text + unknown.map(\.ruleStub).joined(separator: "\n")
    }
  }
}
