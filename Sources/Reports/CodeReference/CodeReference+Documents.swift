import Classification
import DeliveryModel
import Summaries

extension CodeReference {
  /// The index, then a page for each class, each code and each guide.
  public func documents(_ context: ReportContext, in voice: Voice) -> [Document] {
    var pages = [indexPage(context, in: voice)]
    for (position, entry) in classes.enumerated() {
      var page = classPage(entry, context, in: voice)
      if position > 0 { page.previous = voice.link(toClass: classes[position - 1].id) }
      if position + 1 < classes.count { page.next = voice.link(toClass: classes[position + 1].id) }
      pages.append(page)
    }
    for (position, entry) in codes.enumerated() {
      var page = codePage(entry, context, in: voice)
      if position > 0 { page.previous = voice.link(toCode: codes[position - 1].code) }
      if position + 1 < codes.count { page.next = voice.link(toCode: codes[position + 1].code) }
      pages.append(page)
    }
    for guide in voice.guidance.allGuides { pages.append(guidePage(guide, in: voice)) }
    return pages
  }

  private func page(_ kind: Document.Kind, _ path: PagePath, _ title: String, in voice: Voice) -> Document {
    var page = Document(kind: kind, path: path, language: voice.wording.language, title: title)
    page.breadcrumbs = [.link(.page(.index), voice.wording.text("index.short-title"))]
    if path != .referenceIndex {
      page.breadcrumbs.append(.link(.page(.referenceIndex), voice.wording.text("reference.short-title")))
    }
    return page
  }

  private func indexPage(_ context: ReportContext, in voice: Voice) -> Document {
    let wording = voice.wording
    var page = page(.referenceIndex, .referenceIndex, wording.text("reference.title"), in: voice)
    page.lead = wording.phrase("reference.lead")
    page.summary = page.lead.plainText
    page.provenance = voice.provenance(context)
    for group in FixerGroup.allCases {
      let members = classes.filter { group == self.group(of: $0, context) }
      guard !members.isEmpty else { continue }
      page.sections.append(
        Section(
          "classes-\(group.rawValue)", wording.text("reference.classes.\(group.rawValue).title"),
          [
            .table(
              Table(
                caption: wording.text("reference.classes.caption", count: members.count),
                columns: [
                  .init(wording.text("column.class")), .init(wording.text("column.reason")),
                  .number(wording.text("column.occurred")),
                ],
                rows: members.map { entry in
                  [
                    voice.link(toClass: entry.id), Phrase(voice.guidance[entry.id].reason),
                    Phrase(wording.number(entry.failures)),
                  ]
                }))
          ]))
    }
    if !codes.isEmpty {
      page.sections.append(
        Section(
          "codes", wording.text("reference.codes.title"),
          [
            .paragraph(wording.phrase("reference.codes.intro")),
            .table(
              Table(
                caption: wording.text("reference.codes.caption", count: codes.count),
                columns: [
                  .init(wording.text("column.code")), .init(wording.text("column.meaning")),
                  .init(wording.text("column.classes-given")), .number(wording.text("column.occurred")),
                ],
                rows: codes.map { entry in
                  [
                    voice.link(toCode: entry.code), Phrase(CodeMeaning(entry.code).short(in: wording)),
                    classLinks(entry, in: voice), Phrase(wording.number(entry.failures)),
                  ]
                })),
          ]))
    }
    if !voice.guidance.allGuides.isEmpty {
      page.sections.append(
        Section(
          "guides", wording.text("reference.guides.title"),
          [
            .list(
              voice.guidance.allGuides.map { guide in
                Phrase.link(.page(.guide(guide.id)), guide.title)
                  + Phrase(guide.summary.isEmpty ? "" : ": \(guide.summary)")
              })
          ]))
    }
    return page
  }

  /// By the catalogue; of a class of the user's own by its failures.
  private func group(of entry: ClassEntry, _ context: ReportContext) -> FixerGroup {
    FailureClasses.builtIn[entry.id].map { FixerGroup($0.fixer) }
      ?? entry.samples.first.map { context.group(of: context.findings.failures[$0]) } ?? .agent
  }

  private func classLinks(_ entry: CodeEntry, in voice: Voice) -> Phrase {
    let sorted = entry.classes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return sorted.isEmpty ? Phrase("–") : sorted.map { voice.link(toClass: $0.key) }.joined(separator: ", ")
  }

  private func classPage(_ entry: ClassEntry, _ context: ReportContext, in voice: Voice) -> Document {
    let wording = voice.wording
    let text = voice.guidance[entry.id]
    var page = page(.failureClass, .failureClass(entry.id), text.title, in: voice)
    page.lead = Phrase(text.reason)
    page.summary = text.reason
    let group = group(of: entry, context)
    page.subtitle = Phrase(.fixer(group, voice.groupTitle(group)))

    var now: [Block] = [.paragraph(Phrase(text.nextStep))]
    if !text.practices.isEmpty {
      now.append(.list(text.practices.map { Phrase(voice.practice($0)) }))
    }
    page.sections.append(Section("now", wording.text("class.now.title"), now))
    for (index, section) in text.sections.enumerated() {
      page.sections.append(
        Section("text-\(index + 1)", section.heading, [.prose(section.text, headingLevel: 3)]))
    }
    var copies: [Block] = []
    if !text.note.isEmpty {
      copies.append(.copyText(CopyText(title: wording.text("copy.note"), text: text.note.trimmedOfNewlines)))
    }
    if !text.message.isEmpty {
      copies.append(
        .copyText(CopyText(title: wording.text("copy.message"), text: text.message.trimmedOfNewlines)))
    }
    if !copies.isEmpty {
      page.sections.append(
        Section(
          "copy", wording.text("class.copy.title"), [.paragraph(wording.phrase("class.copy.intro"))] + copies)
      )
    }
    page.sections.append(
      Section(
        "seen", wording.text("class.seen.title"), seen(entry.failures, entry.samples, context, in: voice)))
    if !entry.codes.isEmpty {
      let sorted = entry.codes.sorted { ($1.value, CodeOrder($0.key)) < ($0.value, CodeOrder($1.key)) }
      page.sections.append(
        Section(
          "codes", wording.text("class.codes.title"),
          [
            .table(
              Table(
                caption: wording.text("class.codes.caption"),
                columns: [
                  .init(wording.text("column.code")), .init(wording.text("column.meaning")),
                  .number(wording.text("column.occurred")),
                ],
                rows: sorted.map {
                  [
                    voice.link(toCode: $0.key), Phrase(CodeMeaning($0.key).short(in: wording)),
                    Phrase(wording.number($0.value)),
                  ]
                }))
          ]))
    }
    let known = Set(classes.map(\.id))
    let related = text.related.filter { known.contains($0) && $0 != entry.id }
    if !related.isEmpty {
      page.sections.append(
        Section(
          "related", wording.text("class.related.title"), [.list(related.map { voice.link(toClass: $0) })]))
    }
    return page
  }

  private func codePage(_ entry: CodeEntry, _ context: ReportContext, in voice: Voice) -> Document {
    let wording = voice.wording
    let meaning = CodeMeaning(entry.code)
    var page = page(
      .code, .code(entry.code), wording.text("code.title", ["code": Phrase(entry.code)]), in: voice)
    page.lead = Phrase(meaning.short(in: wording))
    page.summary = meaning.short(in: wording)
    page.sections.append(
      Section(
        "meaning", wording.text("code.meaning.title"),
        [.definitions(meaning.parts(in: wording))]))
    if !entry.classes.isEmpty {
      let sorted = entry.classes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      page.sections.append(
        Section(
          "classes", wording.text("code.classes.title"),
          [
            .paragraph(wording.phrase("code.classes.intro", count: sorted.count)),
            .table(
              Table(
                caption: wording.text("code.classes.caption"),
                columns: [
                  .init(wording.text("column.class")), .init(wording.text("column.next-step")),
                  .number(wording.text("column.occurred")),
                ],
                rows: sorted.map {
                  [
                    voice.link(toClass: $0.key), Phrase(voice.guidance[$0.key].nextStep),
                    Phrase(wording.number($0.value)),
                  ]
                })),
          ]))
    }
    page.sections.append(
      Section(
        "seen", wording.text("code.seen.title"), seen(entry.failures, entry.samples, context, in: voice)))
    return page
  }

  private func seen(_ failures: Int, _ samples: [Int], _ context: ReportContext, in voice: Voice) -> [Block] {
    let wording = voice.wording
    guard failures > 0 else { return [.paragraph(wording.phrase("seen.never"))] }
    var blocks: [Block] = [
      .paragraph(wording.phrase("seen.count", count: failures, ["period": voice.shortPeriod(context)]))
    ]
    if !samples.isEmpty {
      blocks.append(
        .table(
          Table(
            caption: wording.text("seen.caption"),
            columns: [.init(wording.text("column.reply")), .init(wording.text("column.decided-by"))],
            rows: samples.map { position in
              let row = context.findings.failures[position]
              let certainty =
                row.verdict.map { wording.text("certainty.\($0.evidence.certainty.rawValue)") } ?? "–"
              return [voice.reply(of: row), Phrase(certainty)]
            })))
    }
    return blocks
  }

  private func guidePage(_ guide: Guidance, in voice: Voice) -> Document {
    var page = page(.guide, .guide(guide.id), guide.title, in: voice)
    page.lead = Phrase(guide.summary)
    page.summary = guide.summary
    let sections = guide.sections
    if let heading = guide.body.range(of: "\n## ")?.lowerBound, !sections.isEmpty {
      let opening = String(guide.body[..<heading]).trimmedOfNewlines
      if !opening.isEmpty {
        page.sections.append(Section("opening", guide.title, [.prose(opening, headingLevel: 3)]))
      }
    } else if sections.isEmpty {
      page.sections.append(Section("text", guide.title, [.prose(guide.body, headingLevel: 3)]))
    }
    for (index, section) in sections.enumerated() {
      page.sections.append(
        Section("text-\(index + 1)", section.heading, [.prose(section.text, headingLevel: 3)]))
    }
    return page
  }
}
