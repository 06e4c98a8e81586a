public import Yams

/// A limit that a receiver or a sending service has published, or that a team sets itself.
public struct PublishedLimit: Hashable, Sendable {
  /// What is measured, as a share of the mails that ended.
  public enum Measure: String, Hashable, Sendable, CaseIterable {
    case failures
    case permanentFailures = "permanent-failures"
    case unknownUsers = "unknown-users"
    case complaints
  }

  public var id: String
  public var measure: Measure
  public var percent: Double
  public var whose: String
  /// Only mail to this family is measured; all where nil.
  public var family: String?
  /// What happens past it, by language.
  public var consequence: [Language: String]
  public var source: String

  public init(
    id: String, measure: Measure, percent: Double, whose: String, family: String? = nil,
    consequence: [Language: String] = [:], source: String = ""
  ) {
    self.id = id
    self.measure = measure
    self.percent = percent
    self.whose = whose
    self.family = family
    self.consequence = consequence
    self.source = source
  }

  /// Those in the binary; a folder of templates may replace them.
  public static func published(overrides: String? = nil) throws(DataFileError) -> [PublishedLimit] {
    var limits: [PublishedLimit] = []
    for file in TemplateFiles(folder: "limits", overrides: overrides).all where file.path.hasSuffix(".yaml") {
      limits += try read(file.text, file: file.origin)
    }
    return limits
  }

  static func read(_ text: String, file: String) throws(DataFileError) -> [PublishedLimit] {
    let root: Node?
    do { root = try Yams.compose(yaml: text) } catch { throw DataFileError(yaml: error, file: file) }
    return try root.map { (node) throws(DataFileError) in try read(node, file: file) } ?? []
  }

  /// Reads a list of limits out of a larger file.
  public static func read(_ node: Node, file: String) throws(DataFileError) -> [PublishedLimit] {
    guard let entries = node.sequence else {
      throw DataFileError(file: file, line: node.mark?.line ?? 1, problem: "limits are a list of entries")
    }
    var limits: [PublishedLimit] = []
    for entry in entries { limits.append(try limit(entry, file: file)) }
    return limits
  }

  private static let keys: Set<String> = [
    "id", "measure", "percent", "whose", "family", "consequence", "source",
  ]

  private static func limit(_ node: Node, file: String) throws(DataFileError) -> PublishedLimit {
    func failure(_ problem: String, _ place: Node) -> DataFileError {
      DataFileError(file: file, line: place.mark?.line ?? 0, problem: problem)
    }
    guard let entry = node.mapping else { throw failure("a limit is a mapping of keys to values", node) }
    for (key, _) in entry where !keys.contains(key.string ?? "") {
      throw failure(
        "unknown key \"\(key.string ?? "")\"; known are \(keys.sorted().joined(separator: ", "))", key)
    }
    guard let measure = entry["measure"]?.string.flatMap(Measure.init) else {
      let known = Measure.allCases.map(\.rawValue).joined(separator: ", ")
      throw failure("measure must be one of \(known)", entry["measure"] ?? node)
    }
    guard let percent = entry["percent"]?.float, percent > 0, percent <= 100 else {
      throw failure("percent must be a number above 0 and up to 100", entry["percent"] ?? node)
    }
    guard let whose = entry["whose"]?.string, !whose.isEmpty else {
      throw failure("whose must say whose limit it is", entry["whose"] ?? node)
    }
    var limit = PublishedLimit(
      id: entry["id"]?.string ?? "\(whose)-\(measure.rawValue)", measure: measure, percent: percent,
      whose: whose,
      family: entry["family"]?.string, source: entry["source"]?.string ?? "")
    if let text = entry["consequence"]?.string {
      limit.consequence[.english] = text
    } else {
      for (language, text) in entry["consequence"]?.mapping ?? [:] {
        limit.consequence[Language(language.string ?? "")] = text.string ?? ""
      }
    }
    return limit
  }
}
