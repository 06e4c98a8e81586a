/// One row of a catalogue file, with its fields by name.
struct CatalogueRow {
  let table: DataTable
  let row: DataTable.Row

  subscript(_ name: String) -> String { table.column(name).map { row.fields[$0] } ?? "" }

  func bilingual(_ name: String) -> BilingualText {
    BilingualText(english: self[name + "_en"], korean: self[name + "_ko"])
  }
}

extension ReplyCodeMeaning {
  init?(_ row: CatalogueRow) {
    guard let number = Int(row["code"]), let code = ReplyCode(number),
      let severity = CodeSeverity(rawValue: row["severity"])
    else { return nil }
    self.init(
      code: code, severity: severity, isStandard: row["standard"] == "yes", title: row.bilingual("title"),
      meaning: row.bilingual("meaning"), source: row["source"])
  }
}

extension EnhancedCodeMeaning {
  init?(_ row: CatalogueRow) {
    let parts = row["code"].split(separator: ".")
    guard parts.count == 3, let subject = UInt16(parts[1]), let detail = UInt16(parts[2]) else { return nil }
    self.init(
      subject: subject, detail: detail, title: row.bilingual("title"), meaning: row.bilingual("meaning"),
      replyCodes: row["reply_codes"], failureClass: row["class"], inPractice: row.bilingual("in_practice"),
      source: row["source"])
  }
}

extension ProviderCodeMeaning {
  init?(_ row: CatalogueRow) {
    guard !row["provider"].isEmpty, !row["sign"].isEmpty else { return nil }
    self.init(
      provider: row["provider"], sign: row["sign"], replyCode: row["reply_code"],
      enhancedCode: row["enhanced_code"], failureClass: row["class"],
      isTemporary: row["permanence"] == "temporary", meaning: row.bilingual("meaning"), source: row["source"])
  }
}

extension DeliveryStatusMeaning {
  init?(_ row: CatalogueRow) {
    guard let id = Int(row["id"]), let side = Side(rawValue: row["side"]) else { return nil }
    self.init(
      id: id, name: row["name"], code: row["code"], side: side, failureClass: row["class"],
      isAmbiguous: row["ambiguous"] == "yes", meaning: row.bilingual("meaning"), hint: row.bilingual("hint"),
      source: row["source"])
  }
}

extension SendingThreshold {
  init?(_ row: CatalogueRow) {
    guard !row["id"].isEmpty else { return nil }
    self.init(
      id: row["id"], provider: row["provider"], value: Double(row["value"]), unit: row["unit"],
      window: row["window"], denominator: row.bilingual("denominator"),
      consequence: row.bilingual("consequence"), source: row["source"])
  }
}

extension MailProvider {
  init?(_ row: CatalogueRow) {
    guard !row["id"].isEmpty else { return nil }
    self.init(
      id: row["id"], name: row.bilingual("name"),
      hosts: row["hosts"].split(separator: " ").map(String.init), source: row["source"])
  }
}
