import ArgumentParser
import Foundation
import Rendering
import Reports

struct ReferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reference",
    abstract: "Writes the reference of failure classes, codes, statuses and mail services.",
    discussion: """
      EXAMPLES
        bouncebook reference                                   a site below output/reference/
        bouncebook reference --base-url https://mail.example.com/errors --output public/
        bouncebook reference --single --language en --format html
        bouncebook reference --format json --output .          the whole catalogue as reference.json

      Needs no input. Addresses stay the same from version to version: en/codes/5.7.26.html, \
      en/classes/mailbox-full.html, en/providers/google.html, en/statuses/user-does-not-exist.html. Files that \
      would not change are not written again.
      """)

  @Option(name: [.short, .long], help: ArgumentHelp("The folder for the pages.", valueName: "folder"))
  var output = "output/reference"

  @Option(
    name: [.customLong("language"), .customLong("languages")],
    help: ArgumentHelp("Languages of the pages, such as en,ko; without it all.", valueName: "list"))
  var language: String?

  @Option(
    name: [.customLong("format"), .customLong("formats")],
    help: ArgumentHelp("html, markdown, json, or several with commas.", valueName: "list"))
  var format = "html,markdown"

  @Flag(help: "One page with everything on it, to attach or print.")
  var single = false

  @Option(
    name: .customLong("base-url"),
    help: ArgumentHelp(
      "Where the folder will be published: for canonical links and sitemap.xml.", valueName: "url"))
  var baseURL: String?

  @Option(
    help: ArgumentHelp(
      "A folder whose files replace the built-in templates, guidance and wording.", valueName: "folder"))
  var templates: String?

  @Option(help: ArgumentHelp("Your own rules, which go before the built-in ones.", valueName: "file"))
  var rules: [String] = []

  @Option(
    name: .customLong("generated-by"),
    help: ArgumentHelp(
      "A first line for every Markdown file, where pages are kept beside sources.", valueName: "text"))
  var generatedBy: String?

  func run() throws {
    let terminal = Terminal(isQuiet: false, showsProgress: false)
    var options = ReferenceOptions(isSingle: single, rules: try RuleFiles.load(rules, terminal))
    options.languages = language.map { $0.split(separator: ",").map { Language(String($0)) } } ?? []
    options.formats = try Set(format.split(separator: ",").map { try Self.format($0) })
    guard !options.formats.isEmpty else {
      throw UsageProblem("--format: expected html, markdown or json")
    }
    if let baseURL {
      guard baseURL.isWebAddress else {
        throw UsageProblem("--base-url \(baseURL): expected an address that begins with https://")
      }
      options.baseURL = baseURL
    }
    if let templates, !FileManager.default.fileExists(atPath: templates) {
      throw UsageProblem("--templates \(templates): no such folder")
    }
    options.templates = templates
    options.generatedBy = generatedBy
    let pages: WrittenPages
    do { pages = try ReferenceSet.write(options, to: output) } catch let error as DataFileError {
      terminal.report(.error, error.problem, at: Self.place(error.file, error.line))
      throw ExitStatus.wrongUsage.code
    } catch let error as TemplateLibrary.Failure {
      terminal.report(.error, error.problem, at: Self.place(error.file, error.line))
      throw ExitStatus.wrongUsage.code
    } catch PageSet.Failure.unknownLanguage(let language, let known) {
      throw UsageProblem(
        "--language \(language.id): there is \(known.map(\.id).joined(separator: ", "))")
    }
    var standard = StandardOutput()
    let path = output.hasSuffix("/") ? output + pages.first : output + "/" + pages.first
    try standard.write("First page: \(path) (\(pages.files.count) files, \(pages.changed) written)\n")
    try standard.flush()
  }

  private static func place(_ file: String, _ line: Int) -> String { line > 0 ? "\(file):\(line)" : file }

  private static func format(_ name: Substring) throws -> ReferenceFormat {
    switch name.lowercased() {
    case "html": .html
    case "markdown", "md": .markdown
    case "json": .json
    default: throw UsageProblem("--format \(name): expected html, markdown or json")
    }
  }
}
