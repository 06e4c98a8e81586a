/// What the tags of a template tell before it is set, which its engine does not look at.
enum TemplateTags {
  struct Call: Hashable {
    var name: String
    var line: Int
  }

  /// The first call, by template, that leads back to its own template without any condition: setting such a page
  /// would never end. Nil where every page ends.
  static func endless(in texts: [String: String]) -> (template: String, line: Int)? {
    let calls = texts.mapValues { scan($0).calls }
    for template in calls.keys.sorted() {
      for call in calls[template] ?? [] where reaches(template, from: call.name, calls) {
        return (template, call.line)
      }
    }
    return nil
  }

  /// The line on which the innermost section begins that is never closed.
  static func unclosedSection(in text: String) -> Int? { scan(text).open.last }

  private static func reaches(_ wanted: String, from start: String, _ calls: [String: [Call]]) -> Bool {
    var seen: Set<String> = []
    var open = [start]
    while let name = open.popLast() {
      if name == wanted { return true }
      if seen.insert(name).inserted { open += (calls[name] ?? []).map(\.name) }
    }
    return false
  }

  /// What a template includes outside of every section (a section may be left out, and so ends a list in a
  /// list), and the lines of the sections that are still open at its end.
  private static func scan(_ text: String) -> (calls: [Call], open: [Int]) {
    var calls: [Call] = []
    var open: [Int] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      var rest = Substring(line)
      while let begin = rest.firstRange(of: "{{") {
        rest = rest[begin.upperBound...]
        guard let kind = rest.first, let end = rest.firstRange(of: "}}") else { break }
        switch kind {
        case "#", "^", "$", "<": open.append(index + 1)
        case "/": _ = open.popLast()
        case ">" where open.isEmpty:
          calls.append(
            Call(name: rest[..<end.lowerBound].dropFirst().filter { $0 != " " }, line: index + 1))
        default: break
        }
        rest = rest[end.upperBound...]
      }
    }
    return (calls, open)
  }
}
