import ArgumentParser

/// What every command that reads input takes.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files, folders (read with everything below them) or - for standard input.",
      discussion: """
        Formats are recognised by content: Zendesk exports and API pages, Postfix logs, bounce messages (.eml, \
        mbox), summaries made by bouncebook; plain or packed as gzip, Zstandard or zip.
        """, valueName: "input"))
  var inputs: [String] = []

  @Option(
    name: [.customLong("time-zone"), .customLong("tz")],
    help: ArgumentHelp(
      "Where days begin, and the zone of timestamps that name none.",
      discussion: "A name such as Asia/Seoul. Without it: the configuration's, else UTC.", valueName: "name"))
  var timeZone: String?

  @Option(
    help: ArgumentHelp(
      "The year of the newest timestamp in logs that name no year.",
      discussion: "Without it the newest year in which the log is not later than its file's own date.",
      valueName: "year"))
  var year: Int?

  @Option(
    help: ArgumentHelp(
      "Only what happened on or after this day: 2026-11-16, or 7d for the last seven days of the input.",
      valueName: "day"))
  var since: String?

  @Option(help: ArgumentHelp("Only what happened up to and on this day.", valueName: "day"))
  var until: String?

  @Option(
    help: ArgumentHelp(
      "Write every piece of input that was not understood, with its place and reason.",
      valueName: "file"))
  var skipped: String?

  @Option(
    help: ArgumentHelp(
      "A configuration file; without it ./bouncebook.yaml where there is one.", valueName: "file"))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "Your own rules, which go before the built-in ones (bouncebook rules check FILE).",
      valueName: "file"))
  var rules: [String] = []

  @Option(help: ArgumentHelp("How many processor cores to use; without it all of them.", valueName: "number"))
  var cores: Int?

  @Flag(name: [.short, .long], help: "Nothing on standard error but errors and warnings.")
  var quiet = false

  @Flag(inversion: .prefixedNo, help: "Show progress while reading (on a terminal only).")
  var progress = true
}

/// Days given by a week instead of two dates.
struct WeekOptions: ParsableArguments {
  @Option(help: ArgumentHelp("One ISO week, such as 2026-W47 (Monday to Sunday).", valueName: "week"))
  var week: String?

  @Flag(help: "The last week of the input that is over.")
  var lastWeek = false
}
