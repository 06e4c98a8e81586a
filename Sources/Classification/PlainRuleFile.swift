/// Reads the part of YAML that the built-in rule files keep to, a hundred times faster than a full reader.
///
/// The part: block lists and mappings by indentation, `[…]` and `{…}` on one line, plain words, `"…"` with
/// `\"` and `\\`, `'…'`, comments. No anchors, tags, block scalars, or values over several lines. A test reads
/// every built-in file with the full reader too and compares; a user's files are read by the full one only.
struct PlainRuleFile {
  private struct Line {
    let number: Int
    let indent: Int
    let content: Range<Int>
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var lines: [Line] = []
  private var next = 0

  /// Nil for a file without content.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(RuleSyntaxError) -> RuleNode? {
    var file = PlainRuleFile(bytes)
    guard !file.lines.isEmpty else { return nil }
    let node = try file.block(indent: file.lines[0].indent)
    if file.next < file.lines.count {
      throw RuleSyntaxError(
        line: file.lines[file.next].number, problem: "the indentation fits nothing before it")
    }
    return node
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    lines.reserveCapacity(bytes.count / 24)
    var start = 0
    var number = 1
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      var first = start
      while first < end, bytes[first] == 0x20 { first += 1 }
      if first < end, bytes[first] != UInt8(ascii: "#") {
        lines.append(Line(number: number, indent: first - start, content: first..<end))
      }
      start = end + 1
      number += 1
    }
  }

  // MARK: - Blocks

  private mutating func block(indent: Int) throws(RuleSyntaxError) -> RuleNode {
    let line = lines[next]
    return isItem(line.content)
      ? try list(indent: indent) : try mapping(indent: indent, from: line.content.lowerBound)
  }

  private func isItem(_ content: Range<Int>) -> Bool {
    bytes[content.lowerBound] == UInt8(ascii: "-")
      && (content.count == 1 || bytes[content.lowerBound + 1] == 0x20)
  }

  private mutating func list(indent: Int) throws(RuleSyntaxError) -> RuleNode {
    var nodes: [RuleNode] = []
    let first = lines[next].number
    while next < lines.count, lines[next].indent == indent, isItem(lines[next].content) {
      let line = lines[next]
      var start = line.content.lowerBound + 1
      while start < line.content.upperBound, bytes[start] == 0x20 { start += 1 }
      if start < line.content.upperBound, keyEnd(in: start..<line.content.upperBound) != nil {
        // `- id: …`: a mapping whose first key stands beside the dash.
        nodes.append(try mapping(indent: indent + start - line.content.lowerBound, from: start))
      } else {
        nodes.append(try value(start..<line.content.upperBound, of: line, indent: indent))
      }
    }
    return .sequence(nodes, line: first)
  }

  /// - Parameter start: where the first key stands, which may be behind a dash.
  private mutating func mapping(indent: Int, from start: Int) throws(RuleSyntaxError) -> RuleNode {
    var entries: [RuleNode.Entry] = []
    let first = lines[next].number
    var from = start
    while next < lines.count {
      let line = lines[next]
      if entries.isEmpty {
        from = start
      } else {
        guard line.indent == indent, !isItem(line.content) else { break }
        from = line.content.lowerBound
      }
      guard let end = keyEnd(in: from..<line.content.upperBound) else {
        throw RuleSyntaxError(line: line.number, problem: "a key with a colon was expected")
      }
      let key = text(from..<end)
      let value = try value(end + 1..<line.content.upperBound, of: line, indent: indent)
      entries.append(RuleNode.Entry(key: key, keyLine: line.number, value: value))
    }
    return .mapping(entries, line: first)
  }

  /// The value that stands in the rest of a line, or in the lines below that are indented further.
  private mutating func value(
    _ rest: Range<Int>, of line: Line, indent: Int
  ) throws(RuleSyntaxError) -> RuleNode {
    next += 1
    var cursor = rest.lowerBound
    skipBlanks(&cursor, rest.upperBound)
    if cursor == rest.upperBound {
      guard next < lines.count, lines[next].indent > indent else { return .scalar("", line: line.number) }
      return try block(indent: lines[next].indent)
    }
    let node = try flow(&cursor, end: rest.upperBound, line: line.number, inside: false)
    skipBlanks(&cursor, rest.upperBound)
    if cursor < rest.upperBound, bytes[cursor] != UInt8(ascii: "#") {
      throw RuleSyntaxError(line: line.number, problem: "something follows the value")
    }
    return node
  }

  /// The place of the colon behind a plain key.
  private func keyEnd(in range: Range<Int>) -> Int? {
    for index in range {
      switch bytes[index] {
      case 0x61...0x7A, UInt8(ascii: "_"): continue
      case UInt8(ascii: ":"):
        return index > range.lowerBound && (index + 1 == range.upperBound || bytes[index + 1] == 0x20)
          ? index : nil
      default: return nil
      }
    }
    return nil
  }

  // MARK: - On one line

  private func skipBlanks(_ cursor: inout Int, _ end: Int) {
    while cursor < end, bytes[cursor] == 0x20 { cursor += 1 }
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  private func flow(
    _ cursor: inout Int, end: Int, line: Int, inside: Bool
  ) throws(RuleSyntaxError) -> RuleNode {
    switch bytes[cursor] {
    case UInt8(ascii: "["):
      var nodes: [RuleNode] = []
      try items(&cursor, end: end, line: line, close: UInt8(ascii: "]")) { cursor throws(RuleSyntaxError) in
        nodes.append(try flow(&cursor, end: end, line: line, inside: true))
      }
      return .sequence(nodes, line: line)
    case UInt8(ascii: "{"):
      var entries: [RuleNode.Entry] = []
      try items(&cursor, end: end, line: line, close: UInt8(ascii: "}")) { cursor throws(RuleSyntaxError) in
        guard let colon = keyEnd(in: cursor..<end) else {
          throw RuleSyntaxError(line: line, problem: "a key with a colon was expected")
        }
        let key = text(cursor..<colon)
        cursor = colon + 1
        skipBlanks(&cursor, end)
        guard cursor < end else { throw RuleSyntaxError(line: line, problem: "a value is missing") }
        let value = try flow(&cursor, end: end, line: line, inside: true)
        entries.append(RuleNode.Entry(key: key, keyLine: line, value: value))
      }
      return .mapping(entries, line: line)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return .scalar(try quoted(&cursor, end: end, line: line), line: line)
    default: return .scalar(plain(&cursor, end: end, inside: inside), line: line)
    }
  }

  private func items(
    _ cursor: inout Int, end: Int, line: Int, close: UInt8,
    item: (inout Int) throws(RuleSyntaxError) -> Void
  ) throws(RuleSyntaxError) {
    cursor += 1
    while true {
      skipBlanks(&cursor, end)
      guard cursor < end else { throw RuleSyntaxError(line: line, problem: "a bracket is not closed") }
      if bytes[cursor] == close {
        cursor += 1
        return
      }
      try item(&cursor)
      skipBlanks(&cursor, end)
      if cursor < end, bytes[cursor] == UInt8(ascii: ",") { cursor += 1 }
    }
  }

  private func quoted(_ cursor: inout Int, end: Int, line: Int) throws(RuleSyntaxError) -> String {
    let quote = bytes[cursor]
    cursor += 1
    let start = cursor
    var isPlain = true
    while cursor < end {
      if bytes[cursor] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        isPlain = false
        cursor += 2
        continue
      }
      if bytes[cursor] == quote {
        if quote == UInt8(ascii: "'"), cursor + 1 < end, bytes[cursor + 1] == quote {
          isPlain = false
          cursor += 2
          continue
        }
        break
      }
      cursor += 1
    }
    guard cursor < end else { throw RuleSyntaxError(line: line, problem: "a quote is not closed") }
    let range = start..<cursor
    cursor += 1
    if isPlain { return text(range) }
    var unescaped: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      // Behind a backslash or a doubled apostrophe stands the byte that is meant.
      if bytes[index] == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") || bytes[index] == quote {
        index += 1
      }
      guard index < range.upperBound else { break }
      unescaped.append(bytes[index])
      index += 1
    }
    return String(decoding: unescaped, as: UTF8.self)
  }

  private func plain(_ cursor: inout Int, end: Int, inside: Bool) -> String {
    let start = cursor
    while cursor < end {
      let byte = bytes[cursor]
      if inside, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { break }
      if byte == UInt8(ascii: "#"), cursor > start, bytes[cursor - 1] == 0x20 { break }
      cursor += 1
    }
    var last = cursor
    while last > start, bytes[last - 1] == 0x20 { last -= 1 }
    return text(start..<last)
  }
}
