import DeliveryModel

/// Which three findings matter most.
///
/// Each is weighed by the failures that it speaks of: what we can repair ourselves counts threefold, what is
/// news twofold, what only describes once or less, and good news least. Of findings on the same class the heavier one stays.
struct FindingRanking {
  var failed: Int
  var classes: [WeeklyReport.ClassCount]
  var clusters: [WeeklyReport.Cluster: Int]
  var days: [WeeklyReport.DayCount]
  var hidden: Int
  var trend: Trend
  var incidents: [Incident]

  private struct Candidate {
    var finding: WeeklyReport.Finding
    var weight: Double
    /// What it speaks of; nil where it may stand beside any other.
    var subject: String?
  }

  var findings: [WeeklyReport.Finding] {
    let candidates = (ownCauses + news + bursts + descriptions).enumerated().sorted {
      ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset)
    }.map(\.element)
    var chosen: [Candidate] = []
    for candidate in candidates where chosen.count < 3 {
      if let subject = candidate.subject, chosen.contains(where: { $0.subject == subject }) { continue }
      chosen.append(candidate)
    }
    return chosen.map(\.finding)
  }

  private var ownCauses: [Candidate] {
    classes.filter { $0.group == .administrator && $0.failures >= 2 }.prefix(1).map {
      Candidate(
        finding: .ourOwnCause(classID: $0.id, failures: $0.failures), weight: Double($0.failures) * 3,
        subject: $0.id)
    }
  }

  private var news: [Candidate] {
    trend.classes.filter { $0.change.isNews }.map { series in
      let difference = Double(series.now) - series.usual
      return Candidate(
        finding: .change(series.change, classID: series.name, now: series.now, before: series.usual),
        weight: difference > 0 ? difference * 2 : -difference / 4, subject: series.name)
    }
  }

  private var bursts: [Candidate] {
    incidents.indices.map { index in
      let incident = incidents[index]
      return Candidate(
        finding: .incident(index), weight: (Double(incident.failures) + Double(incident.delays) / 4) * 2,
        subject: incident.classID)
    }
  }

  private var descriptions: [Candidate] {
    var found: [Candidate] = []
    let largest = clusters.max {
      ($0.value, $1.key.domain, $1.key.classID) < ($1.value, $0.key.domain, $0.key.classID)
    }
    if let largest, largest.value >= 3, largest.value * 10 >= failed {
      found.append(
        Candidate(
          finding: .cluster(
            classID: largest.key.classID, domain: largest.key.domain, failures: largest.value),
          weight: Double(largest.value), subject: largest.key.classID))
    }
    let counts = days.map { (day: $0.day, failures: $0.byGroup.values.reduce(0, +)) }
    if let worst = counts.max(by: { ($0.failures, $1.day) < ($1.failures, $0.day) }), worst.failures >= 4,
      counts.count >= 4, worst.failures * 5 >= failed * 2, incidents.isEmpty
    {
      found.append(
        Candidate(
          finding: .worstDay(worst.day, failures: worst.failures, all: failed),
          weight: Double(worst.failures) / 2))
    }
    if hidden > 0 { found.append(Candidate(finding: .hidden(failures: hidden), weight: Double(hidden))) }
    return found
  }
}
