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

  let text: ByteView
  /// Where the report first says that something failed.
  let failureAt: Int?

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
    // Sign-offs name a postmaster or a help desk like one more recipient.
    let failed = kept.filter { entry in
      entry.rank >= .marked || !BounceMarkers.helpers.contains { entry.address.hasPrefix($0) }
    }
    entries = failed.isEmpty ? kept : failed
  }
}
