import Foundation
import Reports
import Summaries
import Testing

@testable import Rendering

/// The first page, whole, against a recorded one. `RECORD_GOLDENS=1` records anew and fails, so that nobody
/// records by accident; the difference is then read as a person reads the page.
struct GoldenTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
    path: "Goldens")

  private static let weeks: [String: Findings] = ["week": SampleFindings.week, "quiet": SampleFindings.quiet]

  @Test(
    "the first page is the recorded one", arguments: ["week", "quiet"],
    ["en/index.html", "en/index.md", "ko/index.html", "ko/index.md"])
  func golden(week: String, name: String) throws {
    let language = Language(String(name.prefix(2)))
    let format: PageFormat = name.hasSuffix(".md") ? .markdown : .html
    var options = PageOptions(languages: [language], formats: [format])
    options.helpDeskURL = "https://acme.example.com"
    let pages = try PageSet.render(
      try options.answers(try #require(Self.weeks[week])), options: options
    ) { stubGuidance($0) }
    let page = try #require(pages.first { $0.name == "index.\(format.rawValue)" })
    let text = withoutStyle(String(decoding: page.bytes, as: UTF8.self))
    let file = Self.folder.appending(path: "\(week)/\(name)")
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(week)/\(name)")
      return
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    #expect(text == recorded, "\(firstDifference(text, recorded)); make goldens records anew")
  }

  /// The theme may change without changing what a page says.
  private func withoutStyle(_ html: String) -> String {
    guard let open = html.range(of: "<style>"), let close = html.range(of: "</style>") else { return html }
    return String(html[..<open.upperBound]) + html[close.lowerBound...]
  }

  private func firstDifference(_ text: String, _ recorded: String) -> String {
    let (new, old) = (text.split(separator: "\n"), recorded.split(separator: "\n"))
    for (number, pair) in zip(new, old).enumerated() where pair.0 != pair.1 {
      return "line \(number + 1): \(pair.0.prefix(200)) instead of \(pair.1.prefix(200))"
    }
    return "\(new.count) lines instead of \(old.count)"
  }
}
