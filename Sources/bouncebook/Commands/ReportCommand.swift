import ArgumentParser

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Writes the weekly report, the support lead's review and the code reference.")
  func run() throws {}
}
