import Classification
import DeliveryModel
import Foundation
import Readers
import Reports
import Summaries
import TestSupport
import Testing

/// Reads exports as a report would.
enum Export {
  static func summary(of paths: [String], zone: LocalZone = .utc) -> Summary {
    var summary = Summary(zone: zone)
    let settings = IntakeSettings(zone: zone, now: UTCTime(year: 2026, month: 11, day: 24), cores: 1)
    Intake(settings: settings, classifier: Classifier()).read(InputWalker.walk(paths).items, into: &summary)
    return summary
  }

  static func findings(of files: [(name: String, text: String)]) throws -> Findings {
    let folder = try TemporaryFolder()
    for file in files { try folder.write(file.name, file.text) }
    return summary(of: [folder.path]).findings(classifier: Classifier())
  }

  /// The export in `Fixtures/hand-checked`, whose answers were worked out by hand.
  static let handChecked: Findings = {
    let folder = PackageFolder.path + "/Tests/ReportsTests/SupportLeadReview/Fixtures/hand-checked"
    return summary(of: [folder]).findings(classifier: Classifier())
  }()

  static func voice(_ language: Language = .english) throws -> Voice {
    let library = try WordingLibrary()
    let wording = try #require(library[language])
    return Voice(wording: wording, guidance: try GuidanceLibrary(wording: wording))
  }
}

extension Document {
  /// The words of some of its sections, or of all.
  func words(of ids: String...) -> String {
    sections.filter { ids.isEmpty || ids.contains($0.id) }.map { section in
      ([section.heading] + section.blocks.map(\.words)).joined(separator: "\n")
    }.joined(separator: "\n")
  }
}

extension Block {
  var words: String {
    switch self {
    case .paragraph(let phrase), .notice(let phrase): phrase.plainText
    case .list(let items), .steps(let items): items.map(\.plainText).joined(separator: "\n")
    case .table(let table):
      ([table.caption] + table.rows.map { $0.map(\.plainText).joined(separator: " | ") }).joined(
        separator: "\n")
    case .failures(let blocks):
      blocks.map { block in
        ([block.recipient] + block.particulars.map(\.plainText) + block.remarks.map(\.plainText)
          + [block.nextStep.plainText] + block.evidence.map(\.plainText)
          + block.copies.map(\.text)).joined(separator: "\n")
      }.joined(separator: "\n")
    case .part(let part): ([part.heading.plainText] + part.blocks.map(\.words)).joined(separator: "\n")
    case .details(let summary, let blocks):
      ([summary.plainText] + blocks.map(\.words)).joined(separator: "\n")
    case .prose(let text, _): text
    case .definitions(let list):
      list.map { "\($0.term.plainText): \($0.meaning.plainText)" }.joined(separator: "\n")
    case .chart(let chart): chart.title
    case .copyText(let copy): copy.text
    }
  }
}
