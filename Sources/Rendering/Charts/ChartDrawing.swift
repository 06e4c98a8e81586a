import Reports

/// Draws a chart in its form, as inline SVG that takes its colours from the theme.
///
/// Places along the width are in percent and heights in pixels, so that words keep their size on narrow screens.
/// Labels stand beside the drawing, where the theme leaves room for them.
enum ChartDrawing {
  static func svg(_ chart: Chart, _ wording: Wording) -> String {
    switch chart.form {
    case .bars: BarChart(chart, wording).svg
    case .line: LineChart(chart, wording).svg
    case .heatMap: HeatMap(chart, wording).svg
    }
  }

  /// The opening tag and the title, which a screen reader reads in place of the drawing.
  static func opening(_ chart: Chart, form: String, height: Int) -> String {
    let id = escaped(chart.id) + "-title"
    return
      "<svg class=\"bars \(form)\" role=\"img\" aria-labelledby=\"\(id)\" width=\"100%\" height=\"\(height)\">"
      + "<title id=\"\(id)\">\(escaped(chart.title))</title>"
  }

  /// Two digits after the point are finer than any screen.
  static func percent(_ value: Double) -> String {
    let hundredths = value.isFinite ? Int((value * 100).rounded()) : 0
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)%"
  }

  static func escaped(_ text: String) -> String { HTMLText.escaped(VisibleText.made(from: text)) }
}
