import ArgumentParser
import Readers
import Rendering

/// The report as an e-mail.
struct MailOptions: ParsableArguments {
  @Flag(
    help: "Also write the report as a message to send: output/email.eml (sendmail -t < output/email.eml).")
  var eml = false

  @Option(help: ArgumentHelp("The message's sender, with --eml.", valueName: "address"))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "A recipient of the message, with --eml; may be given several times.", valueName: "address"))
  var to: [String] = []

  @Option(
    name: .customLong("base-url"),
    help: ArgumentHelp("Where the output folder is published: the email links there.", valueName: "url"))
  var baseURL: String?

  func envelope() throws -> ReportMailFiles.Envelope? {
    if let baseURL, !baseURL.isWebAddress {
      throw UsageProblem("--base-url \(baseURL): expected an address that begins with https://")
    }
    guard eml else {
      if from != nil || !to.isEmpty { throw UsageProblem("--from and --to go with --eml") }
      return nil
    }
    guard let from, !to.isEmpty else { throw UsageProblem("--eml needs --from ADDRESS and --to ADDRESS") }
    for address in [from] + to {
      // What breaks a line would begin another header.
      guard address.utf8.contains(UInt8(ascii: "@")), address.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
      else { throw UsageProblem("\(DisplayName.escaped(address)): expected a mail address") }
    }
    return ReportMailFiles.Envelope(sender: from, recipients: to)
  }
}
