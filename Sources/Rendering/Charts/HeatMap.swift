import Reports

/// Squares in rows and columns, in five steps of strength; the strongest carries its number.
struct HeatMap {
  private let chart: Chart
  private let wording: Wording

  private static let rowHeight = 24
  private static let steps = 5
  private static let longestNumber = 3

  init(_ chart: Chart, _ wording: Wording) {
    self.chart = chart
    self.wording = wording
  }

  var svg: String {
    let columns = max(1, chart.categories.count)
    let most = max(0, chart.series.flatMap(\.values).max() ?? 0)
    let width = 100 / Double(columns)
    var text = ChartDrawing.opening(chart, form: "heat", height: chart.series.count * Self.rowHeight + 24)
    // Drawn last, so that no neighbour covers it.
    var strongest = ""
    for (row, series) in chart.series.enumerated() {
      let top = row * Self.rowHeight
      text += "<text class=\"label\" x=\"-8\" y=\"\(top + 16)\">\(ChartDrawing.escaped(series.name))</text>"
      for (column, value) in series.values.prefix(columns).enumerated() {
        let left = width * Double(column)
        text += "<rect \(strength(value, most)) x=\"\(ChartDrawing.percent(left))\" y=\"\(top + 1)\""
        text += " width=\"\(ChartDrawing.percent(width * 0.94))\" height=\"\(Self.rowHeight - 3)\"/>"
        if value == most, most > 0, strongest.isEmpty {
          strongest = number(value, x: left + width * 0.47, y: top + 16)
        }
      }
    }
    text += strongest
    let step = max(1, columns / 8)
    for (column, name) in chart.categories.enumerated() where column % step == 0 {
      let middle = width * (Double(column) + 0.47)
      text +=
        "<text class=\"middle\" x=\"\(ChartDrawing.percent(middle))\" y=\"\(chart.series.count * Self.rowHeight + 16)\">"
      text += ChartDrawing.escaped(name) + "</text>"
    }
    return text + "</svg>"
  }

  /// In the middle of its own square. What is wider than a square stays in the title and the table.
  private func number(_ value: Int, x: Double, y: Int) -> String {
    let digits = wording.number(value)
    guard digits.count <= Self.longestNumber else { return "" }
    return
      "<text class=\"most\" x=\"\(ChartDrawing.percent(x))\" y=\"\(y)\">\(ChartDrawing.escaped(digits))</text>"
  }

  /// Nothing is an empty square; everything else one of five strengths, the most the strongest.
  private func strength(_ value: Int, _ most: Int) -> String {
    guard value > 0, most > 0 else { return "class=\"none\"" }
    let step = min(Self.steps, (value * Self.steps + most - 1) / most)
    return "fill-opacity=\"0.\(step * 2 == 10 ? "95" : String(step * 2))\""
  }
}
