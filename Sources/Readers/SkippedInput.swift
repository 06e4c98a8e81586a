/// Why a piece of input did not become a record.
public struct SkipReason: Hashable, Sendable, Codable {
  /// Stable, lower case with hyphens: a key of the totals' `skipped`.
  public let id: String
  /// False where it was known and rightly left out (another program's line); true where something that
  /// should have been a record could not be read.
  public let isProblem: Bool

  /// Known and left out on purpose: counted, nothing more.
  public static func ignored(_ id: String) -> SkipReason { SkipReason(id: id, isProblem: false) }
  /// Should have been read and could not: reported with its place, and the exit status tells.
  public static func notUnderstood(_ id: String) -> SkipReason { SkipReason(id: id, isProblem: true) }

  private init(id: String, isProblem: Bool) {
    self.id = id
    self.isProblem = isProblem
  }

  public static let tooLong = notUnderstood("record-too-long")
  public static let notUTF8 = notUnderstood("not-utf-8")
  public static let cutOff = notUnderstood("cut-off")
  public static let empty = ignored("empty-line")
}

/// One piece of input that could not be understood, for `--skipped` and the pages' last section.
public struct SkippedInput: Hashable, Sendable, Codable {
  public var line: Int
  public var reason: SkipReason
  /// Says more than the reason's id where there is more to say.
  public var explanation: String
  /// Its first bytes, invalid UTF-8 replaced; empty where there is nothing to show.
  public var excerpt: String

  public init(line: Int, reason: SkipReason, explanation: String = "", excerpt: String = "") {
    self.line = line
    self.reason = reason
    self.explanation = explanation
    self.excerpt = excerpt
  }
}
