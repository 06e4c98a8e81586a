import CCommonMark
import Glibc
import Reports

/// CommonMark of guidance files, set by libcmark in its safe mode: raw HTML and dangerous addresses are left out.
struct Prose {
  let links: LinkResolver

  func html(_ source: String, headingLevel: Int) -> Markup {
    rendered(source, headingLevel: headingLevel) { cmark_render_html($0, CMARK_OPT_DEFAULT) }
  }

  func markdown(_ source: String, headingLevel: Int) -> Markup {
    rendered(source, headingLevel: headingLevel) { cmark_render_commonmark($0, CMARK_OPT_DEFAULT, 0) }
  }

  private func rendered(
    _ source: String, headingLevel: Int, by render: (OpaquePointer) -> UnsafeMutablePointer<CChar>?
  ) -> Markup {
    guard let root = cmark_parse_document(source, source.utf8.count, CMARK_OPT_DEFAULT) else {
      return Markup(text: "")
    }
    defer { cmark_node_free(root) }
    adapt(root, headingLevel: headingLevel)
    guard let text = render(root) else { return Markup(text: "") }
    // The buffer comes from libcmark's default allocator, which is malloc's.
    defer { free(text) }
    return Markup(text: VisibleText.made(from: String(cString: text)))
  }

  /// Takes raw HTML out, fits headings into the page, and makes links to classes lead to their pages.
  private func adapt(_ root: OpaquePointer, headingLevel: Int) {
    guard let walk = cmark_iter_new(root) else { return }
    var unwanted: [OpaquePointer] = []
    var headings: [OpaquePointer] = []
    while true {
      let event = cmark_iter_next(walk)
      if event == CMARK_EVENT_DONE { break }
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(walk) else { continue }
      switch cmark_node_get_type(node) {
      case CMARK_NODE_HTML_BLOCK, CMARK_NODE_HTML_INLINE, CMARK_NODE_IMAGE: unwanted.append(node)
      case CMARK_NODE_HEADING: headings.append(node)
      case CMARK_NODE_LINK:
        let target = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
        if let address = address(of: target) {
          cmark_node_set_url(node, address)
        } else {
          unwanted.append(node)
        }
      default: break
      }
    }
    cmark_iter_free(walk)
    let highest = headings.map { cmark_node_get_heading_level($0) }.min() ?? 1
    for heading in headings {
      let level = cmark_node_get_heading_level(heading) - highest + Int32(headingLevel)
      cmark_node_set_heading_level(heading, min(6, level))
    }
    for node in unwanted {
      // A link that leads nowhere leaves its words behind.
      if cmark_node_get_type(node) == CMARK_NODE_LINK {
        while let child = cmark_node_first_child(node) { cmark_node_insert_before(node, child) }
      }
      cmark_node_unlink(node)
      cmark_node_free(node)
    }
  }

  private func address(of target: String) -> String? {
    if target.hasPrefix("https://") || target.hasPrefix("http://") {
      return links.address(of: .external(target))
    }
    let name = target.hasSuffix(".md") ? String(target.dropLast(3)) : target
    return links.address(of: .page(.failureClass(name)))
      ?? links.address(of: .page(.guide(name.split(separator: "/").last.map(String.init) ?? name)))
      ?? links.address(of: .page(.code(name)))
      ?? links.address(of: .page(.provider(name.split(separator: "/").last.map(String.init) ?? name)))
  }
}
