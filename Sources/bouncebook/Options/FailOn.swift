import Classification
import DeliveryModel
import Reports
import Summaries

/// A condition on which a report ends with status 4: `rate>1%`, `silent>0`, `class:mailbox-full>=10`, `new-class`.
struct FailOn {
  static let help = """
    rate>1% (failures of all mails that ended), failed>10, delayed>100, silent>0 (answers that reached nobody), \
    class:authentication-failed>0, domain:naver.com>5, new-class (a reason that the page calls new). \
    Comparisons: > and >=.
    """

  enum Measure: Hashable {
    case rate, failed, delayed, silent, newClass
    case failureClass(String)
    case domain(String)
  }

  enum Outcome: Hashable {
    case holds(String)
    case holdsNot
    case cannotBeTold(String)
  }

  let text: String
  let measure: Measure
  /// Percent for a rate, else a number of failures.
  let limit: Double
  let holdsAtLimit: Bool

  init(_ text: String) throws {
    self.text = text
    var parser = Parser(text)
    measure = try parser.measure()
    guard measure != .newClass else {
      (limit, holdsAtLimit) = (0, false)
      try parser.end()
      return
    }
    holdsAtLimit = try parser.comparison()
    limit = try parser.number(isPercent: measure == .rate)
    try parser.end()
  }

  func evaluate(_ weekly: WeeklyReport, _ context: ReportContext) -> Outcome {
    let findings = context.findings
    switch measure {
    case .rate:
      guard let ended = weekly.ended else {
        return .cannotBeTold("nothing says how many mails were sent, so there is no rate")
      }
      let rate = Double(weekly.failed) / Double(ended) * 100
      return outcome(rate, "\(weekly.failed) of \(ended) mails failed")
    case .failed: return outcome(weekly.failed, "\(weekly.failed) mails failed")
    case .delayed: return outcome(weekly.delayed, "\(weekly.delayed) mails came late")
    case .silent:
      guard weekly.waiting != nil else {
        return .cannotBeTold("without a help-desk export nobody can say which answers reached nobody")
      }
      let silent = findings.failures.indices.filter { context.state(of: $0) == .silent }
      let tickets = Set(silent.map { findings.failures[$0].ticketID })
      return outcome(tickets.count, "the latest answer of \(tickets.count) tickets reached nobody")
    case .failureClass(let id):
      let count = findings.totals.byClass[id] ?? 0
      return outcome(count, "\(count) failures of the class \(id)")
    case .domain(let name):
      let count = findings.totals.byDomain[name]?.failed ?? 0
      return outcome(count, "\(count) failures at \(name)")
    case .newClass:
      guard weekly.trend.weeks.count > 1 else {
        return .cannotBeTold("no earlier week is known, so nothing can be called new")
      }
      let new = weekly.trend.classes.filter { $0.change == .new }.map(\.name).sorted()
      return new.isEmpty ? .holdsNot : .holds("new: \(new.joined(separator: ", "))")
    }
  }

  private func outcome(_ value: Int, _ sentence: String) -> Outcome { outcome(Double(value), sentence) }

  private func outcome(_ value: Double, _ sentence: String) -> Outcome {
    value > limit || (holdsAtLimit && value == limit) ? .holds(sentence) : .holdsNot
  }
}

/// Reads a condition from left to right; problems name the place.
private struct Parser {
  private let text: String
  private var rest: Substring

  init(_ text: String) {
    self.text = text
    rest = text[...]
  }

  private func problem(_ expected: String) -> UsageProblem {
    let place = text.distance(from: text.startIndex, to: rest.startIndex) + 1
    return UsageProblem("--fail-on '\(text)': at character \(place): expected \(expected)")
  }

  mutating func skipBlanks() { rest = rest.drop { $0 == " " } }

  mutating func measure() throws -> FailOn.Measure {
    skipBlanks()
    let word = rest.prefix { $0 != ">" && $0 != "<" && $0 != "=" && $0 != " " }
    let measure: FailOn.Measure
    switch word {
    case "rate": measure = .rate
    case "failed": measure = .failed
    case "delayed": measure = .delayed
    case "silent": measure = .silent
    case "new-class": measure = .newClass
    default:
      guard let colon = word.firstIndex(of: ":") else {
        throw problem("rate, failed, delayed, silent, new-class, class:NAME or domain:NAME")
      }
      let name = String(word[word.index(after: colon)...])
      switch word[..<colon] {
      case "class": measure = .failureClass(name)
      case "domain": measure = .domain(name.lowercased())
      default: throw problem("class:NAME or domain:NAME")
      }
      if case .failureClass = measure, FailureClasses.builtIn[name] == nil {
        rest = rest[word.index(after: colon)...]
        throw problem("a failure class such as authentication-failed")
      }
      if name.isEmpty { throw problem("a domain after domain:") }
    }
    rest = rest[word.endIndex...]
    return measure
  }

  /// True for “at or above”.
  mutating func comparison() throws -> Bool {
    skipBlanks()
    guard rest.first == ">" else { throw problem("> or >=") }
    rest = rest.dropFirst()
    guard rest.first == "=" else { return false }
    rest = rest.dropFirst()
    return true
  }

  mutating func number(isPercent: Bool) throws -> Double {
    skipBlanks()
    let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let value = Double(digits), value.isFinite, !digits.isEmpty else { throw problem("a number") }
    rest = rest[digits.endIndex...]
    skipBlanks()
    guard isPercent else { return value }
    guard rest.first == "%" else { throw problem("% after the number: a rate is a share") }
    rest = rest.dropFirst()
    guard value <= 100 else { throw UsageProblem("--fail-on '\(text)': a share above 100% cannot be") }
    return value
  }

  mutating func end() throws {
    skipBlanks()
    guard rest.isEmpty else { throw problem("the end of the condition") }
  }
}
