import DeliveryModel

/// The parts of one message while they are read.
struct MessageReading {
  let header: HeaderBlock
  let parts: [MessagePart]
  let parser: BounceParser
  let wrapping: Int

  var sets: CharacterSets { parser.sets }
  var arena: DecodingArena { parser.arena }

  /// Decoded.
  private var subject: ByteView = .empty
  /// Marks of the subject.
  private(set) var subjectMarks: Set<ProseMark> = []
  private(set) var returned = ReturnedMessage()
  private(set) var returnedContent: ByteView = .empty
  private(set) var prose: ProseReport?

  init(header: HeaderBlock, parts: [MessagePart], parser: BounceParser, wrapping: Int) {
    self.header = header
    self.parts = parts
    self.parser = parser
    self.wrapping = wrapping
  }

  mutating func result() -> BounceParse {
    var status: DeliveryStatusFields?
    var feedback: ByteView?
    var disposition: ByteView?
    var texts: [ByteView] = []
    var html: MessagePart?
    for part in parts {
      switch part.kind {
      case .deliveryStatus:
        let content = part.text(sets: sets, arena: arena)
        let fields = DeliveryStatusFields(reading: content)
        if status == nil || status?.recipients.isEmpty == true { status = fields }
      case .feedbackReport: if feedback == nil { feedback = part.encoding.decode(part.content, into: arena) }
      case .dispositionNotification:
        if disposition == nil { disposition = part.encoding.decode(part.content, into: arena) }
      case .returnedMessage:
        if returnedContent.isEmpty { returnedContent = part.encoding.decode(part.content, into: arena) }
      case .plainText:
        // The report comes first; what follows is what was sent, or its header in a part of its own.
        if texts.count < 4 { texts.append(part.text(sets: sets, arena: arena)) }
      case .html: if html == nil { html = part }
      case .other:
        if status == nil, part.content.count < 65_536, !Self.isMedia(part.type) {
          let content = part.encoding.decode(part.content, into: arena)
          if DeliveryStatusFields.stands(in: content) { status = DeliveryStatusFields(reading: content) }
        }
      }
    }
    if !texts.contains(where: { !$0.trimmed().isEmpty }), let html {
      texts = [HTMLText.text(html.text(sets: sets, arena: arena), into: arena)]
    }
    findReturnedMessage(&texts)

    if let feedback { return FeedbackReport(feedback, reading: self).result() }
    if let complaints = PlainComplaint.reports(self, returned: returnedContent) {
      return .reports(complaints)
    }
    let text = texts.first { !$0.trimmed().isEmpty } ?? .empty
    let prose = ProseReport(text)
    self.prose = prose
    if status?.recipients.isEmpty ?? true {
      if let notification = NotificationInMail(text, reading: self) { return notification.result() }
      if prose.has(.feedbackField), FeedbackReport.stands(in: text) {
        return FeedbackReport(text, reading: self).result()
      }
      status = statusInProse(prose, texts: texts) ?? status
    }
    learnFromProse(prose)
    if let status, !status.recipients.isEmpty {
      let reports = StatusReports(status, reading: self, prose: prose).reports()
      if !reports.isEmpty { return .reports(reports) }
    }
    markSubject()
    if let disposition { return readReceipt(disposition, prose: prose) }
    return proseResult(prose, texts: texts)
  }

  /// Pictures and the like hold no report, whatever they are called.
  private static func isMedia(_ type: ByteView) -> Bool {
    type.hasPrefix("image/") || type.hasPrefix("audio/") || type.hasPrefix("video/")
      || type.hasPrefix("application/pdf")
  }

  /// Fields of a delivery status that are labelled wrongly, or set into the prose.
  private func statusInProse(_ prose: ProseReport, texts: [ByteView]) -> DeliveryStatusFields? {
    for text in texts {
      let mayStand = text.offset(of: prose.whole) == 0 ? prose.has(.statusField) : true
      guard mayStand, DeliveryStatusFields.stands(in: text) else { continue }
      let fields = DeliveryStatusFields(reading: text.slice(0, ProseReport.limit), isInProse: true)
      if !fields.recipients.isEmpty { return fields }
    }
    return nil
  }

  // MARK: - The returned message

  private mutating func findReturnedMessage(_ texts: inout [ByteView]) {
    if !returnedContent.isEmpty {
      returned = ReturnedMessage(
        header: HeaderBlock(reading: returnedContent, from: 0), sets: sets, arena: arena)
      return
    }
    guard texts.count > 1 else { return }
    for (position, text) in texts.enumerated().dropFirst() {
      let block = HeaderBlock(reading: text, from: 0, endsAtText: true)
      if block.isMailHeader, block.has(.from) || block.has(.messageID) {
        returnedContent = text
        returned = ReturnedMessage(header: block, sets: sets, arena: arena)
        texts.removeSubrange(position...)
        return
      }
    }
  }

  private mutating func learnFromProse(_ prose: ProseReport) {
    if returnedContent.isEmpty, let block = prose.returnedHeader() {
      returned = ReturnedMessage(header: block, sets: sets, arena: arena)
    } else if returned.messageID == nil || returned.subject == nil,
      prose.whole.slice(0, 8192).has("message-id:"),
      let block = prose.returnedHeader()
    {
      returned.setMessageID(block[.messageID])
      returned.setSender(block[.from])
    }
    // The bounce itself comes back to the address that the message was sent from.
    for field in [HeaderField.to, .deliveredTo, .originalTo, .envelopeTo] {
      returned.learn(fromAddresses: header[field])
    }
    if returned.threadToken == nil,
      returned.header.has(.fromAccount) || returned.header.has(.zendeskMessageID),
      let token = HelpDeskToken.inBrackets(returnedContent.slice(0, 65_536))
    {
      returned.setThreadToken(token)
    }
  }

  private mutating func markSubject() {
    guard header.has(.subject) else { return }
    let raw = header[.subject].slice(0, 2048)
    subject = raw.has("=?") ? arena.make(EncodedWords.decode(raw, sets: sets, arena: arena)) : raw
    var marks: Set<ProseMark> = []
    BounceMarkers.subject.scan(subject) { mark, _ in
      marks.insert(mark)
      return true
    }
    subjectMarks = marks
  }

  // MARK: - Who wrote it

  /// The report comes from a mail system: by its name, or because it has no return path.
  var isFromDaemon: Bool {
    let from = header[.from].trimmed()
    if from.isEmpty && header.has(.to) || from.equals("<>") || from.has("<>") { return true }
    for field in [HeaderField.from, .sender, .returnPath] {
      let value = header[field]
      if value.isEmpty { continue }
      let decoded =
        value.has("=?")
        ? arena.make(EncodedWords.decode(value.slice(0, 1024), sets: sets, arena: arena)) : value
      if BounceMarkers.daemons.contains(where: { decoded.has($0) }) { return true }
    }
    return false
  }

  var hasEmptyReturnPath: Bool { header[.returnPath].trimmed().equals("<>") }

  /// Somebody's answer, by the header fields that RFC 3834 and the auto-responders of this world set.
  var isMarkedAsReply: Bool {
    if header.has(.autoReply) || header.has(.autoRespond) || header.has(.vacation)
      || header.has(.autoReplyFrom)
    {
      return true
    }
    if header[.autoSubmitted].trimmed().hasPrefix("auto-replied") || header[.autoSubmitted].has("vacation") {
      return true
    }
    let precedence = header[.precedence].trimmed()
    return precedence.hasPrefix("auto_reply") || precedence.hasPrefix("auto-reply")
  }

  /// An answer to or a copy of a message of the thread, by its subject.
  var isConversation: Bool {
    let subject = subject.trimmed()
    return Self.threadPrefixes.contains { subject.hasPrefix($0) } || header.has(.inReplyTo)
  }

  /// The subject speaks of a failure, not only of a delivery's status.
  var subjectSaysFailed: Bool { Self.failedWords.contains { subject.has($0) } }

  private static let failedWords: [StaticString] = [
    "fail", "undeliver", "returned mail", "returning message", "returned to sender", "could not be delivered",
    "unzustellbar", "non remis", "no se puede entregar", "non recapitabile", "onbestelbaar", "недоставл",
    "не доставлено", "配信不能", "실패", "반송", "배달되지 않음", "退信", "失败", "失敗",
  ]

  private static let threadPrefixes: [StaticString] = [
    "re:", "fwd:", "fw:", "aw:", "wg:", "sv:", "vs:", "tr:", "rv:", "enc:", "antw:", "res:", "odp:", "回复",
    "转发",
    "答复", "답장", "전달",
  ]

  /// When the report was written.
  var time: UTCTime? { MailDate.parse(header[.date]) }

  /// Addresses that a report names though they have not failed: its reader's and its writer's.
  var strangers: [ByteView] {
    var found = AddressText.all(in: header[.to], limit: 10)
    for field in [HeaderField.from, .deliveredTo, .originalTo, .envelopeTo, .replyTo] {
      found.append(contentsOf: AddressText.all(in: header[field], limit: 4))
    }
    found.append(contentsOf: AddressText.all(in: returned.header[.from], limit: 2))
    found.append(contentsOf: AddressText.all(in: returned.header[.returnPath], limit: 2))
    return found
  }

  /// Fills in what is the same for all recipients of this report.
  func complete(_ report: inout BounceReport) {
    if report.time == nil { report.time = time }
    report.messageID = returned.messageID
    report.sender = returned.sender
    report.subject = returned.subject
    report.ticketID = returned.ticketID
    report.threadToken = returned.threadToken
  }
}
