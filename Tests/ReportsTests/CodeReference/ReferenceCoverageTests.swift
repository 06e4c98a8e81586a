import Classification
import DeliveryModel
import Foundation
import SMTPStatus
import TestSupport
import Testing

@testable import Reports

/// Code, page, example and rule belong together: these tests name what is missing.
@Suite("nothing of the reference is missing")
struct ReferenceCoverageTests {
  static let editions: [ReferencePages] = {
    guard let library = try? WordingLibrary() else { return [] }
    return library.languages.compactMap { language in
      guard let wording = library[language], let guidance = try? GuidanceLibrary(wording: wording) else {
        return nil
      }
      return ReferencePages(.builtIn, in: Voice(wording: wording, guidance: guidance))
    }
  }()

  static let paths: Set<PagePath> = Set(editions.first?.documents.map(\.path) ?? [])
  static let documents: [[Document]] = editions.map(\.documents)

  private static func files(_ language: String, _ folder: String = "") throws -> Set<String> {
    let path = "\(PackageFolder.path)/Templates/guidance/\(language)/\(folder)"
    return Set(try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".md") })
  }

  @Test("the reference is written in English and Korean, page by page the same")
  func languages() {
    #expect(Self.editions.map(\.language) == [.english, .korean])
    for pages in Self.documents { #expect(Set(pages.map(\.path)) == Self.paths) }
  }

  @Test("every class has a text in each language, and no text is without its class")
  func classTexts() throws {
    let wanted = Set(FailureClasses.builtIn.all.map { "\($0.id).md" })
    for language in ["en", "ko"] {
      #expect(try Self.files(language).symmetricDifference(wanted) == [], "guidance/\(language)")
    }
  }

  @Test("guides and mail services have a text in both languages", arguments: ["guides", "providers"])
  func pairs(folder: String) throws {
    #expect(try Self.files("en", folder).symmetricDifference(Self.files("ko", folder)) == [], "\(folder)")
  }

  @Test("what is no language is the same in every language of a mail service's text")
  func providerFacts() {
    let english = Self.editions[0].guidance.allProviders
    for edition in Self.editions.dropFirst() {
      for (one, other) in zip(english, edition.guidance.allProviders) {
        #expect(
          one.rules == other.rules && one.domains == other.domains && one.limits == other.limits, "\(one.id)")
        #expect(one.sections.count == other.sections.count, "\(one.id)")
      }
    }
  }

  @Test("every row of the catalogue has its page")
  func catalogue() {
    let catalogue = CodeCatalogue.builtIn
    #expect(catalogue.replyCodes.count >= 80 && catalogue.enhancedCodes.count >= 80)
    for row in catalogue.replyCodes {
      #expect(Self.paths.contains(.code(row.code.description)), "\(row.code)")
    }
    for row in catalogue.enhancedCodes {
      let pages = [2, 4, 5].map { PagePath.code("\($0).\(row.subject).\(row.detail)") }
      #expect(pages.contains { Self.paths.contains($0) }, "\(row.code)")
    }
    for row in catalogue.deliveryStatuses {
      #expect(Self.paths.contains(.status(ReferencePages.pageName(of: row))), "\(row.name)")
    }
    #expect(catalogue.deliveryStatuses.count == 55)
  }

  @Test("every class has a page, a rule that yields it and a sample")
  func classes() {
    for entry in FailureClasses.builtIn.all {
      #expect(Self.paths.contains(.failureClass(entry.id)), "\(entry.id) has no page")
      #expect(RuleBook.builtIn.rules.contains { $0.failureClass == entry }, "\(entry.id) has no rule")
      #expect(
        ReferenceCatalogue.builtIn.samples.contains { $0.verdict.failureClass == entry },
        "\(entry.id) has no sample")
    }
  }

  @Test("the class, the codes, the sign and the mail service of every rule have a page")
  func rules() {
    for rule in RuleBook.builtIn.rules {
      #expect(Self.paths.contains(.failureClass(rule.failureClass.id)), "\(rule.id)")
      #expect(!rule.source.isEmpty && !rule.examples.isEmpty, "\(rule.id) has no source or example")
      for sign in ProviderSign.signs(of: rule).prefix(1) {
        #expect(Self.paths.contains(.code(sign)), "\(rule.id): \(sign)")
      }
      if let provider = rule.provider {
        #expect(Self.editions[0].providerIndex[provider] != nil, "\(rule.id): \(provider)")
      }
    }
    for sample in ReferenceCatalogue.builtIn.samples {
      for code in sample.codes {
        #expect(Self.paths.contains(.code(code)), "\(RuleBook.builtIn.rules[sample.rule].id): \(code)")
      }
    }
  }

  @Test("every mail service that rules know has a name of its own")
  func providerNames() {
    for edition in Self.editions {
      for provider in edition.providers {
        #expect(
          provider.title != provider.id || provider.id.contains("."),
          "Catalogue/providers.csv: \(provider.id)")
      }
    }
  }

  @Test("every rule names the mail services' texts that exist")
  func providerRules() {
    let known = Set(ReferenceCatalogue.builtIn.providers)
    for text in Self.editions[0].guidance.allProviders {
      for name in text.rules { #expect(known.contains(name), "providers/\(text.id).md: rules: \(name)") }
    }
  }

  @Test("every sample reply is classified as its page says")
  func samples() {
    var classifier = Classifier()
    for sample in ReferenceCatalogue.builtIn.samples {
      let rule = RuleBook.builtIn.rules[sample.rule]
      let verdict = classifier.verdict(for: sample.reply)
      #expect(verdict.failureClass == rule.failureClass, "\(rule.id): \(sample.reply.text)")
      #expect(verdict == sample.verdict)
    }
  }

  @Test("every page says something, and no wording is missing")
  func words() {
    for document in Self.documents.flatMap(\.self) {
      let place = "\(document.path) \(document.language.id)"
      #expect(!document.title.isEmpty && !document.lead.isEmpty && !document.summary.isEmpty, "\(place)")
      #expect(!document.sections.isEmpty, "\(place)")
      for section in document.sections {
        #expect(!section.heading.isEmpty && !section.blocks.isEmpty, "\(place) \(section.id)")
      }
      let text = String(describing: document)
      for broken in ["⟨reference", "⟨column", "⟨code", "⟨provider"] {
        #expect(!text.contains(broken), "\(place): a wording is missing")
      }
    }
  }

  @Test("ids of sections are unique on their page")
  func sectionIDs() {
    for document in Self.documents.flatMap(\.self) {
      let ids = document.sections.map(\.id)
      #expect(ids.count == Set(ids).count, "\(document.path): \(ids)")
    }
  }

  @Test("names of pages stay apart on file systems that fold case")
  func fileNames() {
    let files = Self.documents[0].map {
      $0.path.file(language: .english, isFirstLanguage: true, ending: "html").lowercased()
    }
    let twice = Dictionary(grouping: files) { $0 }.filter { $1.count > 1 }.keys
    #expect(twice.isEmpty, "\(twice.sorted())")
  }

  @Test("the addresses that strangers link to")
  func addresses() {
    for path in [
      PagePath.code("5.7.26"), .code("TSS04"), .code("OFR_416"), .code("S3140"),
      .failureClass("mailbox-full"),
      .provider("google"), .provider("naver"), .provider("kakao"), .provider("zendesk"),
      .provider("amazon-ses"),
      .status("ec-integration-error"), .guide("reading-a-bounce"),
    ] {
      #expect(Self.paths.contains(path), "\(path)")
    }
    #expect(
      PagePath.code("5.7.26").file(language: .english, isFirstLanguage: true, ending: "html")
        == "reference/en/codes/5.7.26.html")
  }
}
