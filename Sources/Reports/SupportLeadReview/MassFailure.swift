import Classification
public import DeliveryModel
import Summaries

/// Many failures that are one event: the same reason at the same domain within an hour, far above what is usual.
public struct MassFailure: Hashable, Sendable {
  public var classID: String
  /// Nil where many domains were hit at once.
  public var domain: String?
  public var domains: Int
  /// Where all the missed customers belong to one organisation.
  public var organisation: String?
  public var first: UTCTime
  public var last: UTCTime
  /// Positions in the findings' failures, by time.
  public var failures: [Int]
  public var recipients: Int
  /// Failures of this reason at this domain in an hour of the rest of the period.
  public var usualPerHour: Double

  private struct Kind: Hashable, Comparable {
    var classID: String
    /// Empty for all domains together.
    var domain: String

    static func < (left: Kind, right: Kind) -> Bool {
      (left.classID, left.domain) < (right.classID, right.domain)
    }
  }

  private static let hour: Int64 = 3600
  /// So many at least in an hour, and so many times as many as in any other hour.
  private static let fewest = 5
  private static let fewestOfPersonalReasons = 15
  private static let timesTheUsual = 8.0
  private static let fewestRecipients = 4

  /// By their beginning.
  static func all(in context: ReportContext) -> [MassFailure] {
    let rows = context.findings.failures
    var byKind: [Kind: [(time: Int64, position: Int)]] = [:]
    for (position, row) in rows.enumerated() {
      guard let domain = row.domain, let time = row.time else { continue }
      byKind[Kind(classID: context.classID(of: row), domain: domain), default: []].append(
        (time.seconds, position))
    }
    let times = rows.compactMap { $0.time?.seconds }
    let span = max(1, ((times.max() ?? 0) - (times.min() ?? 0)) / hour + 1)
    var found: [MassFailure] = []
    for (kind, members) in byKind.sorted(by: { $0.key < $1.key }) where members.count >= fewest {
      found += events(of: kind, members.sorted { $0 < $1 }, hours: Double(span), context)
    }
    // What the weekly report calls an incident is one here too.
    for incident in context.incidents {
      found += event(of: incident, besides: found, context)
    }
    return found.sorted {
      ($0.first, $0.domain ?? "", $0.classID) < ($1.first, $1.domain ?? "", $1.classID)
    }
  }

  /// An incident of the weekly report, where it missed several people and was not found here already. Of those at
  /// many domains only the ones that an administrator can end: dead addresses everywhere are no single event.
  private static func event(
    of incident: Incident, besides found: [MassFailure], _ context: ReportContext
  ) -> [MassFailure] {
    let isKnown = found.contains { event in
      event.classID == incident.classID && (incident.domain == nil || event.domain == incident.domain)
        && event.first <= incident.end && incident.start <= event.last
    }
    guard !isKnown else { return [] }
    if incident.domain == nil, FailureClasses.builtIn[incident.classID]?.fixer != .admin { return [] }
    var members: [(time: Int64, position: Int)] = []
    for (position, row) in context.findings.failures.enumerated() {
      guard let time = row.time, incident.start <= time, time <= incident.end,
        context.classID(of: row) == incident.classID, incident.domain == nil || row.domain == incident.domain
      else { continue }
      members.append((time.seconds, position))
    }
    guard members.count >= fewest else { return [] }
    let kind = Kind(classID: incident.classID, domain: incident.domain ?? "")
    return [make(kind, members.sorted { $0 < $1 }, usual: incident.usual, context)].compactMap(\.self)
  }

  private static func events(
    of kind: Kind, _ members: [(time: Int64, position: Int)], hours: Double, _ context: ReportContext
  ) -> [MassFailure] {
    // A full mailbox is its owner's affair: at a large mail service some of them in an hour mean nothing.
    let group = FailureClasses.builtIn[kind.classID]?.group
    let isPersonal = group == "recipient" || group == "mailbox"
    let fewest =
      isPersonal && ProviderFamilies.builtIn.name(of: kind.domain) != nil
      ? fewestOfPersonalReasons : Self.fewest
    var isPartOfOne = Array(repeating: false, count: members.count)
    var start = 0
    for end in members.indices {
      while members[end].time - members[start].time >= hour { start += 1 }
      let count = end - start + 1
      let usual = Double(members.count - count) / max(1, hours - 1)
      guard count >= fewest, Double(count) >= timesTheUsual * usual else { continue }
      for index in start...end { isPartOfOne[index] = true }
    }
    var events: [[(time: Int64, position: Int)]] = []
    for index in members.indices where isPartOfOne[index] {
      if let last = events.last?.last, index > 0, isPartOfOne[index - 1],
        members[index].time - last.time <= hour
      {
        events[events.count - 1].append(members[index])
      } else {
        events.append([members[index]])
      }
    }
    return events.compactMap { event in
      make(kind, event, usual: Double(members.count - event.count) / max(1, hours - 1), context)
    }
  }

  private static func make(
    _ kind: Kind, _ event: [(time: Int64, position: Int)], usual: Double, _ context: ReportContext
  ) -> MassFailure? {
    let rows = context.findings.failures
    let positions = event.map(\.position)
    let recipients = Set(positions.map { rows[$0].recipient.lowercased() }).count
    guard recipients >= fewestRecipients, let first = event.first, let last = event.last else { return nil }
    let organisations = Set(
      positions.map { position -> Int64? in
        let row = rows[position]
        return context.index.user(of: row)?.organizationID
          ?? row.ticketID.flatMap { context.findings.helpDesk.tickets[$0]?.organizationID }
      })
    var organisation: String?
    if organisations.count == 1, let id = organisations.first.flatMap(\.self) {
      organisation = context.findings.helpDesk.organizations[id]?.name
    }
    return MassFailure(
      classID: kind.classID, domain: kind.domain.isEmpty ? nil : kind.domain,
      domains: Set(positions.compactMap { rows[$0].domain }).count, organisation: organisation,
      first: UTCTime(seconds: first.time), last: UTCTime(seconds: last.time), failures: positions,
      recipients: recipients, usualPerHour: usual)
  }
}
