/// What codes mean, and who says so: read once from the files in `Catalogue/`.
public struct CodeCatalogue: Sendable {
  /// Sorted by number.
  public let replyCodes: [ReplyCodeMeaning]
  /// The IANA registry's codes, sorted by subject and detail.
  public let enhancedCodes: [EnhancedCodeMeaning]
  /// Signs and codes of single providers, sorted by provider and sign.
  public let providerCodes: [ProviderCodeMeaning]
  /// Mail providers and services whose replies are known, sorted by id.
  public let providers: [MailProvider]
  /// Zendesk's delivery statuses, sorted by id.
  public let deliveryStatuses: [DeliveryStatusMeaning]

  /// What providers say of rates and volumes, in the order of the file.
  public let thresholds: [SendingThreshold]

  public static let builtIn = CodeCatalogue()

  private let statusIndex: [String: Int]

  init() {
    let files = Dictionary(EmbeddedData.files.map { ($0.path, $0.content) }) { first, _ in first }
    func rows(_ name: String) -> [CatalogueRow] {
      guard let content = files["Catalogue/\(name).csv"], let table = DataTable(content) else { return [] }
      return table.rows.map { CatalogueRow(table: table, row: $0) }
    }
    replyCodes = rows("reply-codes").compactMap(ReplyCodeMeaning.init)
    enhancedCodes = rows("enhanced-status-codes").compactMap(EnhancedCodeMeaning.init)
    providerCodes = rows("provider-codes").compactMap(ProviderCodeMeaning.init)
    providers = rows("providers").compactMap(MailProvider.init)
    deliveryStatuses = rows("delivery-statuses").compactMap(DeliveryStatusMeaning.init)
    thresholds = rows("thresholds").compactMap(SendingThreshold.init)
    var index: [String: Int] = [:]
    for (place, status) in deliveryStatuses.enumerated() {
      index["#\(status.id)"] = place
      index[status.name] = place
      // `550` alone is the row without an enhanced code; ids below 100 are no codes.
      if status.code.utf8.count >= 3, index["=" + status.code] == nil { index["=" + status.code] = place }
    }
    statusIndex = index
  }

  /// The meaning of a reply code.
  public func meaning(of code: ReplyCode) -> ReplyCodeMeaning? { replyCodes.first { $0.code == code } }

  /// The registry's entry for an enhanced code, whatever its severity.
  public func meaning(of code: EnhancedStatusCode) -> EnhancedCodeMeaning? {
    enhancedCodes.first { $0.subject == code.subject && $0.detail == code.detail }
  }

  /// What single providers mean by an enhanced code.
  public func providerMeanings(of code: EnhancedStatusCode) -> [ProviderCodeMeaning] {
    let text = code.description
    return providerCodes.filter { $0.enhancedCode == text }
  }

  /// The status of that id.
  public func deliveryStatus(id: Int) -> DeliveryStatusMeaning? {
    statusIndex["#\(id)"].map { deliveryStatuses[$0] }
  }

  /// The status of that name, in any case.
  public func deliveryStatus(name: String) -> DeliveryStatusMeaning? {
    statusIndex[name.lowercased()].map { deliveryStatuses[$0] }
  }

  /// The status of exactly that code: `550 5.1.1`, `EC-001`.
  public func deliveryStatus(code: String) -> DeliveryStatusMeaning? {
    statusIndex["=" + code].map { deliveryStatuses[$0] }
  }
}

/// A text in each language of the reports.
public struct BilingualText: Hashable, Sendable {
  public let english: String
  public let korean: String
}

/// What a reply code means by the standard, or by those who made it up.
public struct ReplyCodeMeaning: Hashable, Sendable {
  public let code: ReplyCode
  public let severity: CodeSeverity
  /// Whether a standard defines it; otherwise it is a habit of some programs.
  public let isStandard: Bool
  public let title: BilingualText
  public let meaning: BilingualText
  public let source: String
}

/// What an enhanced status code means by the IANA registry, and what receivers make of it.
public struct EnhancedCodeMeaning: Hashable, Sendable {
  public let subject: UInt16
  public let detail: UInt16
  public let title: BilingualText
  public let meaning: BilingualText
  /// The reply codes that the registry names beside it.
  public let replyCodes: String
  /// The failure class that it has when nothing else speaks.
  public let failureClass: String
  /// How receivers use it against the standard; empty where they do not.
  public let inPractice: BilingualText
  public let source: String

  /// `X.1.1`
  public var code: String { "X.\(subject).\(detail)" }
}

/// A mail provider, filter or sending service. Its id begins the ids of its rules.
public struct MailProvider: Hashable, Sendable {
  public let id: String
  public let name: BilingualText
  /// Ends of the names of its mail servers.
  public let hosts: [String]
  /// Where its replies are documented.
  public let source: String
}

/// A sign or code by which one provider names one reason.
public struct ProviderCodeMeaning: Hashable, Sendable {
  public let provider: String
  /// As it stands in the reply: `[TSS04]`, `OFR_416`, `5.7.26`.
  public let sign: String
  public let replyCode: String
  public let enhancedCode: String
  public let failureClass: String
  public let isTemporary: Bool
  public let meaning: BilingualText
  public let source: String
}

/// One of Zendesk's delivery statuses.
public struct DeliveryStatusMeaning: Hashable, Sendable {
  public enum Side: String, Sendable, CaseIterable {
    case helpDesk = "help-desk"
    case recipientServer = "recipient-server"
    case sender
    /// The connector to Microsoft Exchange.
    case exchange
  }

  public let id: Int
  /// Lower case: `user_does_not_exist`.
  public let name: String
  /// `550 5.1.1`, `EC-001`, or a number that is no SMTP code.
  public let code: String
  /// Whose matter it is.
  public let side: Side
  /// `none` where it is no failure.
  public let failureClass: String
  /// It covers several reasons, so that the class is a guess.
  public let isAmbiguous: Bool
  public let meaning: BilingualText
  /// What to look at; empty where the meaning says it all.
  public let hint: BilingualText
  public let source: String
}

public enum CodeSeverity: String, Sendable, CaseIterable {
  case success, temporary, permanent
}

/// A number that a provider names as good, doubtful or forbidden.
public struct SendingThreshold: Hashable, Sendable {
  /// `complaint-rate/gmail/limit`: what is measured, who says so, which step.
  public let id: String
  public let provider: String
  /// Nil where the provider names no number.
  public let value: Double?
  /// `percent`, `messages`, `hours`, `days`, `years`.
  public let unit: String
  /// Over which time; empty where it is not said.
  public let window: String
  /// What the value is a share or a count of.
  public let denominator: BilingualText
  public let consequence: BilingualText
  public let source: String
}
