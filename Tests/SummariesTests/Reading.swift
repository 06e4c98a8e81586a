import Classification
import DeliveryModel
import Foundation
import Readers
import Summaries
import TestSupport

/// Reads texts as files would be read.
enum Reading {
  static func summary(of files: [(name: String, text: String)], year: Int = 2026, cores: Int = 1) throws
    -> Summary
  {
    let folder = try TemporaryFolder()
    for file in files { try folder.write(file.name, file.text) }
    var settings = IntakeSettings(
      zone: .utc, now: UTCTime(year: 2026, month: 11, day: 24), cores: cores)
    settings.year = year
    var summary = Summary(zone: .utc)
    let walk = InputWalker.walk([folder.path])
    Intake(settings: settings, classifier: Classifier()).read(walk.items, into: &summary)
    return summary
  }

  static func findings(of files: [(name: String, text: String)]) throws -> Findings {
    try summary(of: files).findings(classifier: Classifier())
  }

  static func text(_ lines: some Sequence<String>) -> String { lines.map { $0 + "\n" }.joined() }
}
