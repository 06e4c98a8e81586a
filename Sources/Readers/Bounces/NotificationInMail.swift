import DeliveryModel

/// A sending service's notification, JSON, that came by mail: Amazon SES through SNS.
struct NotificationInMail {
  private let reading: MessageReading
  private let json: ByteView
  private let outcome: AttemptOutcome

  /// The lists of recipients, and what happened to those on them (docs: SES, "Notification contents").
  private static let lists: [(name: StaticString, outcome: AttemptOutcome)] = [
    ("\"bouncedrecipients\"", .failed), ("\"complainedrecipients\"", .complained),
    ("\"delayedrecipients\"", .deferred), ("\"recipients\"", .delivered),
  ]

  init?(_ text: ByteView, reading: MessageReading) {
    guard text.trimmed()[0] == UInt8(ascii: "{"), text.has("recipients"),
      text.has("notificationtype") || text.has("eventtype")
    else { return nil }
    // JSON inside a JSON string: each layer has its own backslashes.
    var json = text.slice(0, 1 << 20)
    for _ in 0..<3 where json.contains(UInt8(ascii: "\\")) {
      json = Self.unescaped(json, into: reading.parser.arena)
    }
    guard let list = Self.lists.first(where: { json.has($0.name) }) else { return nil }
    guard let start = json.find(list.name) else { return nil }
    self.reading = reading
    self.json = json
    outcome = list.outcome
    position = start
  }

  private let position: Int

  func result() -> BounceParse {
    // A diagnostic text may hold brackets; the list ends with those of its last object.
    let list = json.slice(position, endOfList())
    var reports: [BounceReport] = []
    if outcome == .delivered {
      for address in AddressText.all(in: list) { reports.append(report(on: address, entry: json)) }
    }
    var from = 0
    while reports.count < 100, let at = list.find("\"emailaddress\"", from: from) {
      from = at + 14
      let next = list.find("\"emailaddress\"", from: from) ?? list.count
      let entry = list.slice(at, next)
      let address = AddressText.bare(Self.string("\"emailaddress\"", in: entry))
      guard AddressText.isAddress(address) else { continue }
      reports.append(report(on: address, entry: entry))
    }
    return reports.isEmpty ? .none(.unknownShape) : .reports(reports)
  }

  private func endOfList() -> Int {
    var from = position
    while let close = json.firstIndex(of: UInt8(ascii: "]"), from: from) {
      if outcome == .delivered { return close }
      var before = close - 1
      while before > position, json[before].isBlankOrLineEnd { before -= 1 }
      if json[before] == UInt8(ascii: "}") { return close }
      from = close + 1
    }
    return json.count
  }

  private func report(on address: ByteView, entry: ByteView) -> BounceReport {
    var words = Self.string("\"diagnosticcode\"", in: entry)
    if outcome == .delivered { words = Self.string("\"smtpresponse\"", in: entry) }
    if words.hasPrefix("smtp;") { words = words.from(5).trimmed() }
    let found = ReplyInProse(in: words)
    let kind = Self.string("\"bouncetype\"", in: json)
    let detail = Self.string("\"bouncesubtype\"", in: json)
    var reply = Reply(
      text: ReasonText.clean(found.text), code: found.code, enhancedCode: found.enhancedCode)
    if reply.enhancedCode == nil {
      reply.enhancedCode = StatusReports.status(Self.string("\"status\"", in: entry))
    }
    if reply.text.isEmpty {
      let complaint = Self.string("\"complaintfeedbacktype\"", in: json)
      reply.text =
        outcome == .complained
        ? "Feedback-Type: " + (complaint.isEmpty ? "abuse" : complaint.string)
        : [kind.string, detail.string].filter { !$0.isEmpty }.joined(separator: " ")
    }
    let isSuppressed = detail.has("suppress")
    reply.saidBy = isSuppressed ? .provider : reply.code == nil ? .provider : .remoteHost
    var report = BounceReport(
      recipient: CanonicalAddress.text(address), outcome: isSuppressed ? .suppressed : outcome,
      reply: reply)
    report.time = MailDate.parse(Self.string("\"timestamp\"", in: json))
    reading.complete(&report)
    report.reportingServer = ReplyCircumstances.host(ofField: Self.string("\"reportingmta\"", in: json))
    if let mail = json.find("\"mail\"") {
      let mail = json.from(mail)
      let headers = mail.find("\"commonheaders\"").map { mail.from($0) } ?? mail
      report.messageID =
        ReturnedMessage.identifier(Self.string("\"messageid\"", in: headers)) ?? report.messageID
      let source = AddressText.bare(Self.string("\"source\"", in: mail))
      if AddressText.isAddress(source) { report.sender = source.string }
      let subject = Self.string("\"subject\"", in: headers)
      if !subject.isEmpty { report.subject = subject.string }
    }
    return report
  }

  /// The string value of a key, given in lower case with its quotes.
  private static func string(_ key: StaticString, in json: ByteView) -> ByteView {
    guard let at = json.find(key) else { return .empty }
    var index = at + key.utf8CodeUnitCount
    while json[index].isBlankOrLineEnd || json[index] == UInt8(ascii: ":") { index += 1 }
    guard json[index] == UInt8(ascii: "\"") else { return .empty }
    let end = json.firstIndex(of: UInt8(ascii: "\""), from: index + 1) ?? json.count
    return json.slice(index + 1, end)
  }

  private static func unescaped(_ json: ByteView, into arena: DecodingArena) -> ByteView {
    arena.make(capacity: json.count) { target in
      var written = 0
      var index = 0
      while index < json.count {
        var byte = json[index]
        if byte == UInt8(ascii: "\\"), index + 1 < json.count {
          index += 1
          switch json[index] {
          case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): byte = 0x20
          default: byte = json[index]
          }
        }
        target[written] = byte
        written += 1
        index += 1
      }
      return written
    }
  }
}
