import Classification
public import DeliveryModel
import Summaries

/// Failures and delays of one class, mostly at one domain, in far more than the usual number within hours.
public struct Incident: Hashable, Sendable {
  public var classID: String
  /// Nil where many domains were hit at once.
  public var domain: String?
  public var domains: Int
  public var start, end: UTCTime
  public var failures: Int
  public var delays: Int
  /// Failures and delays in an hour outside of it.
  public var usual: Double
  /// Lines of the first and the last one.
  public var firstPlace, lastPlace: Place
}

/// Finds incidents: hours in which more happened than chance brings.
struct IncidentFinder {
  private struct Event {
    var seconds: Int64
    /// Its place among the rows that are looked at.
    var position: Int

    var hour: Int64 { seconds.hour }
  }

  private struct Key: Hashable, Comparable {
    var classID: String
    /// Empty for all domains together.
    var domain: String

    static func < (left: Key, right: Key) -> Bool {
      (left.classID, left.domain) < (right.classID, right.domain)
    }
  }

  private static let fewest = 5
  /// The accepted chance of one false incident on the whole page.
  private static let level = 0.01
  /// Seconds without an event after which an incident is over.
  private static let pause: Int64 = 900
  /// Something always happens somewhere, even where nothing was recorded.
  private static let floor = 0.02

  static func incidents(_ context: ReportContext) -> [Incident] {
    let findings = context.findings
    var events: [Key: [Event]] = [:]
    let rows = findings.failures + findings.others.filter { $0.outcome == .delayed && $0.verdict != nil }
    var first = Int64.max
    var last = Int64.min
    for (position, row) in rows.enumerated() {
      let classID = context.classID(of: row)
      // Greylisting is how some servers greet everybody, not an event.
      guard let time = row.time, classID != "greylisted" else { continue }
      let event = Event(seconds: time.seconds, position: position)
      first = min(first, event.hour)
      last = max(last, event.hour)
      events[Key(classID: classID, domain: ""), default: []].append(event)
      if let domain = row.domain { events[Key(classID: classID, domain: domain), default: []].append(event) }
    }
    guard first <= last else { return [] }
    if let range = context.period.range {
      first = min(first, (Int64(range.lowerBound) * 86400).hour)
      last = max(last, (Int64(range.upperBound + 1) * 86400 - 1).hour)
    }
    let hours = Double(min(max(last - first + 1, 24), 24 * 366))
    let cells = hours * Double(events.count)
    var found: [(key: Key, incident: Incident)] = []
    for (key, events) in events where events.count >= fewest {
      found += incidents(key, events, of: rows, hours: hours, cells: cells).map { (key, $0) }
    }
    return choose(found).sorted {
      ($1.failures + $1.delays, $0.start, $0.classID) < ($0.failures + $0.delays, $1.start, $1.classID)
    }
  }

  private static func incidents(
    _ key: Key, _ events: [Event], of rows: [FailureRow], hours: Double, cells: Double
  ) -> [Incident] {
    var byHour: [Int64: Int] = [:]
    for event in events { byHour[event.hour, default: 0] += 1 }
    let bursts = byHour.filter { _, count in
      let usual = max(Double(events.count - count) / hours, floor)
      return count >= fewest && PoissonTest.atLeast(count, mean: usual) * cells < level
    }.keys.sorted()
    var spans: [ClosedRange<Int64>] = []
    for hour in bursts {
      if let span = spans.last, hour - span.upperBound <= 2 {
        spans[spans.count - 1] = span.lowerBound...hour
      } else {
        spans.append(hour...hour)
      }
    }
    guard !spans.isEmpty else { return [] }
    let sorted = events.sorted {
      $0.seconds != $1.seconds
        ? $0.seconds < $1.seconds : FailureRow.byTimeAndPlace(rows[$0.position], rows[$1.position])
    }
    return spans.compactMap { span in
      let members = members(of: span, in: sorted).map { rows[$0.position] }
      guard let first = members.first, let last = members.last, let start = first.time, let end = last.time
      else { return nil }
      let outside = Double(events.count - members.count) / max(hours - Double(span.count), 1)
      return Incident(
        classID: key.classID, domain: key.domain.isEmpty ? nil : key.domain,
        domains: Set(members.compactMap(\.domain)).count, start: start, end: end,
        failures: members.count { $0.outcome.isFailure }, delays: members.count { !$0.outcome.isFailure },
        usual: outside, firstPlace: first.place, lastPlace: last.place)
    }
  }

  /// The events of some hours, and those just before and after that continue them: no incident ends with the hour.
  private static func members(of span: ClosedRange<Int64>, in sorted: [Event]) -> ArraySlice<Event> {
    guard var first = sorted.firstIndex(where: { span.contains($0.hour) }),
      var last = sorted.lastIndex(where: { span.contains($0.hour) })
    else { return [] }
    func continues(_ earlier: Event, _ later: Event) -> Bool {
      later.seconds - earlier.seconds <= pause
    }
    while first > 0, continues(sorted[first - 1], sorted[first]) { first -= 1 }
    while last + 1 < sorted.count, continues(sorted[last], sorted[last + 1]) { last += 1 }
    return sorted[first...last]
  }

  /// One incident is told once: at its domain where most of it is there, else for all domains together.
  private static func choose(_ found: [(key: Key, incident: Incident)]) -> [Incident] {
    let sorted = found.sorted { ($0.key, $0.incident.start) < ($1.key, $1.incident.start) }
    var kept: [Incident] = []
    for (key, incident) in sorted where key.domain.isEmpty {
      let parts = sorted.filter {
        !$0.key.domain.isEmpty && $0.key.classID == key.classID && $0.incident.overlaps(incident)
      }
      let most = parts.map { $0.incident.size }.max() ?? 0
      if most * 3 < incident.size * 2 { kept.append(incident) }
    }
    let wide = kept
    for (key, incident) in sorted where !key.domain.isEmpty {
      if !wide.contains(where: { $0.classID == key.classID && $0.overlaps(incident) }) {
        kept.append(incident)
      }
    }
    return kept
  }
}

extension Incident {
  var size: Int { failures + delays }

  func overlaps(_ other: Incident) -> Bool { start <= other.end && other.start <= end }
}

extension Int64 {
  /// Whole hours since 1970.
  fileprivate var hour: Int64 { self >= 0 ? self / 3600 : (self - 3599) / 3600 }
}
