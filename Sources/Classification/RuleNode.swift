internal import Yams

/// What a rule file consists of, whichever reader read it.
enum RuleNode: Hashable {
  case scalar(String, line: Int)
  case sequence([RuleNode], line: Int)
  case mapping([Entry], line: Int)

  struct Entry: Hashable {
    let key: String
    let keyLine: Int
    let value: RuleNode
  }

  var line: Int {
    switch self {
    case .scalar(_, let line), .sequence(_, let line), .mapping(_, let line): line
    }
  }

  var string: String? {
    if case .scalar(let text, _) = self { text } else { nil }
  }

  var sequence: [RuleNode]? {
    if case .sequence(let nodes, _) = self { nodes } else { nil }
  }

  var mapping: [Entry]? {
    if case .mapping(let entries, _) = self { entries } else { nil }
  }

  subscript(_ key: String) -> RuleNode? { mapping?.first { $0.key == key }?.value }

  /// The same without lines, to compare two readers.
  var withoutLines: RuleNode {
    switch self {
    case .scalar(let text, _): .scalar(text, line: 0)
    case .sequence(let nodes, _): .sequence(nodes.map(\.withoutLines), line: 0)
    case .mapping(let entries, _):
      .mapping(
        entries.map { Entry(key: $0.key, keyLine: 0, value: $0.value.withoutLines) }, line: 0)
    }
  }
}

/// Why a rule file is not YAML, and where.
struct RuleSyntaxError: Error, Hashable {
  let line: Int
  let problem: String
}

extension RuleNode {
  /// Reads a file that a person may have written with all of YAML; nil for an empty one.
  static func compose(yaml: String) throws(RuleSyntaxError) -> RuleNode? {
    do {
      return try Yams.compose(yaml: yaml).flatMap { RuleNode($0) }
    } catch let error as YamlError {
      throw RuleSyntaxError(error)
    } catch {
      throw RuleSyntaxError(line: 0, problem: "\(error)")
    }
  }

  private init?(_ node: Node, depth: Int = 0) {
    // Rules are four levels deep; what an alias might nest beyond is no rule.
    guard depth < 16 else { return nil }
    let line = node.mark?.line ?? 0
    switch node {
    case .scalar(let scalar): self = .scalar(scalar.string, line: line)
    case .sequence(let nodes):
      self = .sequence(nodes.compactMap { RuleNode($0, depth: depth + 1) }, line: line)
    case .mapping(let pairs):
      self = .mapping(
        pairs.compactMap { key, value in
          RuleNode(value, depth: depth + 1).map {
            Entry(key: key.string ?? "", keyLine: key.mark?.line ?? line, value: $0)
          }
        }, line: line)
    case .alias: return nil
    }
  }
}

extension RuleSyntaxError {
  fileprivate init(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(line: mark.line, problem: problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.sorted().joined(separator: ", ")
      self.init(line: context.mark.line, problem: "a key may stand only once: \(names)")
    default: self.init(line: 0, problem: "it cannot be read")
    }
  }
}
