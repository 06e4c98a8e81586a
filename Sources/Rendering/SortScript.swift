/// Sorts tables on the pages that have long ones; a page's security policy knows it by its hash.
enum SortScript {
  static let code: String =
    EmbeddedData.files.first { $0.path == "scripts/sort-tables.js" }.map {
      compressed($0.content.description)
    }
    ?? ""

  static let hash = ScriptHash.base64(of: code)

  /// Without comments and indentation: it is part of every such page.
  private static func compressed(_ code: String) -> String {
    code.split(separator: "\n").map { $0.drop { $0 == " " } }
      .filter { !$0.isEmpty && !$0.hasPrefix("//") }.joined(separator: "\n")
  }
}
