import Classification
import SMTPStatus

extension ReferencePages {
  /// Most rules of words that a provider's page lists.
  private static let longestList = 150
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
    page.sections += classes(samples)
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

  /// Which reasons it gives, by how many of its replies are known.
  private func classes(_ samples: [Int]) -> [Section] {
    let counts = Dictionary(
      samples.map { (reference.samples[$0].verdict.failureClass.id, 1) }, uniquingKeysWith: +)
    guard !counts.isEmpty else { return [] }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let items = sorted.map { id, count in
      voice.link(toClass: id) + Phrase(" (\(wording.number(count)))")
    }
    return [
      Section(
        "classes", wording.text("reference.provider.classes"), [.paragraph(items.joined(separator: ", "))])
    ]
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

  /// Every reply of it that is known, by code.
  private func codes(_ samples: [Int]) -> Section {
    let sorted = samples.sorted { left, right in
      let (one, other) = (reference.samples[left], reference.samples[right])
      return (CodeOrder(one.codes.last ?? "~"), left) < (CodeOrder(other.codes.last ?? "~"), right)
    }
    let shown = sorted.prefix(Self.longestList)
    let table = Table(
      caption: wording.text("reference.provider.caption", count: shown.count),
      columns: [
        .init(wording.text("column.code")), .init(wording.text("column.reply")),
        .init(wording.text("column.meaning")), .init(wording.text("column.class")),
      ],
      rows: shown.map { position in
        let sample = reference.samples[position]
        let sign = ProviderSign.signs(of: reference.book.rules[sample.rule]).first
        let links = (sample.codes + (sign.map { [$0] } ?? [])).map { voice.link(toCode: $0) }
        return [
          links.isEmpty ? Phrase("–") : links.joined(separator: " "), reply(sample),
          Phrase(meaning(of: sample)),
          voice.link(toClass: sample.verdict.failureClass.id),
        ]
      },
      note: sorted.count > shown.count
        ? wording.phrase("table.left-out", count: sorted.count - shown.count) : Phrase())
    return Section("codes", wording.text("reference.provider.codes"), [.table(table)])
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
