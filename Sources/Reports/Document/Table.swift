/// Numbers or words in rows and columns.
public struct Table: Hashable, Sendable {
  public struct Column: Hashable, Sendable {
    public var title: String
    /// Set to the right with figures of equal width.
    public var isNumber: Bool

    public init(_ title: String, isNumber: Bool = false) {
      self.title = title
      self.isNumber = isNumber
    }

    public static func number(_ title: String) -> Column { Column(title, isNumber: true) }
  }

  /// What it shows, how many rows, sorted by what.
  public var caption: String
  public var columns: [Column]
  /// Every row has as many cells as there are columns; the first is the row's heading.
  public var rows: [[Phrase]]
  /// What was left out, or how to read it.
  public var note: Phrase

  public init(caption: String, columns: [Column], rows: [[Phrase]], note: Phrase = Phrase()) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.note = note
  }
}
