/// The failed addresses that a report's prose names, each with the words that say why.
struct ProseRecipients {
  struct Entry {
    var address: ByteView
    /// The address before an alias was expanded.
    var original: ByteView = .empty
    /// From behind the address to the end of what is said of it.
    var reason: ByteView
    /// The more, the surer that the address is one that failed.
    var rank: Rank
  }

  enum Rank: Int, Comparable {
    /// Inside a sentence that tells of a message sent to it.
    case mentioned = 1
    /// Alone on its line, or first on it, in a report on a failure.
    case listed
    /// In brackets on its own line, or behind `Recipient:`.
    case marked
    /// In front of a colon and the reason.
    case reported

    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
  }

  private(set) var entries: [Entry] = []

  static let limit = 500

  private let text: ByteView
  /// Where the report first says that something failed.
  private let failureAt: Int?

  /// Addresses that are never the failed one, unless nothing else is there: the report's own sender and reader.
  init(report: ProseReport, strangers: [ByteView]) {
    text = report.text
    failureAt = report.position(of: .failure) ?? report.position(of: .delay) ?? report.position(of: .givenUp)
    collect()
    let others = entries.filter { entry in
      !strangers.contains { $0.equalsIgnoringCase(entry.address) }
    }
    if !others.isEmpty { entries = others }
    keepBest()
  }

  // MARK: - Lines

  private mutating func collect() {
    var lines: [Range<Int>] = []
    var start = 0
    while start < text.count, lines.count < 4000 {
      let end = text.lineEnd(from: start)
      lines.append(start..<end)
      start = end + 1
    }
    var firsts: [(line: Int, entry: Entry, reasonFrom: Int)] = []
    for (number, range) in lines.enumerated() {
      let line = text.slice(range.lowerBound, range.upperBound)
      // Every shape has an at-sign; most lines have none.
      guard line.contains(UInt8(ascii: "@")), firsts.count < Self.limit else { continue }
      if var entry = entry(on: line, lines: lines, number: number) {
        if let after = text.offset(of: entry.entry.reason) {
          if entry.isTranscript {
            entry.entry.reason = transcript(before: number, lines: lines, to: range.upperBound)
          }
          // A reply that is wrapped in front of the address goes on in this line.
          if !entry.isTranscript, let last = firsts.last, last.line < number, number - last.line <= 6,
            last.entry.address.equalsIgnoringCase(entry.entry.address), entry.entry.rank == .reported,
            isUnbroken(lines, from: last.line, to: number)
          {
            continue
          }
          firsts.append((number, entry.entry, entry.isTranscript ? -1 : after))
        }
      } else {
        for mention in mentions(on: line, at: range.lowerBound) {
          firsts.append((number, mention, text.offset(of: mention.reason) ?? range.lowerBound))
        }
      }
    }
    for (position, first) in firsts.enumerated() {
      var entry = first.entry
      if first.reasonFrom >= 0 {
        let next = firsts[(position + 1)...].first { $0.line > first.line && $0.entry.rank >= .listed }?.line
        let end = reasonEnd(
          afterLine: first.line, from: first.reasonFrom, before: next ?? lines.count, lines: lines)
        // A sentence may tell the reason before it comes to the address.
        let isMention = entry.rank == .mentioned
        let start = isMention ? lines[first.line].lowerBound : first.reasonFrom
        entry.reason = text.slice(start, max(end, first.reasonFrom))
      }
      entry.original = Self.expandedFrom(entry.reason)
      entries.append(entry)
    }
  }

  /// No empty line lies between.
  private func isUnbroken(_ lines: [Range<Int>], from first: Int, to last: Int) -> Bool {
    (first..<last).allSatisfy { !text.slice(lines[$0].lowerBound, lines[$0].upperBound).trimmed().isEmpty }
      && ReplyInProse.words(in: text.slice(lines[last - 1].lowerBound, lines[last - 1].upperBound)) > 0
      && last - first > 1
  }

  /// How far the words about the address on a line go.
  private func reasonEnd(afterLine line: Int, from start: Int, before next: Int, lines: [Range<Int>]) -> Int {
    var end = lines[line].upperBound
    var hasWords = Self.says(text.slice(start, end))
    var blanks = 0
    var number = line + 1
    while number < next, number <= line + 40 {
      let raw = text.slice(lines[number].lowerBound, lines[number].upperBound)
      let content = raw.trimmed()
      if content.isEmpty {
        blanks += 1
        // A blank line ends what was said, and separates an address from what will be said.
        if hasWords, blanks > 0, !continues(number + 1, before: next, lines: lines) { break }
        if blanks > 4 { break }
        number += 1
        continue
      }
      if BounceMarkers.boilerplate.contains(where: { content.hasPrefix($0) }) { break }
      hasWords = hasWords || Self.says(content)
      end = lines[number].upperBound
      number += 1
    }
    return end
  }

  /// A line that tells something; one that ends with a colon only announces it.
  private static func says(_ line: ByteView) -> Bool {
    let content = line.trimmed()
    return ReplyInProse.words(in: content) > 0 && content[content.count - 1] != UInt8(ascii: ":")
  }

  /// Behind a blank line the reason goes on where a server is quoted.
  private func continues(_ number: Int, before next: Int, lines: [Range<Int>]) -> Bool {
    guard number < next else { return false }
    let line = text.slice(lines[number].lowerBound, lines[number].upperBound)
    let content = line.trimmed()
    if content.hasPrefix("<<<") || content.hasPrefix(">>>") || content.hasPrefix("remote host") {
      return true
    }
    if content.hasPrefix("reason") || content.hasPrefix("diagnostic")
      || content.hasPrefix("technical details")
    {
      return true
    }
    if content.hasPrefix("the error that") || content.hasPrefix("the response") || content.has(" our ") {
      return true
    }
    if content.hasPrefix("google tried") || content.hasPrefix("[status") { return true }
    return content[0].isDigit && content[1].isDigit && content[2].isDigit && !content[3].isAlphanumeric
  }

  /// Sendmail's transcript tells the server's answer before the line that names the recipient.
  private func transcript(before number: Int, lines: [Range<Int>], to end: Int) -> ByteView {
    var start = lines[number].lowerBound
    var line = number - 1
    while line >= 0, number - line <= 8 {
      let content = text.slice(lines[line].lowerBound, lines[line].upperBound).trimmed()
      let isReply = content.hasPrefix("<<<")
      let isCode = content[0].isDigit && content[1].isDigit && content[2].isDigit
      if !isReply, !isCode { break }
      // The line of another recipient belongs to that one.
      if isCode, content.contains(UInt8(ascii: "@")) { break }
      start = lines[line].lowerBound
      line -= 1
    }
    return text.slice(start, end)
  }

  // MARK: - Shapes of a line

  private func entry(
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
      return (Entry(address: address, reason: rest.from(after), rank: .marked), false)
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

  // MARK: - Inside sentences

  /// Addresses in a sentence that says that a message went to them.
  private func mentions(on line: ByteView, at start: Int) -> [Entry] {
    var found: [Entry] = []
    var from = 0
    while found.count < 20, let at = line.firstIndex(of: UInt8(ascii: "@"), from: from) {
      from = at + 1
      guard let range = AddressText.range(in: line, around: at) else { continue }
      from = range.upperBound
      let address = line.slice(range.lowerBound, range.upperBound)
      guard AddressText.isAddress(address) else { continue }
      // The words before it may stand at the end of the line above.
      var before = text.slice(max(0, start + range.lowerBound - 60), start + range.lowerBound)
      before = Self.withoutMarks(before)
      let stranger = Self.longestEnd(of: before, among: BounceMarkers.strangerPhrases)
      // `queue:4711:<mina@example.com> : 550 …`
      var after = range.upperBound
      if line[range.lowerBound - 1] == UInt8(ascii: "<"), line[after] == UInt8(ascii: ">"),
        line[range.lowerBound - 2] == UInt8(ascii: ":")
      {
        after += 1
        while line[after].isBlank { after += 1 }
        if line[after] == UInt8(ascii: ":"), line[after + 1].isBlank, stranger == 0 {
          found.append(Entry(address: address, reason: line.from(after), rank: .reported))
          continue
        }
      }
      let recipient = Self.longestEnd(of: before, among: BounceMarkers.recipientPhrases)
      if recipient > stranger {
        found.append(Entry(address: address, reason: line.from(range.upperBound), rank: .mentioned))
      }
    }
    return found
  }

  private static func withoutMarks(_ text: ByteView) -> ByteView {
    var end = text.count
    while end > 0 {
      let byte = text[end - 1]
      guard
        byte.isBlankOrLineEnd || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "\"")
          || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[")
      else { break }
      end -= 1
    }
    return text.slice(0, end)
  }

  private static func longestEnd(of text: ByteView, among phrases: [StaticString]) -> Int {
    var longest = 0
    for phrase in phrases {
      let length = phrase.utf8CodeUnitCount
      for drop in 0...1 where length > longest && text.count >= length + drop {
        if drop == 1, text[text.count - 1] != UInt8(ascii: ":") { continue }
        let start = text.count - drop - length
        guard text.slice(start, start + length).equals(phrase) else { continue }
        if start > 0, text[start - 1].isAlphanumeric { continue }
        longest = length
      }
    }
    return longest
  }

  /// `(expanded from <user@…>)`, `generated from user@…`
  private static func expandedFrom(_ reason: ByteView) -> ByteView {
    let head = reason.slice(0, 400)
    for mark in ["expanded from", "generated from"] as [StaticString] {
      guard let at = head.find(mark) else { continue }
      let rest = head.slice(at, at + 160)
      if let sign = rest.firstIndex(of: UInt8(ascii: "@")),
        let range = AddressText.range(in: rest, around: sign)
      {
        return rest.slice(range.lowerBound, range.upperBound)
      }
    }
    return .empty
  }

  // MARK: - Choice

  /// Keeps the surest kind, one entry an address, and of several the one that tells a reply.
  private mutating func keepBest() {
    guard let best = entries.map(\.rank).max() else { return }
    let floor: Rank = best >= .marked ? .marked : best
    var kept: [Entry] = []
    for entry in entries {
      if let index = kept.firstIndex(where: { $0.address.equalsIgnoringCase(entry.address) }) {
        if !ReplyInProse(in: kept[index].reason).hasReply, ReplyInProse(in: entry.reason).hasReply {
          let original = kept[index].original
          kept[index] = entry
          if kept[index].original.isEmpty { kept[index].original = original }
        }
      } else if entry.rank >= floor {
        kept.append(entry)
      }
    }
    entries = kept
  }
}
