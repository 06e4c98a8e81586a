import Foundation
import Reports
import Testing

@testable import Rendering

struct TemplateLibraryTests {
  /// A folder with one file in it.
  private func folder(_ path: String, _ text: String) throws -> String {
    let root = FileManager.default.temporaryDirectory.appending(path: "templates-\(UUID().uuidString)")
    let file = root.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return root.path
  }

  @Test(
    "a broken template names its file and line",
    arguments: [
      ("pages/index.html.mustache", "<p>\n{{{lead}}}", 2), ("pages/index.html.mustache", "{{&lead}}", 1),
      ("pages/index.html.mustache", "a\nb\n{{>partials/nothing}}", 3),
      ("partials/table.html.mustache", "<table>\n{{#rows}}\n{{/cells}}", 3),
      ("partials/table.html.mustache", "<table>\n{{#rows}}\n<tr>\n{{#cells}}{{/cells}}\n", 2),
      ("partials/table.html.mustache", "<table>\n{{>partials/table.html}}", 2),
      ("pages/index.html.mustache", "{{% CONTENT_TYPE:TEXT}}", 1), ("theme/2-page.css", "a{}\n</style>", 2),
    ])
  func broken(path: String, text: String, line: Int) throws {
    let root = try folder(path, text)
    defer { try? FileManager.default.removeItem(atPath: root) }
    let failure = #expect(throws: TemplateLibrary.Failure.self) { try TemplateLibrary(overrides: root) }
    #expect(failure?.file == root + "/" + path)
    #expect(failure?.line == line, "\(String(describing: failure))")
  }

  @Test("a file of the user's replaces the built-in one, and the others stay")
  func override() throws {
    let root = try folder("layouts/page.md.mustache", "OURS {{title}}\n\n{{body}}")
    defer { try? FileManager.default.removeItem(atPath: root) }
    let options = PageOptions(languages: [.english], formats: [.markdown], templates: root)
    let pages = try PageSet.render(try options.answers(SampleFindings.quiet), options: options)
    let index = try #require(pages.first { $0.name == "index.md" })
    #expect(
      String(decoding: index.bytes, as: UTF8.self).hasPrefix("OURS Email that did not arrive\n\n## Who"))
  }

  @Test("the default templates can be written out, and give the same pages as those inside")
  func export() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "templates-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: root) }
    let files = try DefaultTemplates.write(to: root)
    #expect(files.contains("theme/1-tokens.css") && files.contains("wording/ko.yaml"))
    #expect(files.contains("guidance/en/mailbox-full.md"))
    try DefaultTemplates.write(to: root)
    try "own".write(toFile: root + "/theme/1-tokens.css", atomically: true, encoding: .utf8)
    #expect(throws: DefaultTemplates.Failure.self) { try DefaultTemplates.write(to: root) }
  }
}
