import DeliveryModel

// What a message without usable fields is: a report in prose, or no failure at all.

extension MessageReading {
  /// Sieve's and Dovecot's `reject` come as disposition notifications (RFC 5429 §2.1.1): those are failures.
  func readReceipt(_ disposition: ByteView, prose: ProseReport) -> BounceParse {
    let isDeleted = disposition.has("deleted") || disposition.has("failed")
    let text = prose.text
    let isRefused =
      text.has("automatically rejected") || text.has("was rejected") || text.has("refused your")
      || text.has("quota exceeded") || text.has("over quota")
    guard isDeleted, isRefused else {
      return .none(.readReceipt)
    }
    let fields = DeliveryStatusFields(reading: disposition)
    let reports = StatusReports(fields, reading: self, prose: prose).rejections()
    return reports.isEmpty ? .none(.readReceipt) : .reports(reports)
  }

  func proseResult(_ prose: ProseReport, texts: [ByteView]) -> BounceParse {
    let failed = AddressText.all(in: header[.failedRecipients])
    let isDaemon = isFromDaemon
    let saysFailure = prose.has(.failure) || prose.has(.delay) || prose.has(.givenUp)
    // What has no return path, comes from no mail system and speaks of absence is an answer, whatever it quotes.
    let speaksOfAbsence =
      prose.has(.automaticReply) && !isDaemon && (hasEmptyReturnPath || !subjectMarks.contains(.failure))
    let isReply = isMarkedAsReply && !isDaemon || subjectMarks.contains(.automaticReply) || speaksOfAbsence
    if failed.isEmpty {
      if isReply, !(isDaemon && saysFailure && subjectMarks.contains(.failure)) {
        return .none(.automaticReply)
      }
      if subjectMarks.contains(.challenge)
        || prose.has(.challenge) && !(isDaemon && subjectMarks.contains(.failure))
      {
        return .none(.challenge)
      }
    }
    if failed.isEmpty, subjectMarks.contains(.otherNotice), !subjectMarks.contains(.failure) {
      return embedded(texts) ?? .none(.ordinaryMail)
    }
    let isBounce =
      !failed.isEmpty
      || isDaemon && (saysFailure || subjectMarks.contains(.failure) || hasReply(prose.text))
      || saysFailure && !isConversation && isLikelyReport(prose)
    guard isBounce else {
      return embedded(texts) ?? .none(.ordinaryMail)
    }
    let found = ProseReports(prose, reading: self, failed: failed)
    // Where the wrapper names nobody, the report that it holds knows better.
    if !found.namesRecipients, let inner = embedded(texts) { return inner }
    let reports = found.reports()
    if !reports.isEmpty { return .reports(reports) }
    return embedded(texts) ?? .none(.unknownShape)
  }

  /// Of a sender that no name betrays, a report shows something that only reports have: a failed address set
  /// apart, a returned message, a server's reply. Parcels fail to be delivered too.
  private func isLikelyReport(_ prose: ProseReport) -> Bool {
    if returnsMessage || hasEmptyReturnPath, namesRecipients(prose) { return true }
    guard subjectMarks.contains(.failure) else { return false }
    let from = header[.from]
    return namesRecipients(prose) || returnsMessage || hasReply(prose.text) || prose.returnedMessage != nil
      || BounceMarkers.listManagers.contains { from.has($0) }
  }

  /// A message came back with the text, as a part of its own.
  private var returnsMessage: Bool { !returnedContent.isEmpty }

  private func namesRecipients(_ prose: ProseReport) -> Bool {
    ProseRecipients(report: prose, strangers: strangers).entries.contains { $0.rank >= .marked }
  }

  private func hasReply(_ text: ByteView) -> Bool { ReplyInProse(in: text.slice(0, 4096)).hasReply }

  /// A bounce that was forwarded or wrapped: the returned message is itself a report.
  private func embedded(_ texts: [ByteView]) -> BounceParse? {
    guard wrapping + 1 < BounceParser.wrappingLimit else { return nil }
    var inner: [ByteView] = []
    if !returnedContent.isEmpty { inner.append(returnedContent) }
    if let message = prose?.returnedMessage { inner.append(message) }
    for content in inner {
      let header = HeaderBlock(reading: content, from: 0)
      guard header.isMailHeader else { continue }
      let type = header[.contentType].trimmed()
      let from = header[.from]
      let isReport =
        type.hasPrefix("multipart/report") || header.has(.failedRecipients)
        || BounceMarkers.daemons.contains { from.has($0) }
      guard isReport else { continue }
      let result = parser.parse(content, wrapping: wrapping + 1)
      if case .reports = result { return result }
    }
    return nil
  }
}
