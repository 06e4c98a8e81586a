public import Classification
public import DeliveryModel
import Foundation
public import Readers

/// A folder with one summary for each ISO week, from which reports take what was read earlier.
///
/// Every source lies in the file of the week in which its last record falls, whole, however many weeks it spans;
/// a source without times stays where it was put first. So a source is in one file, the files together are one
/// summary, and adding a source twice changes nothing. A file that cannot be read, or was made by a newer
/// version or for another time zone, is named and left alone: it is neither used nor written over.
public struct Archive: Sendable {
  public let folder: String
  /// Everything that could be read; nil where there is nothing yet.
  public private(set) var summary: Summary?
  /// Files that are left alone, sorted by name, and why.
  public private(set) var problems: [Problem] = []
  /// Which file each source lies in, by content hash.
  private var places: [String: String] = [:]

  public struct Problem: Hashable, Sendable {
    public var file: String
    public var sentence: String
  }

  private static let ending = ".summary.json.gz"

  /// Reads the folder; one that does not exist is an empty archive.
  ///
  /// - Parameter zone: that of the report; nil for that of the newest file.
  public init(folder: String, zone: LocalZone?) {
    self.folder = folder
    let manager = FileManager.default
    if manager.fileExists(atPath: folder), (try? manager.contentsOfDirectory(atPath: folder)) == nil {
      problems.append(Problem(file: folder, sentence: "cannot be read as a folder: no earlier week is known"))
    }
    let names = ((try? manager.contentsOfDirectory(atPath: folder)) ?? []).filter {
      $0.hasSuffix(Self.ending) && !$0.hasPrefix(".")
    }.sorted(by: >)
    var wanted = zone
    for name in names {
      do throws(SummaryFile.Problem) {
        let read = try Self.read(folder + "/" + name)
        let zone = wanted ?? read.zone
        wanted = zone
        guard read.zone == zone else {
          throw .otherZone(Summary.MergeProblem.zonesDiffer(zone.name, read.zone.name).sentence)
        }
        try add(read, name)
      } catch { problems.append(Problem(file: folder + "/" + name, sentence: error.sentence)) }
    }
    problems.sort { $0.file < $1.file }
  }

  private mutating func add(_ read: Summary, _ name: String) throws(SummaryFile.Problem) {
    do throws(Summary.MergeProblem) {
      if summary == nil { summary = read } else { try summary?.merge(read) }
    } catch { throw .otherZone(error.sentence) }
    for hash in read.parts.keys { places[hash] = name }
  }

  private static func read(_ path: String) throws(SummaryFile.Problem) -> Summary {
    // Whoever opens a pipe waits for a writer, perhaps for ever.
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw .unreadable(.unreadable("it is no regular file"))
    }
    let item = InputItem(name: path, path: FilePath(path))
    let input: OpenedInput
    do throws(InputProblem) { input = try item.open() } catch { throw .unreadable(error) }
    var blocks = BlockFeed(input)
    blocks.fill()
    if blocks.isEmpty { throw .unreadable(blocks.problem ?? .empty) }
    return try SummaryFile.read(&blocks, fileSize: item.fileSize)
  }

  /// What `write` did.
  public struct Written: Hashable, Sendable {
    /// Names of the week files that are new or have changed, sorted.
    public var changed: [String] = []
    /// Sources that could not be kept because their week's file is left alone.
    public var sourcesNotKept = 0
  }

  /// Keeps a summary: a file for each week, written only where it changed, each in one step.
  ///
  /// - Parameters:
  ///   - limit: rows of earlier days leave; nil for none.
  public func write(_ whole: Summary, closingBefore limit: CivilDate?, classifier: Classifier) throws
    -> Written
  {
    var kept = whole
    kept.dropSuperseded()
    kept.dropOlderVersions()
    if let limit { kept.close(before: limit, classifier: classifier) }
    let blocked = Set(problems.map(\.file))
    var result = Written()
    // New files first: a source that moves to another week is twice there for a moment, never nowhere.
    for (name, content) in weeks(of: kept).sorted(by: { $0.key > $1.key }) {
      let path = folder + "/" + name
      guard !blocked.contains(path) else {
        result.sourcesNotKept += content.parts.count
        continue
      }
      if try Self.replace(path, with: SummaryFile.encode(content)) { result.changed.append(name) }
    }
    result.changed.sort()
    return result
  }

  /// The summary cut into its weeks, by file name.
  private func weeks(of summary: Summary) -> [String: Summary] {
    var weeks: [String: Summary] = [:]
    func change(_ name: String, _ body: (inout Summary) -> Void) {
      var week = weeks[name] ?? Summary(zone: summary.zone)
      week.closedBefore = summary.closedBefore
      body(&week)
      weeks[name] = week
    }
    let newest = summary.parts.values.compactMap { $0.lastDay(in: summary.zone) }.max()
    for (hash, part) in summary.parts {
      let day = part.lastDay(in: summary.zone)
      let name = day.map(Self.fileName) ?? places[hash] ?? newest.map(Self.fileName)
      // Nothing in the whole summary carries a time: there is no week to keep it in.
      guard let name else { continue }
      change(name) { $0.add(part) }
    }
    for (day, counts) in summary.closed { change(Self.fileName(day)) { $0.setClosed(day, counts) } }
    for (label, numbers) in summary.reported where ISOWeek(label) != nil {
      change(label + Self.ending) { $0.reported[label] = numbers }
    }
    // A week whose last source has moved elsewhere is written empty rather than left behind.
    for name in Set(places.values) where weeks[name] == nil { change(name) { _ in } }
    return weeks
  }

  private static func fileName(_ day: Int) -> String {
    ISOWeek(of: CivilDate(daysSinceEpoch: day)).description + ending
  }

  /// False where the file has this content already.
  private static func replace(_ path: String, with bytes: [UInt8]) throws -> Bool {
    let data = Data(bytes)
    if FileManager.default.contents(atPath: path) == data { return false }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    return true
  }
}
