import Reports
import Testing

@testable import Rendering

struct ChartTests {
  private func svg(_ form: Chart.Form, _ values: [[Int]]) throws -> String {
    let wording = try #require(try WordingLibrary()[.english])
    let count = values.first?.count ?? 0
    let chart = Chart(
      id: "c", form: form, title: "A <finding>", categories: (0..<count).map { "day \($0)" },
      series: values.enumerated().map { Chart.Series(name: "s\($0)", tone: .agent, values: $1) },
      table: Table(caption: "", columns: [], rows: []), tableSummary: "")
    return ChartDrawing.svg(chart, wording)
  }

  @Test("every form draws nothing, nought, one and very many", arguments: Chart.Form.allCases)
  func extremes(form: Chart.Form) throws {
    for values in [[], [[]], [[0, 0]], [[1]], [[100_000, 3], [0, 1]], [Array(repeating: 7, count: 400)]] {
      let text = try svg(form, values)
      #expect(text.hasPrefix("<svg") && text.hasSuffix("</svg>"))
      #expect(text.contains("role=\"img\"") && text.contains(">A &lt;finding&gt;</title>"))
      for wrong in ["nan", "inf", "-1%", "width=\"-"] { #expect(!text.contains(wrong), "\(form) \(values)") }
    }
  }

  @Test("bars begin at zero and the longest fills the width")
  func scale() throws {
    let text = try svg(.bars, [[50, 100]])
    #expect(text.contains("x=\"0.00%\" y=\"3\" width=\"50.00%\""))
    #expect(text.contains("width=\"100.00%\" height=\"20\""))
  }

  @Test("the strongest square carries its own number, where it is wide enough")
  func strongest() throws {
    let text = try svg(.heatMap, [[1, 11], [3, 11]])
    #expect(text.contains("<text class=\"most\" x=\"73.50%\" y=\"16\">11</text>"))
    #expect(text.components(separatedBy: "class=\"most\"").count == 2)
    #expect(try !svg(.heatMap, [[100_000]]).contains("class=\"most\""))
  }

  @Test("a sparkline says in words what it shows")
  func sparkline() {
    #expect(
      Sparkline.svg([3, 9, 4], words: "from 3 to 4, at most 9").contains(
        "aria-label=\"from 3 to 4, at most 9\""))
    #expect(!Sparkline.svg([], words: "").contains("polyline"))
  }
}
