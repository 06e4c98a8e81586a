import Classification
import SMTPStatus

extension ReferencePages {
  /// Everything that can be looked up, so that the browser's own search finds it.
  var indexPage: Document {
    var page = page(.referenceIndex, .referenceIndex, wording.text("reference.title"))
    page.lead = wording.phrase("reference.lead")
    page.summary = page.lead.plainText
    if let context { page.provenance = voice.provenance(context) }
    if !voice.guidance.allGuides.isEmpty {
      page.sections.append(
        Section(
          "guides", wording.text("reference.guides.title"),
          [
            .list(
              voice.guidance.allGuides.map { guide in
                Phrase.link(.page(.guide(guide.id)), guide.title)
                  + Phrase(guide.summary.isEmpty ? "" : ": \(guide.summary)")
              })
          ]))
    }
    for group in FixerGroup.allCases {
      let members = classIDs.filter { self.group(of: $0) == group }
      guard !members.isEmpty else { continue }
      page.sections.append(
        Section(
          "classes-\(group.rawValue)", wording.text("reference.classes-\(group.rawValue).title"),
          [
            .table(
              Table(
                caption: wording.text("reference.classes.caption", count: members.count),
                columns: columns([wording.text("column.class"), wording.text("column.meaning")]),
                rows: members.map { id in
                  cells([voice.link(toClass: id), Phrase(voice.guidance[id].reason)], own?.classes[id])
                }))
          ]))
    }
    for kind in ReferenceCode.Kind.allCases { page.sections += codesSection(kind) }
    page.sections += statusesSection
    if !providers.isEmpty {
      page.sections.append(
        Section(
          "providers", wording.text("reference.providers.title"),
          [
            .list(
              providers.map { provider in
                Phrase.link(.page(.provider(provider.id)), provider.title)
                  + Phrase(provider.guidance.summary.isEmpty ? "" : ": \(provider.guidance.summary)")
              })
          ]))
    }
    return page
  }

  private func codesSection(_ kind: ReferenceCode.Kind) -> [Section] {
    let codes = reference.codes.filter { $0.kind == kind }
    guard !codes.isEmpty else { return [] }
    let list = Self.list(of: kind)
    return [
      Section(
        list, wording.text("reference.\(list).title"),
        [
          .paragraph(wording.phrase("reference.\(list).intro")),
          .table(
            Table(
              caption: wording.text("reference.codes.caption", count: codes.count),
              columns: columns([
                wording.text("column.code"),
                wording.text(kind == .sign ? "reference.column.provider" : "column.meaning"),
                wording.text("column.class"),
              ]),
              rows: codes.map { code in
                let name = name(of: code)
                return cells(
                  [
                    voice.link(toCode: code.code), Phrase(name.isEmpty ? lead(of: code) : name),
                    code.verdict.map { voice.link(toClass: $0.failureClass.id) } ?? Phrase("–"),
                  ], own?.codes[code.code])
              })),
        ])
    ]
  }

  var statusesSection: [Section] {
    guard !statuses.isEmpty else { return [] }
    return [
      Section(
        "statuses", wording.text("reference.statuses.title"),
        [
          .paragraph(wording.phrase("reference.statuses.intro")),
          .table(
            Table(
              caption: wording.text("reference.statuses.caption", count: statuses.count),
              columns: [
                .init(wording.text("reference.column.status")), .init(wording.text("column.meaning")),
                .init(wording.text("column.class")),
              ],
              rows: statuses.map { status in
                [
                  link(to: status), Phrase(text(status.meaning)),
                  status.failureClass == "none" ? Phrase("–") : voice.link(toClass: status.failureClass),
                ]
              })),
        ])
    ]
  }

  /// In a report with how often each occurred.
  private func columns(_ titles: [String]) -> [Table.Column] {
    titles.map { Table.Column($0) } + (own == nil ? [] : [.number(wording.text("column.occurred"))])
  }

  private func cells(_ cells: [Phrase], _ count: OwnFailures.Count?) -> [Phrase] {
    own == nil ? cells : cells + [occurrences(count)]
  }
}
