import DeliveryModel
import Summaries

extension WeeklyReport {
  func addressBlocks(_ context: ReportContext, in voice: Voice) -> [Block] {
    let wording = voice.wording
    let rows: [[Phrase]] = addresses.prefix(15).map { entry in
      [.address(entry.recipient), voice.link(toClass: entry.classID), Phrase(wording.number(entry.failures))]
    }
    return [
      .paragraph(wording.phrase("addresses.intro", count: addresses.count)),
      .table(
        Table(
          caption: wording.text("addresses.caption"),
          columns: [
            .init(wording.text("column.address")), .init(wording.text("column.class")),
            .number(wording.text("column.failed")),
          ], rows: rows,
          note: addresses.count > 15
            ? wording.phrase("table.left-out", count: addresses.count - 15) : Phrase())),
    ]
  }

  func replyBlocks(in voice: Voice) -> [Block] {
    let wording = voice.wording
    let rows: [[Phrase]] = replies.prefix(10).map { entry in
      [
        shape(of: entry, in: voice),
        entry.code.map { voice.link(toCode: $0) } ?? .soft(wording.text("code.none")),
        voice.link(toClass: entry.classID), Phrase(wording.number(entry.failures)),
      ]
    }
    return [
      .paragraph(wording.phrase("replies.intro", count: replies.count)),
      .table(
        Table(
          caption: wording.text("replies.caption"),
          columns: [
            .init(wording.text("column.reply")), .init(wording.text("column.code")),
            .init(wording.text("column.class")),
            .number(wording.text("column.failed")),
          ], rows: rows,
          note: replies.count > 10 ? wording.phrase("table.left-out", count: replies.count - 10) : Phrase())),
    ]
  }

  /// The masked words, and below them one as it came where masking took anything away.
  private func shape(of entry: ReplyCount, in voice: Voice) -> Phrase {
    let shape = Phrase.address(entry.shape)
    // Masking also makes every blank one: alone that hides nothing.
    let words = entry.example.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !words.hasPrefix(entry.shape) else { return shape }
    let longest = 240
    let text = words.count > longest ? words.prefix(longest) + "…" : words[...]
    return shape + .newLine + .soft(voice.wording.text("replies.example", ["text": Phrase(String(text))]))
  }
}
