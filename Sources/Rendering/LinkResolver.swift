import Reports

/// Turns links into addresses relative to the page that they stand on; what would lead nowhere is no link.
struct LinkResolver {
  let site: Site
  let language: Language
  let format: PageFormat
  /// The page's own address below the output folder.
  let here: String
  /// For an e-mail, which does not lie beside the pages: where they are published.
  var baseURL: String?
  var isMail = false

  /// Nil where the target does not exist, or is no address that a page may link to.
  func address(of link: Link) -> String? {
    switch link {
    case .page(let path, let anchor):
      guard site.pages.contains(path) else { return nil }
      let target = site.file(path, language, format)
      let file = relative(target)
      guard format == .html, let anchor else { return file }
      // The list of a page may be cut: a failure that is not there leads to the page's top.
      guard !anchor.hasPrefix("f-") || site.failureIDs.contains(anchor) else { return file }
      // Within a page no name is needed: it may have been sent, renamed or published elsewhere.
      return target == here && !isMail ? "#" + anchor : file + "#" + anchor
    case .anchor(let anchor):
      guard !isMail, format == .html, !anchor.hasPrefix("f-") || site.failureIDs.contains(anchor)
      else { return nil }
      return "#" + anchor
    case .external(let url):
      let lower = url.lowercased()
      guard lower.hasPrefix("https://") || lower.hasPrefix("http://"), url.utf8.allSatisfy({ $0 > 0x20 })
      else {
        return nil
      }
      return url
    case .file(let name): return site.files.contains(name) ? relative(name) : nil
    }
  }

  /// From this page to another file below the output folder.
  func relative(_ file: String) -> String {
    if let baseURL { return "\(baseURL)/\(file)" }
    let from = here.split(separator: "/").dropLast()
    let to = file.split(separator: "/")
    var common = 0
    while common < from.count, common < to.count - 1, from[common] == to[common] { common += 1 }
    let up = Array(repeating: "..", count: from.count - common)
    return (up + to[common...].map(String.init)).joined(separator: "/")
  }
}

/// What there is to link to.
struct Site {
  var languages: [Language]
  var pages: Set<PagePath>
  /// Below the output folder, the same in every language.
  var files: Set<String>
  /// Failures that have a block on the review.
  var failureIDs: Set<String>
  /// What each language calls itself.
  var languageNames: [Language: String] = [:]
  /// The reference is the whole set, so that it needs no folder of its own.
  var isReferenceAlone = false

  func file(_ path: PagePath, _ language: Language, _ format: PageFormat) -> String {
    let file = path.file(
      language: language, isFirstLanguage: language == languages.first, ending: format.rawValue)
    return isReferenceAlone && file.hasPrefix("reference/")
      ? String(file.dropFirst("reference/".count)) : file
  }
}

/// In which form pages are written; the raw value is the file's ending.
public enum PageFormat: String, Hashable, Sendable, CaseIterable {
  case html
  case markdown = "md"
}
