/// Where a word of a page leads.
public enum Link: Hashable, Sendable {
  /// Another page of the set, in the same language and format, and a heading or row on it.
  case page(PagePath, anchor: String? = nil)
  /// A place on the same page.
  case anchor(String)
  /// A page elsewhere; only http and https are ever rendered as links.
  case external(String)
  /// A file of the output folder that is the same in every language, such as `failures.csv`.
  case file(String)
}

/// Which page of the set: its address in every language and format follows from it.
public enum PagePath: Hashable, Sendable {
  case index
  /// The label of the period, such as `2026-W47`.
  case weekly(String)
  case review(String)
  /// Of the review of that label: an agent's list by the agent's slug, and which part of it, from 1.
  case reviewAgent(String, slug: String, part: Int)
  case reviewGroup(String, slug: String)
  case reviewAdministrator(String)
  case referenceIndex
  case failureClass(String)
  case code(String)
  case guide(String)
  /// A mail service, by the id of its guidance text.
  case provider(String)
  /// One of the help desk's delivery statuses.
  case status(String)
  /// The whole reference on one page.
  case referenceOnOnePage
  case glossary

  /// The address below the output folder, with `/`, for a language and the ending of a format.
  ///
  /// The first language's index has no language in its name, because that is the page people open.
  public func file(language: Language, isFirstLanguage: Bool, ending: String) -> String {
    switch self {
    case .index: isFirstLanguage ? "index.\(ending)" : "index.\(language.id).\(ending)"
    case .weekly(let label): "weekly/\(label).\(language.id).\(ending)"
    case .review(let label): "review/\(label).\(language.id).\(ending)"
    case .reviewAgent(let label, let slug, let part):
      "review/\(label)/agent-\(Self.fileName(slug))\(part > 1 ? "-\(part)" : "").\(language.id).\(ending)"
    case .reviewGroup(let label, let slug):
      "review/\(label)/group-\(Self.fileName(slug)).\(language.id).\(ending)"
    case .reviewAdministrator(let label): "review/\(label)/administrator.\(language.id).\(ending)"
    case .referenceIndex: "reference/\(language.id)/index.\(ending)"
    case .failureClass(let id): "reference/\(language.id)/classes/\(Self.fileName(id)).\(ending)"
    case .code(let code): "reference/\(language.id)/codes/\(Self.fileName(code)).\(ending)"
    case .guide(let name): "reference/\(language.id)/guides/\(Self.fileName(name)).\(ending)"
    case .provider(let id): "reference/\(language.id)/providers/\(Self.fileName(id)).\(ending)"
    case .status(let id): "reference/\(language.id)/statuses/\(Self.fileName(id)).\(ending)"
    case .referenceOnOnePage: "reference/\(language.id)/single.\(ending)"
    case .glossary: "reference/\(language.id)/glossary.\(ending)"
    }
  }

  /// Codes come from input: only letters, digits, dots, hyphens and underscores get into a file's name.
  static func fileName(_ text: String) -> String {
    var name = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"):
        name.append(Character(Unicode.Scalar(byte)))
      case UInt8(ascii: ".") where !name.isEmpty: name.append(".")
      default: name += "_"
      }
    }
    return name.isEmpty ? "_" : name
  }
}
