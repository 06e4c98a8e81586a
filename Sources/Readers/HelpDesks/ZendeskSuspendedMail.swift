import DeliveryModel

/// A mail to the help desk that it set aside, where it may be the bounce of one of our own.
struct ZendeskSuspendedMail {
  /// The text of the mail, as the help desk kept it.
  var content: String
  var subject: String?
  var senderAddress: String?
  var ticketID: Int64?
  var receivedAt: UTCTime?

  /// What the mail tells of deliveries. The ticket and the time of arrival fill in where the text names none.
  func reports(by parser: inout BounceParser) -> BounceParse {
    let parse = parser.parse(content: content, subject: subject, from: senderAddress)
    guard case .reports(let reports) = parse else { return parse }
    return .reports(
      reports.map { report in
        var report = report
        report.ticketID = report.ticketID ?? ticketID
        report.time = report.time ?? receivedAt
        return report
      })
  }

  /// Nil where the cause says that it is no bounce.
  init?(_ value: JSONValue) {
    guard Self.isBounce(value), let content = value["content"]?.text else { return nil }
    self.content = content
    subject = value["subject"]?.text
    senderAddress = value["author"]?["email"]?.text ?? value["via"]?["source"]?["from"]?["address"]?.text
    ticketID = value["ticket_id"]?.identifier.value
    receivedAt = value.time("created_at")
  }

  /// Causes 7 (delivery failed), 9 (from a mail system's own address) and 14 (backscatter). Cause 0 stands beside
  /// other texts in documented samples: the text is then the better witness.
  private static func isBounce(_ value: JSONValue) -> Bool {
    switch value["cause_id"]?.integer {
    case 7, 9, 14: return true
    case 0, nil:
      let cause = value["cause"]?.string?.lowercased() ?? ""
      return ["delivery failed", "delivery_failure", "backscatter", "system user", "system_user"].contains {
        cause.contains($0)
      }
    default: return false
    }
  }
}
