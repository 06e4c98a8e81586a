import DeliveryModel
import Summaries

/// The answers of the support-lead review: who waits, in what order, and what does not add up.
public struct SupportLeadReview: Hashable, Sendable {
  /// A person, or an address where the person is not known, with several failures.
  public struct Repeated: Hashable, Sendable {
    public var name: String
    public var recipients: [String]
    public var failures: Int
    public var tickets: [Int64]
  }

  public struct TriggerCount: Hashable, Sendable {
    public var title: String
    public var failures: Int
    public var recipients: Int
    public var isHidden: Bool
  }

  public struct AgentWork: Hashable, Sendable {
    /// Nil for tickets that nobody is assigned to.
    public var name: String?
    /// Positions in the findings' failures, in the order of urgency.
    public var failures: [Int]
  }

  public struct Unobserved: Hashable, Sendable {
    public var supportAddress: String?
    public var mails: Int
    public var all: Int
  }

  /// Positions in the findings' failures by state; the waiting ones by urgency, the rest by time.
  public var byState: [FailureState: [Int]]
  public var waiting: [Int]
  public var repeated: [Repeated]
  public var triggers: [TriggerCount]
  /// Tickets with the failure tag of which no failing mail is known.
  public var taggedOnly: [Int64]
  /// Tickets with a failing mail that are known and lack the tag.
  public var untagged: [Int64]
  /// Tickets that carry the tag although all their failures are repaired.
  public var tagLeft: [Int64]
  public var hidden: [Int]
  public var agents: [AgentWork]
  public var unobserved: [Unobserved]

  public init(_ context: ReportContext) {
    let rows = context.findings.failures
    let facts = context.findings.helpDesk
    byState = [:]
    for position in rows.indices { byState[context.answers[position].state, default: []].append(position) }
    let urgency = Urgency(context)
    waiting = rows.indices.filter { context.answers[$0].state.isWaiting }.sorted { urgency.precedes($0, $1) }
    repeated = Self.repeated(context)
    triggers = Self.triggers(context)
    hidden = rows.indices.filter { context.index.trigger(of: rows[$0])?.hidesRecipients == true }

    var statesOfTicket: [Int64: Set<FailureState>] = [:]
    for (position, row) in rows.enumerated() {
      if let ticket = row.ticketID {
        statesOfTicket[ticket, default: []].insert(context.answers[position].state)
      }
    }
    let live = facts.tickets.values.filter { $0.status != .deleted }.sorted { $0.id < $1.id }
    taggedOnly = live.filter { $0.isTagged && statesOfTicket[$0.id] == nil }.map(\.id)
    untagged = live.filter { !$0.isTagged && statesOfTicket[$0.id] != nil }.map(\.id)
    tagLeft = live.filter { $0.isTagged && statesOfTicket[$0.id] == [.reached] }.map(\.id)
    agents = Self.agents(context, urgency)
    unobserved = Self.unobserved(facts)
  }

  private static func repeated(_ context: ReportContext) -> [Repeated] {
    var byPerson: [String: Repeated] = [:]
    for (position, row) in context.findings.failures.enumerated()
    where context.answers[position].state != .colleague {
      let address = MailAddress.canonical(row.recipient)
      let user = context.index.user(of: row)
      let key = user.map { "user \($0.id)" } ?? address.lowercased()
      var entry = byPerson[key] ?? Repeated(name: user?.name ?? "", recipients: [], failures: 0, tickets: [])
      if !entry.recipients.contains(address) { entry.recipients.append(address) }
      if let ticket = row.ticketID, !entry.tickets.contains(ticket) { entry.tickets.append(ticket) }
      entry.failures += 1
      byPerson[key] = entry
    }
    return byPerson.values.filter { $0.failures > 1 }.map { entry in
      var entry = entry
      entry.recipients.sort()
      entry.tickets.sort()
      return entry
    }
    .sorted { ($1.failures, $0.recipients.first ?? "") < ($0.failures, $1.recipients.first ?? "") }
  }

  private static func triggers(_ context: ReportContext) -> [TriggerCount] {
    var counts: [String: (failures: Int, recipients: Set<String>, isHidden: Bool)] = [:]
    for row in context.findings.failures {
      let trigger = context.index.trigger(of: row)
      guard let title = trigger?.title ?? row.trigger else { continue }
      counts[title, default: (0, [], trigger?.hidesRecipients == true)].failures += 1
      counts[title]?.recipients.insert(row.recipient.lowercased())
    }
    return counts.map {
      TriggerCount(title: $0, failures: $1.failures, recipients: $1.recipients.count, isHidden: $1.isHidden)
    }
    .sorted { ($1.failures, $0.title) < ($0.failures, $1.title) }
  }

  private static func agents(_ context: ReportContext, _ urgency: Urgency) -> [AgentWork] {
    let facts = context.findings.helpDesk
    var work: [String: [Int]] = [:]
    var unassigned: [Int] = []
    for (position, row) in context.findings.failures.enumerated() {
      let state = context.answers[position].state
      guard WorkSection.isWork(state), WorkSection.group(of: position, context) == .agent,
        let ticket = row.ticketID
      else { continue }
      if let name = facts.tickets[ticket]?.assigneeID.flatMap({ facts.users[$0]?.name }) {
        work[name, default: []].append(position)
      } else {
        unassigned.append(position)
      }
    }
    // By name: a list of work, no ranking.
    var agents = work.sorted { $0.key < $1.key }.map { AgentWork(name: $0.key, failures: $0.value) }
    if !unassigned.isEmpty { agents.append(AgentWork(name: nil, failures: unassigned)) }
    for index in agents.indices { agents[index].failures.sort { urgency.precedes($0, $1) } }
    return agents
  }

  private static func unobserved(_ facts: HelpDeskFacts) -> [Unobserved] {
    var counts: [String: Unobserved] = [:]
    for notification in facts.notifications.values {
      let address = notification.ticketID.flatMap { facts.tickets[$0]?.supportAddress }
      var entry = counts[address ?? ""] ?? Unobserved(supportAddress: address, mails: 0, all: 0)
      for recipient in notification.recipients {
        entry.all += 1
        if recipient.status.map(\.isPending) ?? true { entry.mails += 1 }
      }
      counts[address ?? ""] = entry
    }
    return counts.values.filter { $0.mails > 0 }
      .sorted { ($1.mails, $0.supportAddress ?? "") < ($0.mails, $1.supportAddress ?? "") }
  }
}

/// What to look at first: solved tickets before open ones, then who waits longest, then the priority.
struct Urgency {
  private let keys: [Key]

  private struct Key {
    var isOpen: Int
    var time: UTCTime
    var priority: Int
  }

  init(_ context: ReportContext) {
    keys = context.findings.failures.map { row in
      let ticket = row.ticketID.flatMap { context.findings.helpDesk.tickets[$0] }
      let isOver = ticket?.status == .solved || ticket?.status == .closed
      let priority =
        switch ticket?.priority {
        case "urgent": 0
        case "high": 1
        case "low": 3
        default: 2
        }
      return Key(isOpen: isOver ? 0 : 1, time: row.time ?? .distantPast, priority: priority)
    }
  }

  func precedes(_ left: Int, _ right: Int) -> Bool {
    let (a, b) = (keys[left], keys[right])
    return (a.isOpen, a.time, a.priority, left) < (b.isOpen, b.time, b.priority, right)
  }
}

extension Ticket {
  var isTagged: Bool { tags.contains(Self.failureTag) }
}
