import Foundation
import Reports

/// A document as plain text, for a terminal and for a mail: headings, lists and tables by indentation alone.
enum PlainText {
  /// - Parameter address: of a link that stands in a list of pages; elsewhere words do without.
  static func text(of document: Document, address: (Link) -> String? = { _ in nil }) -> String {
    var lines = [document.title, String(repeating: "=", count: width(of: document.title))]
    if !document.subtitle.isEmpty { lines += ["", visible(document.subtitle)] }
    if !document.provenance.isEmpty { lines += wrapped(visible(document.provenance)) }
    if !document.lead.isEmpty { lines += [""] + wrapped(visible(document.lead)) }
    for section in document.sections {
      lines += ["", section.heading, String(repeating: "-", count: width(of: section.heading))]
      for (place, block) in section.blocks.enumerated() {
        // What follows the last of several parts is about all of them.
        if place > 0, section.blocks[place - 1].isPart, !block.isPart { lines.append("") }
        lines += text(of: block, address)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func text(of block: Block, _ address: (Link) -> String?) -> [String] {
    switch block {
    case .paragraph(let phrase): wrapped(visible(phrase))
    case .notice(let phrase): wrapped("! " + visible(phrase))
    case .list(let items): items.flatMap { broken($0, first: "  - ", then: "    ") }
    case .steps(let items):
      items.enumerated().flatMap { broken($1, first: "  \($0 + 1). ", then: "     ") }
    case .table(let table): self.table(table)
    case .prose(let source, _): prose(source)
    case .definitions(let definitions):
      definitions.flatMap { definition in
        wrapped(visible(definition.term) + ": " + visible(definition.meaning), first: "  ", then: "    ")
          + addresses(definition.term, address)
      }
    case .part(let part): ["", visible(part.heading)] + part.blocks.flatMap { text(of: $0, address) }
    case .copyText(let copy):
      ["  \(copy.title):"]
        + copy.text.split(separator: "\n", omittingEmptySubsequences: false).map {
          "    | \(VisibleText.made(from: String($0)))"
        }
    case .details(let summary, let blocks):
      [visible(summary) + ":"] + blocks.flatMap { text(of: $0, address) }
    case .failures, .chart: []
    }
  }

  /// On a line of its own, whatever its length: broken it would lead nowhere.
  private static func addresses(_ phrase: Phrase, _ address: (Link) -> String?) -> [String] {
    phrase.runs.compactMap { run in
      guard case .link(let link, _) = run else { return nil }
      return address(link).map { "    \($0)" }
    }
  }

  /// A row a block, as on a narrow page: replies are too long for columns.
  private static func table(_ table: Table) -> [String] {
    var lines = wrapped(table.caption)
    for row in table.rows {
      for (index, (column, cell)) in zip(table.columns, row).enumerated() where !cell.isEmpty {
        lines +=
          index == 0
          ? broken(cell, first: "  * ", then: "    ")
          : wrapped("\(column.title): \(visible(cell))", first: "    ", then: "      ")
      }
    }
    if !table.note.isEmpty { lines += wrapped(visible(table.note)) }
    return lines
  }

  /// Markdown reads as text already; only links give way to their words.
  private static func prose(_ source: String) -> [String] {
    source.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
      let text = withoutLinks(VisibleText.made(from: String(line)))
      if text.isEmpty { return [""] }
      return text.hasPrefix("- ")
        ? wrapped(String(text.dropFirst(2)), first: "  - ", then: "    ") : wrapped(text)
    }
  }

  private static func withoutLinks(_ line: String) -> String {
    var text = ""
    var rest = Substring(line)
    while let open = rest.firstIndex(of: "["), let middle = rest[open...].range(of: "]("),
      let close = rest[middle.upperBound...].firstIndex(of: ")")
    {
      text += rest[..<open] + rest[rest.index(after: open)..<middle.lowerBound]
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  private static func visible(_ phrase: Phrase) -> String { parts(of: phrase).joined(separator: " · ") }

  /// Each thing that a phrase says on lines of its own.
  private static func broken(_ phrase: Phrase, first: String, then: String) -> [String] {
    parts(of: phrase).enumerated().flatMap { index, part in
      wrapped(part, first: index == 0 ? first : then, then: then)
    }
  }

  /// The text between line breaks.
  private static func parts(of phrase: Phrase) -> [String] {
    var parts: [String] = []
    var text = ""
    for run in phrase.runs {
      switch run {
      case .mark(let words): text += "“" + words + "”"
      case .newLine:
        parts.append(text)
        text = ""
      case .text(let words), .strong(let words), .soft(let words), .code(let words), .address(let words),
        .link(_, let words), .fixer(_, let words), .sparkline(_, let words):
        text += words
      }
    }
    return (parts + [text]).filter { !$0.isEmpty }.map { VisibleText.made(from: $0) }
  }

  /// Lines of at most 78 columns, broken at blanks; Korean letters are two columns wide.
  static func wrapped(_ text: String, first: String = "", then: String = "") -> [String] {
    var lines: [String] = []
    var line = first
    var used = width(of: first)
    var isEmpty = true
    for word in text.split(separator: " ") {
      let size = width(of: word)
      if !isEmpty, used + 1 + size > 78 {
        lines.append(line)
        line = then
        used = width(of: then)
        isEmpty = true
      }
      if !isEmpty {
        line += " "
        used += 1
      }
      line += word
      used += size
      isEmpty = false
    }
    return lines + [line]
  }

  private static func width(of text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) {
      $0 + ($1.value >= 0x1100 && $1.value < 0x2000 || $1.value >= 0x2E80 ? 2 : 1)
    }
  }
}

extension Block {
  fileprivate var isPart: Bool { if case .part = self { true } else { false } }
}
