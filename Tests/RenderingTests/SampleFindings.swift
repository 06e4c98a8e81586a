import Classification
import DeliveryModel
import Readers
import SMTPStatus
import Summaries

/// The week of an invented company: a failure of every class, every state of the review, and strings that
/// would like to be markup.
enum SampleFindings {
  static let week: Findings = {
    var sample = Sample()
    sample.people()
    sample.everyClass()
    sample.states()
    sample.hostile()
    return sample.finished()
  }()

  /// The same company in a week in which everything arrived.
  static let quiet: Findings = {
    var findings = Findings()
    findings.totals.hasDenominator = true
    findings.totals.deliveries.delivered = 412
    findings.totals.lines = 900
    findings.totals.records = 824
    findings.firstTime = UTCTime(year: 2026, month: 11, day: 16, hour: 0, minute: 3)
    findings.lastTime = UTCTime(year: 2026, month: 11, day: 22, hour: 23, minute: 12)
    var source = SourceRecord(name: "mail.log")
    source.format = "postfix"
    (source.bytes, source.lines, source.records) = (90_000, 900, 824)
    findings.sources = [source]
    return findings
  }()

  /// Nothing was read at all.
  static let nothing = Findings()

  /// So many failures of one class, for the limits of lists.
  static func many(_ count: Int) -> Findings {
    var sample = Sample()
    for number in 0..<count {
      sample.fail("person\(number)@example.net", "mailbox-full", "452 4.2.2 over quota", at: number % 600)
    }
    return sample.finished()
  }
}

/// Builds findings step by step; times are minutes after Monday 16 November 2026, 08:00 UTC.
private struct Sample {
  var findings = Findings()
  private var line = 0
  private static let start = UTCTime(year: 2026, month: 11, day: 16, hour: 8).seconds

  private static func time(_ minutes: Int) -> UTCTime { UTCTime(seconds: start + Int64(minutes) * 60) }

  @discardableResult
  mutating func fail(
    _ recipient: String, _ classID: String, _ reply: String, words: String? = nil, at minutes: Int,
    ticket: Int64? = nil, edit: (inout FailureRow) -> Void = { _ in }
  ) -> Int {
    line += 7
    var row = FailureRow(
      place: Place(source: "mail.log", line: line), format: "postfix", recipient: recipient, outcome: .failed)
    row.time = Self.time(minutes)
    let tokens = reply.split(separator: " ")
    row.reply = Reply(
      text: reply, code: tokens.first.flatMap { Int($0) }.flatMap { ReplyCode($0) },
      enhancedCode: tokens.dropFirst().first.flatMap { EnhancedStatusCode($0) }, saidBy: .remoteHost)
    if let failureClass = FailureClasses.builtIn[classID] {
      var evidence = Evidence(
        rule: "\(classID)/sample", words: words,
        certainty: words == nil ? .statedByTheCode : .decidedByTheText)
      if let words, let place = reply.utf8.firstRange(of: words.utf8) {
        let first = reply.utf8.distance(from: reply.utf8.startIndex, to: place.lowerBound)
        evidence.range = first..<(first + words.utf8.count)
      }
      row.verdict = Verdict(
        failureClass: failureClass, permanence: failureClass.permanence, fixer: failureClass.fixer,
        evidence: evidence)
    }
    row.ticketID = ticket
    row.sender = "help@acme.example.com"
    edit(&row)
    findings.failures.append(row)
    return findings.failures.count - 1
  }

  mutating func user(_ id: Int64, _ name: String, _ email: String, _ role: User.Role = .endUser) {
    var user = User(id: id)
    (user.name, user.email, user.role) = (name, email, role)
    findings.helpDesk.users[id] = user
  }

  mutating func ticket(
    _ id: Int64, requester: Int64, status: Ticket.Status = .open, assignee: Int64? = 501, tagged: Bool = true
  ) {
    var ticket = Ticket(id: id)
    ticket.status = status
    ticket.requesterID = requester
    ticket.assigneeID = assignee
    ticket.groupID = 31
    ticket.supportAddress = "help@acme.example.com"
    ticket.tags = tagged ? [Ticket.failureTag] : []
    ticket.url = "https://acme.example.com/api/v2/tickets/\(id).json"
    findings.helpDesk.tickets[id] = ticket
  }

  mutating func comment(
    _ id: Int64, _ ticket: Int64, by author: Int64, at minutes: Int, channel: String = "web"
  ) {
    var comment = Comment(id: id)
    (comment.ticketID, comment.authorID, comment.isPublic) = (ticket, author, true)
    (comment.channel, comment.createdAt) = (channel, Self.time(minutes))
    findings.helpDesk.comments[id] = comment
  }

  mutating func notification(
    _ id: Int64, _ ticket: Int64, comment: Int64?, at minutes: Int, _ recipients: [(Int64?, String, Int)]
  ) {
    var notification = Notification(id: id)
    (notification.ticketID, notification.commentID) = (ticket, comment)
    notification.createdAt = Self.time(minutes)
    notification.recipients = recipients.map {
      Notification.Recipient(address: $0.1, userID: $0.0, status: Notification.DeliveryStatus(id: $0.2))
    }
    findings.helpDesk.notifications[id] = notification
  }

  mutating func people() {
    user(501, "Ann Agent", "ann@acme.example.com", .agent)
    user(502, "박서연", "seoyeon@acme.example.com", .agent)
    var group = Group(id: 31)
    group.name = "Billing"
    findings.helpDesk.groups[31] = group
    var trigger = Trigger(id: 3601)
    (trigger.title, trigger.mailTargets) = ("Notify requester of comment update", ["requester_id"])
    findings.helpDesk.triggers[3601] = trigger
  }

  mutating func everyClass() {
    for (index, failureClass) in FailureClasses.builtIn.all.enumerated() {
      let isTemporary = failureClass.permanence == .temporary
      fail(
        "\(failureClass.id)@example.org", failureClass.id,
        isTemporary
          ? "451 4.0.\(index) sample words of \(failureClass.id)"
          : "550 5.0.\(index) sample words of \(failureClass.id)",
        words: "sample words", at: 400 * index
      ) { if failureClass.id == "expired" { $0.outcome = .expired } }
    }
  }

  mutating func states() {
    // Silent: solved, and nothing since. The agent's private note is no contact.
    user(9001, "김민수", "kim@naver.con")
    ticket(4711, requester: 9001, status: .solved)
    comment(88_010, 4711, by: 501, at: 60)
    notification(88_012, 4711, comment: 88_010, at: 60, [(9001, "kim@naver.con", 39)])
    fail(
      "kim@naver.con", "unknown-user", "550 5.1.1 <kim@naver.con>: Recipient address rejected: User unknown",
      words: "User unknown", at: 61, ticket: 4711
    ) {
      ($0.notificationID, $0.commentID, $0.userID) = (88_012, 88_010, 9001)
      $0.trigger = "Notify requester of comment update"
      $0.alsoSeenIn = [
        Witness(
          place: Place(source: "zendesk/email_notifications.json", line: 12), format: "zendesk", trust: .sure)
      ]
    }
    // The requester missed, somebody in copy reached.
    user(9002, "Lea Kraus", "lea@example.net")
    user(9003, "Tom Kraus", "tom@example.net")
    ticket(4712, requester: 9002)
    comment(88_020, 4712, by: 501, at: 90)
    notification(
      88_022, 4712, comment: 88_020, at: 90, [(9002, "lea@example.net", 40), (9003, "tom@example.net", 5)])
    fail(
      "lea@example.net", "mailbox-full", "552 5.2.2 mailbox full", words: "mailbox full", at: 91, ticket: 4712
    ) {
      ($0.notificationID, $0.commentID, $0.userID) = (88_022, 88_020, 9002)
    }
    // Reached after all: the customer called.
    user(9004, "이지은", "jieun@naver.example")
    ticket(4713, requester: 9004, assignee: 502)
    comment(88_030, 4713, by: 502, at: 100)
    notification(88_032, 4713, comment: 88_030, at: 100, [(9004, "jieun@naver.example", 39)])
    comment(88_033, 4713, by: 502, at: 300, channel: "phone")
    fail(
      "jieun@naver.example", "unknown-user", "550 5.1.1 존재하지 않는 사용자입니다", words: "존재하지 않는 사용자", at: 101,
      ticket: 4713
    ) {
      ($0.notificationID, $0.commentID, $0.userID) = (88_032, 88_030, 9004)
    }
    // The address was corrected, nothing sent since.
    user(9005, "Ola Nordmann", "ola@example.net")
    ticket(4714, requester: 9005, tagged: false)
    comment(88_040, 4714, by: 501, at: 120)
    notification(88_042, 4714, comment: 88_040, at: 120, [(9005, "ola@exmaple.net", 39)])
    fail("ola@exmaple.net", "domain-not-found", "550 5.1.2 no such domain", at: 121, ticket: 4714) {
      ($0.notificationID, $0.commentID, $0.userID) = (88_042, 88_040, 9005)
    }
    // A colleague's own address.
    fail("seoyeon@acme.example.com", "mailbox-disabled", "550 5.2.1 account disabled", at: 140, ticket: 4714)
    // A tag without a failure.
    ticket(4715, requester: 9003, status: .closed)
  }

  mutating func hostile() {
    fail(
      "<script>alert(1)</script>@example.net", "undetermined",
      "550 <img src=x onerror=alert(1)> | `code` **bold**", at: 500)
    fail(
      "\(String(repeating: "long.", count: 60))@example.net", "unknown-user",
      "550 5.1.1 [click](https://evil.example/) @everyone #1 \u{202E}txet", at: 501)
    user(9009, "</td><script>x</script> | [a](b)", "مستخدم@example.org")
    ticket(4799, requester: 9009)
    fail("مستخدم@example.org", "suppressed", "=HYPERLINK(\"https://evil.example\")", at: 502, ticket: 4799) {
      $0.place = Place(source: "a|b`c<d>.log", line: 1)
      $0.trigger = "{{title}} \u{1}<b>"
    }
  }

  func finished() -> Findings {
    var findings = findings
    findings.failures.sort { ($0.time?.seconds ?? 0, $0.place) < ($1.time?.seconds ?? 0, $1.place) }
    findings.totals.hasDenominator = true
    findings.totals.deliveries.delivered = 4120
    findings.totals.deliveries.delayed = 31
    findings.totals.deliveries.failed = findings.failures.count
    findings.totals.lines = 10_413
    findings.totals.records = 6786
    findings.totals.skipped = ["other-program": 168]
    findings.firstTime = UTCTime(year: 2026, month: 11, day: 16, hour: 0, minute: 2)
    findings.lastTime = UTCTime(year: 2026, month: 11, day: 22, hour: 23, minute: 58)
    var domains: Set<String> = []
    for row in findings.failures {
      findings.totals.byClass[row.verdict?.failureClass.id ?? "none", default: 0] += 1
      findings.totals.byEnhancedCode[row.reply?.enhancedCode?.description ?? "none", default: 0] += 1
      findings.totals.byReplyCode[row.reply?.code?.description ?? "none", default: 0] += 1
      if row.outcome == .expired { findings.totals.deliveries.expired += 1 }
      if let time = row.time {
        let day = CivilDate(daysSinceEpoch: findings.zone.day(ofUTC: time.seconds)).description
        findings.totals.byDay[day, default: Tally()].failed += 1
      }
      if let domain = row.domain {
        findings.totals.byDomain[domain, default: Tally()].failed += 1
        domains.insert(domain)
      }
    }
    for domain in domains {
      findings.totals.byDomain[domain]?.delivered = domain.utf8.count * 4
      findings.totals.byDomain[domain]?.delayed = domain.utf8.count % 3
    }
    findings.totals.distinctFailingRecipients = Set(findings.failures.map(\.recipient)).count
    var log = SourceRecord(name: "mail.log")
    log.format = "postfix"
    (log.bytes, log.lines, log.records) = (1_384_120, 10_400, 6700)
    log.skipped = ["other-program": 168]
    log.copies = ["mail.log.1"]
    var broken = SourceRecord(name: "cut.log.gz")
    broken.failure = "the compressed data ends in the middle"
    findings.sources = [broken, log, SourceRecord(name: "notes.txt")]
    return findings
  }
}
