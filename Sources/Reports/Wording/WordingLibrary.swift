import Foundation

/// The wordings of all languages: those in the binary, and a folder's in place of or beside them.
public struct WordingLibrary: Sendable {
  private let wordings: [Language: Wording]

  /// Sorted, English first: it is what the others fall back to.
  public var languages: [Language] {
    [.english] + wordings.keys.filter { $0 != .english }.sorted()
  }

  /// What a file of the folder leaves unsaid, or says to nobody.
  public struct Remark: Hashable, Sendable {
    public var file: String
    public var text: String
  }

  public private(set) var remarks: [Remark] = []

  /// Reads the wording of every language that has one.
  ///
  /// - Parameter overrides: a folder with `wording/<language>.yaml`. What such a file lacks is said by the built-in
  ///   one of its language, else in English.
  public init(overrides: String? = nil) throws(DataFileError) {
    var wordings: [Language: Wording] = [:]
    for (language, file) in Self.files(overrides: nil) {
      wordings[language] = try WordingFile.wording(
        file.text, file: file.origin, language: language, fallback: wordings[.english])
    }
    guard let english = wordings[.english] else {
      throw DataFileError(file: "wording/en.yaml", line: 0, problem: "there must be an English wording")
    }
    for (language, file) in Self.files(overrides: overrides) where !file.isBuiltIn {
      let wording = try WordingFile.wording(
        file.text, file: file.origin, language: language, fallback: wordings[language] ?? english)
      remarks += Self.remarks(on: wording, file.origin, beside: english, isNew: wordings[language] == nil)
      wordings[language] = wording
    }
    self.wordings = wordings
  }

  /// The wording files, English first.
  private static func files(overrides: String?) -> [(Language, TemplateFiles.File)] {
    TemplateFiles(folder: "wording", overrides: overrides).all.filter { $0.path.hasSuffix(".yaml") }.map {
      (Language(String($0.path.dropFirst("wording/".count).dropLast(".yaml".count))), $0)
    }.sorted { $0.0 == .english && $1.0 != .english }
  }

  /// A file for a language that is built in may hold only what it changes; one for a new language should be whole.
  private static func remarks(
    on wording: Wording, _ file: String, beside english: Wording, isNew: Bool
  ) -> [Remark] {
    let own = Set(wording.keys)
    let known = Set(english.keys)
    var remarks: [Remark] = []
    let missing = isNew ? known.subtracting(own).sorted() : []
    if !missing.isEmpty {
      remarks.append(Remark(file: file, text: "it lacks \(list(missing)); English stands in"))
    }
    let unknown = own.subtracting(known).sorted()
    if !unknown.isEmpty { remarks.append(Remark(file: file, text: "nothing asks for \(list(unknown))")) }
    return remarks
  }

  private static func list(_ keys: [String]) -> String {
    let shown = keys.prefix(8).joined(separator: ", ")
    return keys.count > 8 ? "\(shown) and \(keys.count - 8) more" : shown
  }

  /// Nil where no file speaks that language.
  public subscript(language: Language) -> Wording? { wordings[language] }
}
