import Foundation

// Writes one Swift file that holds a folder's data files as static text, so that the binary runs from
// any place. Called by EmbedDataPlugin: EmbedData OUTPUT ROOT FILE…; names are kept relative to ROOT.

@main
enum EmbedData {
  static func main() throws {
    var arguments = CommandLine.arguments.dropFirst()
    let output = arguments.removeFirst()
    let root = arguments.removeFirst()
    var source = """
      // Made by EmbedData at build time. Not a source file: edit what it was made from.

      /// A data file that was built into the binary.
      struct EmbeddedFile: Sendable {
        /// The path below the folder that was embedded, with `/` between its parts.
        let path: String
        /// The file's bytes, which are UTF-8.
        let content: StaticString
      }

      enum EmbeddedData {
        /// Every embedded file, sorted by path.
        static let files: [EmbeddedFile] = [

      """
    for path in arguments.sorted() {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let name = path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
      let fence = String(repeating: "#", count: longestRunOfHashes(in: text) + 1)
      source += "    EmbeddedFile(path: \(fence)\"\(name)\"\(fence), content: \(fence)\"\"\"\n"
      // The last newline before the closing quotes is not part of a multi-line literal: add one.
      source += text + "\n\"\"\"\(fence)),\n"
    }
    source += "  ]\n}\n"
    try source.write(toFile: output, atomically: true, encoding: .utf8)
  }

  private static func longestRunOfHashes(in text: String) -> Int {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "#") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
