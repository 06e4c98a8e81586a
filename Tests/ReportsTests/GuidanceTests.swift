import Classification
import Testing

@testable import Reports

struct GuidanceTests {
  @Test(
    "a guidance file that cannot be used names its line",
    arguments: [
      ("no front matter", 1), ("---\ntitle: x", 1), ("---\nreason: x\n---\n", 1),
      ("---\ntitle: x\nodd: y\n---\n", 3), ("---\ntitle: [a\n---\n", 2),
    ])
  func broken(text: String, line: Int) {
    let error = #expect(throws: DataFileError.self) {
      try GuidanceFile.guidance(text, id: "x", file: "guidance/en/x.md")
    }
    #expect(error?.file == "guidance/en/x.md")
    #expect((error?.line ?? 0) >= 1 && (error?.line ?? 99) <= line + 1, "\(String(describing: error))")
  }

  @Test("the body falls into its sections, code blocks left whole")
  func sections() throws {
    let text =
      "---\ntitle: T\npractices: [BP1, BP3]\n---\nIntro\n## One\na\n```\n## no\n```\n## Two\nb\n"
    let guidance = try GuidanceFile.guidance(text, id: "x", file: "x.md")
    #expect(guidance.sections.map(\.heading) == ["One", "Two"])
    #expect(guidance.practices == ["BP1", "BP3"])
  }

  @Test("every class has a text in every language that has a wording")
  func complete() throws {
    let library = try WordingLibrary()
    for language in library.languages {
      let wording = try #require(library[language])
      let guidance = try GuidanceLibrary(wording: wording)
      for failureClass in FailureClasses.builtIn.all {
        #expect(
          guidance.classIDs.contains(failureClass.id), "guidance/\(language.id)/\(failureClass.id).md")
      }
    }
  }
}
