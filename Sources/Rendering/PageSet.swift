public import Reports
import Summaries

/// All pages and exports of one run. The same findings and options give the same bytes.
public enum PageSet {
  /// An option that cannot be obeyed.
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownLanguage(Language, known: [Language])

    public var description: String {
      switch self {
      case .unknownLanguage(let language, let known):
        "there is no wording for the language \"\(language.id)\"; there is \(known.map(\.id).joined(separator: ", "))"
      }
    }
  }

  /// Writes every page in every language and format, with the exports beside them.
  ///
  /// Everything is rendered before the first file is written, so that a broken template leaves the old pages whole.
  public static func write(_ answers: ReportAnswers, options: PageOptions, to folder: String) throws
    -> WrittenPages
  {
    let pages = try render(answers, options: options)
    let changed = try PageRun.write(pages, to: folder)
    let ending = options.formats.contains(.html) ? PageFormat.html : .markdown
    return WrittenPages(files: pages.map(\.name), changed: changed, first: "index.\(ending.rawValue)")
  }

  /// Sorted by name.
  ///
  /// - Parameter guidance: in place of the built-in texts, for tests that must not change with them.
  static func render(
    _ answers: ReportAnswers, options: PageOptions, guidance: ((Wording) -> GuidanceLibrary)? = nil
  ) throws -> [OutputFile] {
    let library = try WordingLibrary(overrides: options.templates)
    var templates = try TemplateLibrary(overrides: options.templates)
    templates.brand = options.brand
    let languages = options.languages.isEmpty ? library.languages : options.languages
    let (context, weekly, review) = (answers.context, answers.weekly, answers.review)
    let own = OwnFailures(context)
    let reference = ReferenceCatalogue.builtIn
    var extras = PageExtras()
    var editions: [Edition] = []
    for language in languages {
      guard let wording = library[language] else {
        throw Failure.unknownLanguage(language, known: library.languages)
      }
      let guidance =
        try guidance?(wording) ?? GuidanceLibrary(wording: wording, overrides: options.templates)
      let voice = Voice(wording: wording, guidance: guidance)
      let pages = ReferencePages(reference, in: voice, context: context, own: own)
      if options.formats.contains(.html) { extras.search[language] = SearchBox(pages, wording: wording) }
      var documents = [
        IndexPage.document(context, weekly, review, in: voice), weekly.document(context, in: voice),
        review.document(context, in: voice),
      ]
      documents += review.workLists(context, in: voice)
      documents += pages.documents
      editions.append(Edition(wording: wording, documents: documents))
    }

    var pages = ReportExports.files(context, weekly)
    if !review.addresses.isEmpty {
      pages.append(
        OutputFile(AddressCheck.file(context.period.label), AddressesToCheckCSV.bytes(review.addresses)))
    }
    let site = site(of: editions, files: pages.map(\.name))
    var jobs: [PageRun.Job] = []
    for edition in editions {
      for format in PageFormat.allCases where options.formats.contains(format) {
        jobs += edition.documents.map { PageRun.Job(document: $0, wording: edition.wording, format: format) }
      }
    }
    pages += PageRun.pages(jobs, site: site, templates: templates, extras: extras)
    return pages.sorted { $0.name < $1.name }
  }

  private struct Edition {
    var wording: Wording
    var documents: [Document]
  }

  private static func site(of editions: [Edition], files: [String]) -> Site {
    var pages: Set<PagePath> = []
    var failures: Set<String> = []
    var names: [Language: String] = [:]
    for edition in editions {
      names[edition.wording.language] = edition.wording.text("page.language-name")
      for document in edition.documents {
        pages.insert(document.path)
        if case .review = document.path { failures.formUnion(failureIDs(on: document)) }
      }
    }
    return Site(
      languages: editions.map(\.wording.language), pages: pages, files: Set(files), failureIDs: failures,
      languageNames: names)
  }

  /// The failures that have a block of their own on a page.
  static func failureIDs(on document: Document) -> Set<String> {
    var failures: Set<String> = []
    for section in document.sections { collectFailures(section.blocks, into: &failures) }
    return failures
  }

  private static func collectFailures(_ blocks: [Block], into ids: inout Set<String>) {
    for block in blocks {
      switch block {
      case .failures(let failures): for failure in failures { ids.insert(failure.id) }
      case .part(let part): collectFailures(part.blocks, into: &ids)
      case .details(_, let inner): collectFailures(inner, into: &ids)
      case .paragraph, .notice, .list, .steps, .table, .chart, .prose, .definitions, .copyText: break
      }
    }
  }
}
