import Classification
import DeliveryModel
import Summaries

/// What failing addresses may have been meant to be.
struct AddressSuggestions: Sendable {
  private let advisor: TypoAdvisor
  /// Addresses to which mail arrived, by person.
  private let working: [Int64: [String]]

  /// The reasons for which the address itself may be wrong.
  private static let classes: Set<String> = [
    "connection-failed", "domain-not-found", "expired", "recipient-refused", "unknown-user",
  ]

  init(_ findings: Findings, index: HelpDeskIndex) {
    var delivered = findings.totals.byDomain.mapValues(\.delivered)
    var working: [Int64: Set<String>] = [:]
    for notification in findings.helpDesk.notifications.values {
      for recipient in notification.recipients where recipient.status?.isDelivered == true {
        if let domain = MailAddress.domain(of: recipient.address) { delivered[domain, default: 0] += 1 }
        if let person = recipient.userID ?? index.userIDs[recipient.address.lowercased()] {
          working[person, default: []].insert(recipient.address)
        }
      }
    }
    for identity in findings.helpDesk.identities.values where identity.deliverableState == "deliverable" {
      if let person = identity.userID, let address = identity.value, address.contains("@") {
        working[person, default: []].insert(address)
      }
    }
    self.working = working.mapValues { $0.sorted() }
    advisor = TypoAdvisor(
      domainCounts: delivered,
      organizationDomains: Set(findings.helpDesk.organizations.values.flatMap(\.domains)))
  }

  /// The likeliest one; nil where nothing suggests itself. Never applied without a person's look at it.
  func suggestion(for row: FailureRow, person: Int64?) -> TypoSuggestion? {
    guard let classID = row.verdict?.failureClass.id, Self.classes.contains(classID) else { return nil }
    let addresses = person.flatMap { working[$0] } ?? []
    let answers = classID != "domain-not-found" && row.reply?.saidBy == .remoteHost
    return advisor.suggestions(
      for: row.recipient, domainAnswers: answers,
      workingAddresses: addresses.filter { $0.lowercased() != row.recipient.lowercased() }
    ).first
  }

  /// Another address of the same person that takes mail.
  func workingAddress(instead address: String, person: Int64?) -> String? {
    (person.flatMap { working[$0] } ?? []).first { $0.lowercased() != address.lowercased() }
  }
}

extension ReportContext {
  /// What a failing address may have been meant to be, or another address of the same person that takes mail.
  func suggestion(for row: FailureRow) -> String? {
    let person = index.personID(of: row)
    return suggestions.suggestion(for: row, person: person)?.address
      ?? suggestions.workingAddress(instead: row.recipient, person: person)
  }
}
