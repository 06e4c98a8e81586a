internal import DeliveryModel
internal import SMTPStatus

/// The parts of a diagnostic text: several replies, and the words of a mail system around them.
///
/// A text such as `5.1.0 - Unknown address error 550-'5.2.2 … Mailbox Full'` has a wrapper and a reply, one
/// such as `550 … User unknown 503 Need RCPT` two replies of which the second is noise. The parts come in the
/// order in which they may say the reason: the innermost reply, the replies after it, then what stands around.
struct ReplyStructure {
  struct Part {
    var range: Range<Int>
    var replyCode: UInt16 = 0
    var enhancedCode: EnhancedStatusCode?
    /// Follows from an earlier refusal: `503 need RCPT first`, `221 closing`.
    var isNoise: Bool { replyCode == 503 || (replyCode > 0 && replyCode < 400) }
  }

  var parts: [Part]

  /// - Parameter innerStarts: where words stand after which another server's reply is quoted.
  init(
    shape: UnsafeBufferPointer<UInt8>, innerStarts: [Int], replyCode: UInt16,
    enhancedCode: EnhancedStatusCode?
  ) {
    let bytes = UnsafeRawBufferPointer(shape)
    var starts: [(position: Int, code: UInt16)] = []
    var enhanced: [(position: Int, code: EnhancedStatusCode)] = []
    var position = 0
    // A text of hundreds of replies is hostile; its first ones say what there is to say.
    while starts.count < 16, let found = StatusCodeFinder.next(in: bytes, from: &position) {
      if let code = found.replyCode { starts.append((found.range.lowerBound, code.number)) }
      if let code = found.enhancedCode { enhanced.append((found.range.lowerBound, code)) }
    }
    let inner = innerStarts.max()
    for start in innerStarts
    where !starts.contains(where: { $0.position >= start && $0.position < start + 8 }) {
      starts.append((start, 0))
    }
    starts.sort { $0.position < $1.position }
    var parts: [Part] = []
    if (starts.first?.position ?? shape.count) > 0 {
      parts.append(Part(range: 0..<(starts.first?.position ?? shape.count)))
    }
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1].position : shape.count
      parts.append(Part(range: start.position..<end, replyCode: start.code))
    }
    for index in parts.indices {
      parts[index].enhancedCode = enhanced.first { parts[index].range.contains($0.position) }?.code
    }
    // Innermost first, then the replies in their order, noise after them, the words around last.
    func order(_ part: Part) -> Int {
      if let inner, part.range.upperBound > inner, part.range.lowerBound + 8 > inner {
        return part.isNoise ? 1 : 0
      }
      if part.replyCode == 0 { return starts.isEmpty ? 0 : 4 }
      return part.isNoise ? 3 : 2
    }
    parts = parts.enumerated().sorted { left, right in
      (order(left.element), left.offset) < (order(right.element), right.offset)
    }.map(\.element)
    if parts.isEmpty { parts = [Part(range: 0..<0)] }
    // What the source states about the reply goes to the part that is read first.
    if parts[0].replyCode == 0 { parts[0].replyCode = replyCode }
    if parts[0].enhancedCode == nil { parts[0].enhancedCode = enhancedCode }
    self.parts = parts
  }
}

/// Words that say which command was answered, or that another server's reply follows.
enum StructureSign: Sendable {
  case stage(Reply.Stage)
  case innerReply

  /// By the wordings of Postfix, Exim, qmail, DragonFly, Yahoo, Courier and Google.
  static let all: [(words: String, sign: StructureSign)] = [
    ("in reply to rcpt to", .stage(.rcptTo)), ("in reply to mail from", .stage(.mailFrom)),
    ("in reply to end of data", .stage(.endOfData)), ("in reply to data command", .stage(.data)),
    ("in reply to ehlo", .stage(.hello)), ("in reply to helo", .stage(.hello)),
    ("in reply to starttls", .stage(.hello)), ("in reply to auth", .stage(.authentication)),
    ("after rcpt to", .stage(.rcptTo)), ("after pipelined rcpt to", .stage(.rcptTo)),
    ("after mail from", .stage(.mailFrom)), ("after pipelined mail from", .stage(.mailFrom)),
    ("after end of data", .stage(.endOfData)), ("after pipelined end of data", .stage(.endOfData)),
    ("after data", .stage(.data)), ("after pipelined data", .stage(.data)),
    ("after initial connection", .stage(.connection)), ("after ehlo", .stage(.hello)),
    ("after helo", .stage(.hello)), ("after starttls", .stage(.hello)),
    ("refused to talk to me", .stage(.connection)), ("but greeting failed", .stage(.connection)),
    ("does not like recipient", .stage(.rcptTo)), ("but sender was rejected", .stage(.mailFrom)),
    ("but my name was rejected", .stage(.hello)), ("failed after i sent the message", .stage(.endOfData)),
    ("failed on data command", .stage(.data)), ("did not like our rcpt to", .stage(.rcptTo)),
    ("did not like our mail from", .stage(.mailFrom)), ("did not like our data", .stage(.data)),
    ("did not like our final data", .stage(.endOfData)), ("[rcpt_to]", .stage(.rcptTo)),
    ("[mail_from]", .stage(.mailFrom)), ("following rcpt command", .stage(.rcptTo)),
    ("(was:", .innerReply), ("response was:", .innerReply), ("remote server was:", .innerReply),
    ("other server returned was:", .innerReply), ("returned an error ->", .innerReply),
    ("remote server returned '", .innerReply), ("diagnostic was:", .innerReply),
    ("last error was:", .innerReply), ("last error:", .innerReply),
    ("last attempt was:", .innerReply), ("returned following response:", .innerReply),
  ]
}
