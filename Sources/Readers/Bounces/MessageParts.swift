/// One leaf of a MIME tree, still encoded.
struct MessagePart {
  enum Kind {
    case plainText, html
    /// message/delivery-status and message/global-delivery-status (RFC 3464, RFC 6533).
    case deliveryStatus
    /// message/feedback-report (RFC 5965).
    case feedbackReport
    /// message/disposition-notification (RFC 8098).
    case dispositionNotification
    /// message/rfc822, message/global, message/partial, text/rfc822-headers: what was sent, or its header.
    case returnedMessage
    case other
  }

  var kind: Kind
  var content: ByteView
  var encoding: TransferEncoding
  var charset: ByteView
  var isAttachment: Bool
  /// The whole `Content-Type` value.
  var type: ByteView

  /// The content as UTF-8 text.
  func text(sets: CharacterSets, arena: DecodingArena) -> ByteView {
    sets.utf8(encoding.decode(content, into: arena), charset: charset, into: arena)
  }
}

/// Takes a message apart into its leaves without recursion: one pass over the lines, a stack of boundaries.
struct MessageParts {
  private(set) var leaves: [MessagePart] = []
  /// A multipart lay deeper than the limit, and was left unopened.
  private(set) var isTooDeep = false
  /// The outermost type is multipart/report, or claims to be.
  private(set) var reportType: ByteView = .empty

  static let depthLimit = 16
  static let leafLimit = 64

  init(header: HeaderBlock, body: ByteView) {
    var boundaries: [ByteView] = []
    let type = header[.contentType].trimmed()
    reportType = type.hasPrefix("multipart/report") ? type.parameter("report-type") : .empty

    var open = Self.part(header: header, content: body)
    var partStart = 0
    var isInsideLeaf = true
    if let boundary = Self.boundary(of: type, body: body) {
      boundaries.append(boundary)
      isInsideLeaf = false
    }
    guard !boundaries.isEmpty else {
      leaves.append(open)
      return
    }

    var lineStart = 0
    while lineStart < body.count {
      let lineEnd = body.lineEnd(from: lineStart)
      let next = lineEnd + 1
      guard body[lineStart] == UInt8(ascii: "-"), body[lineStart + 1] == UInt8(ascii: "-"),
        let level = Self.level(of: body.slice(lineStart + 2, lineEnd), in: boundaries)
      else {
        lineStart = next
        continue
      }
      if isInsideLeaf { close(&open, body: body, from: partStart, to: lineStart) }
      isInsideLeaf = false
      let line = body.slice(lineStart + 2, lineEnd)
      let boundary = boundaries[level]
      let isClosing =
        line[boundary.count] == UInt8(ascii: "-") && line[boundary.count + 1] == UInt8(ascii: "-")
      boundaries.removeSubrange((isClosing ? level : level + 1)...)
      lineStart = next
      if isClosing {
        // A message with its own bounds broken: what follows the last boundary belongs to nobody.
        if boundaries.isEmpty { break }
        continue
      }
      if leaves.count >= Self.leafLimit { return }

      let header = HeaderBlock(reading: body.slice(0, body.count), from: next, endsAtText: true)
      let type = header[.contentType].trimmed()
      if type.hasPrefix("multipart/") {
        let content = body.from(header.bodyStart)
        if boundaries.count >= Self.depthLimit {
          isTooDeep = true
        } else if let inner = Self.boundary(of: type, body: content) {
          boundaries.append(inner)
          lineStart = header.bodyStart
          continue
        }
      }
      open = Self.part(header: header, content: .empty)
      partStart = header.bodyStart
      isInsideLeaf = true
      lineStart = header.bodyStart
    }
    if isInsideLeaf { close(&open, body: body, from: partStart, to: body.count) }
    // Boundaries that never come: the body is read as the text that it is.
    if leaves.isEmpty {
      open = Self.part(header: HeaderBlock(), content: body)
      open.encoding = TransferEncoding(header: header[.contentTransferEncoding])
      open.charset = type.parameter("charset")
      leaves.append(open)
    }
  }

  private mutating func close(_ part: inout MessagePart, body: ByteView, from start: Int, to end: Int) {
    var last = end
    if last > start, body[last - 1] == 10 { last -= 1 }
    if last > start, body[last - 1] == 13 { last -= 1 }
    part.content = body.slice(start, last)
    leaves.append(part)
  }

  /// The innermost open boundary that this line, without its dashes, names.
  private static func level(of line: ByteView, in boundaries: [ByteView]) -> Int? {
    var level = boundaries.count - 1
    while level >= 0 {
      let boundary = boundaries[level]
      if line.startsExactly(with: boundary) {
        let after = line[boundary.count]
        if line.count == boundary.count || after.isBlankOrLineEnd || after == UInt8(ascii: "-") {
          return level
        }
      }
      level -= 1
    }
    return nil
  }

  /// The boundary that the type names; where it names none, the one with which the body begins.
  private static func boundary(of type: ByteView, body: ByteView) -> ByteView? {
    guard type.hasPrefix("multipart/") else { return nil }
    let named = type.parameter("boundary")
    if !named.isEmpty { return named.count <= 256 ? named : named.slice(0, 256) }
    var start = 0
    for _ in 0..<20 where start < body.count {
      let end = body.lineEnd(from: start)
      let line = body.slice(start, end).trimmed()
      if line.count > 2, line.hasPrefix("--"), line.contains(0x20) == false { return line.from(2) }
      start = end + 1
    }
    return nil
  }

  private static let kinds: [(prefix: StaticString, kind: MessagePart.Kind)] = [
    ("text/plain", .plainText), ("text/html", .html), ("message/delivery-status", .deliveryStatus),
    ("message/global-delivery-status", .deliveryStatus), ("message/feedback-report", .feedbackReport),
    ("message/disposition-notification", .dispositionNotification),
    ("message/global-disposition-notification", .dispositionNotification),
    ("message/rfc822", .returnedMessage), ("message/global", .returnedMessage),
    ("message/partial", .returnedMessage), ("text/rfc822-header", .returnedMessage),
    ("message/news", .returnedMessage), ("message/xdelivery-status", .deliveryStatus),
    ("text/delivery-status", .deliveryStatus), ("text/x-delivery-status", .deliveryStatus),
    ("message/external-body", .other), ("text/", .plainText),
  ]

  private static func part(header: HeaderBlock, content: ByteView) -> MessagePart {
    let type = header[.contentType].trimmed()
    let kind: MessagePart.Kind =
      type.isEmpty ? .plainText : kinds.first { type.hasPrefix($0.prefix) }?.kind ?? .other
    return MessagePart(
      kind: kind, content: content,
      encoding: TransferEncoding(header: header[.contentTransferEncoding]),
      charset: kind == .plainText || kind == .html || kind == .deliveryStatus
        ? type.parameter("charset") : .empty,
      isAttachment: header[.contentDisposition].trimmed().hasPrefix("attachment"), type: type)
  }
}
