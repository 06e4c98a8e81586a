import Reports

/// What a page gets beside its document: its address on the web, the search of the reference, sortable tables.
struct PageExtras: Sendable {
  /// Where the output folder is published, without a slash at its end; nil for files on a disk.
  var baseURL: String?
  /// The first line of every Markdown file.
  var generatedBy: String?
  /// By language; on the index of the reference only.
  var search: [Language: SearchBox] = [:]

  func absolute(_ file: String) -> String? { baseURL.map { "\($0)/\(file)" } }

  func add(to page: inout Record, of document: Document, _ links: LinkResolver, _ wording: Wording) {
    if let address = absolute(links.here) { page.set("canonical", address) }
    if let generatedBy { page.set("generated", Markup(text: "<!-- \(generatedBy) -->")) }
    guard links.format == .html, !links.isMail else { return }
    switch document.kind {
    case .referenceIndex:
      guard let box = search[document.language] else { return }
      page.set("search", Markup(text: box.form))
      page.set("script", Markup(text: box.script))
      page.set("script-policy", "script-src 'sha256-\(SearchBox.scriptHash)'")
    case .weeklyReport, .supportLeadReview:
      page.set("script", Markup(text: "<script>\(SortScript.code)</script>\n"))
      page.set("script-policy", "script-src 'sha256-\(SortScript.hash)'")
    case .index, .reviewList, .failureClass, .code, .guide, .provider, .status: break
    }
  }
}
