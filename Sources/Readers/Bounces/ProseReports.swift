import DeliveryModel
import SMTPStatus

/// Turns the prose of a bounce without delivery status into reports.
struct ProseReports {
  private let prose: ProseReport
  private let reading: MessageReading
  private let failed: [ByteView]
  private let named: [ProseRecipients.Entry]

  init(_ prose: ProseReport, reading: MessageReading, failed: [ByteView]) {
    self.prose = prose
    self.reading = reading
    self.failed = failed
    named = ProseRecipients(report: prose, strangers: reading.strangers).entries
  }

  /// The report itself says who did not get it.
  var namesRecipients: Bool { !failed.isEmpty || !named.isEmpty }

  func reports() -> [BounceReport] {
    var entries = named
    if !failed.isEmpty {
      entries = failed.map { address in
        let local = address.slice(0, address.firstIndex(of: UInt8(ascii: "@")) ?? 0)
        var entry =
          entries.first { $0.address.equalsIgnoringCase(address) }
          ?? ProseRecipients.Entry(address: address, reason: .empty, rank: .reported)
        if entry.reason.isEmpty, let named = reason(ofLocalPart: local) { entry.reason = named }
        entry.address = address
        return entry
      }
    } else {
      entries = confirmed(entries)
    }
    var reports: [BounceReport] = []
    for entry in entries {
      var report = report(on: entry, isAlone: entries.count == 1)
      reading.complete(&report)
      reports.append(report)
    }
    return reports
  }

  /// Addresses that only sentences mention are checked against whom the returned message was sent to.
  private func confirmed(_ entries: [ProseRecipients.Entry]) -> [ProseRecipients.Entry] {
    let addressed = reading.returned.recipients
    func isAddressed(_ entry: ProseRecipients.Entry) -> Bool {
      addressed.contains { $0.equalsIgnoringCase(entry.address) }
    }
    if let best = entries.map(\.rank).max(), best >= .marked { return entries }
    let known = entries.filter {
      isAddressed($0) || $0.rank == .listed && ReplyInProse(in: $0.reason).hasReply
    }
    if known.contains(where: isAddressed) { return known }
    // The report's own reader, named in passing, is no failed recipient.
    let readers = AddressText.all(in: reading.header[.to], limit: 10)
    let entries = entries.filter { entry in !readers.contains { $0.equalsIgnoringCase(entry.address) } }
    if !entries.isEmpty { return entries[0].rank == .mentioned ? [entries[0]] : entries }
    // Nobody is named: the one whom the message was sent to.
    let own = reading.strangers
    let others = addressed.filter { address in !own.contains { $0.equalsIgnoringCase(address) } }
    let alone = others.isEmpty ? addressed : others
    if alone.count == 1 {
      return [ProseRecipients.Entry(address: alone[0], reason: .empty, rank: .mentioned)]
    }
    // Of several those whose name at least stands on a line of the report.
    return alone.compactMap { address in
      let local = address.slice(0, address.firstIndex(of: UInt8(ascii: "@")) ?? 0)
      guard let reason = reason(ofLocalPart: local) else { return nil }
      return ProseRecipients.Entry(address: address, reason: reason, rank: .mentioned)
    }
  }

  /// What stands below a line that holds only the local part, as Exim does for local addresses.
  private func reason(ofLocalPart local: ByteView) -> ByteView? {
    guard local.count > 1 else { return nil }
    var start = 0
    while start < prose.text.count {
      let end = prose.text.lineEnd(from: start)
      let line = prose.text.slice(start, end).trimmed()
      if line.equalsIgnoringCase(local) { return prose.text.slice(end, end + 1500) }
      // `mina    unknown user`
      if line.count > local.count, line.slice(0, local.count).equalsIgnoringCase(local),
        line[local.count].isBlank || line[local.count] == UInt8(ascii: ":")
      {
        return line.from(local.count)
      }
      start = end + 1
    }
    return nil
  }

  /// The line on which an address stands: `Unknown user: mina@example.com` tells the reason before it.
  private func line(of address: ByteView) -> ByteView {
    guard let at = prose.text.offset(of: address) else { return .empty }
    var start = at
    while start > 0, prose.text[start - 1] != 10 { start -= 1 }
    return prose.text.slice(start, prose.text.lineEnd(from: at))
  }

  private func report(on entry: ProseRecipients.Entry, isAlone: Bool) -> BounceReport {
    var found = ReplyInProse(in: entry.reason)
    var context = entry.reason
    if !found.hasReply, isAlone || ReplyInProse.words(in: entry.reason) < 2 {
      if let overall = Self.overall(prose, isAlone: isAlone),
        overall.reply.hasReply || ReplyInProse.words(in: entry.reason) < 2
      {
        (found, context) = (overall.reply, overall.context)
      }
    }
    if !found.hasReply, isAlone, entry.rank == .mentioned, let reason = Self.introduced(in: prose.text) {
      found.text = reason
    }
    var reply = Reply(text: ReasonText.clean(found.text))
    if reply.text.isEmpty { reply.text = ReasonText.clean(line(of: entry.address)) }
    reply.code = found.code
    reply.enhancedCode = found.enhancedCode
    reply.stage =
      ReplyCircumstances.stage(in: context) ?? (isAlone ? ReplyCircumstances.stage(in: prose.text) : nil)
    reply.remoteHost =
      ReplyCircumstances.host(in: context) ?? (isAlone ? ReplyCircumstances.host(in: prose.text) : nil)
    reply.saidBy = Self.speaker(reply, context: context)
    // Where nobody answered, the host in the sentence is the one that was looked for.
    if reply.saidBy == .ownServer { reply.remoteHost = nil }
    var report = BounceReport(
      recipient: CanonicalAddress.text(entry.address), outcome: outcome(reply), reply: reply)
    if !entry.original.isEmpty, !entry.original.equalsIgnoringCase(entry.address) {
      report.originalRecipient = CanonicalAddress.text(entry.original)
    }
    return report
  }

  private func outcome(_ reply: Reply) -> AttemptOutcome {
    // A report on a failure may speak of delays; its subject says which of the two it is.
    let isLate = prose.has(.delay) || reading.subjectMarks.contains(.delay)
    let isFinal =
      !reading.subjectMarks.contains(.delay)
      && (prose.has(.givenUp) && reading.subjectMarks.contains(.failure) || reading.subjectSaysFailed)
    if isLate, !isFinal { return .deferred }
    if prose.has(.delivered), !prose.has(.failure) { return .delivered }
    if prose.has(.suppressed), reply.code == nil { return .suppressed }
    return Self.isOnlyExpiry(reply, status: nil, prose: prose, in: reading.parser.arena) ? .expired : .failed
  }

  private static func speaker(_ reply: Reply, context: ByteView) -> Reply.Speaker {
    if reply.code == nil, reply.enhancedCode == nil || reply.remoteHost == nil { return .ownServer }
    if reply.remoteHost != nil || context.has("said") || context.has("<<<") || context.has("remote") {
      return .remoteHost
    }
    return .unknown
  }

  // MARK: - The report as a whole

  /// The reply that stands anywhere in the report, or, of one recipient, all that it says.
  static func overall(_ prose: ProseReport, isAlone: Bool) -> (reply: ReplyInProse, context: ByteView)? {
    let text = prose.text.slice(0, 8192)
    let found = ReplyInProse(in: text)
    if found.hasReply {
      var reply = found
      if let end = paragraphEnd(in: found.text) { reply.text = found.text.slice(0, end) }
      return (reply, text)
    }
    guard isAlone, ReplyInProse.words(in: text) > 0 else { return nil }
    var reply = found
    reply.text = rejection(in: text) ?? sentence(before: prose) ?? reason(in: text)
    return (reply, text)
  }

  /// What a delivery agent with rules of its own says (RFC 5429): `… was automatically rejected: …`
  static func rejection(in text: ByteView) -> ByteView? {
    guard let at = text.find("was automatically rejected:") else { return nil }
    let rest = text.from(at + 27).trimmed()
    let reason = rest.slice(0, paragraphEnd(in: rest) ?? rest.count)
    return ReplyInProse.words(in: reason) >= 2 ? reason : nil
  }

  /// A sentence right above an address that stands alone is the reason, unless it only introduces the address.
  private static func sentence(before prose: ProseReport) -> ByteView? {
    let text = prose.text
    guard let at = text.firstIndex(of: UInt8(ascii: "@")), let range = AddressText.range(in: text, around: at)
    else { return nil }
    var lineStart = range.lowerBound
    while lineStart > 0, text[lineStart - 1] != 10 { lineStart -= 1 }
    guard range.lowerBound - lineStart <= 4, lineStart > 1 else { return nil }
    let above = text.slice(0, lineStart).trimmed()
    var start = above.count
    while start > 0, above[start - 1] != 10 { start -= 1 }
    let line = above.from(start).trimmed()
    guard line[line.count - 1] == UInt8(ascii: "."), ReplyInProse.words(in: line) >= 3 else { return nil }
    var onlyIntroduces = false
    BounceMarkers.prose.scan(line) { mark, _ in
      onlyIntroduces = mark == .failure || mark == .delay
      return !onlyIntroduces
    }
    return onlyIntroduces ? nil : line
  }

  /// Words that introduce the reason where it stands apart from the address.
  private static let introductions: [[String]] = [
    ["technical details of permanent failure:"],
    ["technical details of temporary failure:"],
    ["following reason for rejecting"],
    ["for the following reason"],
    ["because:"],
    ["reason:"],
    ["the reason for the problem"],
    ["the response was:"],
    ["response from the remote server was:"],
    ["technical details"],
    ["error message below"],
    ["error message:"],
    ["the error was"],
    ["diagnostic code"],
    ["server message"],
    ["description:"],
    ["problem:"],
    ["transcript of session"],
    ["non-delivered information"],
    ["following error"],
    ["error:"],
    ["following text was generated"],
    ["address(es) failed:"],
    ["addresses failed:"],
    ["address failed:"],
  ]

  private static let introductionTable = PhraseTable<Int>(
    introductions.enumerated().map { ($0.offset, $0.element) })

  /// The part of the prose that gives the reason, else all of it.
  private static func reason(in text: ByteView) -> ByteView { introduced(in: text) ?? text.slice(0, 5000) }

  /// The paragraph that one of the introductions announces.
  private static func introduced(in text: ByteView) -> ByteView? {
    var places: [Range<Int>?] = Array(repeating: nil, count: introductions.count)
    introductionTable.scan(text) { number, range in
      if places[number] == nil { places[number] = range }
      return true
    }
    for case let place? in places {
      var rest = text.from(place.upperBound)
      let line = rest.slice(0, rest.lineEnd(from: 0)).trimmed()
      let last = line[line.count - 1]
      if last == UInt8(ascii: ":") || last == UInt8(ascii: "-") || last == UInt8(ascii: "=") {
        rest = rest.from(rest.lineEnd(from: 0))
      }
      let words = rest.trimmed()
      let reason = words.slice(0, min(paragraphEnd(in: words) ?? words.count, 1200))
      if ReplyInProse.words(in: reason) >= 2 { return reason }
    }
    return nil
  }

  /// Where the paragraph ends with which the text begins.
  private static func paragraphEnd(in text: ByteView) -> Int? {
    var from = 0
    while let end = text.firstIndex(of: 10, from: from) {
      let next = text.slice(end + 1, text.lineEnd(from: end + 1))
      if next.trimmed().isEmpty, ReplyInProse.words(in: text.slice(0, end)) > 0 { return end }
      from = end + 1
    }
    return nil
  }

  // MARK: - Given up

  static func saysGivenUp(_ text: String, in arena: DecodingArena) -> Bool {
    var isGivenUp = false
    BounceMarkers.prose.scan(arena.make(String(text.prefix(1000)))) { mark, _ in
      isGivenUp = mark == .givenUp
      return !isGivenUp
    }
    return isGivenUp
  }

  /// Words that name another reason than age.
  private static let reasons: [StaticString] = [
    "full", "unknown", "refused", "connect", "timed out", "not found", "quota", "lookup", "deferred",
    "reject",
    "blocked", "unreachable", "no route", "mx ", "dns", "server",
  ]

  /// It ran out of time, and no more than that is said.
  static func isOnlyExpiry(
    _ reply: Reply, status: EnhancedStatusCode?, prose: ProseReport, in arena: DecodingArena
  ) -> Bool {
    let isLate = status.map { $0.subject == 4 && $0.detail == 7 } ?? false
    if let code = reply.enhancedCode, !(code.subject == 4 && code.detail == 7), reply.code != nil {
      return false
    }
    if reply.code != nil, !isLate { return false }
    guard isLate || saysGivenUp(reply.text, in: arena) || reply.text.isEmpty && prose.has(.givenUp) else {
      return false
    }
    let text = arena.make(reply.text)
    if reply.code != nil { return saysGivenUp(reply.text, in: arena) }
    return !reasons.contains { text.has($0) }
  }
}
