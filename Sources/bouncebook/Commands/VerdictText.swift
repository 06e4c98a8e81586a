import Classification
import DeliveryModel
import Readers
import Reports
import SMTPStatus

/// A verdict as a person reads it in a terminal: why, on what evidence, and what to do next.
struct VerdictText {
  private let guidance: GuidanceLibrary

  init(language: Language) throws {
    let library = try WordingLibrary()
    guard let wording = library[language] else {
      throw UsageProblem(
        "--language \(language.id): there is \(library.languages.map(\.id).joined(separator: ", "))")
    }
    guidance = try GuidanceLibrary(wording: wording)
  }

  func text(_ verdict: Verdict, of reply: Reply) -> String {
    let about = guidance[verdict.failureClass.id]
    var lines = ["\(about.title)  [\(verdict.failureClass.id), \(verdict.permanence.rawValue)]"]
    if !about.reason.isEmpty { lines.append("  \(about.reason)") }
    let code = [reply.code?.description, reply.enhancedCode?.description].compactMap(\.self).joined(
      separator: " ")
    var evidence = code.isEmpty ? "no code" : code
    if let words = verdict.evidence.words { evidence += ", “\(DisplayName.escaped(words))”" }
    lines.append(
      "  evidence: \(evidence); \(Self.certainty(verdict.evidence)) (rule \(verdict.evidence.rule))")
    if let doubt = verdict.doubt { lines.append("  but: \(doubt.sentence)") }
    lines.append("  who:      \(Self.fixer(verdict.fixer))")
    lines.append("  → \(about.nextStep)")
    return lines.joined(separator: "\n") + "\n\n"
  }

  private static func certainty(_ evidence: Evidence) -> String {
    switch evidence.certainty {
    case .statedByTheCode: "stated by the code"
    case .decidedByTheText: "decided by the text"
    case .guessed: "guessed"
    }
  }

  private static func fixer(_ fixer: Fixer) -> String {
    switch fixer {
    case .agent: "the agent can fix it"
    case .endUser: "the customer can fix it"
    case .admin: "an administrator must"
    case .receiver: "the receiver's administrator must"
    case .wait: "only time"
    }
  }
}
