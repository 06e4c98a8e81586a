import DeliveryModel
import Summaries

extension ReportContext {
  /// What a failing address may have been meant to be: another address of the same person that takes mail.
  func suggestion(for row: FailureRow) -> String? {
    guard let person = index.personID(of: row) else { return nil }
    let others = (index.identities[person] ?? []).filter {
      $0.deliverableState == "deliverable" && $0.value?.lowercased() != row.recipient.lowercased()
    }
    return others.first { $0.isPrimary == true }?.value ?? others.first?.value
  }
}
