import ArgumentParser
import Rendering
import Summaries

struct FailuresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "failures",
    abstract: "Prints each failed delivery as one JSON object a line.",
    discussion: """
      EXAMPLES
        bouncebook failures mail.log notifications.json
        bouncebook failures logs/ --since 7d | jq -r 'select(.class == "mailbox-full") | .recipient'
        bouncebook failures mail.log --all | jq -r .outcome | sort | uniq -c

      The keys (source, line, format, time, recipient, domain, outcome, class, permanence, fixer, reply_code, \
      enhanced_code, reply, said_by, remote_host, queue_id, message_id, sender, ticket_id, trigger, attempts, \
      evidence, also_seen_in) are always there, null where nothing is known.
      """)

  @OptionGroup var input: InputOptions

  @Flag(help: "Every final delivery, the good ones too, and those still open.")
  var all = false

  func run() throws {
    let reading = try Reading(input)
    let (summary, status) = try reading.summary(keepsDelivered: all, withHistory: false)
    let findings = reading.findings(summary, withHistory: false)
    var output = StandardOutput()
    let rows =
      all ? (findings.failures + findings.others).sorted(by: FailureRow.byTimeAndPlace) : findings.failures
    for row in rows {
      try output.write(FailureRowJSON.encode(row))
      try output.write("\n")
    }
    try output.flush()
    Self.end(status)
  }
}
