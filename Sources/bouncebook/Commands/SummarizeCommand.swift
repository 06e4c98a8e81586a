import ArgumentParser
import Foundation
import Summaries

/// Where a summary goes: a file, or standard output for the next filter.
struct SummaryOutput: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Write the summary to this file; without it to standard output.", valueName: "file"))
  var output: String?

  private func check() throws {
    if output == nil, StandardOutput.isTerminal {
      throw UsageProblem(
        "a summary is compressed data: name a file with --output, or send it to another program")
    }
  }

  /// Reads the input and writes what it comes to; tells how well that went.
  func make(from input: InputOptions) throws -> ExitStatus {
    try check()
    let (summary, status) = try Reading(input).summary()
    try write(summary)
    return status
  }

  private func write(_ summary: Summary) throws {
    let bytes = try SummaryFile.encode(summary)
    guard let output else {
      var standard = StandardOutput()
      try standard.write(bytes)
      try standard.flush()
      return
    }
    try Data(bytes).write(to: URL(fileURLWithPath: output), options: .atomic)
  }
}

struct SummarizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summarize",
    abstract: "Reads input into a summary, which can be merged, kept and reported on.",
    discussion: """
      EXAMPLES
        bouncebook summarize /var/log/mail.log -o today.summary.json.gz
        zcat mail.log.2.gz | bouncebook summarize - > old.summary.json.gz

      A log may be cut anywhere: messages that cross the cut are put together again by merge.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var target: SummaryOutput

  func run() throws {
    throw try target.make(from: input).code
  }
}

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Adds summaries together; the order does not matter, and nothing counts twice.",
    discussion: """
      EXAMPLES
        bouncebook merge mon.summary.json.gz tue.summary.json.gz -o week.summary.json.gz
        bouncebook merge parts/ > all.summary.json.gz

      All summaries must have been made for the same time zone. Raw logs and exports may stand among them.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var target: SummaryOutput

  func run() throws {
    throw try target.make(from: input).code
  }
}
