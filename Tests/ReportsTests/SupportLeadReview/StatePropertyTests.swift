import Classification
import DeliveryModel
import Reports
import SMTPStatus
import Summaries
import TestSupport
import Testing

/// Findings of any shape: records that contradict each other, miss each other, or are not there.
private func randomFindings(seed: UInt64) -> Findings {
  var random = SeededRandom(seed: seed)
  var findings = Findings()
  let people: [Int64] = Array(1...6)
  let ids: [Int64] = Array(1...5)
  func time(_ random: inout SeededRandom) -> UTCTime {
    UTCTime(seconds: 1_772_400_000 + Int64.random(in: 0..<200_000, using: &random))
  }
  for id in people where random.chance(0.8) {
    var user = User(id: id)
    user.email = random.chance(0.8) ? "p\(id)@example.com" : nil
    user.role = random.pick([.endUser, .endUser, .endUser, .agent, nil])
    findings.helpDesk.users[id] = user
  }
  for id in ids where random.chance(0.8) {
    var ticket = Ticket(id: id)
    ticket.status = random.pick(Ticket.Status.allCases + [nil])
    ticket.requesterID = random.chance(0.9) ? random.pick(people) : nil
    ticket.assigneeID = random.chance(0.7) ? random.pick(people) : nil
    ticket.tags = random.chance(0.5) ? [Ticket.failureTag] : []
    if random.chance(0.1) { ticket.tags.append(Ticket.mergedTag) }
    ticket.followUpIDs = random.chance(0.2) ? [random.pick(ids)] : []
    findings.helpDesk.tickets[id] = ticket
  }
  for id in Int64(100)..<Int64(120) {
    var comment = Comment(id: id)
    comment.ticketID = random.pick(ids)
    comment.authorID = random.pick(people)
    comment.isPublic = random.chance(0.8)
    comment.channel = random.pick(["web", "email", "phone", nil])
    comment.createdAt = random.chance(0.9) ? time(&random) : nil
    comment.mergedTicketIDs = random.chance(0.1) ? [random.pick(ids)] : nil
    findings.helpDesk.comments[id] = comment
  }
  for id in Int64(200)..<Int64(220) {
    var notification = Notification(id: id)
    notification.ticketID = random.chance(0.9) ? random.pick(ids) : nil
    notification.commentID = random.chance(0.8) ? Int64.random(in: 100..<125, using: &random) : nil
    notification.createdAt = random.chance(0.9) ? time(&random) : nil
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let person = random.pick(people)
      notification.recipients.append(
        .init(
          address: "p\(person)@example.com", userID: random.chance(0.7) ? person : nil,
          status: random.pick([nil, .init(id: 0), .init(id: 5), .init(id: 39)])))
    }
    findings.helpDesk.notifications[id] = notification
  }
  for line in 1...Int.random(in: 1...30, using: &random) {
    let person = random.pick(people)
    var row = FailureRow(
      place: Place(source: "log", line: line), format: "postfix", recipient: "p\(person)@example.com",
      outcome: .failed)
    row.time = random.chance(0.9) ? time(&random) : nil
    row.ticketID = random.chance(0.8) ? random.pick(ids) : nil
    row.notificationID = random.chance(0.6) ? Int64.random(in: 200..<225, using: &random) : nil
    row.commentID = random.chance(0.3) ? Int64.random(in: 100..<125, using: &random) : nil
    row.userID = random.chance(0.5) ? person : nil
    findings.failures.append(row)
  }
  findings.totals.deliveries.failed = findings.failures.count
  return findings
}

@Suite("States of failures")
struct StatePropertyTests {
  @Test("every failure is in exactly one state, and in exactly one list while it is open", arguments: 1...300)
  func exactlyOne(seed: Int) {
    let findings = randomFindings(seed: UInt64(seed))
    let context = ReportContext(findings, options: ReportOptions())
    let review = SupportLeadReview(context)
    let placed = review.byState.values.flatMap { $0 }.sorted()
    #expect(placed == Array(findings.failures.indices), "seed \(seed)")
    let open = review.byState.filter { $0.key.isOpen }.values.flatMap { $0 }.sorted()
    let ours = review.lists.causes.first { $0.cause == "own-addresses" }?.failures ?? []
    #expect((review.lists.agents.flatMap(\.failures) + ours).sorted() == open, "seed \(seed)")
    #expect((review.lists.groups.flatMap(\.failures) + ours).sorted() == open, "seed \(seed)")
    #expect(Set(review.waiting).isSubset(of: open))
  }

  @Test("a follow-up leaves nothing out and counts nothing twice", arguments: 1...100)
  func followUp(seed: Int) {
    let earlier = randomFindings(seed: UInt64(seed))
    let merged = randomFindings(seed: UInt64(seed / 2 + 1000))
    let followUp = FollowUp(earlier: earlier, merged: merged)
    let review = SupportLeadReview(ReportContext(earlier, options: ReportOptions()))
    let open = review.byState.filter { $0.key.isOpen }.values.reduce(0) { $0 + $1.count }
    #expect(followUp.items.count == open)
    #expect(
      followUp.repaired.count + followUp.closed.count + followUp.stillOpen.count == followUp.items.count)
    #expect(earlier.failures.allSatisfy { !followUp.isNew($0) })
  }
}
