import Foundation
public import Reports
import Summaries

/// The first page as an e-mail: HTML whose styles survive mail programs, and the same as text.
public struct ReportMail: Hashable, Sendable {
  public var subject: String
  /// Alone, without a logo: a file cannot carry a part.
  public var html: String
  public var text: String
  /// What a message carries beside its HTML.
  var logo: MailLogo?
  /// The HTML that shows it.
  var htmlWithLogo: String

  /// - Parameters:
  ///   - language: one that has a wording.
  ///   - baseURL: where the output folder is published; without it the mail has no links into the pages.
  public init(
    _ answers: ReportAnswers, options: PageOptions, language: Language, baseURL: String? = nil
  ) throws {
    let library = try WordingLibrary(overrides: options.templates)
    guard let wording = library[language] else {
      throw PageSet.Failure.unknownLanguage(language, known: library.languages)
    }
    var templates = try TemplateLibrary(overrides: options.templates)
    templates.brand = options.brand
    let guidance = try GuidanceLibrary(wording: wording, overrides: options.templates)
    let context = answers.context
    let voice = Voice(wording: wording, guidance: guidance)
    var document = IndexPage.document(context, answers.weekly, answers.review, in: voice)

    let languages = options.languages.isEmpty ? library.languages : options.languages
    var site = Site(languages: languages, pages: [], files: [], failureIDs: [])
    if baseURL != nil {
      site.pages = [.index, .weekly(context.period.label), .review(context.period.label)]
      site.pages.formUnion(context.findings.totals.byClass.keys.map { PagePath.failureClass($0) })
      site.failureIDs = PageSet.failureIDs(on: answers.review.document(context, in: voice))
    }
    let links = LinkResolver(
      site: site, language: language, format: .html, here: "", baseURL: baseURL.map { Self.trimmed($0) },
      isMail: true)
    document.sections = Self.sections(of: document, links)
    let composer = PageComposer(templates: templates, links: links, wording: wording, extras: PageExtras())
    subject = Self.subject(document, options.organisation)
    logo = options.brand.mailLogo
    html = composer.mail(document)
    htmlWithLogo = logo.map { composer.mail(document, logo: $0) } ?? html
    text = PlainText.text(of: document) { links.address(of: $0) }
  }

  /// What was read is for those who keep the tool, and stands on the page; of the pages those that a link leads to.
  private static func sections(of document: Document, _ links: LinkResolver) -> [Section] {
    document.sections.compactMap { section in
      guard section.id != "coverage" else { return nil }
      guard section.id == "pages" else { return section }
      var section = section
      section.blocks = section.blocks.compactMap { block in
        guard case .definitions(let all) = block else { return block }
        let reached = all.filter { definition in
          definition.term.runs.contains {
            if case .link(let link, _) = $0 { links.address(of: link) != nil } else { false }
          }
        }
        return reached.isEmpty ? nil : .definitions(reached)
      }
      return section.blocks.isEmpty ? nil : section
    }
  }

  /// Whose mail, and the headline's first sentence: a list of mails shows little more.
  private static func subject(_ document: Document, _ organisation: String?) -> String {
    let lead = document.lead.plainText
    var sentence = lead.range(of: ". ").map { lead[..<$0.lowerBound] } ?? lead[...]
    if sentence.last == "." { sentence.removeLast() }
    return "\(organisation ?? document.title): \(sentence)"
  }

  /// A whole message, ready for `sendmail -t`; the same findings give the same bytes.
  ///
  /// - Parameters:
  ///   - date: of the message; the newest record's time rather than the clock's. Nil for none.
  public func message(from sender: String, to recipients: [String], date: MailDate?) -> [UInt8] {
    MailMessage(mail: self, sender: sender, recipients: recipients, date: date).bytes
  }

  private static func trimmed(_ url: String) -> String { url.hasSuffix("/") ? String(url.dropLast()) : url }
}
