import DeliveryModel
import Summaries

/// The answers of the support-lead review: who waits, in what order, who does what, and what does not add up.
public struct SupportLeadReview: Sendable {
  /// Positions in the findings' failures by state; every failure is in exactly one, in the order of urgency.
  public let byState: [FailureState: [Int]]
  /// Customers who have not got our answer, in the order of urgency.
  public let waiting: [Int]
  public let massFailures: [MassFailure]
  public let repeated: [Repeated]
  public let triggers: [TriggerCount]
  public let tags: TagComparison
  /// Failures that no agent can see at To or CC.
  public let hidden: [Int]
  public let lists: WorkLists
  public let observability: [Observability]
  public let paperAnswers: [PaperAnswer]
  public let joins: JoinCounts
  public let addresses: [AddressCheck]
  /// Nil where no earlier review was given.
  public let followUp: FollowUp?
  let headlines: MailHeadlines
  /// The mass failure that a failure belongs to, by positions.
  let massFailureOf: [Int: Int]

  public init(_ context: ReportContext, followUp: FollowUp? = nil) {
    let rows = context.findings.failures
    let urgency = Urgency(context)
    var byState: [FailureState: [Int]] = [:]
    for position in rows.indices { byState[context.answers[position].state, default: []].append(position) }
    self.byState = byState.mapValues { urgency.sorted($0) }
    waiting = urgency.sorted(rows.indices.filter { context.answers[$0].state.isWaiting })
    massFailures = MassFailure.all(in: context)
    repeated = Repeated.all(in: context, earlier: followUp?.addressesThen ?? [])
    triggers = TriggerCount.all(in: context)
    tags = TagComparison(context)
    hidden = rows.indices.filter { context.index.trigger(of: rows[$0])?.hidesRecipients == true }
    lists = WorkLists(context, urgency)
    observability = Observability.all(in: context)
    paperAnswers = PaperAnswer.all(in: context)
    joins = JoinCounts(context.findings)
    addresses = AddressCheck.all(in: context)
    headlines = MailHeadlines(context)
    self.followUp = followUp
    var massFailureOf: [Int: Int] = [:]
    for (number, event) in massFailures.enumerated() {
      for position in event.failures { massFailureOf[position] = number }
    }
    self.massFailureOf = massFailureOf
  }
}
