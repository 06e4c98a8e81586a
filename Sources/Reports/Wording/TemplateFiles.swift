import Foundation

/// The files of one folder of `Templates/`: built into the binary, and one by one replaceable by a folder.
struct TemplateFiles {
  struct File {
    /// Below `Templates/`.
    var path: String
    var text: String
    /// As an error message names it.
    var origin: String
    var isBuiltIn: Bool
  }

  let all: [File]

  init(folder: String, overrides: String?) {
    var files: [String: File] = [:]
    for file in EmbeddedData.files where file.path.hasPrefix(folder + "/") {
      let text = file.content.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
      files[file.path] = File(path: file.path, text: text, origin: file.path, isBuiltIn: true)
    }
    if let overrides {
      let root = overrides.hasSuffix("/") ? String(overrides.dropLast()) : overrides
      let names = FileManager.default.enumerator(atPath: root + "/" + folder)
      while let name = names?.nextObject() as? String {
        let path = folder + "/" + name
        guard name.hasSuffix(".md") || name.hasSuffix(".yaml"),
          let data = FileManager.default.contents(atPath: root + "/" + path)
        else { continue }
        files[path] = File(
          path: path, text: String(decoding: data, as: UTF8.self), origin: root + "/" + path, isBuiltIn: false
        )
      }
    }
    all = files.values.sorted { $0.path < $1.path }
  }
}
