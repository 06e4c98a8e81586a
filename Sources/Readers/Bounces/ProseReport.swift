/// The prose of a bounce, cut off where the returned message begins, with the marks that were found in it.
///
/// It is looked at only when somebody asks: most reports say all in their fields.
final class ProseReport {
  /// Everything, the returned message included.
  let whole: ByteView
  private lazy var reading = Reading(whole)

  /// Longer prose is no bounce's; the returned message below it may be of any length.
  static let limit = 65_536

  init(_ whole: ByteView) { self.whole = whole }

  /// The report alone.
  var text: ByteView { reading.text }
  /// What follows the report; empty where nothing does.
  var returned: ByteView { reading.returned }

  func has(_ mark: ProseMark) -> Bool { position(of: mark) != nil }

  /// Where the first such mark stands.
  func position(of mark: ProseMark) -> Int? {
    let position = reading.marks[Int(mark.rawValue)]
    return position >= 0 ? position : nil
  }

  /// What one pass over the prose finds.
  private struct Reading {
    var text: ByteView
    var returned: ByteView
    /// By the mark's raw value, -1 where there is none.
    var marks = [Int](repeating: -1, count: ProseMark.allCases.count)

    init(_ whole: ByteView) {
      text = .empty
      returned = .empty
      let head = whole.slice(0, ProseReport.limit)
      var cut = ProseReport.headerBlock(in: head) ?? head.count
      var returnedFrom = cut
      var marks = self.marks
      BounceMarkers.prose.scan(head.slice(0, cut)) { mark, range in
        if mark == .returnedMessage {
          guard let line = ProseReport.confirmedCut(in: head, at: range.lowerBound) else { return true }
          cut = min(cut, line.start)
          returnedFrom = line.end
          return false
        }
        if marks[Int(mark.rawValue)] < 0 { marks[Int(mark.rawValue)] = range.lowerBound }
        return true
      }
      self.marks = marks
      text = head.slice(0, cut)
      returned = whole.from(returnedFrom)
    }
  }

  /// Where a block of mail header fields begins that nobody announced.
  private static func headerBlock(in text: ByteView) -> Int? {
    var start = 0
    var isAfterField = false
    while start < text.count {
      let end = text.lineEnd(from: start)
      defer { start = end + 1 }
      guard text[start].isLetter, let colon = HeaderBlock.colon(in: text, from: start, to: end),
        HeaderBlock.field(named: text.slice(start, colon)) != nil
      else {
        if !text[start].isBlank { isAfterField = false }
        continue
      }
      if isAfterField { continue }
      isAfterField = true
      let block = HeaderBlock(reading: text, from: start, endsAtText: true)
      let technical = [HeaderField.received, .messageID, .mimeVersion, .returnPath].count { block.has($0) }
      let visible = [HeaderField.from, .to, .subject, .date].count { block.has($0) }
      if technical >= 1, technical + visible >= 3 || technical >= 2 { return start }
      if visible == 4, block.has(.contentType) { return start }
    }
    return nil
  }

  /// The line of a mark, if the returned message does begin there: the line is set apart as a title, or a
  /// header follows.
  private static func confirmedCut(in text: ByteView, at position: Int) -> (start: Int, end: Int)? {
    var start = position
    while start > 0, text[start - 1] != 10 { start -= 1 }
    let end = text.lineEnd(from: position)
    let line = text.slice(start, end).trimmed()
    // The first sentences of many bounces speak of the returned message below.
    if start == 0, text.lineEnd(from: end + 1) >= text.count { return nil }
    let isRuled =
      line.hasPrefix("--") || line.hasPrefix("==") || line.hasPrefix("**") || line.hasPrefix("__")
      || line.hasPrefix("- -")
    var next = end + 1
    var headerAfter = Int.max
    for distance in 0..<12 where next < text.count {
      let nextEnd = text.lineEnd(from: next)
      var from = next
      while text[from].isBlank || text[from] == UInt8(ascii: ">") { from += 1 }
      if let colon = HeaderBlock.colon(in: text, from: from, to: nextEnd),
        HeaderBlock.field(named: text.slice(from, colon)) != nil
      {
        headerAfter = distance
        break
      }
      next = nextEnd + 1
    }
    // A title is the phrase and little more; a sentence that only speaks of the message is none.
    let isTitle = position - start < 24 && line.count < 70
    let isTitled = isTitle && (headerAfter < .max || next >= text.count)
    if isRuled || isTitled || headerAfter <= 3 && line.count < 200 { return (start, end + 1) }
    return nil
  }

  /// The returned message from where its header begins, which may be some lines below its title.
  var returnedMessage: ByteView? {
    var start = 0
    for _ in 0..<20 where start < returned.count {
      let end = returned.lineEnd(from: start)
      let line = returned.slice(start, end)
      if line[0].isLetter, HeaderBlock.colon(in: line, from: 0, to: line.count) != nil,
        HeaderBlock(reading: returned, from: start, endsAtText: true).isMailHeader
      {
        return returned.from(start)
      }
      start = end + 1
    }
    return nil
  }

  /// The header of the returned message.
  func returnedHeader() -> HeaderBlock? {
    if let message = returnedMessage { return HeaderBlock(reading: message, from: 0, endsAtText: true) }
    return indentedHeader(in: returned) ?? indentedHeader(in: text)
  }

  /// Header fields that a report quotes with an indentation: Sun's and Microsoft's way.
  private func indentedHeader(in bytes: ByteView) -> HeaderBlock? {
    var block = HeaderBlock()
    var found = 0
    var start = 0
    for _ in 0..<60 where start < bytes.count {
      let end = bytes.lineEnd(from: start)
      let line = bytes.slice(start, end).trimmed()
      start = end + 1
      guard let colon = HeaderBlock.colon(in: line, from: 0, to: line.count),
        let field = HeaderBlock.field(named: line.slice(0, colon)), !block.has(field)
      else { continue }
      block.set(field, to: line.from(colon + 1))
      found += 1
    }
    return found >= 2 ? block : nil
  }
}
