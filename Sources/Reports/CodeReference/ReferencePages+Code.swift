import Classification
import DeliveryModel
import SMTPStatus

extension ReferencePages {
  /// Most replies, rules and providers' meanings that a code's page shows.
  private static let longestSampleList = 12
  private static let longestRuleList = 20
  private static let longestMeaningList = 40
  /// The class's pages have the rest.
  private static let longestNameList = 120

  func codePage(_ entry: ReferenceCode) -> Document {
    var page = page(.code, .code(entry.code), title(of: entry), list: Self.list(of: entry.kind))
    page.lead = Phrase(lead(of: entry))
    page.summary = page.lead.plainText
    page.sections.append(
      Section(
        "meaning", wording.text(entry.kind == .sign ? "reference.meaning.sign" : "reference.meaning.title"),
        meaning(of: entry)))
    page.sections += practice(of: entry)
    page.sections += classSections(of: entry)
    let samples = choice(of: entry.samples, limit: Self.longestSampleList)
    if !samples.isEmpty {
      page.sections.append(
        Section(
          "samples", wording.text("reference.samples.title"), [samplesTable(samples, withClass: true)]))
    }
    page.sections += rulesSection(of: entry)
    page.sections += ownSection(own?.codes[entry.code])
    page.sections += neighbours(of: entry)
    return page
  }

  static func list(of kind: ReferenceCode.Kind) -> String {
    switch kind {
    case .reply: "reply-codes"
    case .enhanced: "enhanced-codes"
    case .sign: "signs"
    }
  }

  // MARK: What it is called

  private func replyMeaning(_ entry: ReferenceCode) -> ReplyCodeMeaning? {
    Int(entry.code).flatMap { ReplyCode($0) }.flatMap { reference.catalogue.meaning(of: $0) }
  }

  private func enhancedMeaning(_ entry: ReferenceCode) -> EnhancedCodeMeaning? {
    EnhancedStatusCode(entry.code).flatMap { reference.catalogue.meaning(of: $0) }
  }

  /// What providers say of it themselves.
  func providerMeanings(_ entry: ReferenceCode) -> [ProviderCodeMeaning] {
    switch entry.kind {
    case .reply:
      reference.catalogue.providerCodes.filter { $0.replyCode == entry.code && $0.enhancedCode.isEmpty }
    case .enhanced: EnhancedStatusCode(entry.code).map { reference.catalogue.providerMeanings(of: $0) } ?? []
    case .sign:
      reference.catalogue.providerCodes.filter { row in
        ProviderSign.sign(in: row.sign) == entry.code || entry.aliases.contains(row.sign)
      }
    }
  }

  /// The name of the code in a few words; empty where nobody gave it one.
  func name(of entry: ReferenceCode) -> String {
    switch entry.kind {
    case .reply: text(replyMeaning(entry)?.title)
    case .enhanced: text(enhancedMeaning(entry)?.title)
    case .sign:
      entry.samples.first.flatMap { reference.samples[$0].provider }.map { link(toProvider: $0).plainText }
        ?? ""
    }
  }

  func title(of entry: ReferenceCode) -> String {
    let name = name(of: entry)
    guard !name.isEmpty else { return wording.text("code.title", ["code": Phrase(entry.code)]) }
    return wording.text("reference.code-title", ["code": Phrase(entry.code), "name": Phrase(name)])
  }

  /// In one sentence; for the index too.
  func lead(of entry: ReferenceCode) -> String {
    switch entry.kind {
    case .reply:
      if let row = replyMeaning(entry) { return text(row.meaning) }
    case .enhanced:
      if let row = enhancedMeaning(entry) { return text(row.meaning) }
    case .sign: break
    }
    if entry.kind != .reply, let row = providerMeanings(entry).first { return text(row.meaning) }
    if let id = entry.verdict?.failureClass.id, entry.kind == .sign {
      return wording.text(
        "reference.sign-lead",
        ["provider": Phrase(name(of: entry)), "reason": Phrase(voice.guidance[id].title)])
    }
    return CodeMeaning(entry.code).short(in: wording)
  }

  // MARK: Sections

  private func meaning(of entry: ReferenceCode) -> [Block] {
    var definitions: [Definition] = []
    func source(_ text: String) {
      guard !text.isEmpty else { return }
      definitions.append(Definition(wording.phrase("reference.source"), Phrase(text)))
    }
    switch entry.kind {
    case .reply:
      definitions += CodeMeaning(entry.code).parts(in: wording)
      if let row = replyMeaning(entry) {
        definitions.append(Definition(.code(entry.code), Phrase("\(text(row.title)). \(text(row.meaning))")))
        if !row.isStandard {
          definitions.append(
            Definition(wording.phrase("reference.standard"), wording.phrase("reference.not-standard")))
        }
        source(row.source)
      }
    case .enhanced:
      definitions += CodeMeaning(entry.code).parts(in: wording)
      if let row = enhancedMeaning(entry) {
        definitions[definitions.count - 1] = Definition(
          .code("x.\(row.subject).\(row.detail)"), Phrase("\(text(row.title)). \(text(row.meaning))"))
        if !row.replyCodes.isEmpty {
          definitions.append(
            Definition(wording.phrase("reference.goes-with"), linked(codesIn: row.replyCodes)))
        }
        source(row.source)
      } else {
        definitions.append(
          Definition(wording.phrase("reference.standard"), wording.phrase("reference.not-registered")))
      }
    case .sign:
      definitions.append(
        Definition(wording.phrase("reference.column.provider"), provider(of: entry)))
      if !entry.aliases.isEmpty {
        definitions.append(
          Definition(
            wording.phrase("reference.also-written"),
            entry.aliases.map { Phrase.code($0) }.joined(separator: ", ")))
      }
      if let rule = entry.rules.first { source(reference.book.rules[rule].source) }
    }
    return [.definitions(definitions)]
  }

  private func provider(of entry: ReferenceCode) -> Phrase {
    entry.samples.first.flatMap { reference.samples[$0].provider }.map { link(toProvider: $0) }
      ?? wording.phrase("reference.anybody")
  }

  /// Codes in a list such as “451, 550” lead to their pages.
  private func linked(codesIn list: String) -> Phrase {
    list.split(separator: ",").map { part in
      let code = part.drop { $0 == " " }
      return reference[String(code)] == nil ? Phrase(String(code)) : voice.link(toCode: String(code))
    }.joined(separator: ", ")
  }

  /// What receivers really use it for.
  private func practice(of entry: ReferenceCode) -> [Section] {
    var blocks: [Block] = []
    let habit = text(enhancedMeaning(entry)?.inPractice)
    if !habit.isEmpty { blocks.append(.paragraph(Phrase(habit))) }
    let classes = Set(entry.samples.map { reference.samples[$0].verdict.failureClass.id })
    if classes.count > 2, entry.kind != .sign {
      blocks.append(.paragraph(wording.phrase("reference.practice.many", count: classes.count)))
    }
    let all = providerMeanings(entry)
    let rows = all.prefix(Self.longestMeaningList)
    if !rows.isEmpty {
      blocks.append(
        .table(
          Table(
            caption: wording.text("reference.practice.caption", count: rows.count),
            columns: [
              .init(wording.text("reference.column.sign")), .init(wording.text("reference.column.provider")),
              .init(wording.text("column.meaning")), .init(wording.text("column.class")),
            ],
            rows: rows.map { row in
              [
                .code(row.sign), link(toProvider: row.provider), Phrase(text(row.meaning)),
                voice.link(toClass: row.failureClass),
              ]
            },
            note: all.count > rows.count
              ? wording.phrase("table.left-out", count: all.count - rows.count) : Phrase())))
    }
    return blocks.isEmpty ? [] : [Section("practice", wording.text("reference.practice.title"), blocks)]
  }

  /// The class that it has alone, why, and what to do; other classes by words.
  private func classSections(of entry: ReferenceCode) -> [Section] {
    guard let verdict = entry.verdict else {
      return [
        Section(
          "class", wording.text("reference.class.title"),
          [.paragraph(wording.phrase("reference.class.success"))]
        )
      ]
    }
    let id = verdict.failureClass.id
    var blocks: [Block] = [
      .paragraph(
        wording.phrase(
          "reference.class.\(entry.kind == .sign ? "sign" : verdict.evidence.certainty.rawValue)",
          [
            "class": voice.link(toClass: id), "code": .code(entry.code),
            "permanence": wording.phrase("reference.permanence.\(verdict.permanence.rawValue)"),
            "fixer": Phrase(.fixer(FixerGroup(verdict.fixer), voice.fixer(verdict.fixer))),
          ]))
    ]
    if let doubt = verdict.doubt, let other = doubt.otherClass {
      blocks.append(
        .notice(wording.phrase("reference.class.doubt", ["class": voice.link(toClass: other.id)])))
    }
    let others = Dictionary(
      entry.samples.map { (reference.samples[$0].verdict.failureClass.id, 1) }, uniquingKeysWith: +
    ).filter { $0.key != id }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    if !others.isEmpty {
      blocks.append(
        .paragraph(
          wording.phrase(
            "reference.class.others",
            ["classes": others.map { voice.link(toClass: $0.key) }.joined(separator: ", ")])))
    }
    return [
      Section("class", wording.text("reference.class.title"), blocks),
      Section("steps", wording.text("reference.steps.title"), steps(id)),
    ]
  }

  /// The rules whose conditions name the code, then those whose example carries it.
  private func rulesSection(of entry: ReferenceCode) -> [Section] {
    let byExample = entry.samples.map { reference.samples[$0].rule }.filter { !entry.rules.contains($0) }
    var all: [Int] = []
    for rule in entry.rules + byExample where !all.contains(rule) { all.append(rule) }
    guard !all.isEmpty else {
      return [
        Section(
          "rules", wording.text("reference.rules.title"), [.paragraph(wording.phrase("reference.rules.none"))]
        )
      ]
    }
    var blocks: [Block] = [.paragraph(wording.phrase("reference.rules.intro", count: all.count))]
    let shown = all.prefix(Self.longestRuleList)
    blocks.append(rulesTable(Array(shown)))
    if all.count > shown.count {
      let ids = all.dropFirst(shown.count).prefix(Self.longestNameList).map {
        Phrase.code(reference.book.rules[$0].id)
      }
      blocks.append(
        .details(
          summary: wording.phrase("reference.rules.more", count: all.count - shown.count),
          [.paragraph(ids.joined(separator: ", "))]))
    }
    return [Section("rules", wording.text("reference.rules.title"), blocks)]
  }

  func rulesTable(_ rules: [Int]) -> Block {
    .table(
      Table(
        caption: wording.text("reference.rules.caption", count: rules.count),
        columns: [
          .init(wording.text("reference.column.rule")), .init(wording.text("reference.column.when")),
          .init(wording.text("column.class")), .init(wording.text("reference.source")),
        ],
        rows: rules.map { position in
          let rule = reference.book.rules[position]
          return [
            .code(rule.id), conditions(of: rule), voice.link(toClass: rule.failureClass.id),
            Phrase(rule.source),
          ]
        }))
  }

  /// What must hold, in words.
  private func conditions(of rule: Rule) -> Phrase {
    let conditions = rule.conditions
    var parts: [Phrase] = []
    func list(_ key: String, _ items: [String], limit: Int = 6) {
      guard !items.isEmpty else { return }
      var phrase = items.prefix(limit).map { Phrase.code($0) }.joined(separator: ", ")
      if items.count > limit {
        phrase.append(" ")
        phrase.append(wording.phrase("reference.when.and-more", count: items.count - limit))
      }
      parts.append(wording.phrase("reference.when.\(key)", ["list": phrase]))
    }
    list("text", conditions.text)
    list("also", conditions.also)
    list("all", conditions.all)
    list("none", conditions.none)
    list("codes", conditions.enhancedCodes.map(\.description) + conditions.replyCodes.map(\.description))
    list("host", conditions.hosts)
    if !conditions.stages.isEmpty {
      let stages = conditions.stages.map { wording.phrase("reference.stage.\($0.rawValue)") }
      parts.append(wording.phrase("reference.when.stage", ["list": stages.joined(separator: ", ")]))
    }
    return parts.joined(separator: "; ")
  }

  private func neighbours(of entry: ReferenceCode) -> [Section] {
    var codes: [String] = []
    func add(_ code: String) {
      if code != entry.code, reference[code] != nil, !codes.contains(code) { codes.append(code) }
    }
    switch entry.kind {
    case .enhanced:
      guard let code = EnhancedStatusCode(entry.code) else { return [] }
      for severity in [2, 4, 5] { add("\(severity).\(code.subject).\(code.detail)") }
      let near = reference.codes.filter { $0.kind == .enhanced }.compactMap { EnhancedStatusCode($0.code) }
        .filter { $0.severity == code.severity && $0.subject == code.subject && $0 != code }
        .sorted { (distance($0, code), $0) < (distance($1, code), $1) }.prefix(4).sorted()
      for other in near { add(other.description) }
      // Mistaken for each other: one a beginning of the other.
      for other in reference.codes where other.kind == .enhanced {
        if other.code.hasPrefix(entry.code) || (entry.code.hasPrefix(other.code) && other.code.count > 4) {
          add(other.code)
        }
        if codes.count >= 10 { break }
      }
      for sample in entry.samples {
        for code in reference.samples[sample].codes.prefix(1) { if codes.count < 12 { add(code) } }
      }
    case .reply:
      guard let number = Int(entry.code) else { return [] }
      for other in reference.codes where other.kind == .reply {
        if let near = Int(other.code), near != number, abs(near - number) <= 2 { add(other.code) }
      }
      var counts: [String: Int] = [:]
      for sample in entry.samples {
        for code in reference.samples[sample].codes.dropFirst() { counts[code, default: 0] += 1 }
      }
      for (code, _) in counts.sorted(by: { ($1.value, CodeOrder($0.key)) < ($0.value, CodeOrder($1.key)) })
        .prefix(8)
      {
        add(code)
      }
    case .sign:
      for sample in entry.samples { for code in reference.samples[sample].codes { add(code) } }
      let own = entry.rules.first.map { reference.book.rules[$0].provider }
      let others = reference.codes.filter { other in
        other.kind == .sign && other.rules.first.map { reference.book.rules[$0].provider } == own
      }
      if let place = others.firstIndex(of: entry) {
        for other in others[max(0, place - 4)..<min(others.count, place + 5)] { add(other.code) }
      }
    }
    let statuses = self.statuses.filter { $0.code.split(separator: " ").contains { $0 == entry.code } }
    guard !codes.isEmpty || !statuses.isEmpty else { return [] }
    var items = codes.compactMap { reference[$0] }.map { other in
      voice.link(toCode: other.code) + Phrase(": \(shortName(of: other))")
    }
    items += statuses.map { link(to: $0) + Phrase(": \(wording.text("reference.kind.status"))") }
    return [Section("neighbours", wording.text("reference.neighbours.title"), [.list(items)])]
  }

  /// For a list: the name that it has, else the class that it means.
  private func shortName(of entry: ReferenceCode) -> String {
    let name = entry.kind == .sign ? "" : name(of: entry)
    if !name.isEmpty { return name }
    return entry.verdict.map { voice.guidance[$0.failureClass.id].title } ?? lead(of: entry)
  }

  private func distance(_ left: EnhancedStatusCode, _ right: EnhancedStatusCode) -> Int {
    abs(Int(left.detail) - Int(right.detail))
  }
}
