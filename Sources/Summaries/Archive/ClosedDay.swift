/// What is kept of a day after its rows have left the archive: exact counts, and of which sources they are.
///
/// The same source never counts twice on it; a log of that day that turns up later is added.
public struct ClosedDay: Hashable, Sendable, Codable {
  public var counts: DayCounts
  /// What the counted sources are told apart by, sorted; see `SourcePart.identity`.
  public var sources: [String]

  init(counts: DayCounts, sources: Set<String>) {
    self.counts = counts
    self.sources = sources.sorted()
  }

  /// Two archives of the same day: of other sources they add up; of the same, the one that knows more stays.
  func merged(with other: ClosedDay) -> ClosedDay {
    let own = Set(sources)
    let others = Set(other.sources)
    if own.isDisjoint(with: others), !own.isEmpty, !others.isEmpty {
      var sum = counts
      sum.add(other.counts)
      return ClosedDay(counts: sum, sources: own.union(others))
    }
    func weight(_ day: ClosedDay) -> (Int, Int, String) {
      let total = day.counts.total
      return (day.sources.count, total.delivered + total.failed, day.sources.joined(separator: " "))
    }
    return weight(self) >= weight(other) ? self : other
  }
}

/// What a week's page said when it was last made, so that a later page can tell what has been corrected since.
public struct ReportedWeek: Hashable, Sendable, Codable {
  public var failed: Int
  /// Ended deliveries of customers' mail; nil where that was not known.
  public var ended: Int?
  public var open: Int

  public init(failed: Int, ended: Int?, open: Int) {
    self.failed = failed
    self.ended = ended
    self.open = open
  }
}
