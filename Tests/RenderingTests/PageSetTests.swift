import Foundation
import Reports
import Summaries
import Testing

@testable import Rendering

/// Properties that hold for every page, whatever it says.
struct PageSetTests {
  private static let cases: [(name: String, findings: Findings)] = [
    ("a week", SampleFindings.week), ("a quiet week", SampleFindings.quiet),
    ("nothing", SampleFindings.nothing),
    ("more than a list holds", SampleFindings.many(40)),
  ]

  /// Rendered once for all tests that only look.
  private static let rendered = cases.map { example in Result { try pages(example.findings) } }

  private static let stubbed = Result { try pages(SampleFindings.week, stub: true) }

  private static func pages(_ findings: Findings, stub: Bool = false) throws -> [String: String] {
    // Every language for a week; one is enough for what happens rarely.
    let languages: [Language] = findings.helpDesk.users.isEmpty ? [.english] : []
    var options = PageOptions(
      languages: languages, helpDeskURL: "https://acme.example.com", organisation: "Acme <Camping>")
    options.longestList = 35
    let guidance: ((Wording) -> GuidanceLibrary)? = stub ? { stubGuidance($0) } : nil
    let pages = try PageSet.render(try options.answers(findings), options: options, guidance: guidance)
    return pages.reduce(into: [:]) { $0[$1.name] = String(decoding: $1.bytes, as: UTF8.self) }
  }

  @Test("every link within the pages leads to a file and a place that exist", arguments: cases.indices)
  func links(index: Int) throws {
    let pages = try Self.rendered[index].get()
    let places = pages.mapValues { Set(attributes("id", in: $0)) }
    for (file, text) in pages where file.hasSuffix(".html") {
      for address in attributes("href", in: text) where !address.hasPrefix("http") {
        let (path, fragment) = split(address)
        let target = path.isEmpty ? file : resolve(path, from: file)
        #expect(pages[target] != nil, "\(file) links to \(address)")
        if let fragment { #expect(places[target]?.contains(fragment) == true, "\(file) links to \(address)") }
      }
    }
    for (file, text) in pages where file.hasSuffix(".md") {
      for address in markdownLinks(in: text) where !address.hasPrefix("http") {
        #expect(pages[resolve(address, from: file)] != nil, "\(file) links to \(address)")
      }
    }
  }

  @Test("ids are unique on each page", arguments: cases.indices)
  func ids(index: Int) throws {
    for (file, text) in try Self.rendered[index].get() where file.hasSuffix(".html") {
      let ids = attributes("id", in: text)
      #expect(
        ids.count == Set(ids).count,
        "\(file): \(Dictionary(grouping: ids) { $0 }.filter { $1.count > 1 }.keys)")
    }
  }

  /// The weekly report and the review have one script, which their policy knows by hash.
  private func withoutSorting(_ text: String, _ file: String) -> String {
    let script = "<script>\(SortScript.code)</script>"
    guard file.hasPrefix("weekly/") || file.hasPrefix("review/"), let place = text.range(of: script),
      text.contains("sha256-\(SortScript.hash)")
    else { return text }
    return text.replacingCharacters(in: place, with: "")
  }

  /// The index of the reference has one script, which its policy knows by hash, and a table without markup.
  private func withoutSearch(_ text: String, _ file: String) -> String {
    guard file.hasPrefix("reference/"), file.hasSuffix("/index.html"),
      text.contains("sha256-\(SearchBox.scriptHash)"),
      let start = text.range(of: "<script type=\"application/json\" id=\"search-table\">")
    else { return text }
    let rest = String(text[start.upperBound...]).replacingOccurrences(
      of: "<script>\(SearchBox.code)</script>", with: "")
    return text[..<start.lowerBound] + rest.replacingOccurrences(of: "</script>", with: "")
  }

  @Test("no page asks the network for anything or runs a foreign script", arguments: cases.indices)
  func selfContained(index: Int) throws {
    for pages in [try Self.rendered[index].get(), try Self.stubbed.get()] {
      for (file, text) in pages where file.hasSuffix(".html") {
        let lower = withoutSorting(withoutSearch(text, file), file).lowercased()
        for forbidden in [
          "<script", "<img", "<iframe", "<object", " onerror=", " src=", "@import", "url(http", "javascript:",
        ]
        where lower.contains(forbidden) {
          // A reply that speaks of such things is shown, but escaped.
          #expect(!lower.contains("<script") && !lower.contains("<img"), "\(file): \(forbidden)")
          #expect(
            forbidden == " onerror=" || forbidden == " src=" || forbidden == "javascript:",
            "\(file): \(forbidden)")
        }
        #expect(!attributes("href", in: lower).contains { $0.hasPrefix("javascript") }, "\(file)")
        #expect(lower.contains("content-security-policy\" content=\"default-src 'none'"), "\(file)")
      }
    }
  }

  @Test("every wording that a page asks for exists", arguments: cases.indices)
  func wordings(index: Int) throws {
    for (file, text) in try Self.rendered[index].get() {
      #expect(!text.contains("⟨") || text.contains("⟨U+"), "\(file)")
      for name in ["count", "period", "class", "name", "number", "zone", "failed"] {
        #expect(!text.contains("{\(name)}") || file.contains("reference"), "\(file) shows {\(name)}")
      }
    }
  }

  @Test("the same findings give the same bytes")
  func deterministic() throws {
    #expect(try Self.pages(SampleFindings.week) == Self.rendered[0].get())
  }

  @Test(
    "each page has its sections placed by its template",
    arguments: ["index", "weekly-report", "support-lead-review"])
  func placed(kind: String) throws {
    let pages = try Self.rendered[0].get()
    let library = try WordingLibrary()
    let wording = try #require(library[.english])
    let voice = Voice(wording: wording, guidance: try GuidanceLibrary(wording: wording))
    let context = ReportContext(SampleFindings.week, options: ReportOptions())
    let (weekly, review) = (WeeklyReport(context), SupportLeadReview(context))
    let documents = [
      IndexPage.document(context, weekly, review, in: voice), weekly.document(context, in: voice),
      review.document(context, in: voice),
    ]
    let document = try #require(documents.first { $0.kind.rawValue == kind })
    let file = document.path.file(language: .english, isFirstLanguage: true, ending: "html")
    let ids = Set(attributes("id", in: try #require(pages[file])))
    for section in document.sections { #expect(ids.contains(section.id), "\(section.id) is not on \(file)") }
  }

  @Test("English and Korean have the same pages, each in its language")
  func languages() throws {
    let pages = try Self.rendered[0].get()
    let english = pages.keys.filter { $0.contains(".en.") || $0.contains("/en/") }
    for file in english {
      let twin = file.replacingOccurrences(of: ".en.", with: ".ko.").replacingOccurrences(
        of: "/en/", with: "/ko/")
      #expect(pages[twin] != nil, "\(twin)")
    }
    for (file, text) in pages where file.hasSuffix(".html") {
      let isKorean = file.contains(".ko.") || file.contains("/ko/")
      #expect(text.contains(isKorean ? "<html lang=\"ko\">" : "<html lang=\"en\">"), "\(file)")
    }
  }

  @Test("a page stays small enough to be attached to a mail")
  func size() throws {
    for (file, text) in try Self.rendered[0].get() where file.hasSuffix(".html") {
      #expect(
        text.utf8.count < (file.hasPrefix("reference") ? 60_000 : 300_000) || file.hasSuffix("/index.html"),
        "\(file): \(text.utf8.count)")
    }
  }

  @Test("a list that is cut says so and where the rest is")
  func cut() throws {
    let review = try #require(try Self.pages(SampleFindings.many(40))["review/2026-W47.en.html"])
    #expect(
      review.contains(
        "This page lists the 35 most urgent failures. 5 more are in <a href=\"#lists\">"))
    #expect(review.contains("and in <a href=\"../failures.csv\">"))
  }

  @Test("an unknown language is named with those that there are")
  func unknownLanguage() {
    let options = PageOptions(languages: [Language("xx")])
    #expect(throws: PageSet.Failure.unknownLanguage(Language("xx"), known: [.english, .korean])) {
      try PageSet.render(try options.answers(SampleFindings.quiet), options: options)
    }
  }

  @Test("files that did not change are not written again")
  func unchanged() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pages-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let options = PageOptions(languages: [.english], formats: [.markdown])
    let first = try PageSet.write(try options.answers(SampleFindings.quiet), options: options, to: folder)
    #expect(first.changed == first.files.count)
    let second = try PageSet.write(try options.answers(SampleFindings.quiet), options: options, to: folder)
    #expect(second.changed == 0)
    #expect(second.first == "index.md")
    let left = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.contains(".new-") }
    #expect(left.isEmpty)
  }
}

/// Every value of an attribute, entities resolved as far as addresses need it.
func attributes(_ name: String, in html: String) -> [String] {
  let bytes = Array(html.utf8)
  let sign = Array(" \(name)=\"".utf8)
  var values: [String] = []
  var place = 0
  while place + sign.count < bytes.count {
    guard bytes[place] == sign[0], bytes[place..<place + sign.count].elementsEqual(sign) else {
      place += 1
      continue
    }
    let start = place + sign.count
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) ?? bytes.count
    values.append(
      String(decoding: bytes[start..<end], as: UTF8.self).replacingOccurrences(of: "&amp;", with: "&"))
    place = end
  }
  return values
}

/// The addresses of links outside of code blocks.
private func markdownLinks(in text: String) -> [String] {
  var links: [String] = []
  var isFenced = false
  for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
    if line.drop(while: { $0 == 0x20 }).starts(with: "```".utf8) {
      isFenced.toggle()
      continue
    }
    guard !isFenced else { continue }
    let bytes = Array(line)
    for place in bytes.indices.dropLast()
    where bytes[place] == UInt8(ascii: "]") && bytes[place + 1] == UInt8(ascii: "(") {
      // An escaped bracket is text, not a link.
      if place > 0, bytes[place - 1] == UInt8(ascii: "\\") { continue }
      let rest = bytes[(place + 2)...]
      links.append(String(decoding: rest.prefix { $0 != UInt8(ascii: ")") }, as: UTF8.self))
    }
  }
  return links
}

private func split(_ address: String) -> (String, String?) {
  guard let hash = address.firstIndex(of: "#") else { return (address, nil) }
  return (String(address[..<hash]), String(address[address.index(after: hash)...]))
}

private func resolve(_ path: String, from file: String) -> String {
  var parts = file.split(separator: "/").dropLast().map(String.init)
  for part in path.split(separator: "/") {
    if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
  }
  return parts.joined(separator: "/")
}
