import Reports

/// Turns a document into what a template sees, for one format.
struct PageComposer {
  let templates: TemplateLibrary
  let links: LinkResolver
  let wording: Wording
  private let html: HTMLPhrase
  private let mail: MailPhrase
  private let markdown: MarkdownPhrase

  /// The names under which a template asks for a block; each block answers to one and denies the others.
  private static let blockKinds = [
    "paragraph", "notice", "list", "steps", "table", "failures", "chart", "prose", "definitions", "part",
    "copy",
    "details",
  ]

  /// What a page gets beside its document.
  let extras: PageExtras

  init(
    templates: TemplateLibrary, links: LinkResolver, wording: Wording, extras: PageExtras = PageExtras()
  ) {
    self.extras = extras
    self.templates = templates
    self.links = links
    self.wording = wording
    html = HTMLPhrase(links: links)
    mail = MailPhrase(links: links, accent: templates.brand.mailAccent)
    markdown = MarkdownPhrase(links: links)
  }

  private var ending: String { links.format.rawValue }

  /// The whole page.
  func page(_ document: Document) -> String {
    var page = record(of: document)
    let body = templates.render("pages/\(document.kind.rawValue).\(ending)", page)
    page.set("body", Markup(text: body))
    let text = templates.render("layouts/page.\(ending)", page)
    return links.format == .markdown ? Self.withoutBlankRuns(text) : text
  }

  /// The document as the HTML part of an e-mail.
  ///
  /// - Parameter logo: what the message carries beside it; nil for a file without company.
  func mail(_ document: Document, logo: MailLogo? = nil) -> String {
    var page = record(of: document)
    if let logo {
      var picture = Record()
      picture.set("source", "cid:" + MailLogo.contentID)
      picture.set("height", String(MailLogo.height))
      picture.set("width", logo.width.map { String($0) } ?? "")
      page.set("logo", picture)
    }
    return templates.render("layouts/email.html", page)
  }

  private func inline(_ phrase: Phrase) -> Markup {
    switch links.format {
    case .html: links.isMail ? mail.markup(phrase) : html.markup(phrase)
    case .markdown: markdown.markup(phrase)
    }
  }

  // MARK: The page

  private func record(of document: Document) -> Record {
    var page = Record()
    page.set("language", document.language.id)
    page.set("title", document.title)
    page.set("summary", document.summary)
    page.set("subtitle", inline(document.subtitle))
    page.set("provenance", inline(document.provenance))
    page.set("lead", inline(document.lead))
    page.set("kind", document.kind.rawValue)
    page.set("breadcrumbs", document.breadcrumbs.map { inline($0) })
    page.set("previous", inline(document.previous))
    page.set("next", inline(document.next))
    page.set("up", inline(document.up))
    extras.add(to: &page, of: document, links, wording)
    page.set("style", Markup(text: templates.styleSheet + templates.brand.css(for: document.kind)))
    page.set("alternates", alternates(of: document))
    page.set("words", words)
    var byID = Record()
    var all: [Record] = []
    var contents: [Record] = []
    for section in document.sections {
      let record = self.record(of: section)
      byID.set(section.id, record)
      all.append(record)
      var entry = Record()
      entry.set("id", section.id)
      entry.set("heading", section.heading)
      contents.append(entry)
    }
    page.set("section", byID)
    page.set("sections", all)
    page.set("contents", contents.count > 3 ? contents : [])
    return page
  }

  private var words: Record {
    var words = Record()
    for key in [
      "skip-link", "contents", "breadcrumbs", "previous", "next", "up", "made-by", "made-by-mail",
      "language-switch",
    ] {
      words.set(key, wording.text("page.\(key)"))
    }
    words.set("as-markdown", wording.text("page.as-markdown"))
    return words
  }

  /// The same page in the other languages, and for HTML the Markdown beside it.
  private func alternates(of document: Document) -> [Record] {
    links.site.languages.map { language in
      var record = Record()
      let file = links.site.file(document.path, language, links.format)
      record.set("language", language.id)
      record.set("name", links.site.languageNames[language] ?? language.id)
      // An address is no text: the escapes of Markdown's text would stand in it.
      if links.format == .markdown {
        record.set("address", Markup(text: MarkdownText.destination(links.relative(file))))
      } else {
        record.set("address", links.relative(file))
      }
      record.set("link", extras.absolute(file) ?? links.relative(file))
      record.set("current", language == document.language)
      return record
    }
  }

  private func record(of section: Section) -> Record {
    var record = Record()
    record.set("id", section.id)
    record.set("heading", section.heading)
    record.set("blocks", section.blocks.map { self.record(of: $0) })
    return record
  }

  // MARK: Blocks

  private func record(of block: Block) -> Record {
    var record = Record()
    for kind in Self.blockKinds { record.setAbsent(kind) }
    switch block {
    case .paragraph(let phrase): record.set("paragraph", inline(phrase))
    case .notice(let phrase): record.set("notice", inline(phrase))
    case .list(let items): record.set("list", self.list(items))
    case .steps(let items): record.set("steps", self.list(items))
    case .table(let table): record.set("table", self.record(of: table))
    case .failures(let failures):
      var list = Record()
      list.set("items", failures.map { self.record(of: $0) })
      record.set("failures", list)
    case .chart(let chart): record.set("chart", self.record(of: chart))
    case .prose(let source, let level):
      let prose = Prose(links: links)
      record.set(
        "prose",
        links.format == .html
          ? prose.html(source, headingLevel: level) : prose.markdown(source, headingLevel: level))
    case .definitions(let definitions):
      var list = Record()
      list.set(
        "items",
        definitions.map { definition in
          var entry = Record()
          entry.set("term", inline(definition.term))
          entry.set("meaning", inline(definition.meaning))
          return entry
        })
      record.set("definitions", list)
    case .part(let part): record.set("part", self.record(of: part))
    case .copyText(let copy): record.set("copy", self.record(of: copy))
    case .details(let summary, let blocks):
      var details = Record()
      details.set("summary", inline(summary))
      details.set("blocks", blocks.map { self.record(of: $0) })
      record.set("details", details)
    }
    return record
  }

  private func list(_ items: [Phrase]) -> Record {
    var list = Record()
    list.set("items", items.map { inline($0) })
    return list
  }

  private func record(of part: Part) -> Record {
    var record = Record()
    record.set("id", part.id)
    record.set("heading", inline(part.heading))
    record.set("group", part.group?.rawValue ?? "")
    record.set("colour", part.group.map { MailPhrase.colour(of: $0) } ?? "#1b1c1e")
    record.set("blocks", part.blocks.map { self.record(of: $0) })
    return record
  }

  private func record(of copy: CopyText, indentation: Int = 0) -> Record {
    var record = Record()
    record.set("title", copy.title)
    if links.format == .markdown {
      record.set(
        "text", Markup(text: MarkdownText.fenced(VisibleText.made(from: copy.text), indentation: indentation))
      )
    } else {
      record.set("text", copy.text)
    }
    return record
  }

  private func record(of table: Table) -> Record {
    var record = Record()
    record.set("caption", table.caption)
    record.set("note", inline(table.note))
    record.set(
      "columns",
      table.columns.map { column in
        var entry = Record()
        entry.set("title", column.title)
        entry.set("number", column.isNumber)
        return entry
      })
    record.set(
      "rows",
      table.rows.map { row in
        var entry = Record()
        let cells = zip(table.columns, row).map { column, phrase in
          var cell = Record()
          cell.set("title", column.title)
          cell.set("number", column.isNumber)
          cell.set("text", inline(phrase))
          return cell
        }
        entry.set("head", Array(cells.prefix(1)))
        entry.set("cells", Array(cells.dropFirst()))
        return entry
      })
    return record
  }

  private func record(of failure: FailureBlock) -> Record {
    var record = Record()
    record.set("id", failure.id)
    record.set("group", failure.group.rawValue)
    record.set("recipient", inline(.address(failure.recipient)))
    record.set("particulars", failure.particulars.map { inline($0) })
    record.set("class", inline(failure.className))
    record.set("reason", inline(failure.reason))
    record.set("fixer", failure.fixer)
    record.set("reply", inline(failure.reply))
    record.set("certainty", failure.certainty)
    record.set("step", inline(failure.nextStep))
    record.set("evidence", failure.evidence.map { inline($0) })
    record.set("evidence-line", inline(failure.evidence.joined(separator: " · ")))
    record.set("remarks", failure.remarks.map { inline($0) })
    // Below a list item of the second level.
    record.set("copies", failure.copies.map { self.record(of: $0, indentation: 4) })
    return record
  }

  private func record(of chart: Chart) -> Record {
    var record = Record()
    record.set("id", chart.id)
    record.set("title", chart.title)
    record.set("summary", chart.tableSummary)
    record.set("table", self.record(of: chart.table))
    record.set("drawing", Markup(text: links.format == .html ? ChartDrawing.svg(chart, wording) : ""))
    record.set(
      "key",
      // Lines carry their names at their ends, and rows of a heat map before them.
      (chart.form == .bars && chart.series.count > 1 ? chart.series : []).map { series in
        var entry = Record()
        entry.set("name", series.name)
        entry.set("tone", series.tone.rawValue)
        return entry
      })
    return record
  }

  /// Mustache leaves blank lines where sections stood; two in a row mean no more than one.
  private static func withoutBlankRuns(_ text: String) -> String {
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isBlank = line.allSatisfy { $0 == " " }
      if isBlank, lines.last?.isEmpty ?? true { continue }
      lines.append(isBlank ? "" : line)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension MarkdownText {
  /// A fenced code block around text of any content.
  static func fenced(_ text: String, indentation: Int) -> String {
    var longest = 0
    var run = 0
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    let margin = String(repeating: " ", count: indentation)
    return (["\(fence)text"] + text.split(separator: "\n").map(String.init) + [fence])
      .map { margin + $0 }.joined(separator: "\n")
  }
}
