import DeliveryModel

/// A complaint of a recipient, or of his provider, about a message (RFC 5965, RFC 6591).
struct FeedbackReport {
  private let reading: MessageReading
  private var kind: ByteView = .empty
  private var recipients: [ByteView] = []
  private var agent: ByteView = .empty
  private var arrival: ByteView = .empty
  private var failure: ByteView = .empty
  private var results: ByteView = .empty
  private var sender: ByteView = .empty
  private var messageID: ByteView = .empty

  init(_ fields: ByteView, reading: MessageReading) {
    self.reading = reading
    var start = 0
    while start < fields.count {
      let end = fields.lineEnd(from: start)
      let line = fields.slice(start, end)
      start = end + 1
      guard let colon = HeaderBlock.colon(in: line, from: 0, to: line.count) else { continue }
      let name = line.slice(0, colon).trimmed()
      let value = line.from(colon + 1).trimmed()
      if name.equals("feedback-type") || name.equals("abuse-type") && kind.isEmpty {
        kind = value
      } else if name.equals("original-rcpt-to") || name.equals("removal-recipient")
        || name.equals("original-recipient") || name.equals("final-recipient")
      {
        recipients.append(AddressText.bare(value))
      } else if name.equals("user-agent") {
        agent = value
      } else if name.equals("arrival-date") || name.equals("received-date") && arrival.isEmpty {
        arrival = value
      } else if name.equals("auth-failure") {
        failure = value
      } else if name.equals("authentication-results") {
        results = value
      } else if name.equals("original-mail-from") {
        sender = value
      } else if name.equals("message-id") {
        messageID = value
      }
    }
  }

  /// True where text that is not labelled so holds the fields of a feedback report.
  static func stands(in text: ByteView) -> Bool {
    let head = text.slice(0, 8192)
    guard let at = head.find("feedback-type:") else { return false }
    return (at == 0 || head[at - 1] == 10) && (head.has("\nuser-agent:") || head.has("\nversion:"))
  }

  func result() -> BounceParse {
    if kind.hasPrefix("not-spam") { return .none(.feedbackWithoutComplaint) }
    var addresses = recipients.filter { AddressText.isAddress($0) }
    if addresses.isEmpty {
      // Providers that hide the field often leave the header of the message as it was.
      let returned = reading.returned.header
      for field in [HeaderField.to, .originalTo, .deliveredTo, .envelopeTo] where addresses.isEmpty {
        addresses = AddressText.all(in: returned[field], limit: 1)
      }
    }
    let words = text()
    var reports: [BounceReport] = []
    // A complaint whose recipient is hidden is a complaint all the same.
    for address in addresses.isEmpty ? [.empty] : addresses where reports.count < 100 {
      let recipient = CanonicalAddress.text(address)
      guard !reports.contains(where: { $0.recipient == recipient }) else { continue }
      var report = BounceReport(
        recipient: recipient, outcome: .complained, reply: Reply(text: words, saidBy: .remoteHost))
      report.time = MailDate.parse(arrival)
      reading.complete(&report)
      if report.messageID == nil { report.messageID = ReturnedMessage.identifier(messageID) }
      if report.sender == nil, AddressText.isAddress(AddressText.bare(sender)) {
        report.sender = AddressText.bare(sender).string
      }
      reports.append(report)
    }
    return .reports(reports)
  }

  private func text() -> String {
    var words = "Feedback-Type: " + (kind.isEmpty ? "abuse" : kind.string)
    if !failure.isEmpty { words += "; Auth-Failure: " + failure.string }
    if kind.hasPrefix("auth-failure"), !results.isEmpty { words += "; " + EncodedWords.unfold(results) }
    return words
  }
}

/// Complaints that come without the parts of RFC 5965: a subject, and the message that was complained about.
enum PlainComplaint {
  /// Phrases of subjects; the sender must be one that sends nothing else.
  private static let subjects = PhraseTable<Void>([
    (
      (),
      [
        "complaint about message from", "abuse report", "spam report", "spam complaint", "feedback loop",
        "email feedback report", "junk mail report", "fbl report",
      ]
    )
  ])

  private static func isComplaint(_ subject: ByteView) -> Bool {
    var isComplaint = false
    subjects.scan(subject) { _, _ in
      isComplaint = true
      return false
    }
    return isComplaint
  }

  private static let senders: [StaticString] = [
    "staff@", "feedback", "abuse", "fbl", "complaint", "scomp@", "jmr", "spam",
  ]

  /// The report, where the message is such a complaint.
  static func reports(_ reading: MessageReading, returned content: ByteView) -> [BounceReport]? {
    let header = reading.header
    if header.has(.appleUnsubscribe) {
      return complaint(reading, of: AddressText.bare(header[.from]), kind: "opt-out")
    }
    let subject = header[.subject].slice(0, 500)
    let from = header[.from]
    guard !content.isEmpty, Self.isComplaint(subject),
      senders.contains(where: { from.has($0) })
    else { return nil }
    let inner = HeaderBlock(reading: content, from: 0)
    for field in [HeaderField.hotmailRecipient, .originalTo, .deliveredTo, .to] {
      if let address = AddressText.all(in: inner[field], limit: 1).first {
        return complaint(reading, of: address, kind: "abuse")
      }
    }
    return complaint(reading, of: .empty, kind: "abuse")
  }

  private static func complaint(_ reading: MessageReading, of address: ByteView, kind: String)
    -> [BounceReport]
  {
    var report = BounceReport(
      recipient: CanonicalAddress.text(address), outcome: .complained,
      reply: Reply(text: "Feedback-Type: " + kind, saidBy: .remoteHost))
    reading.complete(&report)
    return [report]
  }
}
