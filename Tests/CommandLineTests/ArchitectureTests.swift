import Foundation
import TestSupport
import Testing

@Suite("The house's rules, held against the sources")
struct ArchitectureTests {
  /// Ground floor first: a target may import what stands before it.
  static let floors = [
    "SMTPStatus", "DeliveryModel", "Classification", "Readers", "Summaries", "Reports", "Rendering",
    "bouncebook",
  ]
  /// Where a floor may not import everything below it.
  static let exceptions: [String: Set<String>] = ["Readers": ["SMTPStatus", "DeliveryModel"]]

  struct SourceFile: CustomTestStringConvertible, Sendable {
    var target: String
    var path: String
    var testDescription: String { path }
  }

  static func files(below folder: String, ending: String) -> [String] {
    let root = PackageFolder.path + "/" + folder
    let walk = FileManager.default.enumerator(atPath: root)
    var result: [String] = []
    while let name = walk?.nextObject() as? String {
      if name.hasSuffix(ending) { result.append(folder + "/" + name) }
    }
    return result.sorted()
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOfFile: PackageFolder.path + "/" + path, encoding: .utf8)
  }

  @Test("imports run one way", arguments: floors)
  func imports(target: String) throws {
    let place = try #require(Self.floors.firstIndex(of: target))
    let allowed = Self.exceptions[target] ?? Set(Self.floors[..<place])
    for file in Self.files(below: "Sources/\(target)", ending: ".swift") {
      for line in try Self.text(file).split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let mark = words.firstIndex(of: "import"), mark <= 1, mark + 1 < words.count,
          !line.hasPrefix(" ")
        else {
          continue
        }
        let module = words.last.map { String($0.split(separator: ".")[0]) } ?? ""
        guard Self.floors.contains(module) else { continue }
        #expect(allowed.contains(module), "\(file) imports \(module), which \(target) must not know")
      }
    }
  }

  @Test(
    "the ground floors get by without Foundation",
    arguments: ["SMTPStatus", "DeliveryModel", "Classification"])
  func foundation(target: String) throws {
    for file in Self.files(below: "Sources/\(target)", ending: ".swift") {
      let imports = try Self.text(file).split(separator: "\n").filter { $0.contains("import Foundation") }
      #expect(imports.isEmpty, "\(file)")
    }
  }

  @Test("no file is named for nothing")
  func names() {
    for file in Self.files(below: "Sources", ending: ".swift") {
      for word in ["Util", "Helper", "Manager", "Common", "Misc"] {
        #expect(!file.hasSuffix("\(word).swift") && !file.hasSuffix("\(word)s.swift"), "\(file)")
      }
    }
  }

  @Test("nothing that is read can stop the program", arguments: floors)
  func traps(target: String) throws {
    for file in Self.files(below: "Sources/\(target)", ending: ".swift") {
      let text = try Self.text(file)
      for trap in ["try!", "as!", "fatalError("] { #expect(!text.contains(trap), "\(file) has \(trap)") }
    }
  }
}

@Suite("To add something, nothing may be forgotten")
struct RecipeTests {
  static let languages: [String] = ArchitectureTests.files(below: "Templates/wording", ending: ".yaml").map {
    String($0.split(separator: "/").last ?? "").replacingOccurrences(of: ".yaml", with: "")
  }

  static let classes: [String] = {
    let text = (try? ArchitectureTests.text("Sources/Classification/Classes/failure-classes.csv")) ?? ""
    return text.split(separator: "\n").dropFirst().compactMap {
      $0.split(separator: ",").first.map(String.init)
    }
  }()

  @Test("every failure class has its guidance in every language", arguments: classes, languages)
  func guidance(id: String, language: String) throws {
    let path = "Templates/guidance/\(language)/\(id).md"
    let text = try? ArchitectureTests.text(path)
    #expect(text?.contains("next_step:") == true, "\(path) is missing, or has no next_step")
  }

  @Test("every failure class is yielded by a rule, an outcome or a status", arguments: classes)
  func rules(id: String) throws {
    let rules = try ArchitectureTests.files(below: "Sources/Classification/Rules", ending: ".yaml").map(
      ArchitectureTests.text)
    let byOutcome = ["complaint", "undetermined"].contains(id)
    #expect(
      byOutcome || rules.contains { $0.contains("class: \(id)\n") }, "no rule under Rules/ yields \(id)")
  }

  @Test("English and Korean are there")
  func bothLanguages() { #expect(Set(Self.languages).isSuperset(of: ["en", "ko"])) }
}
