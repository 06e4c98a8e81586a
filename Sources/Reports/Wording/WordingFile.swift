internal import Yams

/// Reads a wording file: nested keys, texts, plural forms (`one`, `other`) and lists.
enum WordingFile {
  private static let pluralForms: Set<String> = ["zero", "one", "two", "few", "many", "other"]

  static func wording(
    _ text: String, file: String, language: Language, fallback: Wording?
  ) throws(DataFileError) -> Wording {
    let root: Node?
    do { root = try Yams.compose(yaml: text) } catch {
      throw DataFileError(yaml: error, file: file)
    }
    guard let mapping = root?.mapping else {
      throw DataFileError(file: file, line: 1, problem: "a wording file is a mapping of keys to texts")
    }
    var reading = Reading(file: file)
    try reading.read(mapping, prefix: "")
    return Wording(
      language: language, patterns: reading.patterns, plurals: reading.plurals, lists: reading.lists,
      fallback: fallback)
  }

  private struct Reading {
    let file: String
    var patterns: [String: WordingPattern] = [:]
    var plurals: [String: [String: WordingPattern]] = [:]
    var lists: [String: [String]] = [:]

    mutating func read(_ mapping: Node.Mapping, prefix: String) throws(DataFileError) {
      for (name, node) in mapping {
        guard let part = name.scalar?.string else {
          throw DataFileError(file: file, line: line(of: name), problem: "a key must be a word")
        }
        let key = prefix.isEmpty ? part : "\(prefix).\(part)"
        switch node {
        case .scalar(let scalar): patterns[key] = try pattern(scalar.string, key, node)
        case .sequence(let sequence): lists[key] = sequence.map { $0.scalar?.string ?? "" }
        case .mapping(let inner):
          let names = inner.map { $0.key.scalar?.string ?? "" }
          guard names.contains("other"), names.allSatisfy(WordingFile.pluralForms.contains) else {
            try read(inner, prefix: key)
            continue
          }
          var forms: [String: WordingPattern] = [:]
          for (form, text) in inner {
            forms[form.scalar?.string ?? ""] = try pattern(text.scalar?.string ?? "", key, text)
          }
          plurals[key] = forms
        case .alias:
          throw DataFileError(file: file, line: line(of: node), problem: "aliases are not used here: \(key)")
        }
      }
    }

    private func pattern(_ text: String, _ key: String, _ node: Node) throws(DataFileError) -> WordingPattern
    {
      guard let pattern = WordingPattern(text) else {
        throw DataFileError(
          file: file, line: line(of: node),
          problem: "a placeholder in \"\(key)\" is not of the form {name} or {name:은/는}")
      }
      return pattern
    }

    private func line(of node: Node) -> Int { node.mark?.line ?? 0 }
  }
}
