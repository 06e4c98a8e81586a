import Reports

/// Horizontal stacked bars, zero-based, one row a category.
struct BarChart {
  private let chart: Chart
  private let wording: Wording

  private static let rowHeight = 30
  private static let barHeight = 20

  init(_ chart: Chart, _ wording: Wording) {
    self.chart = chart
    self.wording = wording
  }

  var svg: String {
    let height = chart.categories.count * Self.rowHeight + 6
    let totals = chart.categories.indices.map { row in
      chart.series.reduce(0) { $0 + ($1.values.indices.contains(row) ? max(0, $1.values[row]) : 0) }
    }
    let most = max(1, totals.max() ?? 1)
    var text = ChartDrawing.opening(chart, form: "stacked", height: height)
    text += patterns
    for (row, category) in chart.categories.enumerated() {
      text += "<text class=\"label\" x=\"-8\" y=\"\(baseline(row))\">\(escaped(category))</text>"
    }
    for row in chart.categories.indices {
      let top = row * Self.rowHeight + 3
      var left = 0.0
      for series in chart.series where series.values.indices.contains(row) && series.values[row] > 0 {
        let width = 100 * Double(series.values[row]) / Double(most)
        let place =
          "x=\"\(percent(left))\" y=\"\(top)\" width=\"\(percent(width))\" height=\"\(Self.barHeight)\""
        text += "<rect class=\"tone-\(series.tone.rawValue)\" \(place)/>"
        if Self.patterned.contains(series.tone) {
          text += "<rect fill=\"url(#\(escaped(chart.id))-\(series.tone.rawValue))\" \(place)/>"
        }
        left += width
      }
      // A nested drawing carries the distance from the bar's end in pixels.
      text +=
        "<svg x=\"\(percent(left))\" overflow=\"visible\"><text class=\"value\" x=\"6\" y=\"\(baseline(row))\">"
      text += "\(escaped(wording.number(totals[row])))</text></svg>"
    }
    text += "<line class=\"axis\" x1=\"0\" x2=\"0\" y1=\"0\" y2=\"\(height)\"/>"
    return text + "</svg>"
  }

  private func baseline(_ row: Int) -> Int { row * Self.rowHeight + 3 + Self.barHeight / 2 + 5 }

  /// Tones that carry a pattern beside their colour, so that grey paper still tells them apart.
  static let patterned: Set<Chart.Tone> = [.administrator, .wait]

  private var patterns: String {
    let id = escaped(chart.id)
    return "<defs>"
      + "<pattern id=\"\(id)-administrator\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
      + "<rect class=\"pattern\" width=\"2\" height=\"6\"/></pattern>"
      + "<pattern id=\"\(id)-wait\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">"
      + "<rect class=\"pattern\" width=\"2\" height=\"2\"/></pattern></defs>"
  }

  private func percent(_ value: Double) -> String { ChartDrawing.percent(value) }

  private func escaped(_ text: String) -> String { ChartDrawing.escaped(text) }
}
