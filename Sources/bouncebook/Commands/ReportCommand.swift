import ArgumentParser
import DeliveryModel
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
      "A folder whose files replace the built-in templates, guidance and wording.",
      valueName: "folder"))
  var templates: String?

  @Option(help: ArgumentHelp("html, markdown, or both as html,markdown.", valueName: "list"))
  var formats = "html,markdown"

  @OptionGroup var review: ReviewOptions

  func run() throws {
    let reading = try Reading(input, week: weeks)
    var options = try pageOptions(reading.configuration)
    var mask = try review.mask()
    let (summary, status) = try reading.summary()
    options.followUp = try review.followUp(reading, summary, &mask)
    let findings = mask.masked(reading.findings(summary))
    let pages: WrittenPages
    do { pages = try PageSet.write(findings, options: options, to: output) } catch let failure
      as PageSet.Failure
    {
      throw UsageProblem("\(failure)")
    }
    var standard = StandardOutput()
    try standard.write(ReportText.of(findings, pages, folder: output))
    try standard.flush()
    throw status.code
  }

  private func pageOptions(_ configuration: Configuration) throws -> PageOptions {
    var options = PageOptions()
    let languages =
      language.map { $0.split(separator: ",").map(String.init) } ?? configuration.languages ?? []
    options.languages = languages.map { Language($0) }
    options.helpDeskURL = helpDeskURL ?? configuration.helpDeskURL
    if let url = options.helpDeskURL, !url.hasPrefix("https://"), !url.hasPrefix("http://") {
      throw UsageProblem("--help-desk-url \(url): expected an address that begins with https://")
    }
    options.organisation = title ?? configuration.title
    options.templates = templates ?? configuration.templates
    options.unobservedSenders = configuration.unobservedSenders
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
    lines.append("Failed:    \(deliveries.failed)\(rate), at \(totals.distinctFailingRecipients) addresses")
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
