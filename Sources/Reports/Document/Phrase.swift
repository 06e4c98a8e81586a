/// Words of a page with their meaning, but without markup: what is a link, a code, a decisive word.
public struct Phrase: Hashable, Sendable, ExpressibleByStringInterpolation {
  public enum Run: Hashable, Sendable {
    case text(String)
    case strong(String)
    /// Less important: a page may set it smaller or greyer.
    case soft(String)
    /// A code, a file name, an id: set in a fixed pitch and never translated.
    case code(String)
    /// The words of a reply that decided.
    case mark(String)
    /// An address or a host, which may be broken at its punctuation.
    case address(String)
    case link(Link, String)
    /// Who can fix it; always with the word beside the colour.
    case fixer(FixerGroup, String)
    /// A small line beside a number, drawn where drawing is possible; elsewhere its first, last and highest in words.
    case sparkline([Int], String)
    /// What follows is another thing: a new line where there is room, else a dot.
    case newLine
  }

  public private(set) var runs: [Run] = []

  public init() {}
  public init(_ text: String) { append(text) }
  public init(stringLiteral text: String) { append(text) }
  public init(_ run: Run) { runs = [run] }

  public static let newLine = Phrase(.newLine)
  public static func link(_ link: Link, _ text: String) -> Phrase { Phrase(.link(link, text)) }
  public static func code(_ text: String) -> Phrase { Phrase(.code(text)) }
  public static func strong(_ text: String) -> Phrase { Phrase(.strong(text)) }
  public static func soft(_ text: String) -> Phrase { Phrase(.soft(text)) }
  public static func address(_ text: String) -> Phrase { Phrase(.address(text)) }

  public var isEmpty: Bool { runs.isEmpty }

  /// The words alone.
  public var plainText: String {
    var text = ""
    for run in runs {
      switch run {
      case .text(let words), .strong(let words), .soft(let words), .code(let words), .mark(let words),
        .address(let words), .link(_, let words), .fixer(_, let words), .sparkline(_, let words):
        text += words
      case .newLine: text += " "
      }
    }
    return text
  }

  public mutating func append(_ text: String) {
    guard !text.isEmpty else { return }
    if case .text(let before)? = runs.last {
      runs[runs.count - 1] = .text(before + text)
    } else {
      runs.append(.text(text))
    }
  }

  public mutating func append(_ phrase: Phrase) {
    for run in phrase.runs {
      if case .text(let text) = run { append(text) } else { runs.append(run) }
    }
  }

  public static func + (left: Phrase, right: Phrase) -> Phrase {
    var sum = left
    sum.append(right)
    return sum
  }
}

extension [Phrase] {
  /// One phrase of all, with `separator` between each two.
  public func joined(separator: Phrase) -> Phrase {
    var sum = Phrase()
    for (index, phrase) in enumerated() {
      if index > 0 { sum.append(separator) }
      sum.append(phrase)
    }
    return sum
  }
}
