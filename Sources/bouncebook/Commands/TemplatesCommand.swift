import ArgumentParser
import Rendering

struct TemplatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates",
    abstract: "Writes out templates, guidance, wording and limits, to change them.",
    subcommands: [Export.self])

  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: "Writes every file that --templates may replace into a folder.",
      discussion: """
        Delete the files that you do not change: what is not there is taken from the program.

        EXAMPLES
          bouncebook templates export my-templates
          bouncebook report exports/ --templates my-templates
        """)

    @Argument(help: ArgumentHelp("A folder; it is made where it is missing.", valueName: "folder"))
    var folder: String

    func run() throws {
      let files: [String]
      do { files = try DefaultTemplates.write(to: folder) } catch let failure as DefaultTemplates.Failure {
        throw UsageProblem("\(failure)")
      }
      print("\(files.count) files in \(folder)")
    }
  }
}
