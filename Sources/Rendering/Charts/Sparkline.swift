/// A line as high as the words beside it, zero-based, with a dot at its end.
enum Sparkline {
  private static let width = 96
  private static let height = 18

  /// - Parameter words: the first, last and highest value, for whoever cannot see the line.
  static func svg(_ values: [Int], words: String) -> String {
    let name = ChartDrawing.escaped(words)
    var text =
      "<svg class=\"spark\" role=\"img\" aria-label=\"\(name)\" width=\"\(width)\" height=\"\(height)\""
    text += " viewBox=\"0 0 \(width) \(height)\">"
    let most = max(1, values.max() ?? 1)
    let last = max(1, values.count - 1)
    let points = values.enumerated().map { index, value in
      (x: 2 + (width - 6) * index / last, y: height - 3 - (height - 6) * max(0, value) / most)
    }
    if points.count > 1 {
      text += "<polyline points=\"" + points.map { "\($0.x),\($0.y)" }.joined(separator: " ") + "\"/>"
    }
    if let end = points.last { text += "<circle cx=\"\(end.x)\" cy=\"\(end.y)\" r=\"2\"/>" }
    return text + "</svg>"
  }
}
