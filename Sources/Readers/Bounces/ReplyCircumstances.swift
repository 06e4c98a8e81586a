import DeliveryModel

/// Who said a reply, to which command, on which host: out of the words around it.
enum ReplyCircumstances {
  /// Words that tell the command that was answered; of several groups the first is the most telling.
  private static let stageWords: [(stage: Reply.Stage, words: [String])] = [
    (
      .endOfData,
      [
        "in reply to end of data", "after end of data", "end of message", "failed after i sent the message",
        "our final data", "after pipelined end of data",
      ]
    ),
    (
      .rcptTo,
      [
        "in reply to rcpt", "after rcpt", "after pipelined rcpt", "[rcpt_to]", "in rcpt to", ">>> rcpt",
        "--> rcpt",
        "our rcpt", "following rcpt", "smtp:rcpt", "does not like recipient", "rejected recipient",
        "response to rcpt", "for rcpt to command", "to rcpt to", "rcpt command",
      ]
    ),
    (
      .mailFrom,
      [
        "in reply to mail from", "after mail from", "after pipelined mail", "[mail_from]", ">>> mail from",
        "--> mail from",
        "our mail from", "sender was rejected", "response to mail", "following mail",
      ]
    ),
    (
      .hello,
      [
        "in reply to ehlo", "in reply to helo", "after ehlo", "after helo", "my name was rejected",
        "after starttls", "in reply to starttls",
      ]
    ),
    (.authentication, ["in reply to auth", "after auth", "our auth"]),
    (
      .data,
      [
        "in reply to data", "after data", ">>> data", "--> data", "our data", "following data",
        "response to data",
      ]
    ),
    (
      .connection,
      [
        "initial connection", "refused to talk to me", "connect to", "smtp connection", "unable to connect",
        "our banner",
      ]
    ),
    (.hello, ["while performing the ehlo"]),
  ]

  private static let stages = PhraseTable<Int>(stageWords.enumerated().map { ($0.offset, $0.element.words) })

  static func stage(in context: ByteView) -> Reply.Stage? {
    var best: Int?
    stages.scan(context.slice(0, 4096)) { group, _ in
      best = min(best ?? group, group)
      return best != 0
    }
    return best.map { stageWords[$0].stage }
  }

  /// Where a host's name stands, seen from a phrase.
  private enum HostMark {
    case behind, before, afterBy
  }

  private static let hostMarks = PhraseTable<HostMark>([
    (
      .behind,
      [
        "while talking to ", "smtp server <", "remote server <", "host ", "host: ", "remote host ",
        "rcpt host ",
        "connected to ", "server: ", "remote system: dns;",
        "rejected by the server for the recipient domain ",
      ]
    ),
    (.afterBy, ["recipient domain"]),
    (
      .before,
      [
        "did not like our", "said:", "does not like recipient", "failed after i sent", "responded with",
        "refused to talk", "rejected our", "rejected your",
      ]
    ),
  ])

  /// The name of the server that answered, where the prose tells one.
  static func host(in context: ByteView) -> String? {
    let text = context.slice(0, 4096)
    var found: String?
    hostMarks.scan(text) { mark, range in
      switch mark {
      case .behind: found = name(in: text, at: range.upperBound)
      case .afterBy:
        // `the server for the recipient domain example.com by mx.example.com. [192.0.2.1]`
        let line = text.slice(
          range.upperBound, min(range.upperBound + 200, text.lineEnd(from: range.upperBound)))
        if let by = line.find(" by ") { found = name(in: line, at: by + 4) }
      case .before:
        var start = range.lowerBound
        while start > 0, text[start - 1] != 10, range.lowerBound - start < 200 { start -= 1 }
        found = name(in: text.slice(start, range.lowerBound).trimmed(), at: 0)
      }
      return found == nil
    }
    return found
  }

  /// A host's name at a position: it has a dot, and is no sentence's end.
  private static func name(in text: ByteView, at start: Int) -> String? {
    var from = start
    while text[from].isBlankOrLineEnd { from += 1 }
    var end = from
    while AddressText.isDomain(text[end]), text[end] < 0x80, end - from < 255 { end += 1 }
    while end > from, text[end - 1] == UInt8(ascii: ".") { end -= 1 }
    let name = text.slice(from, end)
    guard name.count > 3, name.contains(UInt8(ascii: ".")), text[end] != UInt8(ascii: "@") else { return nil }
    return name.string
  }

  /// The value of Remote-MTA without its type, address and comment.
  static func host(ofField field: ByteView) -> String? {
    var value = field.trimmed()
    if let semicolon = value.firstIndex(of: UInt8(ascii: ";")), semicolon < 12 {
      value = value.from(semicolon + 1).trimmed()
    }
    var end = 0
    while end < value.count, !value[end].isBlankOrLineEnd, value[end] != UInt8(ascii: "(") { end += 1 }
    var start = 0
    while start < end, value[start] == UInt8(ascii: "[") { start += 1 }
    while end > start, [UInt8(ascii: "]"), UInt8(ascii: "."), UInt8(ascii: ",")].contains(value[end - 1]) {
      end -= 1
    }
    guard end > start else { return nil }
    return value.slice(start, end).string
  }
}
