import Reports

/// The search of the reference: a form, its table, and a script that the page's security policy knows by hash.
///
/// The script is a port of the classifier to the browser; the table is generated from the same rules.
struct SearchBox: Sendable {
  let form: String
  let script: String
  let table: String

  /// Both files as one script, the same on every page.
  static let code: String = ["search/reply-search.js", "search/search-box.js"].map { path in
    EmbeddedData.files.first { $0.path == path }.map { $0.content.description } ?? ""
  }.joined(separator: "\n")

  static let scriptHash = ScriptHash.base64(of: code)

  init(_ pages: ReferencePages, wording: Wording) {
    table = SearchTable.json(pages, wording: wording)
    func text(_ key: String) -> String { HTMLText.escaped(wording.text("reference.search.\(key)")) }
    form = """
      <form id="search" hidden>
      <label for="search-text">\(text("label"))</label>
      <textarea id="search-text" rows="3" spellcheck="false" autocomplete="off" aria-describedby="search-hint"></textarea>
      <p class="note" id="search-hint">\(text("hint"))</p>
      <p><button type="submit">\(text("button"))</button> <button type="reset">\(text("clear"))</button></p>
      <div id="search-results" role="status" aria-live="polite"></div>
      </form>

      """
    // A data block is no script to the policy; JSONWriter escapes what could end it.
    script =
      "<script type=\"application/json\" id=\"search-table\">\(table)</script>\n<script>\(Self.code)</script>\n"
  }
}
