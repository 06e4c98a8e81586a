import DeliveryModel
import Summaries

/// Who has what to do: every open failure stands in exactly one agent's list, or in the administrator's.
public struct WorkLists: Hashable, Sendable {
  /// Work of one agent. A list of things to do, no score: nobody is to blame for a full mailbox.
  public struct AgentWork: Hashable, Sendable {
    /// Nil for what nobody is assigned to.
    public var name: String?
    /// Fit for a file name: the agent's id, or `unassigned`.
    public var slug: String
    /// Positions in the findings' failures, in the order of urgency.
    public var failures: [Int]
  }

  public struct GroupWork: Hashable, Sendable {
    /// Nil for tickets without a group.
    public var name: String?
    public var slug: String
    public var failures: [Int]
  }

  public struct CauseWork: Hashable, Sendable {
    /// A key of the wording, such as `authentication`.
    public var cause: String
    public var failures: [Int]
  }

  /// By name, those without one last.
  public var agents: [AgentWork] = []
  public var groups: [GroupWork] = []
  /// By cause, in the fixed order of `AdministratorCause`.
  public var causes: [CauseWork] = []

  init(_ context: ReportContext, _ urgency: Urgency) {
    let rows = context.findings.failures
    var byAgent: [Owner: [Int]] = [:]
    var byGroup: [Owner: [Int]] = [:]
    var byCause: [String: [Int]] = [:]
    for position in rows.indices {
      let state = context.answers[position].state
      guard state.isOpen else { continue }
      let classID = context.classID(of: rows[position])
      if state == .colleague {
        byCause[AdministratorCause.ownAddresses, default: []].append(position)
        continue
      }
      if let cause = AdministratorCause.cause(ofClass: classID) {
        byCause[cause, default: []].append(position)
      }
      byAgent[Owner(agentOf: rows[position], context), default: []].append(position)
      byGroup[Owner(groupOf: rows[position], context), default: []].append(position)
    }
    agents = byAgent.sorted { $0.key < $1.key }.map {
      AgentWork(name: $0.name, slug: $0.slug, failures: urgency.sorted($1))
    }
    groups = byGroup.sorted { $0.key < $1.key }.map {
      GroupWork(name: $0.name, slug: $0.slug, failures: urgency.sorted($1))
    }
    causes = AdministratorCause.order.compactMap { cause in
      byCause[cause].map { CauseWork(cause: cause, failures: urgency.sorted($0)) }
    }
  }

  /// An agent or a group, known by id, by a name alone, or not at all.
  private struct Owner: Hashable, Comparable {
    var name: String?
    var slug: String

    init(agentOf row: FailureRow, _ context: ReportContext) {
      let facts = context.findings.helpDesk
      let ticket = row.ticketID.flatMap { facts.tickets[$0] }
      self.init(
        id: ticket?.assigneeID, name: ticket?.assigneeID.flatMap { facts.users[$0]?.name },
        nameAlone: ticket?.assigneeName)
    }

    init(groupOf row: FailureRow, _ context: ReportContext) {
      let facts = context.findings.helpDesk
      let ticket = row.ticketID.flatMap { facts.tickets[$0] }
      self.init(
        id: ticket?.groupID, name: ticket?.groupID.flatMap { facts.groups[$0]?.name },
        nameAlone: ticket?.groupName)
    }

    private init(id: Int64?, name: String?, nameAlone: String?) {
      if let id {
        self.name = name ?? "\(id)"
        slug = String(id)
      } else if let nameAlone, !nameAlone.isEmpty {
        self.name = nameAlone
        // A table of tickets has names alone; they stay apart from the ids.
        slug = "name-" + nameAlone.utf8.map { String($0, radix: 16) }.joined().prefix(48)
      } else {
        slug = "unassigned"
      }
    }

    static func < (left: Owner, right: Owner) -> Bool {
      (left.name == nil ? 1 : 0, left.name ?? "", left.slug)
        < (right.name == nil ? 1 : 0, right.name ?? "", right.slug)
    }
  }
}

/// What an administrator looks into, and which failure classes belong to it.
enum AdministratorCause {
  static let ownAddresses = "own-addresses"

  private static let classes: [(cause: String, classes: [String])] = [
    ("authentication", ["authentication-failed"]),
    ("block-lists", ["sender-blocked", "spam-content", "complaint", "rate-limited"]),
    ("size", ["message-too-large", "content-blocked"]),
    ("access", ["auth-required", "connector-error", "relay-denied"]),
    ("transport", ["connection-failed", "protocol-error", "routing-loop", "tls-failed"]),
    ("suppression", ["suppressed"]),
  ]

  /// The order in which the administrator's list has them.
  static let order = classes.map(\.cause) + [ownAddresses]

  private static let byClass: [String: String] = {
    var causes: [String: String] = [:]
    for entry in classes { for id in entry.classes { causes[id] = entry.cause } }
    return causes
  }()

  static func cause(ofClass id: String) -> String? { byClass[id] }
}
