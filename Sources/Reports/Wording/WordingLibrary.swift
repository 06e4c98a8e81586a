import Foundation

/// The wordings of all languages: those in the binary, and a folder's in place of or beside them.
public struct WordingLibrary: Sendable {
  private let wordings: [Language: Wording]

  /// Sorted, English first: it is what the others fall back to.
  public var languages: [Language] {
    [.english] + wordings.keys.filter { $0 != .english }.sorted()
  }

  /// Reads the wording of every language that has one.
  ///
  /// - Parameter overrides: a folder with `wording/<language>.yaml`, each of which replaces the built-in one.
  public init(overrides: String? = nil) throws(DataFileError) {
    var files: [String: (text: String, name: String)] = [:]
    for file in TemplateFiles(folder: "wording", overrides: overrides).all where file.path.hasSuffix(".yaml")
    {
      files[String(file.path.dropFirst("wording/".count).dropLast(".yaml".count))] = (file.text, file.origin)
    }
    guard let english = files.removeValue(forKey: "en") else {
      throw DataFileError(file: "wording/en.yaml", line: 0, problem: "there must be an English wording")
    }
    let base = try WordingFile.wording(english.text, file: english.name, language: .english, fallback: nil)
    var wordings: [Language: Wording] = [.english: base]
    for (id, file) in files {
      let language = Language(id)
      wordings[language] = try WordingFile.wording(
        file.text, file: file.name, language: language, fallback: base)
    }
    self.wordings = wordings
  }

  /// Nil where no file speaks that language.
  public subscript(language: Language) -> Wording? { wordings[language] }
}
