import Classification
import DeliveryModel
import Foundation
import Reports
import SMTPStatus
import TestSupport
import Testing

@testable import Rendering

/// Node runs the page's own script, so that what is tested is what a reader's browser runs.
enum Node {
  static let path: String? = ["/usr/bin/node", "/usr/local/bin/node", "/opt/homebrew/bin/node"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// The class that the page's search gives for each reply.
  static func classes(of replies: [String], table: String) throws -> [String] {
    guard let path else { return [] }
    let folder = try TemporaryFolder()
    try folder.write("table.json", table)
    try folder.write("replies.json", try JSONEncoder().encode(replies))
    let program = try folder.write(
      "run.js",
      SearchBox.code + """

        const read = name => JSON.parse(require('fs').readFileSync(require('path').join(__dirname, name), 'utf8'))
        const classifier = makeClassifier(read('table.json'))
        console.log(JSON.stringify(read('replies.json').map(reply => classifier.classify(reply).klass)))
        """)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = [program]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode([String].self, from: data)
  }
}

@Suite("the search of a pasted reply")
struct ReplySearchTests {
  private static let boxes: [(pages: ReferencePages, box: SearchBox)] = {
    guard let library = try? WordingLibrary() else { return [] }
    return library.languages.compactMap { language in
      guard let wording = library[language], let guidance = try? GuidanceLibrary(wording: wording) else {
        return nil
      }
      let pages = ReferencePages(.builtIn, in: Voice(wording: wording, guidance: guidance))
      return (pages, SearchBox(pages, wording: wording))
    }
  }()

  /// Every example of the rule book, and each again as a mail server would hand it on.
  private static var replies: [String] {
    let examples = RuleBook.builtIn.rules.flatMap { rule in rule.examples.map(\.text) }
    var random = SeededRandom(seed: 7)
    let invented = examples.enumerated().map { index, text -> String in
      let host = "mx\(index % 9).example.\(random.pick(["com", "net", "org"]))"
      let address = random.pick(["198.51.100.\(index % 250)", "203.0.113.\(index % 250)"])
      let recipient = random.pick(["ana", "kim.minsu", "j_doe+x", "info"]) + "@" + host
      return switch index % 6 {
      case 0: "host \(host)[\(address)] said: \(text) (in reply to RCPT TO command)"
      case 1: "<\(recipient)>: \(text.uppercased())"
      case 2: "smtp; \(text) \(address) q\(index)-\(index * 7919).\(index % 90)"
      case 3: text.split(separator: " ").joined(separator: "  ")
      case 4: "\(text)\r\n\(text)"
      default:
        "The following message to <\(recipient)> was undeliverable.\nThe reason for the problem:\n\(text)"
      }
    }
    return examples + invented + odd
  }

  private static let odd = [
    "", " ", "550", "5.1.1", "550 5.1.1", "421", "hello world", "550 550 550", "5.1.1.1", "@", "//",
    "{}[]()<>",
    "552 5.2.2 수신자의 메일함 용량이 초과되었습니다", "550 Пользователь не найден", "550 Utilisateur inconnu \u{e9}\u{c9}",
    "\u{1}\u{2}\u{3} 550 user unknown", String(repeating: "550 user unknown ", count: 200),
    "'quota' \"exceeded\"",
    "550 5.7.1 it\u{2019}s blocked", "\u{3000}552\u{3000}mailbox\u{a0}full",
  ]

  @Test("the table is small enough to be part of a page")
  func size() {
    #expect(Self.boxes.count == 2)
    for (_, box) in Self.boxes {
      #expect(box.table.utf8.count < 250_000, "\(box.table.utf8.count) bytes")
      #expect(SearchBox.code.utf8.count < 40_000)
    }
  }

  @Test("nothing in the table can end the element that holds it")
  func tableIsInert() {
    for (_, box) in Self.boxes { #expect(!box.table.contains("<") && !box.table.contains("\u{2028}")) }
  }

  @Test("the script needs no network and makes no markup of what is pasted")
  func scriptIsTame() {
    for word in [
      "fetch(", "XMLHttpRequest", "innerHTML", "eval(", "import(", "document.write", "http:", "https:",
    ] {
      #expect(!SearchBox.code.contains(word), "\(word)")
    }
    #expect(!SearchBox.code.contains("</"))
  }

  @Test(
    "the page gives a pasted reply the class that the classifier gives",
    .enabled(if: Node.path != nil, "node is not installed: the page's script cannot be run"))
  func sameClass() throws {
    let replies = Self.replies
    #expect(replies.count >= 500)
    let given = try Node.classes(of: replies, table: try #require(Self.boxes.first).box.table)
    try #require(given.count == replies.count)
    var classifier = Classifier()
    var different: [String] = []
    for (text, page) in zip(replies, given) {
      var reply = Reply(text: text)
      let found = StatusCodeFinder.first(in: text)
      reply.code = found?.replyCode
      reply.enhancedCode = found?.enhancedCode
      let known = classifier.verdict(for: reply).failureClass.id
      if known != page { different.append("\(page) for \(known): \(text.prefix(120))") }
    }
    let share = Double(different.count) / Double(replies.count)
    #expect(share <= 0.02, "\(different.count) of \(replies.count) differ: \(different.prefix(10))")
  }
}
