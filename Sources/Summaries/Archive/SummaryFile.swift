import Foundation
public import Readers

/// The summary's file: `*.summary.json.gz`, one compressed JSON object.
///
/// Its keys: `format` (always "bouncebook-summary"), `version`, `zone`, `parts` (one for each source, sorted by
/// content hash), `unreadable` (sources of which nothing could be read); in an archive also `closed` (days whose
/// rows have left: `day` since 1970, `counts`, `sources`), `closed_before` and `reported` (what the pages of a
/// week said). A reader refuses a version that is newer than its own; older versions it must go on reading.
/// Version 1 knew no senders, no delays by domain and no closed days.
public enum SummaryFile {
  public static let version = 2
  static let formatName = "bouncebook-summary"

  private struct Content: Codable {
    var format: String
    var version: Int
    var zone: String
    var keepsDelivered: Bool?
    var parts: [SourcePart]
    var unreadable: [SourceRecord]
    var closed: [Closed]?
    var closedBefore: Int?
    var reported: [String: ReportedWeek]?

    enum CodingKeys: String, CodingKey {
      case format, version, zone, keepsDelivered, parts, unreadable, closed, reported
      case closedBefore = "closed_before"
    }
  }

  private struct Closed: Codable {
    var day: Int
    var counts: ClosedDay
  }

  private struct Head: Codable {
    var format: String
    var version: Int
  }

  public enum Problem: Error, Hashable, Sendable {
    case notASummary
    case newer(Int)
    case unknownZone(String)
    case damaged(String)
    case otherZone(String)
    /// It was made to fill memory: no summary unpacks to so many bytes.
    case tooLarge(Int64)
    /// The system, or the packing, does not let it be read.
    case unreadable(InputProblem)
  }

  /// Rows of failures shrink to a fifteenth; what grows by more than this is not ours.
  static let largestExpansion: Int64 = 100
  private static let alwaysAllowed: Int64 = 16 << 20
  /// Where the size on disk is not known, as of standard input: some millions of failures.
  private static let largest: Int64 = 4 << 30

  /// To how many bytes a file of this size may unpack.
  static func limit(fileSize: Int64) -> Int64 {
    fileSize > 0 ? min(max(fileSize, alwaysAllowed / largestExpansion) * largestExpansion, largest) : largest
  }

  /// Reads a source that begins as a summary does, from its first block on.
  static func read(_ blocks: inout BlockFeed, fileSize: Int64) throws(Problem) -> Summary {
    let limit = limit(fileSize: fileSize)
    guard let bytes = blocks.readAll(atMost: limit) else { throw .tooLarge(limit) }
    if let problem = blocks.problem { throw .unreadable(problem) }
    return try decode(bytes)
  }

  /// The file's bytes; equal summaries give equal bytes.
  public static func encode(_ summary: Summary) throws -> [UInt8] {
    let pieces = JSONPieces()
    let frame = Content(
      format: formatName, version: version, zone: summary.zone.name,
      keepsDelivered: summary.keepsDelivered ? true : nil, parts: [],
      unreadable: summary.unreadable.sorted { $0.key < $1.key }.map(\.value),
      closed: summary.closed.isEmpty
        ? nil : summary.closed.sorted { $0.key < $1.key }.map { Closed(day: $0.key, counts: $0.value) },
      closedBefore: summary.closedBefore, reported: summary.reported.isEmpty ? nil : summary.reported)
    try pieces.add(frame) { frame in
      try frame.fill("parts") { pieces in
        for (place, part) in summary.parts.sorted(by: { $0.key < $1.key }).enumerated() {
          if place > 0 { pieces.addComma() }
          try pieces.add(part.value)
        }
      }
    }
    return pieces.finish()
  }

  /// Reads the decompressed bytes of a summary's file.
  public static func decode(_ bytes: [UInt8]) throws(Problem) -> Summary {
    let data = Data(bytes)
    let decoder = JSONDecoder()
    guard let head = try? decoder.decode(Head.self, from: data), head.format == formatName else {
      throw .notASummary
    }
    guard head.version <= version else { throw .newer(head.version) }
    let content: Content
    do { content = try decoder.decode(Content.self, from: data) } catch { throw .damaged(describe(error)) }
    guard let zone = LocalZone(name: content.zone) else { throw .unknownZone(content.zone) }
    var summary = Summary(zone: zone)
    summary.keepsDelivered = content.keepsDelivered ?? false
    for entry in content.closed ?? [] { summary.setClosed(entry.day, entry.counts) }
    summary.closedBefore = content.closedBefore
    summary.reported = content.reported ?? [:]
    for part in content.parts { summary.add(part) }
    for record in content.unreadable { summary.add(SourcePart(record: record)) }
    return summary
  }

  /// True where a file begins as a summary does. Keys are sorted: `format` comes first, but for a file of the
  /// archive with days whose rows have left.
  static func isSummary(_ head: UnsafeRawBufferPointer) -> Bool {
    head.starts(with: #"{"format":"\#(formatName)""#.utf8)
      || head.starts(with: #"{"closed":[{"counts":{"counts":"#.utf8)
      || head.starts(with: #"{"closed_before":"#.utf8)
  }

  private static func describe(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, let context)?: "no key “\(key.stringValue)” at \(path(context))"
    case .typeMismatch(_, let context)?, .valueNotFound(_, let context)?, .dataCorrupted(let context)?:
      "\(context.debugDescription) at \(path(context))"
    case nil: "unreadable"
    @unknown default: "unreadable"
    }
  }

  private static func path(_ context: DecodingError.Context) -> String {
    let names = context.codingPath.map(\.stringValue)
    return names.isEmpty ? "the top" : names.joined(separator: ".")
  }
}

extension SummaryFile.Problem {
  /// One sentence for a person.
  public var sentence: String {
    switch self {
    case .notASummary: "it is no summary"
    case .newer(let version):
      "a summary of version \(version); this program reads up to version \(SummaryFile.version): use a newer one"
    case .unknownZone(let name): "a summary of the time zone “\(name)”, which this machine does not know"
    case .damaged(let detail): "a damaged summary: \(detail); nothing of it is used"
    case .otherZone(let detail): detail
    case .tooLarge(let limit):
      "it unpacks to more than \(limit / 1_000_000) MB, which no summary of its size does; nothing of it is used"
    case .unreadable(.damaged(let format, let byte, let detail)):
      "a damaged summary: damaged \(format) data at byte \(byte): \(detail); nothing of it is used"
    case .unreadable(let problem): problem.sentence
    }
  }
}
