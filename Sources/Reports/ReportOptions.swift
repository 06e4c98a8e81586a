/// What pages are told besides the findings.
public struct ReportOptions: Hashable, Sendable {
  /// The help desk's address, such as `https://acme.example.com`; tickets link into it.
  public var helpDeskURL: String?
  public var organisation: String?
  /// An ISO week such as `2026-W47`, or any label fit for a file name; from the data where nil.
  public var periodLabel: String?
  /// How many failures a page lists singly; the rest is in the exports, and the page says so.
  public var longestList: Int
  /// Addresses or domains whose mail leaves through a connector that reports nothing back.
  public var unobservedSenders: [String]

  /// Which mail service a receiving domain belongs to.
  public var families = ProviderFamilies.builtIn
  /// What the sender's health is measured by.
  public var limits: [PublishedLimit] = []
  /// Over how many weeks the trend goes.
  public var trendWeeks = 12
  /// The program's version, which the method names; nil where pages must not change with it.
  public var version: String?

  public init(
    helpDeskURL: String? = nil, organisation: String? = nil, periodLabel: String? = nil,
    longestList: Int = 500, unobservedSenders: [String] = []
  ) {
    self.helpDeskURL = helpDeskURL
    self.organisation = organisation
    self.periodLabel = periodLabel
    self.longestList = longestList
    self.unobservedSenders = unobservedSenders
  }
}
