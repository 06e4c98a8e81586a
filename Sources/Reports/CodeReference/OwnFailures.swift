import Classification
import DeliveryModel
import SMTPStatus
import Summaries

/// How often a class, code or domain occurred in what a report has read, and where.
public struct OwnFailures: Sendable {
  struct Count: Hashable, Sendable {
    var failures = 0
    /// Positions in the findings of the first ones.
    var rows: [Int] = []
    /// Positions of replies that differ, the first of each shape.
    var shapes: [Int] = []
    /// The classes of a code, or the codes of a class, with how often.
    var others: [String: Int] = [:]
    /// Of `shapes`, parallel to it.
    fileprivate var shapeNumbers: [Int32] = []
  }

  private(set) var classes: [String: Count] = [:]
  private(set) var codes: [String: Count] = [:]
  private(set) var domains: [String: Count] = [:]

  /// Most replies and most failures that an entry shows.
  private static let longestSampleList = 5
  private static let longestRowList = 10

  public init(_ context: ReportContext) {
    func count(_ count: inout Count, _ position: Int, with other: String?) {
      count.failures += 1
      if count.rows.count < Self.longestRowList { count.rows.append(position) }
      if let shape = context.shapes.ofFailure[position], count.shapes.count < Self.longestSampleList,
        !count.shapeNumbers.contains(shape)
      {
        count.shapes.append(position)
        count.shapeNumbers.append(shape)
      }
      if let other { count.others[other, default: 0] += 1 }
    }
    for (position, row) in context.findings.failures.enumerated() {
      let classID = context.classID(of: row)
      let spoken = [row.reply?.code?.description, row.reply?.enhancedCode?.description].compactMap { $0 }
      count(&classes[classID, default: Count()], position, with: spoken.last)
      for code in spoken { count(&codes[code, default: Count()], position, with: classID) }
      if let domain = row.domain { count(&domains[domain, default: Count()], position, with: classID) }
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
