import Classification
import DeliveryModel
import Foundation

/// The rules of a run: the user's own files in the order in which they are named, then the built-in ones.
enum RuleFiles {
  static func load(_ paths: [String], _ terminal: Terminal) throws -> RuleBook {
    var book = RuleBook.builtIn
    // The file named first goes before the others, so it is put in front last.
    for path in paths.reversed() {
      guard FileManager.default.fileExists(atPath: path) else {
        throw UsageProblem("\(path): no such file of rules")
      }
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
        throw UsageProblem("\(path): cannot be read as UTF-8 text")
      }
      let (loaded, diagnostics) = RuleBook.load(yaml: text, name: path, before: book)
      var hasErrors = false
      for diagnostic in diagnostics {
        let isError = diagnostic.severity == .error
        hasErrors = hasErrors || isError
        terminal.report(isError ? .error : .warning, diagnostic.message, at: diagnostic.place.description)
      }
      if hasErrors { throw UsageProblem("\(path): the rules have errors") }
      book = loaded
    }
    return book
  }
}
