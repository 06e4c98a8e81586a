import Classification
import Summaries

extension CodeReference {
  /// The index, then a page for each class, code, provider and guide.
  public func documents(_ context: ReportContext, in voice: Voice) -> [Document] {
    let classes = classes.sorted { voice.guidance[$0.id].title < voice.guidance[$1.id].title }
    var pages = [indexPage(classes, context, in: voice)]
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
    for (position, provider) in providers.enumerated() {
      var page = providerPage(provider, in: voice)
      if position > 0 { page.previous = voice.link(toProvider: providers[position - 1]) }
      if position + 1 < providers.count { page.next = voice.link(toProvider: providers[position + 1]) }
      pages.append(page)
    }
    pages.append(statusesPage(in: voice))
    for guide in voice.guidance.allGuides { pages.append(guidePage(guide, in: voice)) }
    return pages
  }

  func page(_ kind: Document.Kind, _ path: PagePath, _ title: String, in voice: Voice) -> Document {
    var page = Document(kind: kind, path: path, language: voice.wording.language, title: title)
    page.breadcrumbs = [.link(.page(.index), voice.wording.text("index.short-title"))]
    if path != .referenceIndex {
      page.breadcrumbs.append(.link(.page(.referenceIndex), voice.wording.text("reference.short-title")))
    }
    return page
  }

  private func indexPage(_ classes: [ClassEntry], _ context: ReportContext, in voice: Voice) -> Document {
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
                  .init(wording.text("column.class")), .init(wording.text("column.what-happened")),
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
                  voice.link(toCode: entry.code),
                  Phrase(CodeMeaning(entry.code, catalogue).short(in: wording)),
                  classLinks(entry, in: voice), Phrase(wording.number(entry.failures)),
                ]
              })),
        ]))
    if !providers.isEmpty {
      page.sections.append(
        Section(
          "providers", wording.text("reference.providers.title"),
          [
            .paragraph(wording.phrase("reference.providers.intro")),
            .paragraph(providers.map { voice.link(toProvider: $0) }.joined(separator: " · ")),
          ]))
    }
    page.sections.append(
      Section(
        "statuses", wording.text("reference.statuses.title"),
        [
          .paragraph(
            .link(.page(.deliveryStatuses), wording.text("statuses.title")) + Phrase(": ")
              + wording.phrase("statuses.lead"))
        ]))
    return page
  }

  /// By the catalogue; of a class of the user's own by its failures.
  func group(of entry: ClassEntry, _ context: ReportContext) -> FixerGroup {
    FailureClasses.builtIn[entry.id].map { FixerGroup($0.fixer) }
      ?? entry.samples.first.map { context.group(of: context.findings.failures[$0]) } ?? .agent
  }

  /// The classes that were given for a code; where it never came, the one that it has by itself.
  private func classLinks(_ entry: CodeEntry, in voice: Voice) -> Phrase {
    let sorted = entry.classes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    if !sorted.isEmpty { return sorted.map { voice.link(toClass: $0.key) }.joined(separator: ", ") }
    return likeliestClass(of: entry, CodeMeaning(entry.code, catalogue)).map { voice.link(toClass: $0) }
      ?? Phrase("–")
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
