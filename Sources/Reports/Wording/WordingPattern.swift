/// One wording, taken apart at its placeholders: `{count}`, or with a Korean particle `{domain:이/가}`.
struct WordingPattern: Hashable, Sendable {
  enum Piece: Hashable, Sendable {
    case literal(String)
    case placeholder(String, KoreanParticle?)
  }

  let pieces: [Piece]

  /// Nil where a brace is not closed or a placeholder has no name.
  init?(_ text: String) {
    var pieces: [Piece] = []
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { pieces.append(.literal(String(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: "}") else { return nil }
      let inside = rest[rest.index(after: open)..<close]
      let parts = inside.split(separator: ":", maxSplits: 1)
      guard let name = parts.first, !name.contains(" ") else { return nil }
      if parts.count == 2 {
        guard let particle = KoreanParticle(parts[1]) else { return nil }
        pieces.append(.placeholder(String(name), particle))
      } else {
        pieces.append(.placeholder(String(name), nil))
      }
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.literal(String(rest))) }
    self.pieces = pieces
  }

  var placeholders: Set<String> {
    var names: Set<String> = []
    for case .placeholder(let name, _) in pieces { names.insert(name) }
    return names
  }

  /// The pattern with its placeholders filled; one that has no value stays visible as `{name}`.
  func filled(_ values: [String: Phrase]) -> Phrase {
    var phrase = Phrase()
    for piece in pieces {
      switch piece {
      case .literal(let text): phrase.append(text)
      case .placeholder(let name, let particle):
        guard let value = values[name] else {
          phrase.append("{\(name)}")
          continue
        }
        phrase.append(value)
        if let particle { phrase.append(particle.form(after: value.plainText)) }
      }
    }
    return phrase
  }
}
