import Foundation

/// Writes files so that a reader sees the old or the new one, never a part.
enum AtomicFile {
  /// Says that a file could not be written, and why.
  struct Failure: Error, CustomStringConvertible {
    var path: String
    var reason: String
    var description: String { "\(path): error: cannot be written: \(reason)" }
  }

  /// Replaces the file; one that already has this content is left alone.
  ///
  /// - Returns: whether anything was written.
  @discardableResult
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) -> Bool {
    if let before = FileManager.default.contents(atPath: path), before.count == bytes.count,
      before.elementsEqual(bytes)
    {
      return false
    }
    return try replace(path) { try Data(bytes).write(to: URL(fileURLWithPath: $0)) }
  }

  /// Replaces the file by one that is made at a path of its own; where both are equal, the old one stays.
  ///
  /// - Returns: whether the file is another one now.
  @discardableResult
  static func replace(_ path: String, by make: (_ temporary: String) throws -> Void) throws(Failure) -> Bool {
    let folder = parent(of: path)
    // In the same folder, because a rename cannot cross file systems.
    let temporary =
      folder
      + "/.\(path.split(separator: "/").last ?? "page").new-\(ProcessInfo.processInfo.processIdentifier)"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try make(temporary)
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw Failure(path: path, reason: error.localizedDescription)
    }
    if isSame(temporary, path) {
      try? FileManager.default.removeItem(atPath: temporary)
      return false
    }
    guard rename(temporary, path) == 0 else {
      let reason = String(cString: strerror(errno))
      try? FileManager.default.removeItem(atPath: temporary)
      throw Failure(path: path, reason: reason)
    }
    return true
  }

  private static func isSame(_ left: String, _ right: String) -> Bool {
    FileManager.default.fileExists(atPath: right)
      && FileManager.default.contentsEqual(atPath: left, andPath: right)
  }

  /// Removes what runs that were killed while they wrote have left behind in a folder. Another machine may be
  /// writing there too: only what is an hour old is nobody's any more.
  static func sweep(_ folder: String, now: Date = Date()) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(".") {
      guard let mark = name.range(of: ".new-", options: .backwards),
        let process = pid_t(name[mark.upperBound...]), process > 0, kill(process, 0) != 0, errno == ESRCH
      else { continue }
      let path = folder + "/" + name
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      guard let changed = attributes?[.modificationDate] as? Date, now.timeIntervalSince(changed) > 3600
      else { continue }
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
