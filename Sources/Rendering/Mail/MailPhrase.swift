import Reports

/// Sets a phrase as inline HTML for mail programs: no class, no variable, each colour beside the words that it is for.
struct MailPhrase {
  let links: LinkResolver
  /// The colour of links, such as `#0b5cad`.
  let accent: String

  private static let soft = "color:#55585d"
  private static let codes = "font-family:Consolas,'Courier New',monospace;font-size:14px"

  func markup(_ phrase: Phrase) -> Markup {
    var bytes: [UInt8] = []
    for run in phrase.runs { append(run, to: &bytes) }
    return Markup(text: String(decoding: bytes, as: UTF8.self))
  }

  private func append(_ run: Phrase.Run, to bytes: inout [UInt8]) {
    switch run {
    case .text(let text): HTMLText.append(VisibleText.made(from: text), to: &bytes)
    case .strong(let text): wrap(text, "<strong>", "</strong>", &bytes)
    case .soft(let text): wrap(text, "<span style=\"\(Self.soft)\">", "</span>", &bytes)
    case .code(let text): wrap(text, "<span style=\"\(Self.codes)\">", "</span>", &bytes)
    case .mark(let text): wrap(text, "<strong>", "</strong>", &bytes)
    case .address(let text): wrap(text, "<bdi>", "</bdi>", &bytes)
    case .newLine: bytes.append(contentsOf: "<br>".utf8)
    // Most programs throw a drawing away.
    case .sparkline(_, let words): wrap(words, "", "", &bytes)
    case .fixer(let group, let text):
      wrap(
        text, "<strong style=\"font-size:14px;color:\(Self.colour(of: group))\">", "</strong>", &bytes)
    case .link(let link, let text):
      guard let address = links.address(of: link) else {
        wrap(text, "", "", &bytes)
        return
      }
      bytes.append(contentsOf: "<a href=\"".utf8)
      HTMLText.append(address, to: &bytes)
      bytes.append(contentsOf: "\" style=\"color:\(accent);text-decoration:underline\">".utf8)
      HTMLText.appendBreakable(VisibleText.made(from: text), to: &bytes)
      bytes.append(contentsOf: "</a>".utf8)
    }
  }

  private func wrap(_ text: String, _ open: String, _ close: String, _ bytes: inout [UInt8]) {
    bytes.append(contentsOf: open.utf8)
    HTMLText.appendBreakable(VisibleText.made(from: text), to: &bytes)
    bytes.append(contentsOf: close.utf8)
  }

  /// Those of the theme on its light page.
  static func colour(of group: FixerGroup) -> String {
    switch group {
    case .agent: "#a8201a"
    case .administrator: "#5b3a9e"
    case .wait: "#5a5e66"
    }
  }
}
