extension ZendeskReader {
  /// So many findings are looked at: a few lines that are no JSON may stand first.
  private static let mostFindings = 24

  public static func recognises(_ head: Span<UInt8>) -> Confidence {
    head.withUnsafeBufferPointer { bytes in
      let longest = 16 << 20
      var splitter = JSONRecordSplitter(envelope: ZendeskKind.envelope, longestRecord: longest)
      let parser = JSONParser(mostBytes: bytes.count)
      var best = Confidence.none
      for _ in 0..<mostFindings {
        switch splitter.next(in: bytes, isLast: false) {
        case .record(let range, let key, _):
          let text = UnsafeBufferPointer(rebasing: bytes[range])
          var holdsRecords = false
          let confidence = try? parser.parse(text) { value in
            holdsRecords =
              key == nil && ZendeskKind(value, key: nil) == nil && ZendeskKind.holdsRecords(value)
            return Self.confidence(value, key: key)
          }
          best = max(best, confidence ?? .none)
          if holdsRecords { splitter.enterAsPage() }
        case .paging(let key, _):
          if key == "end_of_stream" || key == "after_cursor" { best = max(best, .possible) }
        case .pageEnded: best = max(best, .possible)
        case .damage: continue
        case .more(let used):
          return max(best, Self.confidence(inUnfinished: bytes[used...], key: splitter.openKey))
        case .end: return best
        }
        if best == .certain { return best }
      }
      return best
    }
  }

  private static func confidence(_ value: JSONValue, key: String?) -> Confidence {
    if let url = value["url"]?.utf8, ZendeskKind(url: url) != nil { return .certain }
    let byFields = ZendeskKind(fieldsOf: value)
    guard let key, let byKey = ZendeskKind(key: key) else { return byFields == nil ? .none : .likely }
    return byFields == byKey ? .certain : .possible
  }

  /// A record so large that the head does not hold it.
  private static func confidence(inUnfinished bytes: Slice<UnsafeBufferPointer<UInt8>>, key: String?)
    -> Confidence
  {
    guard bytes.contains(where: { $0 == UInt8(ascii: "{") }) else { return .none }
    let text = String(decoding: bytes, as: UTF8.self)
    if text.contains("/api/v2/") { return .likely }
    let marks = [
      "\"requester_id\"", "\"notification_id\"", "\"email_notifications\"", "\"ticket_id\"",
      "\"submitter_id\"",
    ]
    let isKnown = key.flatMap { ZendeskKind(key: $0) } != nil
    return marks.contains { text.contains($0) } ? .likely : isKnown ? .possible : .none
  }
}
