import ArgumentParser
import Classification
import Foundation
import Glibc

@main
struct Bouncebook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bouncebook",
    abstract: "Finds every email answer that did not arrive, says why, and who can fix it.",
    usage: """
      bouncebook report exports/ mail.log
      bouncebook <subcommand> --help
      """,
    discussion: """
      Reads what a support team can export (help-desk tickets and notifications, mail-server logs, bounce \
      messages), finds every delivery failure, and writes a weekly report, a review for the support lead and a \
      reference of the error codes, as HTML and Markdown. Nothing leaves this machine.

      EXAMPLES
        bouncebook report exports/ mail.log           pages into output/
        bouncebook failures mail.log | jq .recipient  a JSON object a failure
        bouncebook totals mail.log* --json            what to check first
        bouncebook classify "550 5.1.1 User unknown"  why did it fail?
        bouncebook summarize mail.log -o mon.summary.json.gz
        bouncebook merge mon.summary.json.gz tue.summary.json.gz > two.gz

      \(ExitStatus.helpText)
      """,
    version: Version.current,
    subcommands: [
      ReportCommand.self, FailuresCommand.self, TotalsCommand.self, ClassifyCommand.self,
      SummarizeCommand.self, MergeCommand.self, RulesCommand.self, ReferenceCommand.self,
      ExplainCommand.self, TemplatesCommand.self,
    ])

  static func main() {
    // A reader that goes away shows as a failed write, which ends us quietly.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGINT) { _ in _exit(ExitStatus.interrupted.rawValue) }
    // The rule book takes longer to load than all the rest of the start: begin while arguments and files are looked at.
    Thread.detachNewThread { _ = RuleBook.builtIn }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let problem as UsageProblem {
      Self.fail(problem.description, at: problem.place, .wrongUsage)
    } catch is StandardOutput.ReaderIsGone {
      _exit(ExitStatus.done.rawValue)
    } catch let code as ExitCode {
      _exit(code.rawValue)
    } catch {
      exitAsParserSays(error)
    }
  }

  /// Help and version end well; a wrong command line ends as wrong usage; anything else could not be done.
  private static func exitAsParserSays(_ error: any Error) -> Never {
    let code = exitCode(for: error)
    if code == .success {
      print(fullMessage(for: error))
      Foundation.exit(ExitStatus.done.rawValue)
    }
    if code == .validationFailure {
      FileHandle.standardError.write(Data((fullMessage(for: error) + "\n").utf8))
      Foundation.exit(ExitStatus.wrongUsage.rawValue)
    }
    fail("\(error)", .nothingDone)
  }

  private static func fail(_ message: String, at place: String? = nil, _ status: ExitStatus) -> Never {
    Terminal(isQuiet: false, showsProgress: false).report(.error, message, at: place)
    Foundation.exit(status.rawValue)
  }
}
