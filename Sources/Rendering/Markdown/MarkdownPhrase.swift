import Reports

/// Sets a phrase as inline Markdown.
struct MarkdownPhrase {
  let links: LinkResolver

  func markup(_ phrase: Phrase) -> Markup {
    var line = ""
    for run in phrase.runs { line += text(of: run, isStart: line.isEmpty) }
    return Markup(text: line)
  }

  private func text(of run: Phrase.Run, isStart: Bool) -> String {
    switch run {
    case .text(let text), .soft(let text), .fixer(_, let text), .sparkline(_, let text):
      return MarkdownText.escaped(VisibleText.made(from: text), isStart: isStart)
    case .strong(let text): return bold(MarkdownText.escaped(VisibleText.made(from: text)))
    case .code(let text): return MarkdownText.code(VisibleText.made(from: text))
    case .address(let text): return padded(VisibleText.made(from: text)) { MarkdownText.code($0) }
    case .mark(let text): return padded(VisibleText.made(from: text)) { bold(MarkdownText.code($0)) }
    case .newLine: return " · "
    case .link(let link, let text):
      let visible = VisibleText.made(from: text)
      let words = visible.contains("@") ? MarkdownText.code(visible) : MarkdownText.escaped(visible)
      guard let address = links.address(of: link) else { return words }
      return "[\(words)](\(MarkdownText.destination(address)))"
    }
  }

  private func bold(_ text: String) -> String { text.isEmpty ? "" : "**\(text)**" }

  /// Blanks at the ends stay outside of the code span, where they separate words.
  private func padded(_ text: String, _ set: (String) -> String) -> String {
    let trimmed = text.trimming
    guard !trimmed.isEmpty else { return text.isEmpty ? "" : " " }
    return (text.first?.isWhitespace == true ? " " : "") + set(trimmed)
      + (text.last?.isWhitespace == true ? " " : "")
  }
}

extension String {
  var trimming: String {
    var rest = Substring(self)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
