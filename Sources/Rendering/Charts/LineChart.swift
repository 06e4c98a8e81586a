import Reports

/// Lines over categories, zero-based, each with its name at its end; at most five, as more cannot be told apart.
struct LineChart {
  private let chart: Chart
  private let wording: Wording
  private let most: Int

  private static let height = 150
  private static let top = 14
  private static let longestSeriesList = 5

  init(_ chart: Chart, _ wording: Wording) {
    self.chart = chart
    self.wording = wording
    most = max(1, chart.series.flatMap(\.values).max() ?? 1)
  }

  var svg: String {
    var text = ChartDrawing.opening(chart, form: "lines", height: Self.height + 24)
    let floor = Self.height
    text += "<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"\(Self.top)\" y2=\"\(Self.top)\"/>"
    text += "<line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"\(floor)\" y2=\"\(floor)\"/>"
    text += label(wording.number(most), y: Self.top + 5) + label("0", y: floor + 5)
    text += categories
    var taken: [Int] = []
    for series in chart.series.prefix(Self.longestSeriesList) { text += line(series, &taken) }
    return text + "</svg>"
  }

  private func label(_ words: String, y: Int) -> String {
    "<text class=\"label\" x=\"-8\" y=\"\(y)\">\(ChartDrawing.escaped(words))</text>"
  }

  /// Every category that has room: six at most, the first and the last always.
  private var categories: String {
    let count = chart.categories.count
    let step = max(1, (count + 4) / 5)
    var text = ""
    for index in chart.categories.indices {
      let isLast = index == count - 1
      guard isLast || (index % step == 0 && index + step / 2 < count - 1) || index == 0 else { continue }
      text += "<text class=\"middle\" x=\"\(x(index))\" y=\"\(Self.height + 20)\">"
      text += ChartDrawing.escaped(chart.categories[index]) + "</text>"
    }
    return text
  }

  private func line(_ series: Chart.Series, _ taken: inout [Int]) -> String {
    var text = ""
    let values = series.values.prefix(chart.categories.count)
    for index in values.indices.dropFirst() {
      text +=
        "<line class=\"stroke stroke-\(series.tone.rawValue)\" x1=\"\(x(index - 1))\" x2=\"\(x(index))\""
      text += " y1=\"\(y(values[index - 1]))\" y2=\"\(y(values[index]))\"/>"
    }
    guard let last = values.last else { return "" }
    let end = x(values.count - 1)
    text += "<circle class=\"tone-\(series.tone.rawValue)\" cx=\"\(end)\" cy=\"\(y(last))\" r=\"3.5\"/>"
    var place = y(last) + 5
    // Names of lines that end together stand one above the other.
    while taken.contains(where: { abs($0 - place) < 15 }) { place -= 15 }
    taken.append(place)
    text += "<svg x=\"\(end)\" overflow=\"visible\"><text class=\"end\" x=\"8\" y=\"\(place)\">"
    return text + ChartDrawing.escaped("\(series.name) \(wording.number(last))") + "</text></svg>"
  }

  private func x(_ index: Int) -> String {
    let last = max(1, chart.categories.count - 1)
    return ChartDrawing.percent(100 * Double(index) / Double(last))
  }

  private func y(_ value: Int) -> Int {
    let room = Double(Self.height - Self.top)
    return Self.height - Int((room * Double(max(0, value)) / Double(most)).rounded())
  }
}
