import Foundation
import Rendering
import Reports

/// A folder that replaces templates, guidance or wording: looked at before the first byte of input is read.
enum TemplateFolder {
  /// Throws for a folder that is not there, which would leave the built-in pages without a word, and for a file
  /// in it that cannot be used.
  static func check(_ folder: String) throws {
    guard folder.isFolder else { throw UsageProblem("--templates \(folder): no such folder") }
    do {
      let library = try WordingLibrary(overrides: folder)
      for language in library.languages {
        if let wording = library[language] { _ = try GuidanceLibrary(wording: wording, overrides: folder) }
      }
      _ = try PublishedLimit.published(overrides: folder)
      _ = try TemplateLibrary(overrides: folder)
    } catch let problem as DataFileError {
      throw UsageProblem(problem)
    } catch let problem as TemplateLibrary.Failure {
      throw UsageProblem(problem.problem, at: problem.place)
    }
  }
}

extension UsageProblem {
  init(_ problem: DataFileError) { self.init(problem.problem, at: problem.place) }
}
