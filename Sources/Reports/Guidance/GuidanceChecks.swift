import Classification

/// What a guidance text must not hold: its pages are shown beside mail, and one text stands for many pages.
enum GuidanceChecks {
  /// - Parameter firstLine: the number in the file of the line before the text.
  static func check(_ body: [Substring], firstLine: Int, file: String) throws(DataFileError) {
    var fence: Int?
    for (offset, line) in body.enumerated() {
      let number = firstLine + offset + 1
      if line.drop(while: { $0 == " " }).hasPrefix("```") {
        fence = fence == nil ? number : nil
        continue
      }
      guard fence == nil else { continue }
      let text = withoutCode(line)
      if let tag = rawTag(in: text) {
        throw DataFileError(
          file: file, line: number, problem: "HTML is not allowed in a text: “\(tag)” (write Markdown)")
      }
      if line.hasPrefix("# ") {
        throw DataFileError(
          file: file, line: number, problem: "the title stands in the front matter; headings begin with ##")
      }
      try checkLinks(text, number, file)
    }
    if let fence {
      throw DataFileError(
        file: file, line: fence, problem: "a block of code is opened with ``` and not closed")
    }
  }

  private static func checkLinks(_ line: String, _ number: Int, _ file: String) throws(DataFileError) {
    var rest = Substring(line)
    while let middle = rest.range(of: "](") {
      rest = rest[middle.upperBound...]
      guard let close = rest.firstIndex(of: ")") else {
        throw DataFileError(file: file, line: number, problem: "a link is opened with ]( and not closed")
      }
      let target = String(rest[..<close])
      rest = rest[close...]
      let lower = target.lowercased()
      if lower.hasPrefix("https://") || lower.hasPrefix("http://") { continue }
      if target.contains(":") {
        throw DataFileError(
          file: file, line: number,
          problem: "a link must lead to a page of the reference or to https://, not to “\(target)”")
      }
    }
  }

  /// The beginning of an HTML tag or comment, as CommonMark sees one.
  private static func rawTag(in line: String) -> String? {
    let characters = Array(line)
    for (index, character) in characters.enumerated() where character == "<" && index + 1 < characters.count {
      let next = characters[index + 1]
      guard next.isASCII, next.isLetter || next == "/" || next == "!" || next == "?" else { continue }
      let word = characters[index...].prefix { $0 != ">" && $0 != " " }
      // An address in angle brackets is a link of CommonMark's own.
      if word.contains("@") || word.contains(":") && !word.contains("=") { continue }
      return String(word.prefix(40))
    }
    return nil
  }

  /// Code spans show what they hold.
  private static func withoutCode(_ line: Substring) -> String {
    var text = ""
    var isCode = false
    for character in line {
      if character == "`" { isCode.toggle() } else if !isCode { text.append(character) }
    }
    return text
  }
}

extension GuidanceLibrary {
  /// A text for a class that does not exist is a slip in its file's name.
  static func checkClass(_ id: String, file: String) throws(DataFileError) {
    guard FailureClasses.builtIn[id] == nil else { return }
    let meant = FailureClasses.builtIn.nearest(to: id).map { "; did you mean \"\($0.id)\"?" } ?? ""
    throw DataFileError(file: file, line: 1, problem: "unknown class \"\(id)\"\(meant)")
  }
}

extension Substring {
  /// The first place of `needle`, without Foundation.
  fileprivate func range(of needle: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
      start = index(after: start)
    }
    return nil
  }
}
