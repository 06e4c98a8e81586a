public import Reports

/// The first page as an e-mail: HTML whose styles survive mail programs, and the same as text.
public struct ReportMail: Hashable, Sendable {
  public var subject: String
  public var html: String
  public var text: String

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
    let templates = try TemplateLibrary(overrides: options.templates)
    let guidance = try GuidanceLibrary(wording: wording, overrides: options.templates)
    let context = answers.context
    var document = IndexPage.document(
      context, answers.weekly, answers.review, in: Voice(wording: wording, guidance: guidance))
    // What was read is for those who keep the tool, and stands on the page.
    document.sections.removeAll { $0.id == "pages" || $0.id == "coverage" }

    let languages = options.languages.isEmpty ? library.languages : options.languages
    let published: Set<PagePath> =
      baseURL == nil ? [] : [.index, .weekly(context.period.label), .review(context.period.label)]
    let site = Site(languages: languages, pages: published, files: [], failureIDs: [])
    let links = LinkResolver(
      site: site, language: language, format: .html, here: "", baseURL: baseURL.map { Self.trimmed($0) },
      isMail: true)
    let composer = PageComposer(templates: templates, links: links, wording: wording, extras: PageExtras())
    subject = "\(document.title): \(document.lead.plainText)"
    html = composer.mail(document)
    text = PlainText.text(of: document)
  }

  /// A whole message, ready for `sendmail -t`; the same findings give the same bytes.
  ///
  /// - Parameters:
  ///   - date: of the message; the newest record's time rather than the clock's.
  public func message(from sender: String, to recipients: [String], date: MailDate) -> [UInt8] {
    MailMessage(mail: self, sender: sender, recipients: recipients, date: date).bytes
  }

  private static func trimmed(_ url: String) -> String { url.hasSuffix("/") ? String(url.dropLast()) : url }
}
