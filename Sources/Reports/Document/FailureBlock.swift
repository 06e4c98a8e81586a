/// One failing recipient as every page shows it.
public struct FailureBlock: Hashable, Sendable {
  /// Unique among the failures of all pages, the same from run to run.
  public var id: String
  public var recipient: String
  /// The customer's name, ticket, its status and age, agent and group: what is known, in this order.
  public var particulars: [Phrase]
  public var className: Phrase
  public var reason: Phrase
  public var group: FixerGroup
  public var fixer: String
  /// The server's words with the deciding ones marked; empty where none were recorded.
  public var reply: Phrase
  public var certainty: String
  public var nextStep: Phrase
  /// Places, witnesses, trigger, and whether agents can see it.
  public var evidence: [Phrase]
  /// What the review found out about it, such as that a newer mail arrived.
  public var remarks: [Phrase]
  public var copies: [CopyText]

  public init(id: String, recipient: String, group: FixerGroup) {
    self.id = id
    self.recipient = recipient
    self.group = group
    particulars = []
    className = Phrase()
    reason = Phrase()
    fixer = ""
    reply = Phrase()
    certainty = ""
    nextStep = Phrase()
    evidence = []
    remarks = []
    copies = []
  }
}
