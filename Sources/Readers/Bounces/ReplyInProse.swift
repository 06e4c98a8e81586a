import SMTPStatus

/// The reply that names the reason, found in a diagnostic text that may hold several replies, one inside the
/// other or one after the other, or none.
///
/// The first reply that names a reason wins. A wrapper (`554 4.4.7 Message expired … <421 4.4.2 …>`) and what
/// only follows from an earlier refusal (`503 Need RCPT`) never do where another reply is there.
struct ReplyInProse {
  var code: ReplyCode?
  var enhancedCode: EnhancedStatusCode?
  /// The text that belongs to it, out of the bytes that were searched.
  var text: ByteView
  /// The chosen reply had a code of its own.
  var hasReply: Bool { code != nil || enhancedCode != nil }

  /// One code with the text up to the next one.
  private struct Segment {
    var start: Int
    var textStart: Int
    var end: Int
    var code: ReplyCode?
    var enhanced: EnhancedStatusCode?
  }

  init(in bytes: ByteView) {
    var segments = Self.segments(in: bytes)
    text = bytes
    guard !segments.isEmpty else { return }
    Self.merge(&segments, in: bytes)
    let chosen = Self.choice(among: segments, in: bytes)
    let segment = segments[chosen]
    code = segment.code ?? segments.first { $0.code != nil }?.code
    enhancedCode = segment.enhanced ?? segments.first { $0.enhanced != nil }?.enhanced
    let end = chosen + 1 < segments.count ? segments[chosen + 1].start : bytes.count
    let names = Self.words(in: bytes.slice(segment.textStart, segment.end)) > 0
    let isAtLineStart = segment.start == 0 || bytes[segment.start - 1] == 10
    let start = names && (segment.code != nil || isAtLineStart) ? segment.start : 0
    text = bytes.slice(start, end)
  }

  // MARK: - Finding codes

  private static func segments(in bytes: ByteView) -> [Segment] {
    var found: [Segment] = []
    var index = 0
    let limit = min(bytes.count, 16_384)
    while index < limit {
      guard bytes[index].isDigit else {
        index += 1
        continue
      }
      let start = index
      while bytes[index].isDigit { index += 1 }
      let length = index - start
      if length == 1, let (code, end) = enhancedCode(in: bytes, at: start) {
        index = end
        if var last = found.last, last.enhanced == nil, last.code != nil,
          isSeparator(bytes.slice(last.textStart, start))
        {
          last.enhanced = code
          last.textStart = end
          found[found.count - 1] = last
        } else if var last = found.last, last.enhanced == nil, isInParentheses(bytes, at: start) {
          last.enhanced = code
          found[found.count - 1] = last
        } else if code.severity != 2 {
          found.append(Segment(start: start, textStart: end, end: end, code: nil, enhanced: code))
        }
        continue
      }
      if length == 3, let code = replyCode(in: bytes, from: start, to: index) {
        found.append(Segment(start: start, textStart: index, end: index, code: code, enhanced: nil))
      }
      // What is left of a number with dots, an address of a host or a version, is no code.
      while bytes[index] == UInt8(ascii: "."), bytes[index + 1].isDigit {
        index += 1
        while bytes[index].isDigit { index += 1 }
      }
    }
    for position in found.indices {
      found[position].end = position + 1 < found.count ? found[position + 1].start : bytes.count
    }
    return found
  }

  /// `5.1.1` standing by itself: no part of a longer number, a version or an address.
  static func enhancedCode(in bytes: ByteView, at start: Int) -> (EnhancedStatusCode, Int)? {
    let severity = bytes[start]
    guard severity == UInt8(ascii: "5") || severity == UInt8(ascii: "4") || severity == UInt8(ascii: "2"),
      bytes[start + 1] == UInt8(ascii: "."), bytes[start + 2].isDigit, bytes[start + 3] == UInt8(ascii: "."),
      bytes[start + 4].isDigit
    else { return nil }
    if start > 0 {
      let before = bytes[start - 1]
      if before.isAlphanumeric || before == UInt8(ascii: ".") || before == UInt8(ascii: "/") { return nil }
      if before == UInt8(ascii: "-"), !(start > 3 && bytes[start - 2].isDigit && bytes[start - 4].isDigit) {
        // `550-5.7.1` is one; a queue id that ends in `-5.1.1` is not.
        if start > 1, bytes[start - 2] != 0x20 { return nil }
      }
    }
    var end = start + 4
    var detail = 0
    while bytes[end].isDigit, end < start + 8 {
      detail = detail * 10 + Int(bytes[end] - 0x30)
      end += 1
    }
    if end - start > 7 || bytes[end].isLetter { return nil }
    if bytes[end] == UInt8(ascii: "."), bytes[end + 1].isDigit { return nil }
    guard
      let code = EnhancedStatusCode(
        severity: Int(severity - 0x30), subject: Int(bytes[start + 2] - 0x30), detail: detail)
    else { return nil }
    return (code, end)
  }

  /// A three-digit number is a reply code where the grammar has one: at the start of a line, behind a mark
  /// that introduces what a server said, or in front of an enhanced code.
  private static func replyCode(in bytes: ByteView, from start: Int, to end: Int) -> ReplyCode? {
    guard bytes[start] >= UInt8(ascii: "2"), bytes[start] <= UInt8(ascii: "5") else { return nil }
    let after = bytes[end]
    if end < bytes.count {
      switch after {
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "]"),
        UInt8(ascii: ">"), UInt8(ascii: ";"), UInt8(ascii: "<"), UInt8(ascii: "_"), UInt8(ascii: "'"),
        UInt8(ascii: "#"), UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "["), UInt8(ascii: "!"):
        break
      case UInt8(ascii: "-"):
        // A telephone number or a range goes on with a digit, a reply with words or an enhanced code.
        if bytes[end + 1].isDigit, enhancedCode(in: bytes, at: end + 1) == nil { return nil }
      case UInt8(ascii: "."):
        if bytes[end + 1].isDigit { return nil }
      default:
        if after < 0x80 { return nil }
      }
    }
    var number = 0
    for index in start..<end { number = number * 10 + Int(bytes[index] - 0x30) }
    // A success is of interest only where a delivery is confirmed: `250 2.1.5 Ok`.
    guard (400...599).contains(number) || (250...252).contains(number) && follows(bytes, at: end),
      let code = ReplyCode(number)
    else { return nil }

    var before = start - 1
    while before >= 0, bytes[before].isBlank { before -= 1 }
    if before < 0 || bytes[before] == 10 || bytes[before] == 13 { return code }
    if before == start - 1 {
      // `[416]` is a reference, not a reply.
      if after == UInt8(ascii: "]") || after == UInt8(ascii: ")"),
        bytes[before] == UInt8(ascii: "[") || bytes[before] == UInt8(ascii: "(")
      {
        return nil
      }
      switch bytes[before] {
      case UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "'"), UInt8(ascii: "\""),
        UInt8(ascii: "#"), UInt8(ascii: ">"), UInt8(ascii: "{"):
        return code
      case UInt8(ascii: "="):
        return bytes[start - 2].isLetter && (after == 0x20 || end == bytes.count) ? code : nil
      case UInt8(ascii: ":"), UInt8(ascii: ";"): return code
      default:
        if bytes[before] < 0x80 { return nil }
      }
    }
    switch bytes[before] {
    case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: ">"), UInt8(ascii: ")"), UInt8(ascii: "]"),
      UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "|"),
      UInt8(ascii: "<"), UInt8(ascii: "*"):
      return code
    case UInt8(ascii: "-"):
      // `- 550 …` and a transcript's `<-- 550 …`
      return before > 0 && (bytes[before - 1].isBlank || bytes[before - 1] == UInt8(ascii: "-")) ? code : nil
    default: break
    }
    if follows(bytes, at: end) { return code }
    // `… error 550-'Unknown user'`
    if after == UInt8(ascii: "-"), bytes[end + 1] == UInt8(ascii: "'") || bytes[end + 1] == UInt8(ascii: "\"")
    {
      return code
    }
    // Two codes in a row, as gateways write them that quote a reply with the code they heard: `554 554 5.7.1`.
    if before >= 2, bytes[before].isDigit, bytes[before - 1].isDigit, bytes[before - 2].isDigit {
      return code
    }
    let word = lastWord(of: bytes, endingAt: before + 1)
    return introducers.contains { word.equals($0) } ? code : nil
  }

  /// Words after which a number is a reply code.
  private static let introducers: [StaticString] = [
    "said", "error", "code", "status", "returned", "response", "was", "reply", "replied", "responded", "with",
    "smtp", "got", "message", "reason", "diagnostic", "result", "is", "responsecode", "failed", "server",
    "fehler", "erreur", "codice",
  ]

  private static func lastWord(of bytes: ByteView, endingAt end: Int) -> ByteView {
    var start = end
    while start > 0, bytes[start - 1].isLetter { start -= 1 }
    return bytes.slice(start, end)
  }

  private static func follows(_ bytes: ByteView, at end: Int) -> Bool {
    var index = end
    while bytes[index].isBlankOrLineEnd || bytes[index] == UInt8(ascii: "-")
      || bytes[index] == UInt8(ascii: "#")
    {
      index += 1
    }
    return enhancedCode(in: bytes, at: index) != nil
  }

  /// Nothing between a reply code and its enhanced code but marks.
  private static func isSeparator(_ bytes: ByteView) -> Bool {
    guard bytes.count <= 24 else { return false }
    // `ERROR_CODE :550, ERROR_CODE :5.2.1`
    if bytes.has("code") { return true }
    return (0..<bytes.count).allSatisfy { !bytes[$0].isAlphanumeric && bytes[$0] < 0x80 }
  }

  /// `(#5.1.1)`, as qmail puts the code behind its sentence.
  private static func isInParentheses(_ bytes: ByteView, at start: Int) -> Bool {
    let before = bytes[start - 1]
    return before == UInt8(ascii: "(") || before == UInt8(ascii: "[")
      || before == UInt8(ascii: "#") && (bytes[start - 2] == UInt8(ascii: "(") || bytes[start - 2].isBlank)
  }

  // MARK: - Choosing

  /// Joins what is one reply: lines of one code, and a code whose text is only the next code.
  private static func merge(_ segments: inout [Segment], in bytes: ByteView) {
    var merged: [Segment] = []
    for segment in segments {
      guard var last = merged.last else {
        merged.append(segment)
        continue
      }
      if last.code == segment.code, last.enhanced == segment.enhanced || segment.enhanced == nil,
        segment.code != nil
      {
        last.end = segment.end
      } else if last.code == nil, segment.code != nil,
        last.enhanced == segment.enhanced || segment.enhanced == nil,
        last.end - last.textStart < 12 || words(in: bytes.slice(last.textStart, last.end)) == 0
      {
        // `#5.7.1 smtp; 550 5.7.1 …`: the first is only the second's number.
        last.code = segment.code
        last.start = segment.start
        last.textStart = segment.textStart
        last.end = segment.end
      } else if words(in: bytes.slice(last.textStart, last.end)) == 0, segment.code != nil {
        let enhanced = segment.enhanced ?? last.enhanced
        last = Segment(
          start: segment.start, textStart: segment.textStart, end: segment.end, code: segment.code,
          enhanced: enhanced)
      } else if segment.code == nil, segment.enhanced == last.enhanced {
        last.end = segment.end
      } else {
        merged.append(segment)
        continue
      }
      merged[merged.count - 1] = last
    }
    segments = merged
  }

  private static func choice(among segments: [Segment], in bytes: ByteView) -> Int {
    guard segments.count > 1 else { return 0 }
    for (position, segment) in segments.enumerated() {
      let text = bytes.slice(segment.textStart, segment.end)
      if words(in: text) > 0, !isWrapperOrEcho(text) { return position }
    }
    return segments.firstIndex { words(in: bytes.slice($0.textStart, $0.end)) > 0 } ?? 0
  }

  /// What a reply says that only packs another one, or follows from an earlier refusal.
  private static let wrappersAndEchoes: [StaticString] = [
    "need rcpt", "need mail", "no valid recipients", "no recipients", "bad sequence", "valid recipient",
    "closing connection", "closing transmission", "remote protocol error", "unknown address error",
    "other mail system problem", "message expired", "unable to deliver in", "delivery time expired",
    "message timeout", "message delayed", "retry timeout", "retry time", "out of order", "(was:",
    "polite people", "recipient first", "must have recipient", "no recipient", "send hello first",
    "unknown mailer error", "delivery not authorized, message refused", "delivery to the following",
    "message is too old", "smtp protocol diagnostic",
  ]

  private static func isWrapperOrEcho(_ text: ByteView) -> Bool {
    let head = text.slice(0, 160)
    if wrappersAndEchoes.contains(where: { head.has($0) }) { return true }
    return head.count < 28 && head.has("service unavailable")
  }

  /// How many words of letters there are, addresses and hosts left aside; counting stops at three.
  static func words(in bytes: ByteView) -> Int {
    var count = 0
    var index = 0
    while index < bytes.count, count < 3 {
      let start = index
      var letters = 0
      var isName = false
      while index < bytes.count, !bytes[index].isBlankOrLineEnd {
        let byte = bytes[index]
        if byte.isLetter { letters += 1 } else if byte >= 0x80 { letters += 1 }
        if byte == UInt8(ascii: "@") || byte == UInt8(ascii: "/") { isName = true }
        index += 1
      }
      if letters >= 2, !isName { count += 1 }
      index = max(index + 1, start + 1)
    }
    return count
  }
}
