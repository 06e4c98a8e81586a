import DeliveryModel

/// One message in one file: a bounce as a mail program saves it (`.eml`), or a file of a Maildir.
public struct BounceReader: Reader {
  public static let format = InputFormat(id: "bounce", title: "Bounce message", family: .bounces)

  private var parser = BounceParser()
  private let longest: Int
  private var isDone = false

  public init(context: ReadingContext) {
    longest = context.longestRecord
  }

  /// Header fields that only mail has, which no log and no table begins with.
  private static let mailFields: [HeaderField] = [
    .received, .messageID, .returnPath, .from, .to, .subject, .date, .mimeVersion, .contentType, .deliveredTo,
  ]

  /// Of them those that no configuration file and no form has.
  private static let technicalFields: [HeaderField] = [
    .received, .messageID, .returnPath, .date, .mimeVersion, .contentType,
  ]

  public static func recognises(_ head: Span<UInt8>) -> Confidence {
    head.withUnsafeBufferPointer { buffer in
      let bytes = ByteView(buffer)
      guard isMailHead(bytes) else { return .none }
      let header = HeaderBlock(reading: bytes, from: 0, endsAtText: true)
      let known = mailFields.count { header.has($0) }
      let technical = technicalFields.contains { header.has($0) }
      guard known >= 2, technical else { return .none }
      let type = header[.contentType].trimmed()
      if type.hasPrefix("multipart/report") || header.has(.failedRecipients) { return .certain }
      return known >= 4 ? .certain : .likely
    }
  }

  /// The first line is a header field, or the `From ` line of a mailbox with one message is not ours.
  private static func isMailHead(_ bytes: ByteView) -> Bool {
    let start = bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
    let end = bytes.lineEnd(from: start)
    guard let colon = HeaderBlock.colon(in: bytes, from: start, to: end) else { return false }
    // A name of letters, digits and hyphens: no braces, quotes or dates.
    return (start..<colon).allSatisfy {
      bytes[$0].isAlphanumeric || bytes[$0] == UInt8(ascii: "-") || bytes[$0] == UInt8(ascii: "_")
    } && bytes[start].isLetter
  }

  public mutating func read(_ block: Span<UInt8>, isLast: Bool, into sink: RecordSink) -> Int {
    block.withUnsafeBufferPointer { buffer in
      let bytes = ByteView(buffer)
      if isDone { return bytes.count }
      // A giant's front holds the report; behind it is the returned message.
      guard isLast || bytes.count > longest else { return 0 }
      isDone = true
      let message = bytes.slice(0, longest)
      let result = parser.parse(UnsafeRawBufferPointer(start: message.base, count: message.count))
      BounceRecords.take(result, line: 1, subject: message, into: sink)
      return bytes.count
    }
  }
}

/// Counts and hands on what one message told; each message is one record, or skipped for one reason.
enum BounceRecords {
  static func take(_ result: BounceParse, line: Int, subject message: ByteView, into sink: RecordSink) {
    sink.lines += 1
    switch result {
    case .reports(let reports):
      sink.records += 1
      for report in reports { sink.take(report, line: line) }
    case .none(let reason):
      if reason.isProblem {
        let excerpt = message.slice(0, 200).trimmed().string
        sink.skip(
          SkippedInput(
            line: line, reason: .notUnderstood(reason.rawValue), explanation: reason.explanation,
            excerpt: excerpt))
      } else {
        sink.ignore(.ignored(reason.rawValue))
      }
    }
  }
}

extension NoReport {
  /// A sentence for the list of what was skipped.
  var explanation: String {
    switch self {
    case .automaticReply: "an automatic reply, no failure"
    case .challenge: "a challenge to prove that the sender is a person, no failure"
    case .readReceipt: "a read receipt, no failure"
    case .feedbackWithoutComplaint: "a feedback report that is no complaint"
    case .ordinaryMail: "ordinary mail, no failure"
    case .unknownShape: "a bounce by its marks, but no recipient could be made out"
    case .empty: "there is no message"
    case .nestedTooDeep: "parts nested deeper than \(MessageParts.depthLimit) levels"
    }
  }
}
