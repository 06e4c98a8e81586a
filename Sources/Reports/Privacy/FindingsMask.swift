import Classification
import DeliveryModel
import Readers
import SMTPStatus
public import Summaries

/// Takes out of findings what must not leave the team, before any page is made of them.
///
/// A pure change of the findings: reports know nothing of it, so that no page or export can forget it. Different
/// addresses stay different and equal ones equal, so that every count and join is the same as before.
public struct FindingsMask: Sendable {
  /// What is hidden.
  public enum Part: String, Hashable, Sendable, CaseIterable {
    /// The part before the `@` of every customer's and colleague's address.
    case addresses
    case subjects
  }

  private let pseudonyms: Pseudonyms?
  private let parts: Set<Part>
  /// Numbers in place of addresses, in the order in which they are met.
  private var numbers: [String: Int] = [:]
  private var known: [String: String] = [:]
  /// Support addresses in lower case: everybody may know them.
  private var own: Set<String> = []

  /// - Parameters:
  ///   - key: makes pseudonyms for customers and colleagues; the same key gives the same ones. Nil for none.
  ///   - redacting: what is hidden besides.
  public init(key: [UInt8]?, redacting parts: Set<Part>) {
    pseudonyms = key.map { Pseudonyms(key: $0) }
    self.parts = parts
  }

  public var isEmpty: Bool { pseudonyms == nil && parts.isEmpty }
  private var hidesAddresses: Bool { pseudonyms != nil || parts.contains(.addresses) }

  /// The findings with everything hidden that is to be hidden.
  public mutating func masked(_ findings: Findings) -> Findings {
    guard !isEmpty else { return findings }
    var findings = findings
    if hidesAddresses {
      own.formUnion(findings.helpDesk.supportAddresses.values.compactMap { $0.email?.lowercased() })
      own.formUnion(findings.helpDesk.tickets.values.compactMap { $0.supportAddress?.lowercased() })
      let people = names(in: findings.helpDesk)
      for index in findings.failures.indices { mask(&findings.failures[index], people) }
      for index in findings.others.indices { mask(&findings.others[index], people) }
      mask(&findings.totals)
      for (day, counts) in findings.history.sorted(by: { $0.key < $1.key }) {
        findings.history[day] = masked(counts)
      }
      // The first bytes of what was not understood may be anybody's address.
      for index in findings.problems.indices {
        findings.problems[index].input.excerpt = ""
        findings.problems[index].input.explanation = ""
      }
    }
    mask(&findings.helpDesk)
    return findings
  }

  // MARK: Addresses

  private mutating func address(_ address: String) -> String {
    guard hidesAddresses, !address.isEmpty else { return address }
    let key = address.lowercased()
    if own.contains(key) { return address }
    if let known = known[key] { return known }
    let masked: String
    if let pseudonyms {
      masked = pseudonyms.address(key)
    } else {
      let number = numbers.count + 1
      numbers[key] = number
      masked = "address-\(number)" + (MailAddress.domain(of: address).map { "@" + $0 } ?? "")
    }
    known[key] = masked
    return masked
  }

  private func domain(_ domain: String) -> String { pseudonyms?.domain(domain) ?? domain }

  /// Names that a reply may carry, by person.
  private func names(in facts: HelpDeskFacts) -> [Int64: String] {
    guard pseudonyms != nil else { return [:] }
    return facts.users.compactMapValues { user in user.name.flatMap { $0.count > 2 ? $0 : nil } }
  }

  private mutating func mask(_ row: inout FailureRow, _ people: [Int64: String]) {
    let original = row.recipient
    row.recipient = address(original)
    var replacements = [(original, row.recipient)]
    if let sender = row.sender, !sender.isEmpty {
      row.sender = address(sender)
      replacements.append((sender, row.sender ?? ""))
    }
    if let name = row.userID.flatMap({ people[$0] }), let user = row.userID, let pseudonyms {
      replacements.append((name, pseudonyms.name("customer", "user \(user)")))
    }
    if let at = original.lastIndex(of: "@") {
      // A server often names the mailbox without its domain.
      let local = String(original[..<at])
      let masked = row.recipient.prefix { $0 != "@" }
      if local.utf8.count >= 3 { replacements.append((local, String(masked))) }
    }
    if let own = row.domain {
      row.domain = domain(own)
      if domain(own) != own { replacements.append((own, domain(own))) }
    }
    if var reply = row.reply {
      reply.text = TextMask.replacing(
        replacements, in: TextMask.withoutAddresses(reply.text, except: original))
      reply.remoteHost = reply.remoteHost.map { TextMask.replacing(replacements, in: $0) }
      if var verdict = row.verdict {
        verdict.evidence.words = verdict.evidence.words.map { TextMask.replacing(replacements, in: $0) }
        verdict.evidence.range = verdict.evidence.words.flatMap { TextMask.range(of: $0, in: reply.text) }
        row.verdict = verdict
      }
      row.reply = reply
    }
  }

  private mutating func mask(_ totals: inout Totals) {
    guard pseudonyms != nil else { return }
    var byDomain: [String: Tally] = [:]
    for (name, tally) in totals.byDomain { byDomain[domain(name), default: Tally()].add(tally) }
    totals.byDomain = byDomain
  }

  /// A day's counts with their domains and senders hidden.
  private mutating func masked(_ counts: DayCounts) -> DayCounts {
    var result = counts
    result.bySender = [:]
    for (sender, tally) in counts.bySender.sorted(by: { $0.key < $1.key }) {
      result.bySender[sender.contains("@") ? address(sender) : sender, default: Tally()].add(tally)
    }
    guard pseudonyms != nil else { return result }
    result.byDomain = [:]
    result.failures = [:]
    result.delays = [:]
    for (name, tally) in counts.byDomain { result.byDomain[domain(name), default: Tally()].add(tally) }
    for (kind, count) in counts.failures {
      var kind = kind
      kind.domain = domain(kind.domain)
      result.failures[kind, default: 0] += count
    }
    for (name, buckets) in counts.delays {
      result.delays[domain(name), default: [:]].merge(buckets, uniquingKeysWith: +)
    }
    return result
  }

  // MARK: The help desk

  private mutating func mask(_ facts: inout HelpDeskFacts) {
    for id in facts.tickets.keys {
      if pseudonyms != nil || parts.contains(.subjects) { facts.tickets[id]?.subject = nil }
      guard let pseudonyms, let ticket = facts.tickets[id] else { continue }
      facts.tickets[id]?.assigneeName = ticket.assigneeName.map { pseudonyms.name("agent", $0) }
      facts.tickets[id]?.requesterName = ticket.requesterName.map { pseudonyms.name("customer", $0) }
    }
    guard hidesAddresses else { return }
    // By id: numbers are given in the order in which addresses are met.
    for id in facts.notifications.keys.sorted() {
      guard var notification = facts.notifications[id] else { continue }
      for index in notification.recipients.indices {
        notification.recipients[index].address = address(notification.recipients[index].address)
      }
      facts.notifications[id] = notification
    }
    for id in facts.users.keys.sorted() {
      guard var user = facts.users[id] else { continue }
      user.email = user.email.map { address($0) }
      if let pseudonyms {
        let isOurs = user.role == .agent || user.role == .admin
        user.name = user.name.map { _ in pseudonyms.name(isOurs ? "agent" : "customer", "user \(id)") }
      }
      facts.users[id] = user
    }
    for id in facts.identities.keys.sorted() {
      guard let value = facts.identities[id]?.value else { continue }
      facts.identities[id]?.value = value.contains("@") ? address(value) : nil
    }
    for id in facts.organizations.keys {
      guard let pseudonyms, let organization = facts.organizations[id] else { continue }
      facts.organizations[id]?.name = organization.name.map { _ in pseudonyms.name("organisation", "\(id)") }
      facts.organizations[id]?.domains = organization.domains.map { pseudonyms.domain($0) }
    }
  }
}
