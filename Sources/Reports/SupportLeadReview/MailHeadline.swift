import DeliveryModel
import Summaries

/// What can be said of one mail as a whole, as the help desk says it under a comment: it depends on how many
/// recipients there were, how many of them failed, and whether they failed for the same reason.
public enum MailHeadline: Hashable, Sendable {
  /// What went wrong: two recipients failed alike where both are equal.
  public struct Kind: Hashable, Sendable, Comparable {
    public var classID: String
    public var code: String?

    public init(classID: String, code: String?) {
      self.classID = classID
      self.code = code
    }

    public static func < (left: Kind, right: Kind) -> Bool {
      (left.classID, left.code ?? "") < (right.classID, right.code ?? "")
    }
  }

  /// One recipient, and it failed: the reason and the code stand directly.
  case only(Kind)
  /// Several recipients, and all of them failed; the kind where there is no more than one.
  case allOf(Int, Kind?)
  /// Several recipients, and some of them failed.
  case someOf(failed: Int, of: Int, Kind?)

  /// Nil where nothing failed.
  ///
  /// - Parameter kinds: of the failed recipients, one for each.
  public init?(recipients: Int, kinds: [Kind]) {
    guard let first = kinds.first else { return nil }
    let common = kinds.allSatisfy { $0 == first } ? first : nil
    let all = max(recipients, kinds.count)
    if all == 1 {
      self = .only(first)
    } else if kinds.count == all {
      self = .allOf(all, common)
    } else {
      self = .someOf(failed: kinds.count, of: all, common)
    }
  }
}

/// The headline of every failed mail.
struct MailHeadlines {
  private var byNotification: [Int64: MailHeadline] = [:]

  init(_ context: ReportContext) {
    var kinds: [Int64: [MailHeadline.Kind]] = [:]
    for row in context.findings.failures {
      guard let id = row.notificationID else { continue }
      kinds[id, default: []].append(
        MailHeadline.Kind(classID: context.classID(of: row), code: context.code(of: row)))
    }
    for (id, kinds) in kinds {
      let recipients = context.findings.helpDesk.notifications[id]?.recipients.count ?? kinds.count
      byNotification[id] = MailHeadline(recipients: recipients, kinds: kinds)
    }
  }

  /// Nil where no notification tells who else the mail was for.
  func headline(of row: FailureRow) -> MailHeadline? { row.notificationID.flatMap { byNotification[$0] } }
}
