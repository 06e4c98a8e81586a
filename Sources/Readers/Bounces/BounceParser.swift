import DeliveryModel

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
