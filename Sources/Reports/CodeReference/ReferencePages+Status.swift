import SMTPStatus

extension ReferencePages {
  /// The name of a status's page: `user-does-not-exist`.
  static func pageName(of status: DeliveryStatusMeaning) -> String {
    String(status.name.map { $0 == "_" ? "-" : $0 })
  }

  /// The code where it has one of its own, else the name.
  func title(of status: DeliveryStatusMeaning) -> String {
    let name = status.name.split(separator: "_").joined(separator: " ")
    return status.code.utf8.count >= 3
      ? wording.text("reference.code-title", ["code": Phrase(status.code), "name": Phrase(name)]) : name
  }

  func link(to status: DeliveryStatusMeaning) -> Phrase {
    .link(.page(.status(Self.pageName(of: status))), title(of: status))
  }

  func statusPage(_ status: DeliveryStatusMeaning) -> Document {
    var page = page(.status, .status(Self.pageName(of: status)), title(of: status), list: "statuses")
    page.lead = Phrase(text(status.meaning))
    page.summary = page.lead.plainText
    var definitions = [
      Definition(wording.phrase("reference.status.id"), .code(String(status.id))),
      Definition(wording.phrase("reference.status.name"), .code(status.name.uppercased())),
      Definition(wording.phrase("column.code"), codes(of: status)),
      Definition(
        wording.phrase("reference.status.side"), wording.phrase("reference.side.\(status.side.rawValue)")),
    ]
    let hint = text(status.hint)
    if !hint.isEmpty {
      definitions.append(Definition(wording.phrase("reference.status.hint"), Phrase(hint)))
    }
    definitions.append(Definition(wording.phrase("reference.source"), Phrase(status.source)))
    page.sections.append(
      Section("meaning", wording.text("reference.status.title"), [.definitions(definitions)]))
    guard status.failureClass != "none" else {
      page.sections.append(
        Section(
          "class", wording.text("reference.class.title"),
          [.paragraph(wording.phrase("reference.status.no-failure"))]))
      return page
    }
    let key = status.isAmbiguous ? "reference.status.class-ambiguous" : "reference.status.class"
    page.sections.append(
      Section(
        "class", wording.text("reference.class.title"),
        [.paragraph(wording.phrase(key, ["class": voice.link(toClass: status.failureClass)]))]))
    page.sections.append(
      Section("steps", wording.text("reference.steps.title"), steps(status.failureClass)))
    page.sections.append(
      Section(
        "zendesk", wording.text("reference.status.zendesk.title"),
        [.list(wording.list("reference.status.zendesk.items").map { Phrase($0) })]))
    let same = statuses.filter { $0.failureClass == status.failureClass && $0.id != status.id }
    if !same.isEmpty {
      page.sections.append(
        Section(
          "neighbours", wording.text("reference.status.same"),
          [.list(same.map { link(to: $0) + Phrase(": \(text($0.meaning))") })]))
    }
    return page
  }

  private func codes(of status: DeliveryStatusMeaning) -> Phrase {
    status.code.split(separator: " ").map { part in
      reference[String(part)] == nil ? Phrase.code(String(part)) : voice.link(toCode: String(part))
    }.joined(separator: " ")
  }
}
