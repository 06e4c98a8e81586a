import DeliveryModel
import SMTPStatus

/// Turns the fields of a delivery status into reports, with the prose beside it where the fields are vague.
struct StatusReports {
  private let fields: DeliveryStatusFields
  private let reading: MessageReading
  private let prose: ProseReport
  /// Of the header `X-Failed-Recipients`, in its order.
  private let failed: [ByteView]

  /// The addresses that the prose names, looked for once and only if a group of fields needs them.
  private final class Named {
    private let prose: ProseReport
    private let reading: MessageReading
    lazy var all = ProseRecipients(report: prose, strangers: []).entries
    lazy var withoutStrangers = ProseRecipients(report: prose, strangers: reading.strangers).entries

    init(_ prose: ProseReport, reading: MessageReading) {
      self.prose = prose
      self.reading = reading
    }
  }

  private let named: Named

  init(_ fields: DeliveryStatusFields, reading: MessageReading, prose: ProseReport) {
    self.fields = fields
    self.reading = reading
    self.prose = prose
    named = Named(prose, reading: reading)
    failed = AddressText.all(in: reading.header[.failedRecipients])
  }

  private enum Action {
    case failed, delayed, expired, delivered, unknown
  }

  /// RFC 3464 §2.3.3, and what systems write there besides.
  private static let actions: [(prefix: StaticString, action: Action)] = [
    ("fail", .failed), ("undeliver", .failed), ("error", .failed), ("bounce", .failed), ("reject", .failed),
    ("delay", .delayed), ("defer", .delayed), ("expired", .expired), ("expanded", .delivered),
    ("deliver", .delivered), ("relay", .delivered), ("transfer", .delivered),
  ]

  func reports() -> [BounceReport] {
    var reports: [BounceReport] = []
    for (position, group) in fields.recipients.enumerated() {
      guard let (address, original) = addresses(of: group, at: position) else { continue }
      var report = report(on: group, address: address)
      report.originalRecipient = original
      reading.complete(&report)
      completeFromFields(&report, group: group)
      reports.append(report)
    }
    return reports
  }

  /// For a disposition notification that reports a refusal.
  func rejections() -> [BounceReport] {
    reports().map { report in
      var rejection = report
      rejection.outcome = .failed
      rejection.reply.saidBy = .remoteHost
      return rejection
    }
  }

  private func completeFromFields(_ report: inout BounceReport, group: DeliveryStatusFields.Recipient) {
    if let attempt = MailDate.parse(group.lastAttempt) { report.time = attempt }
    if report.time == nil { report.time = MailDate.parse(fields.arrival) }
    report.reportingServer = ReplyCircumstances.host(ofField: fields.reportingServer)
    if report.messageID == nil { report.messageID = ReturnedMessage.identifier(fields.originalMessageID) }
    if report.threadToken == nil { report.threadToken = HelpDeskToken.inMessageIDs(fields.originalMessageID) }
    if report.sender == nil {
      let sender = DeliveryStatusFields.Recipient.address(fields.sender)
      if AddressText.isAddress(sender) { report.sender = sender.string }
    }
  }

  // MARK: - Who

  /// The failed address, and the one that was written to where it differs.
  private func addresses(
    of group: DeliveryStatusFields.Recipient, at position: Int
  ) -> (String, String?)? {
    let final = DeliveryStatusFields.Recipient.address(group.final)
    let original = DeliveryStatusFields.Recipient.address(group.original)
    let actual = DeliveryStatusFields.Recipient.address(group.actual)
    var address = final
    if !AddressText.isAddress(address) {
      // A pipe, a mailbox's path, nothing: the address stands elsewhere.
      let candidates = [original, actual] + (failed.indices.contains(position) ? [failed[position]] : [])
      address =
        candidates.first { AddressText.isAddress($0) } ?? reading.returned.recipient(withLocalPart: final)
        ?? failed.first ?? addressInProse(at: position)
        ?? addressInReturned() ?? .empty
    }
    guard AddressText.isAddress(address) else { return nil }
    // Sendmail's "final" recipient is the one that was written to, if it names the one behind the alias.
    if AddressText.isAddress(actual), !actual.equalsIgnoringCase(address) {
      return (Self.text(actual, field: group.actual), Self.text(address, field: group.final))
    }
    let text = Self.text(address, field: group.final)
    if AddressText.isAddress(original), !original.equalsIgnoringCase(address) {
      return (text, Self.text(original, field: group.original))
    }
    return (text, nil)
  }

  /// The address with its domain in lower case, and RFC 6533's escapes resolved.
  private static func text(_ address: ByteView, field: ByteView) -> String {
    guard DeliveryStatusFields.Recipient.isInternational(field) else { return CanonicalAddress.text(address) }
    return MailAddress.canonical(InternationalAddress.unescaped(address.string))
  }

  private func addressInProse(at position: Int) -> ByteView? {
    let entries = named.withoutStrangers
    if entries.isEmpty { return nil }
    return entries.indices.contains(position) ? entries[position].address : entries.first?.address
  }

  private func addressInReturned() -> ByteView? {
    let recipients = reading.returned.recipients
    return recipients.count == 1 ? recipients[0] : nil
  }

  // MARK: - What

  private func report(on group: DeliveryStatusFields.Recipient, address: String) -> BounceReport {
    let (type, diagnostic) = typedDiagnostic(group)
    var words = ReplyInProse(in: diagnostic)
    words.text = continued(words.text)
    var text = ReasonText.clean(words.text)
    var context = diagnostic
    let isLocal = type.hasPrefix("x-unix") || type.hasPrefix("x-notes")
    let status = Self.status(group.status)
    if isLocal || words.code == nil && ReplyInProse.words(in: words.text) < 2 || words.text.isEmpty
      || ReplyInProse.words(in: words.text) == 0
    {
      if let (found, around) = inProse(address: address, group: group) {
        let foundText = ReasonText.clean(found.text)
        if isLocal, !text.isEmpty {
          // The local program's words and the server's sentence about them; the fuller one where they overlap.
          if type.hasPrefix("x-notes") || foundText.contains(text) || ReplyInProse.words(in: words.text) == 0
          {
            text = foundText
          } else {
            text = foundText + "; " + text
          }
          if words.enhancedCode == nil { words.enhancedCode = found.enhancedCode }
          if words.code == nil { words.code = found.code }
        } else {
          text = foundText
          let own = words
          words = found
          if words.code == nil { words.code = own.code }
          if own.enhancedCode != nil { words.enhancedCode = own.enhancedCode }
        }
        context = around
      }
    }
    if fields.recipients.count == 1, let rejection = ProseReports.rejection(in: prose.whole.slice(0, 500)) {
      text = ReasonText.clean(rejection)
    }
    if ReplyInProse.words(in: group.supplement) > 0, words.code == nil, text.isEmpty {
      text = EncodedWords.unfold(group.supplement)
    }
    if text.isEmpty, let comment = Self.comment(group.status) { text = ReasonText.clean(comment) }

    var reply = Reply(text: text)
    reply.code = words.code
    reply.enhancedCode = Self.precise(words.enhancedCode, status)
    reply.remoteHost =
      ReplyCircumstances.host(ofField: group.remoteServer) ?? ReplyCircumstances.host(in: context)
    reply.stage = ReplyCircumstances.stage(in: diagnostic) ?? stageInProse(address: address)
    reply.saidBy = speaker(type: type, reply: reply, group: group)
    return BounceReport(
      recipient: address, outcome: outcome(group, reply: reply, status: status), reply: reply)
  }

  /// The code that says more: the reply's own, unless it says nothing (X.0.0) and the field does.
  private static func precise(_ own: EnhancedStatusCode?, _ status: EnhancedStatusCode?)
    -> EnhancedStatusCode?
  {
    guard let own else { return status }
    guard let status else { return own }
    if own.subject == 0, own.detail == 0, !(status.subject == 0 && status.detail == 0) { return status }
    return own
  }

  static func status(_ field: ByteView) -> EnhancedStatusCode? {
    let value = field.trimmed()
    for index in 0..<min(value.count, 24) {
      if let (code, _) = ReplyInProse.enhancedCode(in: value, at: index) { return code }
    }
    return nil
  }

  /// `5.1.1 (Remote SMTP server has rejected address)`
  private static func comment(_ field: ByteView) -> ByteView? {
    guard let open = field.firstIndex(of: UInt8(ascii: "(")) else { return nil }
    var end = field.count
    while end > open, field[end - 1] != UInt8(ascii: ")") { end -= 1 }
    let inside = field.slice(open + 1, max(open + 1, end - 1)).trimmed()
    return inside.isEmpty ? nil : inside
  }

  /// The diagnostic's type (`smtp`, `x-unix` …) and its text.
  private func typedDiagnostic(_ group: DeliveryStatusFields.Recipient) -> (ByteView, ByteView) {
    let value = sets.utf8(group.diagnostic.trimmed(), charset: .empty, into: arena)
    guard let semicolon = value.firstIndex(of: UInt8(ascii: ";")), semicolon < 40,
      (0..<semicolon).allSatisfy({
        value[$0].isAlphanumeric || value[$0] == UInt8(ascii: "-") || value[$0] == UInt8(ascii: "_")
          || value[$0] == 0x20
      }),
      !value[0].isDigit
    else { return (.empty, value) }
    let type = value.slice(0, semicolon)
    let text = value.from(semicolon + 1).trimmed()
    guard type.hasPrefix("x-notes"), text.contains(10) else { return (type, text) }
    // Domino folds in the middle of words.
    return (
      type,
      arena.make(capacity: text.count) { target in
        var written = 0
        var index = 0
        while index < text.count {
          if text[index] == 10 || text[index] == 13 {
            while text[index] == 10 || text[index] == 13 { index += 1 }
            if text[index].isBlank { index += 1 }
            continue
          }
          target[written] = text[index]
          written += 1
          index += 1
        }
        return written
      }
    )
  }

  private var sets: CharacterSets { reading.parser.sets }
  private var arena: DecodingArena { reading.parser.arena }

  /// What the prose says about this recipient, or about all.
  private func inProse(
    address: String, group: DeliveryStatusFields.Recipient
  ) -> (reply: ReplyInProse, context: ByteView)? {
    let entries = named.all
    let wanted = [
      address.lowercased(), DeliveryStatusFields.Recipient.address(group.original).string.lowercased(),
    ]
    if let entry = entries.first(where: { wanted.contains($0.address.string.lowercased()) }) {
      let reply = ReplyInProse(in: entry.reason)
      if reply.hasReply || ReplyInProse.words(in: entry.reason) >= 2 { return (reply, entry.reason) }
    }
    if let comment = Self.comment(group.status), ReplyInProse.words(in: comment) >= 2 {
      var reply = ReplyInProse(in: .empty)
      reply.text = comment
      return (reply, comment)
    }
    // The words of one recipient are no other's.
    guard fields.recipients.count == 1 else { return nil }
    return ProseReports.overall(prose, isAlone: true)
  }

  /// Sendmail reports the first line of a reply of several; the transcript has all of them.
  private func continued(_ text: ByteView) -> ByteView {
    let line = text.trimmed()
    guard line[3] == UInt8(ascii: "-"), line[0].isDigit, line[1].isDigit, line[2].isDigit, !line.contains(10),
      line.count > 8
    else { return text }
    let transcript = prose.whole.slice(0, ProseReport.limit)
    var from = 0
    while let at = transcript.find("<<< ", from: from) {
      from = at + 4
      guard transcript.from(from).startsExactly(with: line) else { continue }
      var lines: [UInt8] = []
      var start = at
      while transcript.hasPrefix("<<< ", at: start),
        transcript.from(start + 4).startsExactly(with: line.slice(0, 3)),
        lines.count < 2000
      {
        let end = transcript.lineEnd(from: start)
        let part = transcript.slice(start + 4, end).trimmed()
        for index in 0..<part.count { lines.append(part[index]) }
        lines.append(10)
        start = end + 1
      }
      return arena.make(lines)
    }
    return text
  }

  private func stageInProse(address: String) -> Reply.Stage? {
    // One recipient: every word of the prose is about it.
    guard fields.recipients.count == 1 else { return nil }
    return ReplyCircumstances.stage(in: prose.whole.slice(0, 2048))
  }

  private func speaker(
    type: ByteView, reply: Reply, group: DeliveryStatusFields.Recipient
  ) -> Reply.Speaker {
    let host = fields.reportingServer
    if host.has("amazonses") || host.has("sendgrid"), group.diagnostic.has("suppression") {
      return .provider
    }
    let isSMTP = type.isEmpty || type.hasPrefix("smtp")
    if isSMTP, reply.code != nil, !group.remoteServer.trimmed().isEmpty { return .remoteHost }
    if isSMTP, reply.code != nil { return reply.remoteHost != nil ? .remoteHost : .unknown }
    if reply.code == nil, !isSMTP || reply.remoteHost == nil { return .ownServer }
    return reply.code == nil ? .ownServer : .remoteHost
  }

  private func outcome(
    _ group: DeliveryStatusFields.Recipient, reply: Reply, status: EnhancedStatusCode?
  ) -> AttemptOutcome {
    let value = group.action.trimmed()
    let action = Self.actions.first { value.hasPrefix($0.prefix) }?.action ?? .unknown
    switch action {
    case .expired: return .expired
    case .delivered: return .delivered
    case .delayed:
      let isGivenUp = ProseReports.saysGivenUp(reply.text, in: arena) && !prose.has(.delay)
      return isGivenUp ? .expired : .deferred
    case .failed, .unknown:
      if action == .unknown {
        if status?.severity == 2 { return .delivered }
        if status?.severity == 4, prose.has(.delay) { return .deferred }
      }
      if reply.code == nil, prose.has(.suppressed) { return .suppressed }
      return ProseReports.isOnlyExpiry(reply, status: status, prose: prose, in: arena) ? .expired : .failed
    }
  }
}
