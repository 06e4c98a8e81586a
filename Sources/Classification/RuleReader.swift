internal import DeliveryModel
internal import SMTPStatus

/// Reads rules from a YAML file and names what does not fit the schema, with its line.
///
/// The file is a list of entries with `id`, `class`, `when`, `source` and `example`, and if need be
/// `permanence`, `strength` and `second_reading`; see `Rules/README.md`.
struct RuleReader {
  private let file: String
  private let classes: FailureClasses
  private(set) var rules: [Rule] = []
  private(set) var diagnostics: [RuleDiagnostic] = []

  /// Reads a file that a person has written.
  init(yaml: String, file: String, classes: FailureClasses = .builtIn) {
    self.file = file
    self.classes = classes
    do throws(RuleSyntaxError) {
      read(document: try RuleNode.compose(yaml: yaml))
    } catch {
      refuse(error)
    }
  }

  /// Reads a file that is part of the program.
  init(builtIn content: StaticString, file: String, classes: FailureClasses = .builtIn) {
    self.file = file
    self.classes = classes
    let bytes = UnsafeBufferPointer(start: content.utf8Start, count: content.utf8CodeUnitCount)
    do throws(RuleSyntaxError) {
      read(document: try PlainRuleFile.read(bytes))
    } catch {
      refuse(error)
    }
  }

  private mutating func refuse(_ error: RuleSyntaxError) {
    diagnostics.append(
      RuleDiagnostic(.error, at: Place(source: file, line: error.line), "not YAML: \(error.problem)"))
  }

  private mutating func read(document: RuleNode?) {
    guard let document else { return }
    guard let entries = document.sequence else {
      diagnostics.append(RuleDiagnostic(.error, at: place(document), "a rule file must be a list of rules"))
      return
    }
    for entry in entries { read(entry) }
  }

  private func place(_ node: RuleNode) -> Place { Place(source: file, line: node.line) }

  private mutating func fail(_ node: RuleNode, _ message: String) {
    diagnostics.append(RuleDiagnostic(.error, at: place(node), message))
  }

  // MARK: - One rule

  private static let keys: Set<String> = [
    "id", "class", "permanence", "strength", "when", "source", "example", "second_reading",
  ]

  private mutating func read(_ entry: RuleNode) {
    guard entry.mapping != nil else {
      fail(entry, "a rule must be a mapping with id, class, when, source and example")
      return
    }
    let mapping = entry
    let before = diagnostics.count
    checkKeys(mapping, known: Self.keys, kind: "key")
    let id = required("id", in: mapping, of: entry)
    let classNode = mapping["class"]
    let className = required("class", in: mapping, of: entry)
    let source = required("source", in: mapping, of: entry)
    let failureClass = className.flatMap { className -> FailureClass? in
      if let known = classes[className] { return known }
      diagnostics.append(
        .unknown("class", className, known: classes.all.map(\.id), at: place(classNode ?? entry)))
      return nil
    }
    let permanence: Permanence? = choice("permanence", in: mapping)
    let conditions = mapping["when"].map { readConditions($0) }
    if conditions == nil { fail(entry, "a rule must say when it applies: \"when\" is missing") }
    let strength: Rule.Strength? = choice("strength", in: mapping)
    let examples = readExamples(mapping["example"], of: entry)
    let secondReading = mapping["second_reading"].flatMap { readSecondReading($0) }
    guard diagnostics.count == before, let id, let failureClass, let source, let conditions else { return }
    let hasText = !conditions.text.isEmpty || !conditions.all.isEmpty
    guard hasText || !conditions.enhancedCodes.isEmpty || !conditions.replyCodes.isEmpty else {
      fail(entry, "rule \"\(id)\" must need a text, an enhanced code or a reply code")
      return
    }
    rules.append(
      Rule(
        id: id, failureClass: failureClass, permanence: permanence,
        strength: strength ?? (hasText ? .text : .code), conditions: conditions, source: source,
        examples: examples, secondReading: secondReading, place: place(entry)))
  }

  private mutating func checkKeys(_ mapping: RuleNode, known: Set<String>, kind: String) {
    for entry in mapping.mapping ?? [] where !known.contains(entry.key) {
      diagnostics.append(
        .unknown(kind, entry.key, known: known, at: Place(source: file, line: entry.keyLine)))
    }
  }

  private mutating func required(_ key: String, in mapping: RuleNode, of entry: RuleNode) -> String? {
    guard let node = mapping[key] else {
      fail(entry, "a rule must have \(key == "id" ? "an" : "a") \(key)")
      return nil
    }
    guard let text = node.string, !text.isEmpty else {
      fail(node, "\"\(key)\" must be a text that is not empty")
      return nil
    }
    return text
  }

  private mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, in mapping: RuleNode
  ) -> Choice? where Choice.RawValue == String {
    guard let node = mapping[key] else { return nil }
    return choice(node, kind: key)
  }

  private mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ node: RuleNode, kind: String
  ) -> Choice? where Choice.RawValue == String {
    let name = node.string ?? ""
    if let choice = Choice(rawValue: name) { return choice }
    diagnostics.append(
      .unknown(kind, name, known: Choice.allCases.map(\.rawValue), at: place(node)))
    return nil
  }

  // MARK: - Conditions

  private static let conditionKeys: Set<String> = [
    "text", "also", "all", "none", "reply_code", "enhanced_code", "stage", "said_by", "host",
  ]

  private mutating func readConditions(_ node: RuleNode) -> Rule.Conditions {
    var conditions = Rule.Conditions()
    guard node.mapping != nil else {
      fail(node, "\"when\" must be a mapping")
      return conditions
    }
    let mapping = node
    checkKeys(mapping, known: Self.conditionKeys, kind: "condition")
    conditions.text = texts("text", in: mapping)
    conditions.also = texts("also", in: mapping)
    conditions.all = texts("all", in: mapping)
    conditions.none = texts("none", in: mapping)
    conditions.hosts = texts("host", in: mapping)
    for item in items("reply_code", in: mapping) {
      if let pattern = ReplyCodePattern(item.string ?? "") {
        conditions.replyCodes.append(pattern)
      } else {
        fail(item, "\"\(item.string ?? "")\" is no reply code; write 550 or 5xx")
      }
    }
    for item in items("enhanced_code", in: mapping) {
      if let pattern = EnhancedCodePattern(item.string ?? "") {
        conditions.enhancedCodes.append(pattern)
      } else {
        fail(item, "\"\(item.string ?? "")\" is no enhanced code; write 5.1.1, X.1.1 or 5.7.606-649")
      }
    }
    for item in items("stage", in: mapping) {
      if let stage: Reply.Stage = choice(item, kind: "stage") { conditions.stages.append(stage) }
    }
    for item in items("said_by", in: mapping) {
      if let speaker: Reply.Speaker = choice(item, kind: "said_by") { conditions.saidBy.append(speaker) }
    }
    return conditions
  }

  private mutating func items(_ key: String, in mapping: RuleNode) -> [RuleNode] {
    guard let node = mapping[key] else { return [] }
    return node.sequence ?? [node]
  }

  private mutating func texts(_ key: String, in mapping: RuleNode) -> [String] {
    var texts: [String] = []
    for item in items(key, in: mapping) {
      guard let text = item.string, text.utf8.count >= 2 else {
        fail(item, "\"\(key)\" needs texts of at least two bytes")
        continue
      }
      texts.append(text)
    }
    return texts
  }

  // MARK: - Examples and second readings

  private mutating func readExamples(_ node: RuleNode?, of entry: RuleNode) -> [Rule.Example] {
    guard let node else {
      fail(entry, "a rule must have an example that it wins")
      return []
    }
    let items = node.sequence ?? [node]
    if items.isEmpty { fail(node, "a rule must have an example that it wins") }
    return items.compactMap { readExample($0) }
  }

  private static let exampleKeys: Set<String> = [
    "text", "reply_code", "enhanced_code", "said_by", "stage", "host",
  ]

  private mutating func readExample(_ node: RuleNode) -> Rule.Example? {
    if let text = node.string { return Rule.Example(text: text) }
    let mapping = node
    guard let text = mapping["text"]?.string else {
      fail(node, "an example must be a reply, or a mapping with \"text\"")
      return nil
    }
    checkKeys(mapping, known: Self.exampleKeys, kind: "key")
    var example = Rule.Example(text: text)
    example.host = mapping["host"]?.string
    if let code = mapping["reply_code"] {
      example.code = Int(code.string ?? "").flatMap { ReplyCode($0) }
      if example.code == nil { fail(code, "an example's reply code must be a number from 100 to 699") }
    }
    if let code = mapping["enhanced_code"] {
      example.enhancedCode = EnhancedStatusCode(code.string ?? "")
      if example.enhancedCode == nil { fail(code, "an example's enhanced code must be like 5.1.1") }
    }
    example.saidBy = choice("said_by", in: mapping)
    example.stage = choice("stage", in: mapping)
    return example
  }

  private mutating func readSecondReading(_ node: RuleNode) -> Rule.SecondReading? {
    let mapping = node
    guard let name = mapping["class"]?.string,
      let sentence = mapping["sentence"]?.string, !sentence.isEmpty
    else {
      fail(node, "a second reading must have a class and a sentence")
      return nil
    }
    guard let failureClass = classes[name] else {
      diagnostics.append(
        .unknown("class", name, known: classes.all.map(\.id), at: place(mapping["class"] ?? node)))
      return nil
    }
    return Rule.SecondReading(failureClass: failureClass, sentence: sentence)
  }
}
