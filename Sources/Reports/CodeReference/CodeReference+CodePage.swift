import Classification
import SMTPStatus
import Summaries

extension CodeReference {
  func codePage(_ entry: CodeEntry, _ context: ReportContext, in voice: Voice) -> Document {
    let wording = voice.wording
    let meaning = CodeMeaning(entry.code, catalogue)
    var page = page(
      .code, .code(entry.code), wording.text("code.title", ["code": Phrase(entry.code)]), in: voice)
    page.lead = lead(entry, meaning, in: voice)
    page.summary = page.lead.plainText
    if let step = stepSection(entry, meaning, in: voice) { page.sections.append(step) }
    page.sections.append(
      Section("meaning", wording.text("code.meaning.title"), [.definitions(meaning.parts(in: wording))]))
    if !entry.classes.isEmpty {
      let sorted = entry.classes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      page.sections.append(
        Section(
          "classes", wording.text("code.classes.title"),
          [
            .paragraph(wording.phrase("code.classes.intro", count: sorted.count)),
            .table(
              Table(
                caption: wording.text("code.classes.caption"),
                columns: [
                  .init(wording.text("column.class")), .init(wording.text("column.next-step")),
                  .number(wording.text("column.occurred")),
                ],
                rows: sorted.map {
                  [
                    voice.link(toClass: $0.key), Phrase(voice.guidance[$0.key].nextStep),
                    Phrase(wording.number($0.value)),
                  ]
                })),
          ]))
    }
    page.sections.append(
      Section(
        "seen", wording.text("code.seen.title"), seen(entry.failures, entry.samples, context, in: voice)))
    let rules = ruleSamples.filter { $0.codes.contains(entry.code) }
    if !rules.isEmpty { page.sections.append(ruleSection(rules, showsClass: true, in: voice)) }
    let statuses = catalogue.deliveryStatuses.filter {
      $0.code == entry.code || $0.code.hasSuffix(" " + entry.code)
    }
    if !statuses.isEmpty {
      page.sections.append(
        Section("statuses", wording.text("code.statuses.title"), [.table(statusTable(statuses, in: voice))]))
    }
    let neighbours = neighbours(of: entry.code)
    if !neighbours.isEmpty {
      page.sections.append(
        Section(
          "neighbours", wording.text("code.neighbours.title"),
          [
            .list(
              neighbours.map { neighbour in
                let meaning = CodeMeaning(neighbour.code, catalogue)
                let words =
                  likeliestClass(of: neighbour, meaning).map { Phrase(voice.guidance[$0].title) }
                  ?? Phrase(meaning.short(in: wording))
                return voice.link(toCode: neighbour.code) + Phrase(": ") + words
              })
          ]))
    }
    return page
  }

  /// What it is by the standard; where no standard knows it, what it mostly means.
  private func lead(_ entry: CodeEntry, _ meaning: CodeMeaning, in voice: Voice) -> Phrase {
    let short = Phrase(meaning.short(in: voice.wording))
    guard !meaning.isInCatalogue, let id = likeliestClass(of: entry, meaning) else { return short }
    return voice.wording.phrase("code.mostly", ["class": Phrase(voice.guidance[id].title), "digits": short])
  }

  /// The class that a code had most often; else the one of the catalogue; else that of the rules that know it.
  func likeliestClass(of entry: CodeEntry, _ meaning: CodeMeaning) -> String? {
    if let given = entry.classes.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) { return given.key }
    if let id = meaning.defaultClass { return id }
    var counts: [String: Int] = [:]
    for sample in ruleSamples where sample.codes.contains(entry.code) {
      // A rule that rests on the code itself says more of it than words that once came with it.
      counts[sample.verdict.failureClass.id, default: 0] += sample.rule.strength == .code ? 100 : 1
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// What to do about a code by itself, where it names a class; the words beside it may say something else.
  private func stepSection(_ entry: CodeEntry, _ meaning: CodeMeaning, in voice: Voice) -> Section? {
    guard let id = likeliestClass(of: entry, meaning) else { return nil }
    let text = voice.guidance[id]
    let wording = voice.wording
    var definitions = [
      Definition(wording.phrase("code.step.class"), voice.link(toClass: id) + Phrase(". " + text.reason)),
      Definition(wording.phrase("class.short.agent"), Phrase(text.nextStep)),
    ]
    if !text.adminStep.isEmpty {
      definitions.append(Definition(wording.phrase("class.short.admin"), Phrase(text.adminStep)))
    }
    return Section("step", wording.text("code.step.title"), [.definitions(definitions)])
  }

  /// Codes of the same subject that are near in number and mistaken for this one.
  private func neighbours(of code: String) -> [CodeEntry] {
    guard let own = EnhancedStatusCode(code) else { return [] }
    let near = codes.filter { entry in
      guard entry.code != code, let other = EnhancedStatusCode(entry.code), other.subject == own.subject
      else {
        return false
      }
      return other.detail == own.detail
        || (other.severity == own.severity && other.detail / 10 == own.detail / 10)
    }
    return Array(near.prefix(8))
  }

  func statusTable(_ statuses: [DeliveryStatusMeaning], in voice: Voice) -> Table {
    let wording = voice.wording
    return Table(
      caption: wording.text("statuses.caption", count: statuses.count),
      columns: [
        .init(wording.text("column.status")), .init(wording.text("column.code")),
        .init(wording.text("column.meaning")), .init(wording.text("column.class")),
      ],
      rows: statuses.map { status in
        let codes = status.code.split(separator: " ").map { code in
          self.codes.contains { $0.code == code } ? voice.link(toCode: String(code)) : .code(String(code))
        }
        let hint = status.hint.text(in: wording.language)
        return [
          .code(status.name) + .newLine + .soft(String(status.id)), codes.joined(separator: " "),
          Phrase(status.meaning.text(in: wording.language))
            + (hint.isEmpty ? Phrase() : .newLine + .soft(hint)),
          status.failureClass == "none" ? Phrase("–") : voice.link(toClass: status.failureClass),
        ]
      })
  }

  func statusesPage(in voice: Voice) -> Document {
    let wording = voice.wording
    var page = page(.deliveryStatuses, .deliveryStatuses, wording.text("statuses.title"), in: voice)
    page.lead = wording.phrase("statuses.lead")
    page.summary = page.lead.plainText
    page.sections = [
      Section(
        "statuses", wording.text("reference.statuses.title"),
        [.table(statusTable(catalogue.deliveryStatuses, in: voice))])
    ]
    return page
  }

  func providerPage(_ provider: String, in voice: Voice) -> Document {
    let wording = voice.wording
    let name = voice.providerName(provider)
    var page = page(.provider, .provider(provider), name, in: voice)
    let rules = ruleSamples.filter { $0.provider == provider }
    page.lead = wording.phrase("provider.lead", count: rules.count, ["name": Phrase(name)])
    page.summary = page.lead.plainText
    page.sections.append(ruleSection(rules, showsClass: true, in: voice))
    return page
  }
}

extension BilingualText {
  func text(in language: Language) -> String { language == .korean ? korean : english }
}

extension Voice {
  func providerName(_ id: String) -> String {
    wording.optional("provider-name.\(id)") ?? id.prefix(1).uppercased() + id.dropFirst()
  }

  func link(toProvider id: String) -> Phrase { .link(.page(.provider(id)), providerName(id)) }
}
