import Foundation

/// What can be wrong with a user's guidance folder as a whole.
public enum GuidanceFolder {
  /// Finds texts of a language that has no wording: nobody would ever see them.
  public static func check(_ overrides: String?, languages: [Language]) throws(DataFileError) {
    guard let overrides else { return }
    let root = (overrides.hasSuffix("/") ? String(overrides.dropLast()) : overrides) + "/guidance"
    var isFolder: ObjCBool = false
    for name in ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted() {
      let path = root + "/" + name
      guard !name.hasPrefix("."), FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        isFolder.boolValue, !languages.contains(Language(name))
      else { continue }
      let known = languages.map(\.id).joined(separator: ", ")
      throw DataFileError(
        file: path, line: 0,
        problem: "unknown language \"\(name)\": there is no wording/\(name).yaml; known are \(known)")
    }
  }
}
