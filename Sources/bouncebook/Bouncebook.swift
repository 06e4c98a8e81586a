import ArgumentParser
import Classification
import DeliveryModel
import Readers
import Summaries

@main
struct Bouncebook: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Finds every mail that did not arrive.")
  @Argument var inputs: [String]
  @Option var cores = 2
  func run() throws {
    let walk = InputWalker.walk(inputs)
    let settings = IntakeSettings(zone: .utc, now: UTCTime(year: 2026, month: 11, day: 24), cores: cores)
    var summary = Summary(zone: .utc)
    Intake(settings: settings, classifier: Classifier()).read(walk.items, into: &summary)
    let f = summary.findings(classifier: Classifier())
    let t = f.totals
    print("lines", t.lines, "records", t.records, "skipped", t.skipped.sorted { $0.key < $1.key })
    print("messages", t.messages, t.notifications, "attempts", t.attempts)
    print("deliveries", t.deliveries, "distinct", t.distinctFailingRecipients)
    print(
      "bydayFirst",
      t.byDay.sorted { $0.key < $1.key }.map {
        "\($0.key) \($0.value.delivered) \($0.value.deferred) \($0.value.failed) \($0.value.expired)"
      })
    print(
      "byEnh",
      t.byEnhancedCode.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "))
    print(
      f.sources.map { "\($0.name) \($0.failure ?? "") \($0.contentHash) \($0.format ?? "")" },
      f.firstTime as Any, f.lastTime as Any)
  }
}
