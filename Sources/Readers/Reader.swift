/// The contract of an input format: recognise a file by its first bytes, then turn its bytes into records.
///
/// A reader is told nothing of classes, reports or other files. It never traps and never throws: what it
/// cannot understand becomes a `SkippedInput` with its place and reason, and the next record is read.
public protocol Reader: SendableMetatype {
  static var format: InputFormat { get }

  /// How sure it is that a file with this beginning (up to 64 KiB, decompressed) is of its format.
  static func recognises(_ head: Span<UInt8>) -> Confidence

  init(context: ReadingContext)

  /// Reads whole records from the front of `block` and returns how many bytes it has used.
  ///
  /// The unused rest comes again at the front of the next block, followed by more bytes. With `isLast` there
  /// is no more: everything is used, and what is incomplete is skipped with a reason. A record longer than
  /// `ReadingContext.longestRecord` must be skipped and used up, not waited for.
  mutating func read(_ block: Span<UInt8>, isLast: Bool, into sink: RecordSink) -> Int
}

/// How sure a reader is of a format; the surest reader of the registry gets the file.
public enum Confidence: Int, Comparable, Sendable {
  /// Not this format.
  case none
  /// Nothing speaks against it: some lines look like it.
  case possible
  /// Its marks are there.
  case likely
  /// Nothing else looks like this.
  case certain

  public static func < (left: Confidence, right: Confidence) -> Bool { left.rawValue < right.rawValue }
}

/// The name of an input format, as it stands in exports (`id`) and on pages (`title`).
public struct InputFormat: Hashable, Sendable {
  /// Stable, lower case: `postfix`, `zendesk`, `bounce`.
  public let id: String
  public let title: String
  /// What kind of witness it is: decides how its records count in totals.
  public let family: Family

  public enum Family: String, Sendable {
    case mailServer = "mail-server"
    case provider, bounces
    case helpDesk = "help-desk"
  }

  public init(id: String, title: String, family: Family) {
    self.id = id
    self.title = title
    self.family = family
  }
}

/// What a reader is told besides bytes.
public struct ReadingContext: Sendable {
  /// As it shall stand in places and pages.
  public var source: String
  /// The zone of times that name none: seconds east of UTC at a local wall-clock time given in seconds.
  public var zone: LocalZone
  /// The year of the first line, for timestamps without one; nil where the format has years.
  public var firstYear: Int
  /// The number of the first line, counted from 1.
  public var firstLine: Int
  /// Bytes; longer records are skipped.
  public var longestRecord: Int

  public init(
    source: String, zone: LocalZone = .utc, firstYear: Int = 1970, firstLine: Int = 1,
    longestRecord: Int = 16 << 20
  ) {
    self.source = source
    self.zone = zone
    self.firstYear = firstYear
    self.firstLine = firstLine
    self.longestRecord = longestRecord
  }
}
