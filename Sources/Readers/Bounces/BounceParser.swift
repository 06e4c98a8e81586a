import DeliveryModel
import SMTPStatus

/// Reads one message and says which deliveries it reports: from its delivery status where it has one
/// (RFC 3464, RFC 6533), from its feedback report (RFC 5965), from its prose where it has neither.
///
/// The bytes are scanned in place; text is made only of what is kept. A parser may be used for any number of
/// messages, one after the other.
public struct BounceParser {
  let arena = DecodingArena()
  let sets = CharacterSets()

  /// A bounce inside a bounce is opened so often.
  static let wrappingLimit = 3

  public init() {}

  /// What the message tells. Its bytes are only looked at during the call.
  public mutating func parse(_ message: Span<UInt8>) -> BounceParse {
    message.withUnsafeBufferPointer { parse(view: ByteView($0)) }
  }

  /// What the message tells. Its bytes are only looked at during the call.
  public mutating func parse(_ message: UnsafeRawBufferPointer) -> BounceParse {
    parse(view: ByteView(message))
  }

  /// Text that came without a header, as help desks store suspended messages (Zendesk's cause 7, delivery
  /// failure, and 9, mail of a system user).
  public mutating func parse(content: String, subject: String? = nil, from: String? = nil) -> BounceParse {
    arena.reset()
    var header = HeaderBlock()
    if let subject { header.set(.subject, to: arena.make(subject)) }
    // Without a sender it is taken for what it was suspended as.
    header.set(.from, to: arena.make(from ?? "mailer-daemon"))
    let body = arena.make(content)
    var part = MessagePart(
      kind: .plainText, content: body, encoding: .identity, charset: .empty, isAttachment: false, type: .empty
    )
    if body.has("<html") || body.has("<div") || body.has("<p>") { part.kind = .html }
    var reading = MessageReading(header: header, parts: [part], parser: self, wrapping: 0)
    return reading.result()
  }

  private mutating func parse(view: ByteView) -> BounceParse {
    arena.reset()
    // Some programs save mail with a byte order mark.
    let hasMark = view[0] == 0xEF && view[1] == 0xBB && view[2] == 0xBF
    return parse(view.from(hasMark ? 3 : 0), wrapping: 0)
  }

  func parse(_ message: ByteView, wrapping: Int) -> BounceParse {
    guard !message.trimmed().isEmpty else { return .none(.empty) }
    let header = HeaderBlock(reading: message, from: 0)
    let parts = MessageParts(header: header, body: message.from(header.bodyStart))
    if header.fieldCount == 0, parts.leaves.allSatisfy({ $0.content.trimmed().isEmpty }) {
      return .none(.empty)
    }
    var reading = MessageReading(header: header, parts: parts.leaves, parser: self, wrapping: wrapping)
    let result = reading.result()
    if parts.isTooDeep, case .none = result { return .none(.nestedTooDeep) }
    return result
  }
}

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

  // MARK: - What is no failure

  /// Sieve's and Dovecot's `reject` come as disposition notifications (RFC 5429 §2.1.1): those are failures.
  private func readReceipt(_ disposition: ByteView, prose: ProseReport) -> BounceParse {
    let isDeleted = disposition.has("deleted") || disposition.has("failed")
    let text = prose.text
    let isRefused =
      text.has("automatically rejected") || text.has("was rejected") || text.has("refused your")
      || text.has("quota exceeded") || text.has("over quota")
    guard isDeleted, isRefused else {
      return .none(.readReceipt)
    }
    let fields = DeliveryStatusFields(reading: disposition)
    let reports = StatusReports(fields, reading: self, prose: prose).rejections()
    return reports.isEmpty ? .none(.readReceipt) : .reports(reports)
  }

  private func proseResult(_ prose: ProseReport, texts: [ByteView]) -> BounceParse {
    let failed = AddressText.all(in: header[.failedRecipients])
    let isDaemon = isFromDaemon
    let saysFailure = prose.has(.failure) || prose.has(.delay) || prose.has(.givenUp)
    // What has no return path, comes from no mail system and speaks of absence is an answer, whatever it quotes.
    let speaksOfAbsence =
      prose.has(.automaticReply) && !isDaemon && (hasEmptyReturnPath || !subjectMarks.contains(.failure))
    let isReply = isMarkedAsReply && !isDaemon || subjectMarks.contains(.automaticReply) || speaksOfAbsence
    if failed.isEmpty {
      if isReply, !(isDaemon && saysFailure && subjectMarks.contains(.failure)) {
        return .none(.automaticReply)
      }
      if subjectMarks.contains(.challenge)
        || prose.has(.challenge) && !(isDaemon && subjectMarks.contains(.failure))
      {
        return .none(.challenge)
      }
    }
    if failed.isEmpty, subjectMarks.contains(.otherNotice), !subjectMarks.contains(.failure) {
      return embedded(texts) ?? .none(.ordinaryMail)
    }
    let isBounce =
      !failed.isEmpty || isDaemon && (saysFailure || subjectMarks.contains(.failure) || hasReply(prose.text))
      || subjectMarks.contains(.failure) && saysFailure && !isConversation
      || hasEmptyReturnPath && saysFailure && !isConversation
      || returnsMessage && saysFailure && !isConversation && namesRecipients(prose)
    guard isBounce else {
      return embedded(texts) ?? .none(.ordinaryMail)
    }
    let found = ProseReports(prose, reading: self, failed: failed)
    // Where the wrapper names nobody, the report that it holds knows better.
    if !found.namesRecipients, let inner = embedded(texts) { return inner }
    let reports = found.reports()
    if !reports.isEmpty { return .reports(reports) }
    return embedded(texts) ?? .none(.unknownShape)
  }

  /// A message came back with the text, as a part of its own.
  private var returnsMessage: Bool { !returnedContent.isEmpty }

  private func namesRecipients(_ prose: ProseReport) -> Bool {
    ProseRecipients(report: prose, strangers: strangers).entries.contains { $0.rank >= .marked }
  }

  private func hasReply(_ text: ByteView) -> Bool { ReplyInProse(in: text.slice(0, 4096)).hasReply }

  /// A bounce that was forwarded or wrapped: the returned message is itself a report.
  private func embedded(_ texts: [ByteView]) -> BounceParse? {
    guard wrapping + 1 < BounceParser.wrappingLimit else { return nil }
    var inner: [ByteView] = []
    if !returnedContent.isEmpty { inner.append(returnedContent) }
    if let message = prose?.returnedMessage { inner.append(message) }
    for content in inner {
      let header = HeaderBlock(reading: content, from: 0)
      guard header.isMailHeader else { continue }
      let type = header[.contentType].trimmed()
      let from = header[.from]
      let isReport =
        type.hasPrefix("multipart/report") || header.has(.failedRecipients)
        || BounceMarkers.daemons.contains { from.has($0) }
      guard isReport else { continue }
      let result = parser.parse(content, wrapping: wrapping + 1)
      if case .reports = result { return result }
    }
    return nil
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
