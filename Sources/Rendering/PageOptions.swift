public import Reports
public import Summaries

/// Which pages to write, and what they are told.
public struct PageOptions: Sendable {
  /// In this order: the first one's index has no language in its name. All that have a wording where empty.
  public var languages: [Language]
  public var formats: Set<PageFormat>
  public var helpDeskURL: String?
  public var organisation: String?
  /// A folder laid out like `Templates/`, whose files replace the built-in ones.
  public var templates: String?
  /// An ISO week such as `2026-W47`; from the data where nil.
  public var periodLabel: String?
  /// How many failures the review lists singly.
  public var longestList: Int
  /// Addresses or domains whose mail leaves through a connector that reports nothing back.
  public var unobservedSenders: [String] = []
  /// What became of everything that was open in an earlier review.
  public var followUp: FollowUp?
  /// Which mail service a receiving domain belongs to.
  public var families = ProviderFamilies.builtIn
  /// Limits that a team has set itself, beside the published ones.
  public var ownLimits: [PublishedLimit] = []
  /// The company's logo and colours.
  public var brand = Brand()
  /// Over how many weeks the trend goes.
  public var trendWeeks = 12
  /// The program's version, as the pages name it.
  public var version: String?

  /// What reports are told of all this.
  public func reportOptions() throws(DataFileError) -> ReportOptions {
    var options = ReportOptions(
      helpDeskURL: helpDeskURL, organisation: organisation, periodLabel: periodLabel,
      longestList: longestList,
      unobservedSenders: unobservedSenders)
    options.families = families
    options.limits = ownLimits + (try PublishedLimit.published(overrides: templates))
    options.trendWeeks = trendWeeks
    options.version = version
    return options
  }

  /// What the pages of these findings say.
  public func answers(_ findings: Findings) throws(DataFileError) -> ReportAnswers {
    ReportAnswers(findings, options: try reportOptions(), followUp: followUp)
  }

  public init(
    languages: [Language] = [], formats: Set<PageFormat> = Set(PageFormat.allCases),
    helpDeskURL: String? = nil,
    organisation: String? = nil, templates: String? = nil, periodLabel: String? = nil, longestList: Int = 500
  ) {
    self.languages = languages
    self.formats = formats
    self.helpDeskURL = helpDeskURL
    self.organisation = organisation
    self.templates = templates
    self.periodLabel = periodLabel
    self.longestList = longestList
  }
}

/// What was written.
public struct WrittenPages: Hashable, Sendable {
  /// Below the output folder, sorted.
  public var files: [String]
  /// How many of them are new or have changed.
  public var changed: Int
  /// The page to open first, below the output folder.
  public var first: String
}
