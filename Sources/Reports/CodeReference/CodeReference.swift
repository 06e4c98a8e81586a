public import Classification
import DeliveryModel
public import SMTPStatus
import Summaries

/// The reference of failure classes and codes, with how often each occurred in the findings.
public struct CodeReference: Sendable {
  public struct CodeEntry: Hashable, Sendable {
    public var code: String
    public var failures: Int
    /// Classes that were given for it, with how often.
    public var classes: [String: Int]
    /// Positions in the findings' failures of replies that differ, the first of each shape.
    public var samples: [Int]
  }

  public struct ClassEntry: Hashable, Sendable {
    public var id: String
    public var failures: Int
    public var codes: [String: Int]
    public var samples: [Int]
  }

  /// Sorted by code: reply codes first, then enhanced ones.
  public var codes: [CodeEntry]
  /// Sorted by id.
  public var classes: [ClassEntry]
  /// Ids of the providers that have rules of their own, sorted.
  public var providers: [String]
  let catalogue: CodeCatalogue
  /// An example of every rule.
  let ruleSamples: [ReferenceSample]

  /// Most replies of one's own that an entry shows.
  private static let longestSampleList = 5

  /// - Parameter classIDs: every class that there is a text for.
  public init(
    _ context: ReportContext, classIDs: [String], catalogue: CodeCatalogue = .builtIn,
    rules: RuleBook = .builtIn
  ) {
    self.catalogue = catalogue
    ruleSamples = ReferenceSample.all(of: rules)
    providers = Set(ruleSamples.compactMap(\.provider)).sorted()
    var codes: [String: CodeEntry] = [:]
    var classes: [String: ClassEntry] = [:]
    for code in Self.knownCodes(catalogue, ruleSamples) {
      codes[code] = CodeEntry(code: code, failures: 0, classes: [:], samples: [])
    }
    for id in classIDs { classes[id] = ClassEntry(id: id, failures: 0, codes: [:], samples: []) }
    var shapes: [String: Set<String>] = [:]
    for (position, row) in context.findings.failures.enumerated() {
      let classID = context.classID(of: row)
      let shape = ReplyShape.masked(row.reply?.text ?? "")
      let spoken = [row.reply?.code?.description, row.reply?.enhancedCode?.description].compactMap { $0 }
      classes[classID, default: ClassEntry(id: classID, failures: 0, codes: [:], samples: [])].failures += 1
      if let finest = spoken.last { classes[classID]?.codes[finest, default: 0] += 1 }
      if !shape.isEmpty, (classes[classID]?.samples.count ?? 0) < Self.longestSampleList,
        shapes["class " + classID, default: []].insert(shape).inserted
      {
        classes[classID]?.samples.append(position)
      }
      for code in spoken {
        codes[code, default: CodeEntry(code: code, failures: 0, classes: [:], samples: [])].failures += 1
        codes[code]?.classes[classID, default: 0] += 1
        if !shape.isEmpty, (codes[code]?.samples.count ?? 0) < Self.longestSampleList,
          shapes[code, default: []].insert(shape).inserted
        {
          codes[code]?.samples.append(position)
        }
      }
    }
    // Codes that occurred without a row of their own, because rows are bounded.
    let totals = context.findings.totals
    for (code, count) in totals.byEnhancedCode.merging(totals.byReplyCode, uniquingKeysWith: +)
    where code != "none" {
      let failures = max(codes[code]?.failures ?? 0, count)
      codes[code, default: CodeEntry(code: code, failures: 0, classes: [:], samples: [])].failures = failures
    }
    for (id, count) in totals.byClass where id != "none" {
      let failures = max(classes[id]?.failures ?? 0, count)
      classes[id, default: ClassEntry(id: id, failures: 0, codes: [:], samples: [])].failures = failures
    }
    for id in FailureClasses.builtIn.all.map(\.id) where classes[id] == nil {
      classes[id] = ClassEntry(id: id, failures: 0, codes: [:], samples: [])
    }
    self.codes = codes.values.sorted { CodeOrder($0.code) < CodeOrder($1.code) }
    self.classes = classes.values.sorted { $0.id < $1.id }
  }
}

extension CodeReference {
  /// Every code that there is something to say about, whether it occurred or not.
  private static func knownCodes(_ catalogue: CodeCatalogue, _ samples: [ReferenceSample]) -> Set<String> {
    var codes = Set(catalogue.replyCodes.map(\.code.description))
    for entry in catalogue.enhancedCodes { codes.insert("5.\(entry.subject).\(entry.detail)") }
    for sample in samples { codes.formUnion(sample.codes) }
    for status in catalogue.deliveryStatuses where status.code.hasPrefix("EC-") { codes.insert(status.code) }
    return codes
  }
}

/// Numbers in their natural order: 421, 550, then 4.2.2, 5.1.1, 5.1.10, then names.
struct CodeOrder: Comparable {
  private let kind: Int
  private let numbers: [Int]
  private let text: String

  init(_ code: String) {
    text = code
    let parts = code.split(separator: ".").map { Int($0) }
    if parts.contains(where: { $0 == nil }) || parts.isEmpty {
      (kind, numbers) = (2, [])
    } else {
      (kind, numbers) = (parts.count == 1 ? 0 : 1, parts.compactMap { $0 })
    }
  }

  static func < (left: CodeOrder, right: CodeOrder) -> Bool {
    if left.kind != right.kind { return left.kind < right.kind }
    if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
    return left.text < right.text
  }
}
