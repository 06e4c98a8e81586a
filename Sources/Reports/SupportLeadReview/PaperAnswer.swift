public import DeliveryModel
import Summaries

/// A first public reply that counts as given although it reached nobody.
public struct PaperAnswer: Hashable, Sendable {
  public var ticket: Int64
  /// When the reply was written: where the service-level clock stopped.
  public var time: UTCTime?
  /// The first contact after it; nil while there has been none.
  public var reached: UTCTime?
  /// A position in the findings' failures.
  public var failure: Int

  /// By time, then ticket.
  static func all(in context: ReportContext) -> [PaperAnswer] {
    let facts = context.findings.helpDesk
    let rows = context.findings.failures
    var byTicket: [Int64: [Int]] = [:]
    for (position, row) in rows.enumerated() {
      guard let ticket = row.ticketID, context.answers[position].state != .colleague else { continue }
      byTicket[ticket, default: []].append(position)
    }
    var answers: [PaperAnswer] = []
    for (id, positions) in byTicket {
      guard let ticket = facts.tickets[id], ticket.status != .deleted,
        let first = (context.index.comments[id] ?? []).first(where: {
          context.index.isAnswer($0, in: ticket)
        }), !first.isSpoken
      else { continue }
      let ofFirst = positions.filter { context.index.commentID(of: rows[$0]) == first.id }
      guard let failure = ofFirst.first, !reachedAnybody(first, id, context) else { continue }
      let reached = ofFirst.compactMap { position in
        context.answers[position].contact == nil ? nil : context.answers[position].contactTime
      }.min()
      answers.append(PaperAnswer(ticket: id, time: first.createdAt, reached: reached, failure: failure))
    }
    return answers.sorted {
      ($0.time ?? .distantPast, $0.ticket) < ($1.time ?? .distantPast, $1.ticket)
    }
  }

  /// Whether a customer got the mail of a comment, or may have got it.
  private static func reachedAnybody(_ comment: Comment, _ ticket: Int64, _ context: ReportContext) -> Bool {
    for notification in context.index.notifications[ticket] ?? [] where notification.commentID == comment.id {
      for recipient in notification.recipients where recipient.status?.isFailure != true {
        let id = recipient.userID ?? context.index.userIDs[recipient.address.lowercased()]
        if !context.index.isColleague(id.flatMap { context.findings.helpDesk.users[$0] }) { return true }
      }
    }
    return false
  }
}
