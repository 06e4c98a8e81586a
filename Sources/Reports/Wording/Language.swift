/// A language that pages can be written in: there is one for each wording file.
public struct Language: Hashable, Sendable, Comparable {
  /// The tag of BCP 47, which is also the file's name: `en`, `ko`.
  public let id: String

  public init(_ id: String) { self.id = id }

  public static let english = Language("en")
  public static let korean = Language("ko")

  public static func < (left: Language, right: Language) -> Bool { left.id < right.id }
}
