import ArgumentParser
import Rendering
import Reports

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Prints the reference's entry on a code, a class, a help-desk status or a mail service.",
    discussion: """
      EXAMPLES
        bouncebook explain 5.1.1
        bouncebook explain mailbox-full --language ko
        bouncebook explain EC-004
        bouncebook explain TSS04

      For a whole reply, use `bouncebook classify`.
      """)

  @Argument(help: ArgumentHelp("A code, class, status, mail service or guide.", valueName: "name"))
  var name: [String]

  @Option(help: ArgumentHelp("Language of the entry.", valueName: "language"))
  var language = "en"

  @Option(help: ArgumentHelp("Your own rules, which go before the built-in ones.", valueName: "file"))
  var rules: [String] = []

  func run() throws {
    let terminal = Terminal(isQuiet: false, showsProgress: false)
    let library = try WordingLibrary()
    guard let wording = library[Language(language)] else {
      throw UsageProblem(
        "--language \(language): there is \(library.languages.map(\.id).joined(separator: ", "))")
    }
    let voice = Voice(wording: wording, guidance: try GuidanceLibrary(wording: wording))
    let reference = ReferenceCatalogue(rules: try RuleFiles.load(rules, terminal))
    let pages = ReferencePages(reference, in: voice)
    let wanted = name.joined(separator: " ")
    guard let text = ReferenceSet.explanation(of: wanted, in: pages) else {
      let near = pages.names(near: wanted)
      let hint = near.isEmpty ? "" : "; near it are \(near.joined(separator: ", "))"
      throw UsageProblem("explain: there is no entry “\(wanted)”\(hint)")
    }
    var output = StandardOutput()
    try output.write(text)
    try output.flush()
  }
}
