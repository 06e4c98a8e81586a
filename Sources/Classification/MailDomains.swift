internal import SMTPStatus

/// The domains of the great mail providers, and real domains that look like slips of one: `Classes/mail-domains.csv`.
struct MailDomains: Sendable {
  /// In the order of the file, which is roughly that of their size.
  let providers: [String]
  /// Providers and look-alikes: none of these is ever "corrected".
  let real: Set<String>

  static let builtIn = MailDomains(
    table: EmbeddedData.files.first { $0.path == "Classes/mail-domains.csv" }.flatMap {
      DataTable($0.content)
    })

  init(table: DataTable?) {
    let rows = table?.rows.map(\.fields) ?? []
    providers = rows.filter { $0[1] == "provider" }.map { $0[0] }
    real = Set(rows.map { $0[0] })
  }
}
