import ArgumentParser
import Classification
import DeliveryModel
import Foundation
import Readers
import Rendering
import Reports
import Summaries

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes the weekly report, the support lead's review and the code reference.",
    discussion: """
      EXAMPLES
        bouncebook report exports/ /var/log/mail.log*
        bouncebook report exports/ --last-week --time-zone Asia/Seoul \\
          --help-desk-url https://acme.example.com --title "Acme Support"
        bouncebook report archive/*.summary.json.gz mail.log --output site/
        bouncebook report mail.log.1 --last-week --fail-on 'rate>1%'

      Each run keeps a summary of every week in output/archive and reads those of earlier weeks, so that the \
      report can compare; a file that was read before is not read again, under whatever name it comes.

      Pages are HTML and Markdown, in every language that has a wording. Files that would not change are not \
      written again. A quiet week makes its pages too: a missing report always means that something broke.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var weeks: WeekOptions

  @Option(name: [.short, .long], help: ArgumentHelp("The folder for the pages.", valueName: "folder"))
  var output = "output"

  @Option(
    name: [.customLong("language"), .customLong("languages")],
    help: ArgumentHelp(
      "Languages of the pages, such as en,ko; the first is that of index.html.", valueName: "list"))
  var language: String?

  @Option(help: ArgumentHelp("Where tickets are opened, such as https://acme.zendesk.com.", valueName: "url"))
  var helpDeskURL: String?

  @Option(help: ArgumentHelp("The name that the pages carry.", valueName: "name"))
  var title: String?

  @Option(
    help: ArgumentHelp(
      "A folder whose files replace the built-in templates, guidance, wording and limits.",
      valueName: "folder"))
  var templates: String?

  @Option(
    help: ArgumentHelp(
      "Where a summary of each week is kept, for the trend; without it OUTPUT/archive.", valueName: "folder"))
  var archive: String?

  @Flag(help: "Neither read nor write an archive.")
  var noArchive = false

  @Option(
    help: ArgumentHelp(
      "How long rows with people's addresses stay in the archive: 12w, 90d, or all. Counts stay for ever.",
      valueName: "time"))
  var keepRows: String?

  @Option(
    name: .customLong("fail-on"),
    help: ArgumentHelp(
      "End with status 4 when this holds; may be given more than once.", discussion: FailOn.help,
      valueName: "condition"))
  var failOn: [String] = []

  @Option(help: ArgumentHelp("html, markdown, or both as html,markdown.", valueName: "list"))
  var formats = "html,markdown"

  @OptionGroup var review: ReviewOptions
  @OptionGroup var mail: MailOptions

  func run() throws {
    let conditions = try failOn.map { try FailOn($0) }
    let envelope = try mail.envelope()
    let reading = try Reading(input, week: weeks)
    var options = try pageOptions(reading.configuration)
    var mask = try review.mask()
    let kept = try KeepRows(keepRows ?? reading.configuration.keepRows ?? "12w")
    let folder = archive ?? reading.configuration.archive ?? output + "/archive"
    let archive = noArchive ? nil : reading.archive(in: folder)
    var (summary, given, status) = try reading.summary(with: archive)
    let plain = reading.findings(summary, given: given)
    options.followUp = try review.followUp(reading, summary, plain, hasArchive: archive != nil, &mask)
    let findings = mask.masked(plain)
    let answers = try options.answers(findings)
    let pages: WrittenPages
    do { pages = try PageSet.write(answers, options: options, to: output) } catch let failure
      as PageSet.Failure
    {
      throw UsageProblem("\(failure)")
    }
    if let templates = options.templates {
      for remark in try WordingLibrary(overrides: templates).remarks {
        reading.terminal.report(.warning, remark.text, at: remark.file)
      }
    }
    try ReportMailFiles.write(
      answers, options: options, baseURL: mail.baseURL, envelope: envelope, to: output)
    var standard = StandardOutput()
    try standard.write(ReportText.of(findings, pages, folder: output))
    try standard.flush()
    if archive != nil, !mask.isEmpty, folder.hasPrefix(output + "/") {
      reading.terminal.report(
        .warning, "holds names and addresses: hand on the pages without it, or use --no-archive", at: folder)
    }
    if let archive, status != .nothingDone {
      if let week = findings.reportedWeek(label: options.periodLabel) {
        summary.reported[week.label] = week.numbers
      }
      try keep(summary, in: archive, kept, reading, &status)
    }
    if failOn(conditions, answers, reading.terminal), status != .nothingDone {
      status = .conditionHolds
    }
    throw status.code
  }

  private func keep(
    _ summary: Summary, in archive: Archive, _ kept: KeepRows, _ reading: Reading, _ status: inout ExitStatus
  ) throws {
    // A broken clock somewhere must not close the present.
    let now = UTCTime(seconds: Int64(Date().timeIntervalSince1970))
    let newest = summary.lastTime.map { min($0, now) }
    let limit = newest.flatMap {
      kept.limit(lastDay: CivilDate(daysSinceEpoch: summary.zone.day(ofUTC: $0.seconds)))
    }
    let written: Archive.Written
    do {
      written = try archive.write(
        summary, closingBefore: limit, classifier: Classifier(rules: reading.rules))
    } catch {
      reading.terminal.report(
        .error, "the archive cannot be written: \(error.localizedDescription)", at: archive.folder)
      status = .doneWithDamage
      return
    }
    if written.sourcesNotKept > 0 {
      reading.terminal.report(
        .warning,
        "not kept, because the file of their week is left alone: \(written.sourcesNotKept) of the sources; move that file away to archive them",
        at: archive.folder)
    }
  }

  private func failOn(_ conditions: [FailOn], _ answers: ReportAnswers, _ terminal: Terminal) -> Bool {
    var holds = false
    for condition in conditions {
      switch condition.evaluate(answers.weekly, answers.context) {
      case .holds(let sentence):
        terminal.report(.error, sentence, at: "--fail-on \(condition.text)")
        holds = true
      case .holdsNot: break
      case .cannotBeTold(let reason): terminal.report(.warning, reason, at: "--fail-on \(condition.text)")
      }
    }
    return holds
  }

  private func pageOptions(_ configuration: Configuration) throws -> PageOptions {
    var options = PageOptions()
    options.version = Version.current
    let languages =
      language.map { $0.split(separator: ",").map(String.init) } ?? configuration.languages ?? []
    options.languages = languages.map { Language($0) }
    options.helpDeskURL = helpDeskURL ?? configuration.helpDeskURL
    if let url = options.helpDeskURL, !url.isWebAddress {
      throw UsageProblem("--help-desk-url \(url): expected an address that begins with https://")
    }
    options.organisation = title ?? configuration.title
    options.templates = templates ?? configuration.templates
    if let folder = options.templates { try TemplateFolder.check(folder) }
    options.unobservedSenders = configuration.unobservedSenders
    options.families = configuration.families
    options.brand = configuration.brand
    options.ownLimits = configuration.limits
    if let weeks = configuration.trendWeeks { options.trendWeeks = weeks }
    options.formats = []
    for name in formats.split(separator: ",") {
      switch name.lowercased() {
      case "html": options.formats.insert(.html)
      case "markdown", "md": options.formats.insert(.markdown)
      default: throw UsageProblem("--formats \(name): expected html or markdown")
      }
    }
    guard !options.formats.isEmpty else { throw UsageProblem("--formats: expected html or markdown") }
    if case .iso? = try DayWish(since: nil, until: nil, week: weeks.week).week {
      options.periodLabel = weeks.week?.uppercased()
    }
    return options
  }
}

/// What a report run says at its end: where the first page is, and what was found.
enum ReportText {
  static func of(_ findings: Findings, _ pages: WrittenPages, folder: String) -> String {
    let totals = findings.totals
    let deliveries = totals.deliveries
    var lines: [String] = []
    if let first = findings.firstTime, let last = findings.lastTime {
      lines.append(
        "Read:      \(totals.lines) lines and records of \(findings.sources.count) sources, \(first) to \(last)"
      )
    } else {
      lines.append("Read:      \(totals.lines) lines and records of \(findings.sources.count) sources")
    }
    let rate = totals.hasDenominator ? " of \(deliveries.ended) deliveries" : ""
    // Of failures whose rows have left the archive nobody knows the addresses.
    let addresses =
      findings.failuresWithoutRow > 0 ? "" : ", at \(totals.distinctFailingRecipients) addresses"
    lines.append("Failed:    \(deliveries.failed)\(rate)\(addresses)")
    let classes = totals.byClass.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
    let named = classes.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    lines.append("Why:       " + (named.isEmpty ? "nothing failed" : named))
    lines.append(
      "Delayed:   \(deliveries.delayed) arrived after a deferral; \(deliveries.open) are still open")
    let notRead = totals.problems + findings.sources.count { $0.failure != nil }
    lines.append("Not read:  \(notRead) pieces or files (the report's last section names them)")
    let path = folder.hasSuffix("/") ? folder + pages.first : folder + "/" + pages.first
    return lines.joined(separator: "\n")
      + "\nFirst page: \(path) (\(pages.files.count) files, \(pages.changed) written)\n"
  }
}
