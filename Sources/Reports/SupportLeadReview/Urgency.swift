import DeliveryModel
import Summaries

/// What to look at first: solved tickets before open ones, then who waits longest, then the priority.
struct Urgency {
  private let keys: [Key]
  /// Which mail a failure belongs to: its ticket and comment, else its notification.
  private let mails: [Mail]

  private struct Key {
    var isOpen: Int
    var time: UTCTime
    var priority: Int
  }

  private enum Mail: Hashable {
    case comment(ticket: Int64, comment: Int64)
    case notification(Int64)
    case single(Int)
  }

  init(_ context: ReportContext) {
    keys = context.findings.failures.map { row in
      let ticket = row.ticketID.flatMap { context.findings.helpDesk.tickets[$0] }
      let priority =
        switch ticket?.priority {
        case "urgent": 0
        case "high": 1
        case "low": 3
        default: 2
        }
      return Key(
        isOpen: ticket?.isOver == true ? 0 : 1, time: context.index.sent(row) ?? .distantPast,
        priority: priority)
    }
    mails = context.findings.failures.enumerated().map { position, row in
      if let ticket = row.ticketID, let comment = context.index.commentID(of: row) {
        return .comment(ticket: ticket, comment: comment)
      }
      return row.notificationID.map { .notification($0) } ?? .single(position)
    }
  }

  func precedes(_ left: Int, _ right: Int) -> Bool {
    let (a, b) = (keys[left], keys[right])
    return (a.isOpen, a.time, a.priority, left) < (b.isOpen, b.time, b.priority, right)
  }

  /// By urgency, with the recipients of one mail side by side where the most urgent of them stands.
  func sorted(_ positions: [Int]) -> [Int] {
    let byUrgency = positions.sorted { precedes($0, $1) }
    var members: [Mail: [Int]] = [:]
    for position in byUrgency { members[mails[position], default: []].append(position) }
    return byUrgency.flatMap { members.removeValue(forKey: mails[$0]) ?? [] }
  }
}
