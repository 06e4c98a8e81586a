/// Where a record stands: a file as it was given, and its line or record number.
public struct Place: Hashable, Sendable, Comparable, Codable {
  /// Relative to the input folder, or as given; `-` is standard input.
  public var source: String
  /// Counted from 1; 0 where the whole file is meant.
  public var line: Int

  public init(source: String, line: Int) {
    self.source = source
    self.line = line
  }

  public static func < (left: Place, right: Place) -> Bool {
    (left.source, left.line) < (right.source, right.line)
  }
}

extension Place: CustomStringConvertible {
  /// In the form that every editor understands: `mail.log:812`.
  public var description: String { line > 0 ? "\(source):\(line)" : source }
}
