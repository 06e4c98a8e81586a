import ArgumentParser
import Classification
import DeliveryModel
import Foundation
import Rendering
import Reports
import SMTPStatus

struct ClassifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Says why a reply means that a mail failed.",
    discussion: """
      Takes a reply as arguments, or replies on standard input: one a line, as text or as a JSON object with the \
      keys reply, reply_code, enhanced_code, said_by, stage, remote_host. Answers with a small explanation on a \
      terminal, else with one JSON object a line.

      EXAMPLES
        bouncebook classify "552 5.2.2 Over quota"
        jq -c '{reply}' failures.ndjson | bouncebook classify
        bouncebook classify --json < replies.txt | jq -r .class | sort | uniq -c
      """)

  @Argument(help: "A reply; without it replies are read from standard input.")
  var reply: [String] = []

  @Flag(help: "JSON even on a terminal.")
  var json = false

  @Option(help: ArgumentHelp("Your own rules, which go before the built-in ones.", valueName: "file"))
  var rules: [String] = []

  @Option(help: ArgumentHelp("Language of the explanation.", valueName: "language"))
  var language = "en"

  func run() throws {
    let terminal = Terminal(isQuiet: false, showsProgress: false)
    var classifier = Classifier(rules: try RuleFiles.load(rules, terminal))
    var output = StandardOutput()
    let isReadable = !json && StandardOutput.isTerminal
    let explainer = isReadable ? try VerdictText(language: Language(language)) : nil
    func answer(_ line: String) throws {
      let reply = ReplyInput.reply(line)
      let verdict = classifier.verdict(for: reply)
      if let explainer {
        try output.write(explainer.text(verdict, of: reply))
      } else {
        try output.write(VerdictJSON.encode(verdict, of: reply, input: line))
        try output.write("\n")
      }
    }
    if reply.isEmpty {
      if isReadable, isatty(0) == 1 { terminal.say("Type or paste a reply, one a line; end with Ctrl-D.") }
      var lines = InputLines()
      while let line = lines.next() {
        if line.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
        try answer(line)
        if isReadable { try output.flush() }
      }
    } else {
      try answer(reply.joined(separator: " "))
    }
    try output.flush()
  }
}

/// A line of input as a reply: text, or a JSON object that says more about it.
enum ReplyInput {
  private static let decoder: JSONDecoder = {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }()

  static func reply(_ line: String) -> Reply {
    var reply = Reply(text: line)
    if line.hasPrefix("{"), let object = try? decoder.decode(Fields.self, from: Data(line.utf8)) {
      reply = Reply(
        text: object.reply ?? object.text ?? "", code: object.replyCode.flatMap { ReplyCode($0) },
        enhancedCode: object.enhancedCode.flatMap { EnhancedStatusCode($0) },
        saidBy: object.saidBy.flatMap(Reply.Speaker.init(rawValue:)) ?? .unknown,
        stage: object.stage.flatMap(Reply.Stage.init(rawValue:)), remoteHost: object.remoteHost)
    }
    let found = StatusCodeFinder.first(in: reply.text)
    if reply.code == nil { reply.code = found?.replyCode }
    if reply.enhancedCode == nil { reply.enhancedCode = found?.enhancedCode }
    return reply
  }

  private struct Fields: Decodable {
    var reply: String?
    var text: String?
    var replyCode: Int?
    var enhancedCode: String?
    var saidBy: String?
    var stage: String?
    var remoteHost: String?
  }
}
