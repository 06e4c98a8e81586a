import Foundation
import TestSupport
import Testing

@testable import bouncebook

@Suite("Mistakes in bouncebook.yaml")
struct ConfigurationTests {
  @Test(
    "each is told with its file and line",
    arguments: [
      ("title: A\ntitel: B\n", "c.yaml:2: unknown key"), ("title: A\ntitle: B\n", "stands twice: title"),
      ("title: A\nlanguages: [en\n", "did not find"), ("\ntime_zone: Mars/Base\n", "c.yaml:2: time_zone"),
      ("\nhelp_desk_url: javascript:alert(1)\n", "c.yaml:2: help_desk_url must begin with https://"),
      ("templates: /nowhere\n", "c.yaml:1: templates: there is no folder /nowhere"),
      ("families:\n  Partner:\n", "c.yaml:2: families: Partner must be a list"),
      ("families:\n  \"\": [a.example]\n", "c.yaml:2: the name of a family"),
      ("own_domains:\n  - a.example\n  - \"\"\n", "c.yaml:3: own_domains: each entry"),
      ("limits:\n  - {measure: failures, percent: -1, whose: Us}\n", "c.yaml:2: error: percent must be"),
      ("limits:\n  - {measure: failures, percent: .nan, whose: Us}\n", "c.yaml:2: error: percent must be"),
      ("trend_weeks: -1\n", "c.yaml:1: trend_weeks"), ("accent: red\n", "c.yaml:1: accent"),
      ("accent: \"#eeeeee\"\n", "its contrast is 1.1 to 1"), ("keep_rows: -3w\n", "c.yaml:1: keep_rows"),
      ("- a\n", "c.yaml:1: expected"),
    ])
  func mistakes(_ example: (yaml: String, says: String)) {
    let problem = #expect(throws: UsageProblem.self) {
      _ = try Configuration.read(example.yaml, name: "c.yaml")
    }
    let said = (problem?.place.map { "\($0): error: " } ?? "") + (problem?.description ?? "")
    #expect(said.contains(example.says), "\(said)")
    #expect(!said.contains("\n"))
  }

  @Test("a logo that cannot be used is a warning, and the pages are made without it")
  func logo() throws {
    let configuration = try Configuration.read("logo: nowhere.png\n", name: "c.yaml")
    #expect(configuration.warnings.first?.hasPrefix("c.yaml:1: logo: nowhere.png cannot be read") == true)
  }

  @Test(
    "templates are looked at before anything is read, and nothing is written",
    arguments: [
      ("pages/index.md.mustache", "a\n{{#b}}\n", "error: a section is not closed"),
      ("wording/en.yaml", "a: [b\n", "error: "),
      ("limits/published.yaml", "- {measure: x}\n", "measure must be"),
    ])
  func templates(_ example: (file: String, text: String, says: String)) throws {
    let folder = try Reading.folder()
    try folder.write("own/" + example.file, example.text)
    let outcome = try Program.run(["report", "good.log", "--templates", "own"], in: folder.path)
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("own/\(example.file):") && outcome.errors.contains(example.says))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/output"))
  }

  @Test(
    "what would be left out without a word, or write another header, is refused",
    arguments: [
      ["--templates", "nowhere"], ["--base-url", "javascript:alert(1)"],
      ["--eml", "--from", "a@example.com\nBcc: b@example.com", "--to", "c@example.com"],
    ])
  func refused(arguments: [String]) throws {
    let folder = try Reading.folder()
    let outcome = try Program.run(["report", "good.log"] + arguments, in: folder.path)
    #expect(outcome.status == 2, "\(outcome.errors)")
  }
}
