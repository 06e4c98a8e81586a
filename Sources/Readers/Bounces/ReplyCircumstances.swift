import DeliveryModel

/// Who said a reply, to which command, on which host: out of the words around it.
enum ReplyCircumstances {
  /// Words that tell the command that was answered, most telling first.
  private static let stages: [(words: StaticString, stage: Reply.Stage)] = [
    ("in reply to end of data", .endOfData), ("after end of data", .endOfData),
    ("end of message", .endOfData), ("failed after i sent the message", .endOfData),
    ("our final data", .endOfData), ("after pipelined end of data", .endOfData),
    ("in reply to rcpt", .rcptTo), ("after rcpt", .rcptTo), ("after pipelined rcpt", .rcptTo),
    ("[rcpt_to]", .rcptTo), ("in rcpt to", .rcptTo), (">>> rcpt", .rcptTo), ("our rcpt", .rcptTo),
    ("following rcpt", .rcptTo), ("smtp:rcpt", .rcptTo), ("does not like recipient", .rcptTo),
    ("rejected recipient", .rcptTo), ("response to rcpt", .rcptTo), ("rcpt command", .rcptTo),
    ("in reply to mail from", .mailFrom), ("after mail from", .mailFrom), ("after pipelined mail", .mailFrom),
    ("[mail_from]", .mailFrom), (">>> mail from", .mailFrom), ("our mail from", .mailFrom),
    ("sender was rejected", .mailFrom), ("response to mail", .mailFrom), ("following mail", .mailFrom),
    ("in reply to ehlo", .hello), ("in reply to helo", .hello), ("after ehlo", .hello),
    ("after helo", .hello),
    ("my name was rejected", .hello), ("after starttls", .hello), ("in reply to starttls", .hello),
    ("in reply to auth", .authentication), ("after auth", .authentication), ("our auth", .authentication),
    ("in reply to data", .data), ("after data", .data), (">>> data", .data), ("our data", .data),
    ("following data", .data), ("response to data", .data),
    ("initial connection", .connection), ("refused to talk to me", .connection), ("connect to ", .connection),
    ("smtp connection", .connection), ("unable to connect", .connection), ("our banner", .connection),
    ("while performing the ehlo", .hello),
  ]

  static func stage(in context: ByteView) -> Reply.Stage? {
    let text = context.slice(0, 4096)
    // All stages begin with one of few words; without them there is nothing to look for.
    return stages.first { text.has($0.words) }?.stage
  }

  /// Marks right before which the name of the host stands, and those right behind it.
  private static let beforeHost: [StaticString] = [
    "while talking to ", "smtp server <", "rejected by the server for the recipient domain ", " host ",
    "host: ",
    "remote host ", "rcpt host ", "smtp;host ", "connected to ",
  ]

  /// The name of the server that answered, where the prose tells one.
  static func host(in context: ByteView) -> String? {
    let text = context.slice(0, 4096)
    for mark in beforeHost {
      guard let at = text.find(mark) else { continue }
      if let name = name(in: text, at: at + mark.utf8CodeUnitCount) { return name }
    }
    if text.hasPrefix("host "), let name = name(in: text, at: 5) { return name }
    for mark in [" did not like our", " said:", " does not like recipient", " failed after i sent"]
      as [StaticString]
    {
      guard let at = text.find(mark) else { continue }
      var start = at
      while start > 0, text[start - 1] != 10, at - start < 200 { start -= 1 }
      let line = text.slice(start, at).trimmed()
      if let name = name(in: line, at: 0) { return name }
    }
    return nil
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
