import Classification
import DeliveryModel
import Summaries

/// An address that somebody should look at in the customer's profile, for an import or a bulk update.
public struct AddressCheck: Hashable, Sendable {
  public var userID: Int64?
  public var address: String
  /// What it may have been meant to be; nil where nothing suggests itself.
  public var suggested: String?
  /// The failure class, or `corrected` where the profile has another address by now.
  public var reason: String

  /// The reasons for which the address itself may be wrong (practices 2 and 3 of the help desk's article).
  private static let classes: Set<String> = [
    "domain-not-found", "expired", "mailbox-disabled", "recipient-moved", "recipient-refused", "suppressed",
    "unknown-user",
  ]

  /// Customers only, sorted by address; each address once.
  static func all(in context: ReportContext) -> [AddressCheck] {
    var checks: [String: AddressCheck] = [:]
    for (position, row) in context.findings.failures.enumerated() {
      let answer = context.answers[position]
      let classID = context.classID(of: row)
      guard answer.state != .colleague, answer.state != .deleted, classes.contains(classID) else { continue }
      let key = row.recipient.lowercased()
      guard checks[key] == nil else { continue }
      let user = context.index.user(of: row)
      var check = AddressCheck(
        userID: context.index.personID(of: row), address: row.recipient, suggested: nil, reason: classID)
      if answer.state == .corrected, let email = user?.email {
        check.suggested = email
        check.reason = "corrected"
      } else {
        check.suggested = context.suggestion(for: row)
      }
      checks[key] = check
    }
    return checks.sorted { $0.key < $1.key }.map(\.value)
  }
}
