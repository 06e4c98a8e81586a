import ArgumentParser
import DeliveryModel
import Readers
import Rendering
import Summaries

struct TotalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "totals",
    abstract: "Prints the counts that a person would check first.",
    discussion: """
      EXAMPLES
        bouncebook totals /var/log/mail.log
        bouncebook totals logs/ --json --since 2026-11-16 --until 2026-11-22

      Deliveries are counted per recipient, on the day of their end. A deferral that later succeeds is a delay, \
      not a failure.
      """)

  @OptionGroup var input: InputOptions

  @Flag(help: "One JSON object, for programs.")
  var json = false

  func run() throws {
    let reading = try Reading(input)
    let (summary, status) = try reading.summary(withHistory: false)
    let findings = reading.findings(summary, withHistory: false)
    var output = StandardOutput()
    try output.write(json ? TotalsJSON.encode(findings) : Array(TotalsText.of(findings).utf8))
    if json { try output.write("\n") }
    try output.flush()
    Self.end(status)
  }
}

/// The totals as a person reads them in a terminal.
enum TotalsText {
  static func of(_ findings: Findings) -> String {
    let totals = findings.totals
    var text = ""
    func line(_ name: String, _ value: Int, _ note: String = "") {
      let number = String(value)
      text += name + String(repeating: " ", count: max(1, 34 - name.count - number.count)) + number
      text += note.isEmpty ? "\n" : "  \(note)\n"
    }
    if let first = findings.firstTime, let last = findings.lastTime {
      text += "from \(first) to \(last); days in \(findings.zone.name)\n\n"
    }
    line("lines or records read", totals.lines)
    line("not understood", totals.problems)
    line("messages", totals.messages)
    text += "\n"
    line("deliveries that ended well", totals.deliveries.delivered)
    line("  of these delayed", totals.deliveries.delayed)
    line("deliveries that failed", totals.deliveries.failed)
    line("  of these given up (expired)", totals.deliveries.expired)
    line("still open", totals.deliveries.open)
    line("recipients that failed", totals.distinctFailingRecipients)
    func table(_ title: String, _ counts: [String: Int]) {
      guard !counts.isEmpty else { return }
      text += "\n\(title)\n"
      for (key, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
        line("  \(key)", count)
      }
    }
    table("failed by class", totals.byClass)
    table("failed by enhanced code", totals.byEnhancedCode)
    let failing = totals.byDomain.filter { $0.value.failed > 0 }
    let top = failing.sorted { ($1.value.failed, $0.key) < ($0.value.failed, $1.key) }.prefix(10)
    if !top.isEmpty {
      text += "\nfailed by domain" + (failing.count > 10 ? " (10 of \(failing.count))\n" : "\n")
      for (domain, tally) in top {
        line("  \(domain.isEmpty ? "(none)" : DisplayName.escaped(domain))", tally.failed)
      }
    }
    return text
  }
}
