public import Reports

/// The reference as a set of its own: a static site, Markdown for a code host, or JSON.
public enum ReferenceSet {
  /// Writes what has changed; everything is rendered before the first file is touched.
  public static func write(_ options: ReferenceOptions, to folder: String) throws -> WrittenPages {
    let pages = try render(options)
    let changed = try PageRun.write(pages, to: folder)
    let first = pages.map(\.name).first { $0.hasPrefix("index.") } ?? pages.first?.name ?? ""
    return WrittenPages(files: pages.map(\.name), changed: changed, first: first)
  }

  /// The entry of a name as plain text for a terminal; nil for a name that nothing has.
  public static func explanation(of name: String, in pages: ReferencePages) -> String? {
    pages.path(named: name).flatMap { pages.document(at: $0) }.map { PlainText.text(of: $0) }
  }

  /// Sorted by file.
  static func render(_ options: ReferenceOptions) throws -> [OutputFile] {
    let library = try WordingLibrary(overrides: options.templates)
    let languages = options.languages.isEmpty ? library.languages : options.languages
    try GuidanceFolder.check(options.templates, languages: library.languages)
    var editions: [(wording: Wording, pages: ReferencePages)] = []
    let reference = ReferenceCatalogue(rules: options.rules)
    for language in languages {
      guard let wording = library[language] else {
        throw PageSet.Failure.unknownLanguage(language, known: library.languages)
      }
      let guidance = try GuidanceLibrary(wording: wording, overrides: options.templates)
      let voice = Voice(wording: wording, guidance: guidance)
      editions.append((wording, ReferencePages(reference, in: voice)))
    }
    let templates = try TemplateLibrary(overrides: options.templates)

    var pages: [OutputFile] = []
    if options.formats.contains(.json) {
      pages.append(OutputFile("reference.json", ReferenceJSON.bytes(editions.map(\.pages))))
    }
    var extras = PageExtras()
    extras.baseURL = options.baseURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    extras.generatedBy = options.generatedBy
    var site = Site(languages: languages, pages: [], files: [], failureIDs: [])
    site.isReferenceAlone = true
    var jobs: [PageRun.Job] = []
    for edition in editions {
      site.languageNames[edition.wording.language] = edition.wording.text("page.language-name")
      let documents = options.isSingle ? [edition.pages.onOnePage] : edition.pages.documents
      for document in documents { site.pages.insert(document.path) }
      if !options.isSingle, options.formats.contains(.html) {
        extras.search[edition.wording.language] = SearchBox(edition.pages, wording: edition.wording)
      }
      for format in formats(options) {
        jobs += documents.map { PageRun.Job(document: $0, wording: edition.wording, format: format) }
      }
    }
    pages += PageRun.pages(jobs, site: site, templates: templates, extras: extras)
    for format in formats(options) {
      pages.append(
        front(format, editions.map(\.wording), isSingle: options.isSingle, site, templates, extras))
    }
    if extras.baseURL != nil, options.formats.contains(.html), !options.isSingle {
      pages.append(SiteMap.page(site, extras))
    }
    return pages.sorted { $0.name < $1.name }
  }

  private static func formats(_ options: ReferenceOptions) -> [PageFormat] {
    ReferenceFormat.allCases.filter { options.formats.contains($0) }.compactMap(\.page)
  }

  /// The page that leads to the languages.
  private static func front(
    _ format: PageFormat, _ wordings: [Wording], isSingle: Bool, _ site: Site, _ templates: TemplateLibrary,
    _ extras: PageExtras
  ) -> OutputFile {
    let first = wordings[0]
    let target = isSingle ? PagePath.referenceOnOnePage : .referenceIndex
    var document = Document(
      kind: .code, path: .index, language: first.language, title: first.text("reference.title"))
    document.lead = first.phrase("reference.lead")
    var site = site
    let links = wordings.map { wording in
      let file = site.file(target, wording.language, format)
      site.files.insert(file)
      return Phrase.link(
        .file(file), "\(wording.text("page.language-name")): \(wording.text("reference.title"))")
    }
    document.sections = [Section("languages", first.text("page.language-switch"), [.list(links)])]
    site.languages = [first.language]
    site.pages = [.index]
    let job = PageRun.Job(document: document, wording: first, format: format)
    return PageRun.pages([job], site: site, templates: templates, extras: extras)[0]
  }
}
