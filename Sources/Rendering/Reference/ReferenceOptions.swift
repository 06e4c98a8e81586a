public import Classification
public import Reports

/// How the reference alone is written.
public struct ReferenceOptions: Sendable {
  /// In this order; all that have a wording where empty.
  public var languages: [Language]
  public var formats: Set<ReferenceFormat>
  /// One page that holds everything, in place of a page for each entry.
  public var isSingle: Bool
  /// Where the folder will be published: makes canonical addresses and a site map.
  public var baseURL: String?
  /// A folder laid out like `Templates/`, whose files replace the built-in ones.
  public var templates: String?
  public var rules: RuleBook
  /// The first line of every Markdown file, for copies that are kept beside sources.
  public var generatedBy: String?

  public init(
    languages: [Language] = [], formats: Set<ReferenceFormat> = [.html, .markdown], isSingle: Bool = false,
    baseURL: String? = nil, templates: String? = nil, rules: RuleBook = .builtIn, generatedBy: String? = nil
  ) {
    self.languages = languages
    self.formats = formats
    self.isSingle = isSingle
    self.baseURL = baseURL
    self.templates = templates
    self.rules = rules
    self.generatedBy = generatedBy
  }
}

/// In which form the reference is written.
public enum ReferenceFormat: String, Hashable, Sendable, CaseIterable {
  case html, markdown
  /// The whole catalogue as one file for programs.
  case json

  var page: PageFormat? {
    switch self {
    case .html: .html
    case .markdown: .markdown
    case .json: nil
    }
  }
}
