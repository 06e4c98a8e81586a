import Foundation
import Mustache

/// The page templates and the theme: built into the binary, and file by file replaceable by a folder.
public struct TemplateLibrary: Sendable {
  private let templates: MustacheLibrary
  private let names: Set<String>
  /// The theme's style sheets, in the order of their names, and its script where it has one.
  let styleSheet: String
  /// Logo and colours of a company, which follow the theme's.
  var brand = Brand()

  /// A template that cannot be used, with its place.
  public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    public var file: String
    /// Counted from 1; 0 where the whole file is meant.
    public var line: Int
    public var problem: String

    public var place: String { line > 0 ? "\(file):\(line)" : file }
    public var description: String { "\(place): error: \(problem)" }
  }

  private struct Source {
    var text: String
    /// As an error message names it.
    var origin: String
  }

  /// - Parameter overrides: a folder whose `layouts/`, `pages/`, `partials/` and `theme/` replace built-in files.
  public init(overrides: String? = nil) throws(Failure) {
    let sources = Self.sources(overrides)
    var library = MustacheLibrary()
    var names: Set<String> = []
    Self.registerContentTypes()
    for path in sources.keys.sorted() where path.hasSuffix(".mustache") {
      guard let source = sources[path] else { continue }
      let name = String(path.dropLast(".mustache".count))
      try Self.check(source, known: sources)
      // Each template is told for what to escape; on its first line, so that line numbers stay right.
      let type = name.hasSuffix(".md") ? MarkdownText.name : HTMLText.name
      do {
        try library.register("{{% CONTENT_TYPE:\(type)}}" + source.text, named: name)
      } catch let error as MustacheTemplate.ParserError {
        var line = error.context.lineNumber
        // The engine notices it only at the end of the file.
        if case .expectedSectionEnd? = error.error as? MustacheTemplate.Error {
          line = TemplateTags.unclosedSection(in: source.text) ?? line
        }
        throw Failure(file: source.origin, line: line, problem: Self.sentence(error.error))
      } catch {
        throw Failure(file: source.origin, line: 0, problem: "not a template: \(error)")
      }
      names.insert(name)
    }
    if overrides != nil {
      var texts: [String: String] = [:]
      for name in names { texts[name] = sources[name + ".mustache"]?.text }
      if let cycle = TemplateTags.endless(in: texts) {
        throw Failure(
          file: sources[cycle.template + ".mustache"]?.origin ?? cycle.template, line: cycle.line,
          problem: "the template includes itself without end")
      }
    }
    templates = library
    self.names = names
    var css = ""
    for path in sources.keys.sorted() where path.hasPrefix("theme/") && path.hasSuffix(".css") {
      guard let source = sources[path] else { continue }
      if let place = source.text.range(of: "</", options: .caseInsensitive) {
        throw Failure(
          file: source.origin, line: Self.line(of: place.lowerBound, in: source.text),
          problem: "a style sheet must not hold \"</\"")
      }
      css += Self.compressed(source.text)
    }
    styleSheet = css
  }

  /// The text of a template filled with a record. Templates that are not there were found at the beginning.
  func render(_ name: String, _ record: Record) -> String {
    templates.render(record, withTemplate: name) ?? ""
  }

  func has(_ name: String) -> Bool { names.contains(name) }

  private static func sources(_ overrides: String?) -> [String: Source] {
    var sources: [String: Source] = [:]
    for file in EmbeddedData.files {
      let text = file.content.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
      sources[file.path] = Source(text: text, origin: file.path)
    }
    guard let overrides else { return sources }
    let root = overrides.hasSuffix("/") ? String(overrides.dropLast()) : overrides
    for folder in ["layouts", "pages", "partials", "theme"] {
      let walk = FileManager.default.enumerator(atPath: root + "/" + folder)
      while let name = walk?.nextObject() as? String {
        let path = folder + "/" + name
        guard name.hasSuffix(".mustache") || name.hasSuffix(".css"),
          let data = FileManager.default.contents(atPath: root + "/" + path)
        else { continue }
        sources[path] = Source(text: String(decoding: data, as: UTF8.self), origin: root + "/" + path)
      }
    }
    return sources
  }

  /// What the template engine would let pass: unescaped values, partials that do not exist.
  private static func check(_ source: Source, known: [String: Source]) throws(Failure) {
    for (index, line) in source.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.contains("{{{") || line.contains("{{&") {
        throw Failure(
          file: source.origin, line: index + 1,
          problem: "values are always escaped here: write {{name}}, not {{{name}}} or {{&name}}")
      }
      if line.contains("{{%") || line.contains("{{=") {
        throw Failure(
          file: source.origin, line: index + 1,
          problem: "content types and delimiters cannot be changed in a template")
      }
      var rest = line[...]
      while let tag = rest.range(of: "{{>") {
        rest = rest[tag.upperBound...]
        guard let end = rest.range(of: "}}") else { break }
        let name = rest[..<end.lowerBound].trimmingCharacters(in: .whitespaces)
        guard known[name + ".mustache"] != nil else {
          throw Failure(file: source.origin, line: index + 1, problem: "there is no template \"\(name)\"")
        }
      }
    }
  }

  private static func registerContentTypes() {
    MustacheContentTypes.register(HTMLText(), named: HTMLText.name)
    MustacheContentTypes.register(MarkdownText(), named: MarkdownText.name)
  }

  private static func sentence(_ error: any Error) -> String {
    guard let error = error as? MustacheTemplate.Error else { return "a tag is not closed" }
    return switch error {
    case .sectionCloseNameIncorrect: "a section is closed under another name than it was opened"
    case .unfinishedName: "a tag is not closed with }}"
    case .expectedSectionEnd: "a section is not closed"
    default: "a tag cannot be understood"
    }
  }

  private static func line(of place: String.Index, in text: String) -> Int {
    text[..<place].utf8.count(where: { $0 == UInt8(ascii: "\n") }) + 1
  }

  /// Without comments, indentation and the blanks that mean nothing: the sheet is part of every page.
  private static func compressed(_ css: String) -> String {
    var text = ""
    var rest = Substring(css)
    while let open = rest.range(of: "/*") {
      text += rest[..<open.lowerBound]
      guard let close = rest[open.upperBound...].range(of: "*/") else {
        rest = ""
        break
      }
      rest = rest[close.upperBound...]
    }
    text += rest
    text = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      .joined(separator: "\n")
    // A blank after one of these never separates anything, in no selector and no value.
    for (long, short) in [
      (": ", ":"), ("; ", ";"), (", ", ","), (" {", "{"), ("{ ", "{"), (";}", "}"), (" }", "}"),
    ] {
      text = text.replacingOccurrences(of: long, with: short)
    }
    return text.replacingOccurrences(of: ";}", with: "}") + "\n"
  }
}
