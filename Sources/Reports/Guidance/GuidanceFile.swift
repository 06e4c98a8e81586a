internal import Yams

/// Reads a guidance file: YAML between two lines of `---`, then CommonMark.
enum GuidanceFile {
  private static let textKeys: Set<String> = [
    "title", "reason", "next_step", "escalate", "wait", "note", "message", "admin_step", "summary",
  ]
  private static let listKeys: Set<String> = ["domains", "limits", "practices", "related", "rules"]

  static func guidance(_ text: String, id: String, file: String) throws(DataFileError) -> Guidance {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
      throw DataFileError(file: file, line: 1, problem: "front matter must stand between two lines of ---")
    }
    let front: Node?
    do { front = try Yams.compose(yaml: lines[1..<end].joined(separator: "\n")) } catch {
      throw DataFileError(yaml: error, file: file, firstLine: 1)
    }
    guard let mapping = front?.mapping else {
      throw DataFileError(file: file, line: 2, problem: "front matter is a mapping of keys to texts")
    }
    var texts: [String: String] = [:]
    var lists: [String: [String]] = [:]
    for (name, value) in mapping {
      let key = name.scalar?.string ?? ""
      let line = (name.mark?.line ?? 0) + 1
      if textKeys.contains(key), let scalar = value.scalar {
        texts[key] = scalar.string
      } else if listKeys.contains(key), let sequence = value.sequence {
        lists[key] = sequence.compactMap { $0.scalar?.string }
      } else if listKeys.contains(key), let scalar = value.scalar {
        lists[key] = scalar.string.isEmpty ? [] : [scalar.string]
      } else {
        throw DataFileError(file: file, line: line, problem: "unknown or misused key \"\(key)\"")
      }
    }
    guard let title = texts["title"], !title.isEmpty else {
      throw DataFileError(file: file, line: 1, problem: "a title is missing")
    }
    var guidance = Guidance(id: id, title: title)
    guidance.reason = texts["reason"] ?? ""
    guidance.nextStep = texts["next_step"] ?? ""
    guidance.practices = lists["practices"] ?? []
    guidance.escalate = texts["escalate"] ?? ""
    guidance.wait = texts["wait"] ?? ""
    guidance.note = texts["note"] ?? ""
    guidance.message = texts["message"] ?? ""
    guidance.adminStep = texts["admin_step"] ?? ""
    guidance.related = lists["related"] ?? []
    guidance.rules = lists["rules"] ?? []
    guidance.limits = lists["limits"] ?? []
    guidance.domains = lists["domains"] ?? []
    guidance.summary = texts["summary"] ?? ""
    try GuidanceChecks.check(Array(lines[(end + 1)...]), firstLine: end + 1, file: file)
    guidance.body = lines[(end + 1)...].joined(separator: "\n")
    return guidance
  }
}
