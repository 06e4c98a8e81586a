public import Classification
import DeliveryModel
public import SMTPStatus

/// What there is to look up: every code, with the rules and sample replies that belong to it.
///
/// It speaks no language: `ReferencePages` makes pages of it. It is made of the rule book and the code catalogue
/// alone, so that what they gain is on a page without anybody writing it.
public struct ReferenceCatalogue: Sendable {
  public let book: RuleBook
  public let catalogue: CodeCatalogue
  /// Reply codes first, then enhanced ones, then providers' signs; each by number or name.
  public let codes: [ReferenceCode]
  /// Every rule's examples, in the order of the rules.
  public let samples: [ReferenceSample]
  /// The providers that rules are about, sorted.
  public let providers: [String]
  private let positions: [String: Int]

  /// Of the rules and the catalogue that are part of the program.
  public static let builtIn = ReferenceCatalogue(rules: .builtIn)

  public init(rules book: RuleBook, catalogue: CodeCatalogue = .builtIn, alsoCodes: [String] = []) {
    self.book = book
    self.catalogue = catalogue
    var classifier = Classifier(rules: book)
    var samples: [ReferenceSample] = []
    for (position, rule) in book.rules.enumerated() {
      for example in rule.examples {
        samples.append(ReferenceSample(example, of: rule, at: position, by: &classifier))
      }
    }
    self.samples = samples
    providers = Set(book.rules.compactMap(\.provider)).sorted()

    var gathering = Gathering()
    gathering.add(catalogue)
    gathering.add(book.rules)
    gathering.add(samples, of: book.rules)
    for code in alsoCodes { gathering.add(code) }
    var codes = gathering.codes.values.sorted { CodeOrder($0.code) < CodeOrder($1.code) }
    for index in codes.indices {
      codes[index].verdict = Self.verdict(of: codes[index], samples, &classifier)
    }
    self.codes = codes
    var positions: [String: Int] = [:]
    for (position, code) in codes.enumerated() {
      for name in [code.code] + code.aliases where positions[name.lowercased()] == nil {
        positions[name.lowercased()] = position
      }
    }
    self.positions = positions
  }

  /// The code of that name or spelling, in any case.
  public subscript(code: String) -> ReferenceCode? { positions[code.lowercased()].map { codes[$0] } }

  /// What the code alone says: an enhanced code with the reply code that usually goes with it.
  private static func verdict(
    of code: ReferenceCode, _ samples: [ReferenceSample], _ classifier: inout Classifier
  ) -> Verdict? {
    switch code.kind {
    case .reply:
      guard let number = Int(code.code), let reply = ReplyCode(number) else { return nil }
      return reply.number < 400 ? nil : classifier.verdict(for: Reply(text: code.code, code: reply))
    case .enhanced:
      guard let enhanced = EnhancedStatusCode(code.code), enhanced.severity != 2 else { return nil }
      return classifier.verdict(for: Reply(text: code.code, enhancedCode: enhanced))
    case .sign:
      return code.rules.first.flatMap { rule in samples.first { $0.rule == rule }?.verdict }
    }
  }
}

/// Collects codes from where they are named.
private struct Gathering {
  var codes: [String: ReferenceCode] = [:]

  mutating func add(_ code: String) {
    if let number = Int(code), let reply = ReplyCode(number) {
      entry(reply.description, .reply)
    } else if let enhanced = EnhancedStatusCode(code) {
      entry(enhanced.description, .enhanced)
    }
  }

  mutating func add(_ catalogue: CodeCatalogue) {
    for row in catalogue.replyCodes { entry(row.code.description, .reply) }
    for row in catalogue.enhancedCodes {
      for severity in Self.severities(row) { entry("\(severity).\(row.subject).\(row.detail)", .enhanced) }
    }
    for row in catalogue.providerCodes {
      add(row.replyCode)
      add(row.enhancedCode)
    }
    for row in catalogue.deliveryStatuses where row.failureClass != "none" {
      for part in row.code.split(separator: " ") where part.utf8.count >= 3 { add(String(part)) }
    }
  }

  mutating func add(_ rules: [Rule]) {
    for (position, rule) in rules.enumerated() {
      for pattern in rule.conditions.replyCodes where pattern.isExact {
        entry(String(pattern.lower), .reply)
        codes[String(pattern.lower)]?.rules.append(position)
      }
      for pattern in rule.conditions.enhancedCodes where pattern.isExact {
        if let severity = pattern.severity {
          entry("\(severity).\(pattern.subject).\(pattern.details.lowerBound)", .enhanced)
        } else if !["4", "5"].contains(where: {
          codes["\($0).\(pattern.subject).\(pattern.details.lowerBound)"] != nil
        }) {
          entry("5.\(pattern.subject).\(pattern.details.lowerBound)", .enhanced)
        }
      }
      let signs = ProviderSign.signs(of: rule)
      if let name = signs.first {
        entry(name, .sign)
        codes[name]?.rules.append(position)
        for alias in signs.dropFirst() where codes[name]?.aliases.contains(alias) == false {
          codes[name]?.aliases.append(alias)
        }
      }
    }
    // Ranges and codes of any severity name codes that only now are all known.
    let enhanced = codes.values.filter { $0.kind == .enhanced }.compactMap { EnhancedStatusCode($0.code) }
    for (position, rule) in rules.enumerated() where !rule.conditions.enhancedCodes.isEmpty {
      for code in enhanced where rule.conditions.enhancedCodes.contains(where: { $0.matches(code) }) {
        codes[code.description]?.rules.append(position)
      }
    }
  }

  mutating func add(_ samples: [ReferenceSample], of rules: [Rule]) {
    for (position, sample) in samples.enumerated() {
      for code in sample.codes {
        add(code)
        codes[code]?.samples.append(position)
      }
      for sign in ProviderSign.signs(of: rules[sample.rule]).prefix(1) {
        codes[sign]?.samples.append(position)
      }
    }
    // Codes that only samples brought: rules of any severity name them too.
    for (position, rule) in rules.enumerated() {
      for code in codes.values where code.kind == .enhanced && !code.rules.contains(position) {
        guard let enhanced = EnhancedStatusCode(code.code),
          rule.conditions.enhancedCodes.contains(where: { $0.matches(enhanced) })
        else { continue }
        codes[code.code]?.rules.append(position)
      }
    }
  }

  private mutating func entry(_ code: String, _ kind: ReferenceCode.Kind) {
    if codes[code] == nil { codes[code] = ReferenceCode(code, kind) }
  }

  /// Those of the reply codes that the registry names; where it names none, a refusal for now and for good.
  private static func severities(_ row: EnhancedCodeMeaning) -> [Int] {
    var found: Set<Int> = []
    var word: [UInt8] = []
    for byte in row.replyCodes.utf8 + [0x20] {
      if (byte >= 0x30 && byte <= 0x39) || byte == UInt8(ascii: "x") {
        word.append(byte)
      } else {
        if word.count == 3, let first = word.first, [0x32, 0x34, 0x35].contains(first) {
          found.insert(Int(first) - 0x30)
        }
        word = []
      }
    }
    return found.isEmpty ? [4, 5] : found.sorted()
  }
}
