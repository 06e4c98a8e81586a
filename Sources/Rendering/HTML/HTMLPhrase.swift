import Reports

/// Sets a phrase as inline HTML.
struct HTMLPhrase {
  let links: LinkResolver

  func markup(_ phrase: Phrase) -> Markup {
    var bytes: [UInt8] = []
    for run in phrase.runs { append(run, to: &bytes) }
    return Markup(text: String(decoding: bytes, as: UTF8.self))
  }

  private func append(_ run: Phrase.Run, to bytes: inout [UInt8]) {
    switch run {
    case .text(let text): HTMLText.append(VisibleText.made(from: text), to: &bytes)
    case .strong(let text): wrap(text, "<strong>", "</strong>", &bytes)
    case .soft(let text): wrap(text, "<span class=\"soft\">", "</span>", &bytes)
    case .code(let text): wrap(text, "<code>", "</code>", &bytes, breakable: true)
    case .mark(let text): wrap(text, "<mark>", "</mark>", &bytes)
    // Addresses and replies come from strangers: their direction of writing stays inside.
    case .address(let text): wrap(text, "<bdi class=\"address\">", "</bdi>", &bytes, breakable: true)
    case .newLine: bytes.append(contentsOf: "<br>".utf8)
    case .sparkline(let values, let words): bytes.append(contentsOf: Sparkline.svg(values, words: words).utf8)
    case .fixer(let group, let text):
      wrap(text, "<span class=\"fixer fixer-\(group.rawValue)\">", "</span>", &bytes)
    case .link(let link, let text):
      guard let address = links.address(of: link) else {
        wrap(text, "", "", &bytes, breakable: true)
        return
      }
      bytes.append(contentsOf: "<a href=\"".utf8)
      HTMLText.append(address, to: &bytes)
      if text.contains("@") { bytes.append(contentsOf: "\" class=\"address".utf8) }
      bytes.append(contentsOf: (Self.isExternal(link) ? "\" rel=\"noreferrer\">" : "\">").utf8)
      HTMLText.appendBreakable(VisibleText.made(from: text), to: &bytes)
      bytes.append(contentsOf: "</a>".utf8)
    }
  }

  private func wrap(
    _ text: String, _ open: String, _ close: String, _ bytes: inout [UInt8], breakable: Bool = false
  ) {
    bytes.append(contentsOf: open.utf8)
    let visible = VisibleText.made(from: text)
    if breakable {
      HTMLText.appendBreakable(visible, to: &bytes)
    } else {
      HTMLText.append(visible, to: &bytes)
    }
    bytes.append(contentsOf: close.utf8)
  }

  private static func isExternal(_ link: Link) -> Bool {
    if case .external = link { true } else { false }
  }
}
