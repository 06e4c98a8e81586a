import Classification
import SMTPStatus

extension ReferencePages {
  /// The provider whose delivery statuses the catalogue holds.
  private static let ownerOfStatuses = "zendesk"

  func providerPage(_ provider: ReferenceProvider) -> Document {
    var page = page(.provider, .provider(provider.id), provider.title, list: "providers")
    let text = provider.guidance
    let samples = reference.samples.indices.filter { position in
      reference.samples[position].provider.map { provider.rules.contains($0) } ?? false
    }
    page.lead =
      text.summary.isEmpty
      ? wording.phrase("reference.provider.lead", ["provider": Phrase(provider.title)]) : Phrase(text.summary)
    page.summary = page.lead.plainText
    if !text.domains.isEmpty {
      page.subtitle = text.domains.map { Phrase.code($0) }.joined(separator: ", ")
    }
    page.sections += proseSections(of: text)
    page.sections += limits(of: provider)
    page.sections += ownSection(ownCount(text.domains))
    if provider.id == Self.ownerOfStatuses { page.sections += statusesSection }
    if !samples.isEmpty { page.sections.append(codes(samples)) }
    return page
  }

  private func ownCount(_ domains: [String]) -> OwnFailures.Count? {
    guard let own else { return nil }
    var sum = OwnFailures.Count()
    for domain in domains {
      guard let count = own.domains[domain] else { continue }
      sum.failures += count.failures
      sum.rows += count.rows
      sum.shapes += count.shapes
    }
    sum.rows = Array(sum.rows.sorted().prefix(10))
    sum.shapes = Array(sum.shapes.sorted().prefix(5))
    return sum
  }

  /// The numbers that it names, or that others name for it.
  private func limits(of provider: ReferenceProvider) -> [Section] {
    let rows = reference.catalogue.thresholds.filter { row in
      row.provider == provider.title || provider.guidance.limits.contains { row.provider.hasPrefix($0) }
    }
    guard !rows.isEmpty else { return [] }
    let table = Table(
      caption: wording.text("reference.limits.caption", count: rows.count),
      columns: [
        .init(wording.text("reference.limits.what")), .number(wording.text("reference.limits.value")),
        .init(wording.text("reference.limits.of")), .init(wording.text("reference.limits.then")),
        .init(wording.text("reference.source")),
      ],
      rows: rows.map { row in
        let metric = row.id.split(separator: "/").first.map(String.init) ?? row.id
        var basis = text(row.denominator)
        if !row.window.isEmpty {
          let window = wording.optional("reference.limits.window.\(row.window)") ?? row.window
          basis += basis.isEmpty ? window : " (\(window))"
        }
        return [
          Phrase(wording.optional("reference.limits.metric.\(metric)") ?? metric), value(of: row),
          Phrase(basis), Phrase(text(row.consequence)), Phrase(row.source),
        ]
      })
    return [Section("limits", wording.text("reference.limits.title"), [.table(table)])]
  }

  private func value(of row: SendingThreshold) -> Phrase {
    guard let value = row.value else { return wording.phrase("reference.limits.none") }
    let number =
      value == value.rounded() && abs(value) < 1e9 ? wording.number(Int(value)) : "\(value)"
    return wording.phrase("reference.limits.unit.\(row.unit)", ["number": Phrase(number)])
  }

  /// What the provider means by the reply, by the sign that the rule looks for.
  private func meaning(of sample: ReferenceSample) -> String {
    let markers = reference.book.rules[sample.rule].conditions.text
    let rows = reference.catalogue.providerCodes.filter {
      $0.provider == sample.provider && markers.contains($0.sign)
    }
    let fitting = rows.first { $0.failureClass == sample.verdict.failureClass.id } ?? rows.first
    return text(fitting?.meaning)
  }

  /// Every reply of it that is known: a table for each class, the most frequent first, each by code.
  private func codes(_ samples: [Int]) -> Section {
    let byClass = Dictionary(grouping: samples) { reference.samples[$0].verdict.failureClass.id }
    let sorted = byClass.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    return Section(
      "codes", wording.text("reference.provider.codes"),
      [.paragraph(wording.phrase("reference.provider.intro", count: samples.count))]
        + sorted.map { id, members in
          .part(Part("codes-\(id)", voice.link(toClass: id), group: group(of: id), [table(members)]))
        })
  }

  private func table(_ samples: [Int]) -> Block {
    let sorted = samples.sorted { left, right in
      let (one, other) = (reference.samples[left], reference.samples[right])
      return (CodeOrder(one.codes.last ?? "~"), left) < (CodeOrder(other.codes.last ?? "~"), right)
    }
    return .table(
      Table(
        caption: wording.text("reference.provider.caption", count: sorted.count),
        columns: [
          .init(wording.text("column.code")), .init(wording.text("column.reply")),
          .init(wording.text("column.meaning")),
        ],
        rows: sorted.map { position in
          let sample = reference.samples[position]
          let sign = ProviderSign.signs(of: reference.book.rules[sample.rule]).first
          let finest = sign ?? sample.codes.last
          return [
            finest.map { voice.link(toCode: $0) } ?? Phrase("–"), reply(sample),
            Phrase(meaning(of: sample)),
          ]
        }))
  }

  /// A text's parts under their headings, with what stands before the first one.
  func proseSections(of text: Guidance) -> [Section] {
    var sections: [Section] = []
    let parts = text.sections
    var opening = text.body
    if !parts.isEmpty, let heading = ("\n" + text.body).range(of: "\n## ") {
      opening = String(("\n" + text.body)[..<heading.lowerBound])
    }
    if opening.contains(where: { !$0.isWhitespace }) {
      sections.append(
        Section("opening", wording.text("reference.opening"), [.prose(opening, headingLevel: 3)]))
    }
    for (index, part) in parts.enumerated() {
      sections.append(Section("text-\(index + 1)", part.heading, [.prose(part.text, headingLevel: 3)]))
    }
    return sections
  }

  func guidePage(_ guide: Guidance) -> Document {
    var page = page(.guide, .guide(guide.id), guide.title, list: "guides")
    page.lead = Phrase(guide.summary)
    page.summary = guide.summary
    page.sections = proseSections(of: guide)
    return page
  }
}
