import Classification
import SMTPStatus

extension ReferencePages {
  /// Most replies that a class's page shows.
  private static let longestSampleList = 24

  func classPage(_ id: String) -> Document {
    let text = voice.guidance[id]
    let group = group(of: id)
    var page = page(.failureClass, .failureClass(id), text.title, list: "classes-\(group.rawValue)")
    page.lead = Phrase(text.reason)
    page.summary = text.reason
    page.subtitle = Phrase(.fixer(group, voice.groupTitle(group)))

    // A text has its own steps; a class without one gets the general ones.
    if text.sections.isEmpty {
      var now: [Block] = [.paragraph(Phrase(text.nextStep))]
      if !text.practices.isEmpty {
        now.append(.list(text.practices.map { Phrase(voice.practice($0)) }))
      }
      page.sections.append(Section("now", wording.text("work.title"), now))
    }
    for (index, section) in text.sections.enumerated() {
      page.sections.append(
        Section("text-\(index + 1)", section.heading, [.prose(section.text, headingLevel: 3)]))
    }
    page.sections += copies(of: text)
    page.sections += ownSection(own?.classes[id])
    page.sections += codeSections(of: id)
    page.sections += wordings(of: id)
    let related = text.related.filter { !text.body.contains("(\($0))") && $0 != id }
    if !related.isEmpty {
      page.sections.append(
        Section(
          "related", wording.text("class.related.title"), [.list(related.map { voice.link(toClass: $0) })]))
    }
    return page
  }

  private func copies(of text: Guidance) -> [Section] {
    var copies: [Block] = []
    if !text.note.isEmpty {
      copies.append(.copyText(CopyText(title: wording.text("copy.note"), text: text.note.trimmedOfNewlines)))
    }
    if !text.message.isEmpty {
      copies.append(
        .copyText(CopyText(title: wording.text("copy.message"), text: text.message.trimmedOfNewlines)))
    }
    guard !copies.isEmpty else { return [] }
    let intro = Block.paragraph(wording.phrase("class.copy.intro"))
    return [Section("copy", wording.text("class.copy.title"), [intro] + copies)]
  }

  /// The codes that alone mean this class, and those that came with it in the user's own mail.
  private func codeSections(of id: String) -> [Section] {
    var definitions: [Definition] = []
    for kind in ReferenceCode.Kind.allCases {
      let codes = reference.codes.filter {
        $0.kind == kind && $0.verdict?.failureClass.id == id
          && $0.verdict?.evidence.certainty != .guessed
      }
      guard !codes.isEmpty else { continue }
      definitions.append(
        Definition(
          wording.phrase("reference.kind.\(kind.rawValue)"),
          codes.map { voice.link(toCode: $0.code) }.joined(separator: ", ")))
    }
    let statuses = self.statuses.filter { $0.failureClass == id }
    if !statuses.isEmpty {
      definitions.append(
        Definition(
          wording.phrase("reference.kind.status"),
          statuses.map { link(to: $0) }.joined(separator: ", ")))
    }
    guard !definitions.isEmpty else { return [] }
    return [
      Section(
        "codes", wording.text("reference.class-codes.title"),
        [.paragraph(wording.phrase("reference.class-codes.intro")), .definitions(definitions)])
    ]
  }

  /// What servers say, by provider, and the rules that recognise it.
  private func wordings(of id: String) -> [Section] {
    let samples = reference.samples.indices.filter { reference.samples[$0].verdict.failureClass.id == id }
    let rules = reference.book.rules.filter { $0.failureClass.id == id }
    guard !samples.isEmpty || !rules.isEmpty else { return [] }
    var blocks: [Block] = [
      .paragraph(wording.phrase("reference.class-wordings.intro", count: rules.count)),
      samplesTable(choice(of: samples, limit: Self.longestSampleList), withClass: false),
    ]
    let ids = rules.map { Phrase.code($0.id) }.joined(separator: ", ")
    blocks.append(
      .details(summary: wording.phrase("reference.rules.all", count: rules.count), [.paragraph(ids)]))
    return [Section("wordings", wording.text("reference.class-wordings.title"), blocks)]
  }
}
