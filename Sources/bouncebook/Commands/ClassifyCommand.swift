import ArgumentParser

struct ClassifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify", abstract: "Says why a reply means that a mail failed.")
  func run() throws {}
}
