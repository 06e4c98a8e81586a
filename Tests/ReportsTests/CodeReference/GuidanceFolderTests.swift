import TestSupport
import Testing

@testable import Reports

/// A user's own texts: what is wrong with them is named with file and line.
@Suite("a folder of one's own guidance")
struct GuidanceFolderTests {
  private func problem(_ name: String, _ text: String) throws -> DataFileError? {
    let folder = try TemporaryFolder()
    try folder.write("guidance/\(name)", text)
    let library = try WordingLibrary()
    do {
      try GuidanceFolder.check(folder.path, languages: library.languages)
      _ = try GuidanceLibrary(wording: try #require(library[.english]), overrides: folder.path)
      return nil
    } catch let error as DataFileError { return error }
  }

  private static let good = "---\ntitle: Full\nreason: R.\n---\n## What happened\n\nIt is full.\n"

  @Test("a right text is taken")
  func right() throws {
    #expect(try problem("en/mailbox-full.md", Self.good) == nil)
    #expect(
      try problem(
        "en/mailbox-full.md", Self.good + "\nSee [this](expired) and `<b>` and <https://example.com>.\n")
        == nil)
  }

  @Test(
    "what is wrong is named with its line",
    arguments: [
      ("a script", good + "\n<script>alert(1)</script>\n", 9, "HTML"),
      ("a tag in a sentence", good + "\nRead <b onclick=x>this</b>.\n", 9, "HTML"),
      ("a comment", good + "\n<!-- x -->\n", 9, "HTML"),
      ("an open block", good + "\n```\ncode\n", 9, "not closed"),
      ("an open link", good + "\nSee [this](expired\n", 9, "not closed"),
      ("a link that acts", good + "\n[x](javascript:alert(1))\n", 9, "must lead to"),
      ("a title in the text", good + "\n# Title\n", 9, "front matter"),
      ("no title", "---\nreason: R.\n---\ntext\n", 1, "title"),
      ("no front matter", "Just text.\n", 1, "front matter"),
      ("an unknown key", "---\ntitle: T\nraison: R\n---\n", 3, "raison"),
    ])
  func wrong(what: String, text: String, line: Int, says: String) throws {
    let error = try #require(try problem("en/mailbox-full.md", text), "\(what)")
    #expect(error.file.hasSuffix("guidance/en/mailbox-full.md"))
    #expect(error.line == line, "\(what): \(error)")
    #expect(error.problem.contains(says), "\(what): \(error)")
  }

  @Test("a text for a class that does not exist names the one that was meant")
  func unknownClass() throws {
    let error = try #require(try problem("en/mailbx-full.md", Self.good))
    #expect(error.problem.contains("mailbx-full") && error.problem.contains("mailbox-full"))
    #expect(error.file.hasSuffix("mailbx-full.md"))
  }

  @Test("texts of a language without a wording are named")
  func unknownLanguage() throws {
    let error = try #require(try problem("xx/mailbox-full.md", Self.good))
    #expect(error.file.hasSuffix("guidance/xx") && error.problem.contains("unknown language"))
  }
}
