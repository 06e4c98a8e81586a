/// The header fields that tell something about a bounce or the message that it returns.
enum HeaderField: Int, CaseIterable {
  case from, to, cc, sender, replyTo, returnPath, subject, date, messageID, inReplyTo, references
  case contentType, contentTransferEncoding, contentDisposition, contentDescription, mimeVersion
  case autoSubmitted, precedence, received, failedRecipients, mailer, deliveredTo, originalTo, envelopeTo
  case autoReply, autoRespond, autoResponseSuppress, autoReplySubject, vacation, challenge, listID
  case ticketID, fromAccount, zendeskMessageID, deliveryContext, originalMessageID, actualMessageID
  case apparentlyTo, autoReplyFrom, hotmailRecipient, appleUnsubscribe

  /// As it stands before the colon, in lower case.
  var name: StaticString {
    switch self {
    case .from: "from"
    case .to: "to"
    case .cc: "cc"
    case .sender: "sender"
    case .replyTo: "reply-to"
    case .returnPath: "return-path"
    case .subject: "subject"
    case .date: "date"
    case .messageID: "message-id"
    case .inReplyTo: "in-reply-to"
    case .references: "references"
    case .contentType: "content-type"
    case .contentTransferEncoding: "content-transfer-encoding"
    case .contentDisposition: "content-disposition"
    case .contentDescription: "content-description"
    case .mimeVersion: "mime-version"
    case .autoSubmitted: "auto-submitted"
    case .precedence: "precedence"
    case .received: "received"
    case .failedRecipients: "x-failed-recipients"
    case .mailer: "x-mailer"
    case .deliveredTo: "delivered-to"
    case .originalTo: "x-original-to"
    case .envelopeTo: "envelope-to"
    case .autoReply: "x-autoreply"
    case .autoRespond: "x-autorespond"
    case .autoResponseSuppress: "x-auto-response-suppress"
    case .autoReplySubject: "x-auto-reply"
    case .vacation: "x-vacation"
    case .challenge: "x-challenge"
    case .listID: "list-id"
    case .ticketID: "x-zendesk-ticket-id"
    case .fromAccount: "x-zendesk-from-account-id"
    case .zendeskMessageID: "x-zendesk-message-id"
    case .deliveryContext: "x-delivery-context"
    case .originalMessageID: "x-original-message-id"
    case .actualMessageID: "x-ms-exchange-parent-message-id"
    case .apparentlyTo: "apparently-to"
    case .autoReplyFrom: "x-autoreply-from"
    case .hotmailRecipient: "x-hmxmroriginalrecipient"
    case .appleUnsubscribe: "x-apple-unsubscribe"
    }
  }
}

/// The fields of one header that we want, as ranges of the message: folded, undecoded.
struct HeaderBlock {
  /// By the field's raw value; the length is that of `HeaderField.allCases`, and a test says so. A header lives
  /// for one message, and most messages have four: an array of each would cost more than its reading.
  private var values: InlineArray<41, ByteView>
  /// Where the body begins in the bytes that were read.
  private(set) var bodyStart = 0
  /// How many lines had the form of a header field.
  private(set) var fieldCount = 0
  private(set) var isMailHeader = false

  /// Longer headers are read to their end, but nothing more is taken from them.
  private static let fieldLimit = 20_000

  subscript(_ field: HeaderField) -> ByteView { values[field.rawValue] }

  func has(_ field: HeaderField) -> Bool { !values[field.rawValue].isEmpty }

  init() { values = InlineArray(repeating: .empty) }

  /// How many fields there is room for.
  static var room: Int { 41 }

  mutating func set(_ field: HeaderField, to value: ByteView) { values[field.rawValue] = value }

  /// Reads the header at `start`; the first of several fields of one name counts.
  ///
  /// It ends at an empty line. With `endsAtText` it ends also at a line that is no header field, for headers
  /// quoted in prose; otherwise such lines are passed over, as `From ` lines and broken folding are frequent.
  init(reading bytes: ByteView, from start: Int, endsAtText: Bool = false) {
    self.init()
    var lineStart = start
    var latest: HeaderField?
    var known = 0
    while lineStart < bytes.count {
      let lineEnd = bytes.lineEnd(from: lineStart)
      defer { lineStart = lineEnd + 1 }
      let contentEnd = lineEnd > lineStart && bytes[lineEnd - 1] == 13 ? lineEnd - 1 : lineEnd
      if contentEnd == lineStart {
        bodyStart = min(lineEnd + 1, bytes.count)
        return
      }
      let first = bytes[lineStart]
      if first.isBlank {
        if let field = latest, let from = bytes.offset(of: values[field.rawValue]) {
          values[field.rawValue] = bytes.slice(from, contentEnd)
        }
        continue
      }
      latest = nil
      guard let colon = Self.colon(in: bytes, from: lineStart, to: contentEnd) else {
        if endsAtText, !bytes.hasPrefix("from ", at: lineStart), !bytes.hasPrefix(">from ", at: lineStart) {
          bodyStart = lineStart
          return
        }
        continue
      }
      fieldCount += 1
      guard fieldCount <= Self.fieldLimit,
        let field = Self.field(named: bytes.slice(lineStart, colon))
      else { continue }
      known += 1
      if known > 1 { isMailHeader = true }
      if values[field.rawValue].isEmpty {
        // At least one byte is taken, so that an empty field that is continued is found again.
        values[field.rawValue] = bytes.slice(colon + 1, contentEnd)
        latest = field
      }
    }
    bodyStart = bytes.count
  }

  /// The end of a field's name on this line, if the line has the form of a field (RFC 5322 §2.2).
  static func colon(in bytes: ByteView, from start: Int, to end: Int) -> Int? {
    var index = start
    let limit = min(end, start + 77)
    while index < limit {
      let byte = bytes[index]
      if byte == UInt8(ascii: ":") { return index > start ? index : nil }
      if byte <= 0x20 || byte >= 0x7F {
        // A blank before the colon is obsolete syntax, yet seen.
        guard byte == 0x20, bytes[index + 1] == UInt8(ascii: ":") else { return nil }
        return index + 1
      }
      index += 1
    }
    return nil
  }

  /// Which of our fields has this name. Length, first and last letter choose the candidates.
  static func field(named raw: ByteView) -> HeaderField? {
    var name = raw
    while name.count > 0, name[name.count - 1] == 0x20 { name = name.slice(0, name.count - 1) }
    guard name.count > 1, name.count < 40 else { return nil }
    var candidate = firsts[hash(name.count, name[0].lowercased, name[name.count - 1].lowercased)]
    while candidate >= 0, let field = HeaderField(rawValue: candidate) {
      if name.equals(field.name) { return field }
      candidate = nexts[candidate]
    }
    return nil
  }

  private static func hash(_ count: Int, _ first: UInt8, _ last: UInt8) -> Int {
    (count &* 31 &+ Int(first) &* 7 &+ Int(last)) & 255
  }

  /// By hash: the first field with it, and by field: the next one with the same; -1 ends.
  private static let (firsts, nexts): ([Int], [Int]) = {
    var firsts = [Int](repeating: -1, count: 256)
    var nexts = [Int](repeating: -1, count: HeaderField.allCases.count)
    for field in HeaderField.allCases {
      let name = ByteView(field.name)
      let key = hash(name.count, name[0], name[name.count - 1])
      nexts[field.rawValue] = firsts[key]
      firsts[key] = field.rawValue
    }
    return (firsts, nexts)
  }()
}

extension ByteView {
  /// A parameter of a structured header field, such as `boundary` of Content-Type (RFC 2045 §5.1).
  func parameter(_ name: StaticString) -> ByteView {
    var from = 0
    while let at = find(name, from: from) {
      from = at + 1
      guard at > 0, self[at - 1].isBlankOrLineEnd || self[at - 1] == UInt8(ascii: ";") else { continue }
      var index = at + name.utf8CodeUnitCount
      while self[index].isBlank { index += 1 }
      guard self[index] == UInt8(ascii: "=") else { continue }
      index += 1
      while self[index].isBlankOrLineEnd { index += 1 }
      if self[index] == UInt8(ascii: "\"") {
        let end = firstIndex(of: UInt8(ascii: "\""), from: index + 1) ?? count
        return slice(index + 1, end)
      }
      var end = index
      while end < count, !self[end].isBlankOrLineEnd, self[end] != UInt8(ascii: ";") { end += 1 }
      return slice(index, end)
    }
    return .empty
  }
}
