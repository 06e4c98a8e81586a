/// Numbers to be drawn; the same numbers follow as a table.
public struct Chart: Hashable, Sendable {
  public struct Series: Hashable, Sendable {
    public var name: String
    public var tone: Tone
    /// One a category.
    public var values: [Int]

    public init(name: String, tone: Tone, values: [Int]) {
      self.name = name
      self.tone = tone
      self.values = values
    }
  }

  /// Which colour and pattern; the name stands beside it.
  public enum Tone: String, Hashable, Sendable, CaseIterable {
    case agent, administrator, wait, delayed, delivered
    /// All together, whoever can fix it.
    case total
  }

  /// How it is drawn.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// A row a category, its series stacked: few categories, parts of a whole.
    case bars
    /// A point a category: many categories, or several series beside each other.
    case line
    /// A row a series, a column a category; the darker, the more. Hours of the days of a week.
    case heatMap
  }

  public var id: String
  public var form: Form
  /// The finding, as a sentence.
  public var title: String
  /// Labels along the axis, such as days.
  public var categories: [String]
  public var series: [Series]
  public var table: Table
  public var tableSummary: String

  public init(
    id: String, form: Form = .bars, title: String, categories: [String], series: [Series], table: Table,
    tableSummary: String
  ) {
    self.id = id
    self.form = form
    self.title = title
    self.categories = categories
    self.series = series
    self.table = table
    self.tableSummary = tableSummary
  }
}
