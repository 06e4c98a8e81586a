/// A page before it is set: everything that it says, in order, in one language, without markup.
public struct Document: Hashable, Sendable {
  /// Which page template places it.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case index
    case weeklyReport = "weekly-report"
    case supportLeadReview = "support-lead-review"
    case reviewList = "review-list"
    case referenceIndex = "reference-index"
    case failureClass = "failure-class"
    case code
    case guide
    case provider
    case status
  }

  public var kind: Kind
  public var path: PagePath
  public var language: Language
  public var title: String
  /// The period with its dates and zone, or what the page is about.
  public var subtitle: Phrase
  /// From what and up to when; never the time of the run.
  public var provenance: Phrase
  /// The one sentence that is set large.
  public var lead: Phrase
  /// One sentence for search engines and link previews.
  public var summary: String
  /// From the index down to the page above this one.
  public var breadcrumbs: [Phrase]
  public var sections: [Section]
  /// The pages before and after in the same list.
  public var previous: Phrase
  public var next: Phrase
  /// The page or list that this one belongs to.
  public var up: Phrase

  public init(kind: Kind, path: PagePath, language: Language, title: String) {
    self.kind = kind
    self.path = path
    self.language = language
    self.title = title
    subtitle = Phrase()
    provenance = Phrase()
    lead = Phrase()
    summary = ""
    breadcrumbs = []
    sections = []
    previous = Phrase()
    next = Phrase()
    up = Phrase()
  }
}

/// A part of a page with a heading, which can be linked to.
public struct Section: Hashable, Sendable {
  /// Unique on its page; page templates place sections by it.
  public var id: String
  public var heading: String
  public var blocks: [Block]

  public init(_ id: String, _ heading: String, _ blocks: [Block] = []) {
    self.id = id
    self.heading = heading
    self.blocks = blocks
  }
}

/// A piece of a section.
public indirect enum Block: Hashable, Sendable {
  case paragraph(Phrase)
  /// Set apart: something that the reader must know before trusting what follows.
  case notice(Phrase)
  case list([Phrase])
  case steps([Phrase])
  case table(Table)
  case failures([FailureBlock])
  case chart(Chart)
  /// CommonMark from a guidance file, and the level of its highest headings on the page.
  case prose(String, headingLevel: Int)
  case definitions([Definition])
  /// A heading below the section's, with what stands under it.
  case part(Part)
  /// Text to be copied as it is.
  case copyText(CopyText)
  /// Something that is folded on screen and open on paper.
  case details(summary: Phrase, [Block])
}

public struct Definition: Hashable, Sendable {
  public var term: Phrase
  public var meaning: Phrase

  public init(_ term: Phrase, _ meaning: Phrase) {
    self.term = term
    self.meaning = meaning
  }
}

public struct Part: Hashable, Sendable {
  public var id: String
  public var heading: Phrase
  /// Colours the heading, whose words say the same.
  public var group: FixerGroup?
  public var blocks: [Block]

  public init(_ id: String, _ heading: Phrase, group: FixerGroup? = nil, _ blocks: [Block]) {
    self.id = id
    self.heading = heading
    self.group = group
    self.blocks = blocks
  }
}

public struct CopyText: Hashable, Sendable {
  public var title: String
  public var text: String

  public init(title: String, text: String) {
    self.title = title
    self.text = text
  }
}
