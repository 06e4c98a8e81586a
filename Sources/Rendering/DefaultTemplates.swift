import Foundation
import Reports

/// Writes out what `--templates` may replace, to start from: layouts, pages, partials, theme, guidance and wording.
public enum DefaultTemplates {
  /// A file that is there already would be lost.
  public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    public var path: String
    public var description: String {
      "\(path): error: there is such a file already; name an empty folder, or delete the file first"
    }
  }

  /// Every file that can be replaced, below the folder, sorted.
  public static var files: [String] { all.map(\.path) }

  /// Writes them all, or nothing where one of them would overwrite a file that differs.
  ///
  /// - Returns: the files, below `folder`, sorted.
  @discardableResult
  public static func write(to folder: String) throws -> [String] {
    for file in all {
      let path = folder + "/" + file.path
      if let there = FileManager.default.contents(atPath: path), !there.elementsEqual(file.text.utf8) {
        throw Failure(path: path)
      }
    }
    for file in all { try AtomicFile.write(Array(file.text.utf8), to: folder + "/" + file.path) }
    return files
  }

  private static var all: [(path: String, text: String)] {
    let pages = EmbeddedData.files.map { file in
      (file.path, file.content.withUTF8Buffer { String(decoding: $0, as: UTF8.self) })
    }
    return (pages + TextFiles.builtIn.map { ($0.path, $0.text) }).sorted { $0.0 < $1.0 }
  }
}
