import DeliveryModel
import Readers
import Summaries

/// When failures came: by day of the week and hour, in the report's zone.
public struct FailureHours: Hashable, Sendable {
  /// Monday first; 24 counts each.
  public private(set) var counts = Array(repeating: Array(repeating: 0, count: 24), count: 7)

  init(_ findings: Findings) {
    for time in findings.failures.compactMap(\.time) {
      let local = time.seconds + findings.zone.offset(atUTC: time.seconds)
      let day = Int((Double(local) / 86400).rounded(.down))
      let hour = Int(local - Int64(day) * 86400) / 3600
      // 1 January 1970 was a Thursday.
      counts[((day + 3) % 7 + 7) % 7][hour] += 1
    }
  }

  var total: Int { counts.joined().reduce(0, +) }

  /// The day of the week and the hour with the most failures; the earliest of several.
  var most: (weekday: Int, hour: Int, count: Int) {
    var best = (weekday: 0, hour: 0, count: 0)
    for (weekday, hours) in counts.enumerated() {
      for (hour, count) in hours.enumerated() where count > best.count { best = (weekday, hour, count) }
    }
    return best
  }
}

extension WeeklyReport {
  /// Hours by days of the week, where there are enough failures for a pattern to show.
  func hourBlocks(in voice: Voice) -> [Block] {
    guard hours.total >= 20 else { return [] }
    let wording = voice.wording
    let weekdays = wording.list("format.weekdays")
    guard weekdays.count == 7 else { return [] }
    let most = hours.most
    let names = (0..<24).map { $0 < 10 ? "0\($0)" : String($0) }
    let rows: [[Phrase]] = names.indices.map { hour in
      [Phrase(names[hour])] + hours.counts.map { Phrase(wording.number($0[hour])) }
    }
    return [
      .chart(
        Chart(
          id: "chart-hours", form: .heatMap,
          title: wording.text(
            "chart.hours.title", count: most.count,
            ["weekday": Phrase(weekdays[most.weekday]), "hour": Phrase(names[most.hour])]),
          categories: names,
          series: zip(weekdays, hours.counts).map {
            Chart.Series(name: $0, tone: .administrator, values: $1)
          },
          table: Table(
            caption: wording.text("chart.hours.caption"),
            columns: [.init(wording.text("chart.hours.hour"))] + weekdays.map { .number($0) }, rows: rows),
          tableSummary: wording.text("chart.numbers")))
    ]
  }
}
