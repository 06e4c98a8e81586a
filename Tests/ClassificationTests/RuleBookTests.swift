import DeliveryModel
import Testing

@testable import Classification

@Suite("the built-in rule book")
struct BuiltInRuleBookTests {
  @Test("every rule file fits the schema")
  func schema() {
    let (rules, diagnostics) = RuleBook.readBuiltIn()
    #expect(diagnostics.map(\.description) == [])
    #expect(rules.count > 300)
  }

  @Test("every rule wins on its own examples, has an id of its own, and is not shadowed")
  func checks() {
    let book = RuleBook.builtIn
    let found = RuleChecks.diagnostics(of: book, first: book.rules.count)
    for line in found { print(line) }
    #expect(found.map(\.description) == [])
  }
}

@Suite("the two readers of rule files")
struct RuleFileReaderTests {
  @Test("the quick reader reads every built-in file as the full one does")
  func same() throws {
    for file in EmbeddedData.files where file.path.hasSuffix(".yaml") {
      let bytes = UnsafeBufferPointer(
        start: file.content.utf8Start, count: file.content.utf8CodeUnitCount)
      let quick = try PlainRuleFile.read(bytes)
      let full = try RuleNode.compose(yaml: file.content.description)
      #expect(quick?.withoutLines == full?.withoutLines, "\(file.path)")
    }
  }
}
