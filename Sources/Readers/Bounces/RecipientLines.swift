// The shapes of a line on which a failed address stands first, or behind a word that announces it.

extension ProseRecipients {
  func entry(
    on line: ByteView, lines: [Range<Int>], number: Int
  ) -> (entry: Entry, isTranscript: Bool)? {
    var start = 0
    while start < line.count, Self.isDecoration(line[start]) { start += 1 }
    // `1. user@…` and `(1) user@…`
    var digits = start
    while line[digits].isDigit { digits += 1 }
    if digits > start, digits - start < 3,
      line[digits] == UInt8(ascii: ")") || line[digits] == UInt8(ascii: ".")
    {
      start = digits + 1
      while line[start].isBlank { start += 1 }
    }
    for scheme in ["[smtp:", "smtp:", "mailto:", "rfc822;"] as [StaticString]
    where line.hasPrefix(scheme, at: start) {
      start += scheme.utf8CodeUnitCount
    }
    let rest = line.from(start)
    if let (address, after) = leadingAddress(rest) {
      return (
        listed(
          address, rest: rest.from(after), isBracketed: rest[0] != address[0], number: number, lines: lines),
        false
      )
    }
    if let (address, after) = transcribed(rest) {
      return (Entry(address: address, reason: rest.from(after), rank: .reported), true)
    }
    if let (address, after) = keyed(rest) {
      let key = rest.slice(0, rest.firstIndex(of: UInt8(ascii: ":")) ?? 0).trimmed()
      let isWeak = BounceMarkers.weakKeys.contains { key.equals($0) }
      return (Entry(address: address, reason: rest.from(after), rank: isWeak ? .listed : .marked), false)
    }
    if let (address, after) = namedAddress(rest) {
      return (
        listed(address, rest: rest.from(after), isBracketed: false, number: number, lines: lines), false
      )
    }
    return nil
  }

  /// `Mina Kim <mina@example.com>` and `SMTP <mina@example.com>`: a name, and no sentence before the bracket.
  private func namedAddress(_ line: ByteView) -> (ByteView, Int)? {
    guard let open = line.firstIndex(of: UInt8(ascii: "<")), open > 1, open < 48,
      let close = line.firstIndex(of: UInt8(ascii: ">"), from: open)
    else { return nil }
    let name = line.slice(0, open).trimmed()
    let after = line.from(close + 1).trimmed()
    guard !name.contains(UInt8(ascii: ":")), !name.contains(UInt8(ascii: "@")),
      ReplyInProse.words(in: name) <= 2,
      after.isEmpty || after[0] == UInt8(ascii: ":"),
      name[0].isLetter || name[0] >= 0x80 || name[0] == UInt8(ascii: "\""),
      Self.longestEnd(of: name, among: BounceMarkers.strangerPhrases) == 0
    else { return nil }
    let address = AddressText.bare(line.slice(open + 1, close))
    return AddressText.isAddress(address) ? (address, close + 1) : nil
  }

  /// An address with which a line begins, in any of its wrappings, and where it ends.
  private func leadingAddress(_ line: ByteView) -> (ByteView, Int)? {
    let first = line[0]
    if first == UInt8(ascii: "<") {
      guard let close = line.firstIndex(of: UInt8(ascii: ">")) else { return nil }
      let address = AddressText.bare(line.slice(1, close))
      return AddressText.isAddress(address) ? (address, close + 1) : nil
    }
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      if let close = line.firstIndex(of: first, from: 1) {
        let address = line.slice(1, close).trimmed()
        if AddressText.isAddress(address) { return (address, close + 1) }
      }
    }
    guard let at = line.firstIndex(of: UInt8(ascii: "@")),
      let range = AddressText.range(in: line, around: at), range.lowerBound == 0
    else { return nil }
    var address = line.slice(range.lowerBound, range.upperBound)
    var after = range.upperBound
    // `user@example.com <user@example.com>` names it twice; the second is the one that was tried.
    var next = after
    while line[next].isBlank { next += 1 }
    if line[next] == UInt8(ascii: "<"), let close = line.firstIndex(of: UInt8(ascii: ">"), from: next) {
      let second = AddressText.bare(line.slice(next + 1, close))
      if AddressText.isAddress(second) {
        address = second
        after = close + 1
      }
    }
    guard AddressText.isAddress(address) else { return nil }
    return (address, after)
  }

  private func listed(
    _ address: ByteView, rest: ByteView, isBracketed: Bool, number: Int, lines: [Range<Int>]
  ) -> Entry {
    let after = rest.trimmed()
    var rank: Rank
    if rest[0] == UInt8(ascii: ":") || after.hasPrefix("...") || after.hasPrefix(": ") {
      rank = .reported
    } else if after.isEmpty {
      rank = isBracketed ? .marked : .listed
    } else if after[0] == UInt8(ascii: "(") || after[0] == UInt8(ascii: "[") || after[0] == UInt8(ascii: ";")
      || after[0] == UInt8(ascii: ",")
    {
      rank = isBracketed ? .marked : .listed
    } else {
      rank = .listed
    }
    // In whatever language: an address with a server's reply right below it is one that failed.
    if rank == .listed, after.isEmpty, number + 1 < lines.count {
      let below = text.slice(lines[number + 1].lowerBound, lines[number + 1].upperBound)
      if ReplyInProse(in: below.slice(0, 200)).hasReply { rank = .marked }
    }
    if isInstruction(before: number, lines: lines) { rank = .mentioned }
    let position = text.offset(of: address) ?? 0
    if rank == .listed, failureAt.map({ position < $0 }) ?? true, after.isEmpty == false || number > 3 {
      rank = .mentioned
    }
    return Entry(address: address, reason: rest, rank: rank)
  }

  /// The line before asks to write to the address below.
  private func isInstruction(before number: Int, lines: [Range<Int>]) -> Bool {
    var line = number - 1
    while line >= 0, number - line < 4 {
      let content = text.slice(lines[line].lowerBound, lines[line].upperBound).trimmed()
      line -= 1
      guard !content.isEmpty else { continue }
      var isInstruction = false
      Self.instructions.scan(content) { _, _ in
        isInstruction = true
        return false
      }
      return isInstruction
    }
    return false
  }

  private static let instructions = PhraseTable<Void>([
    (
      (),
      [
        "to the address", "send mail", "send an email", "send e-mail", "contact", "write to", "reply to",
        "questions", "for help", "assistance", "support:", "regards", "sincerely", "from:", "sender:",
      ]
    )
  ])

  /// `550 5.1.1 <user@…>... User unknown`, as Sendmail writes it.
  private func transcribed(_ line: ByteView) -> (ByteView, Int)? {
    guard line[0].isDigit, line[1].isDigit, line[2].isDigit, line[3] == 0x20 || line[3] == UInt8(ascii: "-")
    else { return nil }
    var start = 4
    if let (_, end) = ReplyInProse.enhancedCode(in: line, at: start) { start = end }
    while line[start].isBlank { start += 1 }
    guard let (address, after) = leadingAddress(line.from(start)) else { return nil }
    guard line.hasPrefix("...", at: start + after) else { return nil }
    return (address, start + after + 3)
  }

  /// `Recipient address: user@…`
  private func keyed(_ line: ByteView) -> (ByteView, Int)? {
    guard let colon = line.slice(0, 70).firstIndex(of: UInt8(ascii: ":")) ?? Self.wideColon(line) else {
      return nil
    }
    let key = line.slice(0, colon).trimmed()
    // `Intended Recipients:` is as good as `Intended recipient:`.
    let singular = key[key.count - 1] | 0x20 == UInt8(ascii: "s") ? key.slice(0, key.count - 1) : key
    let known =
      BounceMarkers.recipientKeys.contains { key.equals($0) || singular.equals($0) }
      || key.hasPrefix("delivery failed") || key.hasPrefix("unable to deliver")
      || key.count > 7 && key.from(key.count - 7).equals("rcpt to")
      || BounceMarkers.weakKeys.contains { key.equals($0) }
    guard known else { return nil }
    var start = colon + 1
    while start < line.count,
      line[start].isBlank || line[start] >= 0x80 && line[start] < 0xC0 || line[start] == UInt8(ascii: "\"")
    {
      start += 1
    }
    for scheme in ["[smtp:", "smtp:", "rfc822;", "rfc822; "] as [StaticString]
    where line.hasPrefix(scheme, at: start) {
      start += scheme.utf8CodeUnitCount
    }
    let rest = line.from(start)
    if let (address, after) = leadingAddress(rest) { return (address, start + after) }
    // `Recipient: Name <user@…>`
    guard let open = rest.firstIndex(of: UInt8(ascii: "<")), open < 80,
      let (address, after) = leadingAddress(rest.from(open))
    else { return nil }
    return (address, start + open + after)
  }

  /// The full-width colon of East Asian text.
  private static func wideColon(_ line: ByteView) -> Int? {
    guard let at = line.slice(0, 70).find("：") else { return nil }
    return at
  }

  private static func isDecoration(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: ">"), UInt8(ascii: "|"),
      UInt8(ascii: "~"), UInt8(ascii: "+"):
      true
    // The bytes of `•`, `·` and `・`.
    case 0xE2, 0x80, 0xA2, 0xC2, 0xB7, 0xE3, 0x83, 0xBB, 0xA0: true
    default: false
    }
  }
}
