import ArgumentParser
import Foundation

/// How the program ends. The numbers are an interface: scripts lean on them.
enum ExitStatus: Int32, CaseIterable {
  case done = 0
  case nothingDone = 1
  case wrongUsage = 2
  case doneWithDamage = 3
  case conditionHolds = 4
  case interrupted = 130

  /// What `--help` says of it.
  var meaning: String {
    switch self {
    case .done: "everything was read and written"
    case .nothingDone: "nothing could be done"
    case .wrongUsage: "wrong usage or configuration"
    case .doneWithDamage:
      "done, but some input was damaged or not understood"
    case .conditionHolds: "a --fail-on condition holds"
    case .interrupted: "interrupted"
    }
  }

  static var helpText: String {
    "EXIT STATUS\n" + allCases.map { "  \($0.rawValue)  \($0.meaning)" }.joined(separator: "\n")
  }

  var code: ExitCode { ExitCode(rawValue) }
}

extension ParsableCommand {
  /// Ends the program at once: giving back the memory of a large summary piece by piece helps nobody.
  static func end(_ status: ExitStatus) -> Never { Foundation.exit(status.rawValue) }
}
