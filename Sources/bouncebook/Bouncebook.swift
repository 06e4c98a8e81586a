import ArgumentParser

@main
struct Bouncebook: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Finds every mail that did not arrive.")
}
