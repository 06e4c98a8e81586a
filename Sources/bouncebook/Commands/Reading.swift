import Classification
import DeliveryModel
import Foundation
import Readers
import Summaries
import Synchronization

/// Reads what a command was given: the plan that is made of arguments and configuration once, and carried out.
struct Reading {
  let terminal: Terminal
  let configuration: Configuration
  /// As the user chose it; nil for what the summaries among the input say, else UTC.
  private let chosenZone: LocalZone?
  let wish: DayWish
  /// With the user's own rules, which are checked before anything is read; nil for the built-in ones, which are
  /// loaded while the reading goes on.
  private let ownRules: RuleBook?
  var rules: RuleBook { ownRules ?? .builtIn }
  private let options: InputOptions

  init(_ options: InputOptions, week: WeekOptions? = nil, needsInput: Bool = true) throws {
    self.options = options
    terminal = Terminal(isQuiet: options.quiet, showsProgress: options.progress)
    configuration = try Configuration.load(options.config)
    for warning in configuration.warnings { terminal.report(.warning, warning) }
    chosenZone = try (options.timeZone ?? configuration.timeZone).map(Self.zone)
    wish = try DayWish(
      since: options.since, until: options.until, week: week?.week, lastWeek: week?.lastWeek ?? false)
    if needsInput, options.inputs.isEmpty {
      throw UsageProblem("no input: name files or folders, or - for standard input")
    }
    if let year = options.year, !(1990...2200).contains(year) {
      throw UsageProblem("--year \(year): out of range")
    }
    if let cores = options.cores, cores < 1 { throw UsageProblem("--cores \(cores): at least 1") }
    let ruleFiles = configuration.rules + options.rules
    ownRules = ruleFiles.isEmpty ? nil : try RuleFiles.load(ruleFiles, terminal)
  }

  private static func zone(_ name: String) throws -> LocalZone {
    guard let zone = LocalZone(name: name) else {
      throw UsageProblem(
        "--time-zone \(name): no such time zone on this machine; expected a name such as Asia/Seoul")
    }
    return zone
  }

  /// What a report reads into: the archive of earlier weeks beside the input.
  func archive(in folder: String) -> Archive {
    // Standard input comes once: it must not be looked into here.
    let summaries = options.inputs.contains("-") ? [] : InputWalker.walk(options.inputs).items
    return Archive(folder: folder, zone: chosenZone ?? Intake.zone(ofSummariesIn: summaries))
  }

  /// A summary of all input, and how well the reading went.
  ///
  /// - Parameter withHistory: false where the findings will be asked for without it.
  func summary(keepsDelivered: Bool = false, withHistory: Bool = true) throws -> (Summary, ExitStatus) {
    let (summary, _, status) = try summary(
      keepsDelivered: keepsDelivered, withHistory: withHistory, with: nil)
    return (summary, status)
  }

  /// A summary of all input and of the archive, what of it comes from this input, and how well the reading went.
  func summary(keepsDelivered: Bool = false, withHistory: Bool = true, with archive: Archive?) throws
    -> (whole: Summary, given: Summary, ExitStatus)
  {
    let walk = InputWalker.walk(options.inputs)
    let zone = chosenZone ?? Intake.zone(ofSummariesIn: walk.items) ?? archive?.summary?.zone ?? .utc
    var summary = archive?.summary ?? Summary(zone: zone)
    let archived = Set(summary.parts.keys)
    for problem in archive?.problems ?? [] {
      summary.addUnreadable(problem.file, sentence: problem.sentence)
    }
    summary.keepsDelivered = keepsDelivered
    for unreadable in walk.unreadable { summary.addUnreadable(unreadable.name, unreadable.problem) }
    for folder in walk.emptyFolders { summary.addUnreadable(folder, .empty) }
    let skipped = try options.skipped.map { try SkippedFile(path: $0) }
    var settings = IntakeSettings(
      zone: zone, now: UTCTime(seconds: Int64(Date().timeIntervalSince1970)),
      cores: options.cores ?? ProcessInfo.processInfo.activeProcessorCount)
    settings.year = options.year
    settings.keepsDelivered = keepsDelivered
    settings.wantsHistory = withHistory
    settings.onBytes = { [terminal] in terminal.advance(by: $0) }
    if let skipped { settings.onProblem = { skipped.add($0, $1) } }
    let known = Mutex<Set<String>>([])
    settings.onKnown = { [terminal] name, hash in
      known.withLock { _ = $0.insert(hash) }
      if archive != nil { terminal.say("\(name): is in the archive already") }
    }
    terminal.beginProgress("reading", total: walk.items.reduce(0) { $0 + $1.fileSize })
    Intake(settings: settings, classifier: Classifier(rules: rules)).read(walk.items, into: &summary)
    terminal.clearProgress()
    try skipped?.finish()
    let again = known.withLock { $0 }
    let given = archived.isEmpty ? summary : summary.only { !archived.contains($0) || again.contains($0) }
    let told = archive == nil ? [] : Set(again.flatMap { given.parts[$0]?.record.copies ?? [] })
    let status = report(given, walk, told: told)
    return (summary, given, status)
  }

  /// A summary of other files than the command's input, cut in the zone of a summary that is there already.
  func summary(of path: String, zone: LocalZone) -> Summary {
    let walk = InputWalker.walk([path])
    var summary = Summary(zone: zone)
    for unreadable in walk.unreadable { summary.addUnreadable(unreadable.name, unreadable.problem) }
    let settings = IntakeSettings(
      zone: zone, now: UTCTime(seconds: Int64(Date().timeIntervalSince1970)), cores: options.cores ?? 1)
    Intake(settings: settings, classifier: Classifier(rules: rules)).read(walk.items, into: &summary)
    return summary
  }

  /// Of the wanted days; with an archive and no wish of the days that this input tells of.
  func findings(_ summary: Summary, given: Summary? = nil, withHistory: Bool = true) -> Findings {
    let classifier = Classifier(rules: rules)
    guard !wish.isEverything else {
      let isMore = given.map { $0.parts.count < summary.parts.count || !summary.closed.isEmpty } ?? false
      return summary.findings(
        days: isMore ? given?.wholeDays : nil, classifier: classifier, withHistory: withHistory)
    }
    // A day later than now may be elsewhere already.
    let now = summary.zone.day(ofUTC: Int64(Date().timeIntervalSince1970)) + 1
    let lastDay = summary.lastDay(notAfter: CivilDate(daysSinceEpoch: now))
    return summary.findings(
      days: wish.days(lastDay: lastDay), classifier: classifier, withHistory: withHistory)
  }

  // MARK: What went wrong

  private func report(_ summary: Summary, _ walk: InputWalk, told: Set<String>) -> ExitStatus {
    let sources = summary.sourceRecords
    var isDamaged = false
    for source in sources {
      if let failure = source.failure {
        isDamaged = true
        terminal.report(.warning, failure, at: source.name)
      }
      for copy in source.copies where !told.contains(copy) {
        terminal.say("\(copy): the same content as \(source.name): counted once")
      }
      if source.problems > 0 { isDamaged = true }
    }
    for problem in summary.firstProblems(limit: 10) {
      let detail = problem.input.explanation.isEmpty ? problem.input.reason.id : problem.input.explanation
      terminal.report(.warning, "skipped: \(detail)", at: problem.place.description)
    }
    let problems = sources.reduce(0) { $0 + $1.problems }
    if problems > 10 {
      terminal.report(
        .warning, "\(problems) pieces of input were not understood in all; --skipped FILE lists them")
    }
    let readable = sources.contains { $0.failure == nil || $0.records > 0 }
    if !readable { return .nothingDone }
    return isDamaged ? .doneWithDamage : .done
  }
}

/// The file of `--skipped`: a line for each piece that was not understood.
final class SkippedFile: Sendable {
  private let path: String
  private let lines = Mutex<[(source: String, piece: SkippedInput)]>([])

  /// The file is made at once, so that a wrong path is found before anything is read.
  init(path: String) throws {
    self.path = path
    guard FileManager.default.createFile(atPath: path, contents: nil) else {
      throw UsageProblem("--skipped \(path): cannot be written")
    }
  }

  func add(_ source: String, _ piece: SkippedInput) { lines.withLock { $0.append((source, piece)) } }

  func finish() throws {
    let sorted = lines.withLock { $0 }.sorted {
      ($0.source, $0.piece.line, $0.piece.reason.id) < ($1.source, $1.piece.line, $1.piece.reason.id)
    }
    var text = ""
    for (source, piece) in sorted {
      text += "\(Place(source: source, line: piece.line)): \(piece.reason.id)"
      if !piece.explanation.isEmpty { text += ": \(DisplayName.escaped(piece.explanation))" }
      if !piece.excerpt.isEmpty { text += ": \(DisplayName.escaped(piece.excerpt))" }
      text += "\n"
    }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
