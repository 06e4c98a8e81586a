import Classification
import DeliveryModel
import SMTPStatus
import Summaries

/// How often a class, code or domain occurred in what a report has read, and where.
struct OwnFailures: Sendable {
  struct Count: Hashable, Sendable {
    var failures = 0
    /// Positions in the findings of the first ones.
    var rows: [Int] = []
    /// Positions of replies that differ, the first of each shape.
    var shapes: [Int] = []
    /// The classes of a code, or the codes of a class, with how often.
    var others: [String: Int] = [:]
  }

  private(set) var classes: [String: Count] = [:]
  private(set) var codes: [String: Count] = [:]
  private(set) var domains: [String: Count] = [:]

  /// Most replies and most failures that an entry shows.
  private static let longestSampleList = 5
  private static let longestRowList = 10

  init(_ context: ReportContext) {
    var shapes: Set<String> = []
    func count(_ count: inout Count, _ position: Int, _ kind: String, _ shape: String) {
      count.failures += 1
      if count.rows.count < Self.longestRowList { count.rows.append(position) }
      if !shape.isEmpty, count.shapes.count < Self.longestSampleList,
        shapes.insert("\(kind) \(shape)").inserted
      {
        count.shapes.append(position)
      }
    }
    for (position, row) in context.findings.failures.enumerated() {
      let classID = context.classID(of: row)
      let shape = ReplyShape.masked(row.reply?.text ?? "")
      let spoken = [row.reply?.code?.description, row.reply?.enhancedCode?.description].compactMap { $0 }
      count(&classes[classID, default: Count()], position, "class \(classID)", shape)
      if let finest = spoken.last { classes[classID]?.others[finest, default: 0] += 1 }
      for code in spoken {
        count(&codes[code, default: Count()], position, "code \(code)", shape)
        codes[code]?.others[classID, default: 0] += 1
      }
      if let domain = row.domain {
        count(&domains[domain, default: Count()], position, "domain \(domain)", shape)
        domains[domain]?.others[classID, default: 0] += 1
      }
    }
    // Failures without a row of their own, because rows are bounded.
    let totals = context.findings.totals
    for (code, total) in totals.byEnhancedCode.merging(totals.byReplyCode, uniquingKeysWith: +)
    where code != "none" {
      codes[code, default: Count()].failures = max(codes[code]?.failures ?? 0, total)
    }
    for (id, total) in totals.byClass where id != "none" {
      classes[id, default: Count()].failures = max(classes[id]?.failures ?? 0, total)
    }
  }
}
