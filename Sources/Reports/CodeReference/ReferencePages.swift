import Classification
import DeliveryModel
import SMTPStatus
import Summaries

/// The pages of the reference in one language.
public struct ReferencePages: Sendable {
  let reference: ReferenceCatalogue
  let voice: Voice
  /// Inside a report: what its input holds.
  let context: ReportContext?
  let own: OwnFailures?
  let providers: [ReferenceProvider]
  /// By the name that rules have for a provider: its place among `providers`.
  let providerIndex: [String: Int]

  var wording: Wording { voice.wording }

  /// - Parameters:
  ///   - context: the findings of a report, whose failures the pages then count; nil for the reference alone.
  ///   - own: those failures, counted once for all languages.
  public init(
    _ reference: ReferenceCatalogue, in voice: Voice, context: ReportContext? = nil, own: OwnFailures? = nil
  ) {
    self.voice = voice
    self.context = context
    self.own = own ?? context.map { OwnFailures($0) }
    // Codes that only the input has need a page too.
    let extra = self.own.map { own in own.codes.keys.filter { reference[$0] == nil }.sorted() } ?? []
    self.reference =
      extra.isEmpty
      ? reference
      : ReferenceCatalogue(rules: reference.book, catalogue: reference.catalogue, alsoCodes: extra)
    providers = ReferenceProvider.all(of: reference, in: voice)
    var index: [String: Int] = [:]
    for (place, provider) in providers.enumerated() {
      for name in provider.rules { index[name] = place }
    }
    providerIndex = index
  }

  /// The classes in the order of their groups of who acts, then by title.
  var classIDs: [String] {
    let own = Set(own?.classes.keys.sorted() ?? [])
    let all = Set(FailureClasses.builtIn.all.map(\.id)).union(own)
    return all.sorted {
      (FixerGroup.allCases.firstIndex(of: group(of: $0)) ?? 0, $0)
        < (FixerGroup.allCases.firstIndex(of: group(of: $1)) ?? 0, $1)
    }
  }

  /// The statuses that have a page: all of them, in the order of their ids.
  var statuses: [DeliveryStatusMeaning] { reference.catalogue.deliveryStatuses }

  /// Every page, the index first.
  public var documents: [Document] {
    var pages = [indexPage]
    pages += linked(classIDs.map { classPage($0) })
    pages += linked(reference.codes.map { codePage($0) })
    pages += linked(statuses.map { statusPage($0) })
    pages += linked(providers.map { providerPage($0) })
    pages += linked(voice.guidance.allGuides.map { guidePage($0) })
    return pages
  }

  /// Everything on one page, to be attached or printed.
  public var onOnePage: Document {
    let pages = documents
    var page = pages[0]
    page.path = .referenceOnOnePage
    page.kind = .code
    page.breadcrumbs = []
    for document in pages.dropFirst() where document.kind != .code || isWorthPrinting(document) {
      var blocks: [Block] = document.lead.isEmpty ? [] : [.paragraph(document.lead)]
      for section in document.sections {
        let place = "\(Self.anchor(document.path))-\(section.id)"
        blocks.append(
          .part(Part(place, Phrase(section.heading), section.blocks.map { Self.block($0, below: place) })))
      }
      page.sections.append(Section(Self.anchor(document.path), document.title, blocks))
    }
    return page
  }

  /// Ids that are unique on their own page get the page's name before them.
  private static func block(_ block: Block, below place: String) -> Block {
    guard case .part(var part) = block else { return block }
    part.id = "\(place)-\(part.id)"
    return .part(part)
  }

  /// On paper a code without a sample or a rule of its own says no more than the index.
  private func isWorthPrinting(_ document: Document) -> Bool {
    guard case .code(let name) = document.path, let code = reference[name] else { return true }
    return !code.rules.isEmpty
  }

  /// The name of a page's place on the page that holds them all.
  public static func anchor(_ path: PagePath) -> String {
    switch path {
    case .failureClass(let id): "class-\(PagePath.fileName(id))"
    case .code(let code): "code-\(PagePath.fileName(code))"
    case .status(let id): "status-\(PagePath.fileName(id))"
    case .provider(let id): "provider-\(PagePath.fileName(id))"
    case .guide(let id): "guide-\(PagePath.fileName(id))"
    default: "content"
    }
  }

  private func linked(_ pages: [Document]) -> [Document] {
    var pages = pages
    for index in pages.indices {
      if index > 0 { pages[index].previous = .link(.page(pages[index - 1].path), pages[index - 1].title) }
      if index + 1 < pages.count {
        pages[index].next = .link(.page(pages[index + 1].path), pages[index + 1].title)
      }
    }
    return pages
  }

  // MARK: What the kinds of page share

  /// - Parameter list: the section of the index that lists this kind of page.
  func page(_ kind: Document.Kind, _ path: PagePath, _ title: String, list: String? = nil) -> Document {
    var page = Document(kind: kind, path: path, language: wording.language, title: title)
    if context != nil { page.breadcrumbs = [.link(.page(.index), wording.text("index.short-title"))] }
    if path != .referenceIndex {
      page.breadcrumbs.append(.link(.page(.referenceIndex), wording.text("reference.short-title")))
    }
    if let list {
      page.up = .link(.page(.referenceIndex, anchor: list), wording.text("reference.\(list).title"))
      page.breadcrumbs.append(page.up)
    }
    return page
  }

  func group(of classID: String) -> FixerGroup {
    if let known = FailureClasses.builtIn[classID] { return FixerGroup(known.fixer) }
    guard let context, let row = own?.classes[classID]?.rows.first else { return .agent }
    return context.group(of: context.findings.failures[row])
  }

  func text(_ text: BilingualText?) -> String {
    guard let text else { return "" }
    return wording.language == .korean && !text.korean.isEmpty ? text.korean : text.english
  }

  /// A reply with its deciding words marked.
  func reply(_ sample: ReferenceSample) -> Phrase {
    let bytes = Array(sample.reply.text.utf8)
    func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    guard let range = sample.verdict.evidence.range, !range.isEmpty, range.lowerBound >= 0,
      range.upperBound <= bytes.count
    else { return Phrase(sample.reply.text) }
    var phrase = Phrase()
    if range.lowerBound > 0 { phrase.append(part(0..<range.lowerBound)) }
    phrase.append(Phrase(.mark(part(range))))
    if range.upperBound < bytes.count {
      phrase.append(part(range.upperBound..<bytes.count))
    }
    return phrase
  }

  /// Who said it, as far as the verdict leans on that.
  func speaker(_ sample: ReferenceSample) -> Phrase {
    var phrase = sample.provider.map { link(toProvider: $0) } ?? Phrase(wording.text("reference.anybody"))
    if let stage = sample.reply.stage, !reference.book.rules[sample.rule].conditions.stages.isEmpty {
      phrase.append(", ")
      phrase.append(wording.phrase("reference.stage.\(stage.rawValue)"))
    }
    return phrase
  }

  func link(toProvider name: String) -> Phrase {
    guard let place = providerIndex[name] else { return Phrase(name) }
    return .link(.page(.provider(providers[place].id)), providers[place].title)
  }

  func samplesTable(_ samples: [Int], withClass: Bool) -> Block {
    var columns = [Table.Column(wording.text("column.reply"))]
    if withClass { columns.append(.init(wording.text("column.class"))) }
    columns.append(.init(wording.text("reference.column.provider")))
    return .table(
      Table(
        caption: wording.text("reference.samples.caption", count: samples.count), columns: columns,
        rows: samples.map { position in
          let sample = reference.samples[position]
          var row = [reply(sample)]
          if withClass { row.append(voice.link(toClass: sample.verdict.failureClass.id)) }
          row.append(speaker(sample))
          return row
        }))
  }

  /// So many samples that they show the most: one of each class and provider first, in the order of the rules.
  func choice(of samples: [Int], limit: Int) -> [Int] {
    var chosen: [Int] = []
    var seen: Set<String> = []
    let keys: [(ReferenceSample) -> String] = [
      { $0.verdict.failureClass.id },
      { "\($0.verdict.failureClass.id) \($0.provider ?? "")" },
      { "rule \($0.rule)" },
    ]
    for key in keys {
      for position in samples where chosen.count < limit && !chosen.contains(position) {
        let sample = reference.samples[position]
        // A code alone shows nothing.
        guard sample.reply.text.utf8.count > 9, seen.insert(key(sample)).inserted else { continue }
        chosen.append(position)
      }
    }
    return chosen.sorted()
  }

  /// What agent and administrator do about a class.
  func steps(_ classID: String) -> [Block] {
    let guidance = voice.guidance[classID]
    var definitions = [Definition(wording.phrase("reference.steps.agent"), Phrase(guidance.nextStep))]
    if !guidance.adminStep.isEmpty {
      definitions.append(
        Definition(wording.phrase("reference.steps.administrator"), Phrase(guidance.adminStep)))
    }
    if !guidance.wait.isEmpty {
      definitions.append(Definition(wording.phrase("reference.steps.wait"), Phrase(guidance.wait)))
    }
    definitions.append(
      Definition(
        wording.phrase("reference.steps.more"), voice.link(toClass: classID)))
    return [.definitions(definitions)]
  }

  /// How often it occurred in the report's input, and where; nothing in the reference alone.
  func ownSection(_ count: OwnFailures.Count?) -> [Section] {
    guard let context else { return [] }
    let heading = wording.text("reference.own.title")
    guard let count, count.failures > 0 else {
      return [Section("seen", heading, [.paragraph(wording.phrase("seen.never"))])]
    }
    var blocks: [Block] = [
      .paragraph(
        wording.phrase("seen.count", count: count.failures, ["period": voice.shortPeriod(context)]))
    ]
    let rows = count.rows.map { position in
      Phrase.link(
        .page(.review(context.period.label), anchor: context.ids[position]),
        context.findings.failures[position].recipient)
    }
    if !rows.isEmpty {
      var line = rows.joined(separator: ", ")
      if count.failures > rows.count {
        line.append(", ")
        line.append(wording.phrase("work.more", count: count.failures - rows.count))
      }
      blocks.append(.paragraph(line))
    }
    if !count.shapes.isEmpty {
      blocks.append(
        .table(
          Table(
            caption: wording.text("seen.caption"),
            columns: [.init(wording.text("column.reply")), .init(wording.text("column.decided-by"))],
            rows: count.shapes.map { position in
              let row = context.findings.failures[position]
              let certainty =
                row.verdict.map { wording.text("certainty.\($0.evidence.certainty.rawValue)") } ?? "–"
              return [voice.reply(of: row), Phrase(certainty)]
            })))
    }
    return [Section("seen", heading, blocks)]
  }

  func occurrences(_ count: OwnFailures.Count?) -> Phrase { Phrase(wording.number(count?.failures ?? 0)) }
}
