internal import SMTPStatus

/// Why a delivery failed. Made once, from `Classes/failure-classes.csv`.
public struct FailureClass: Hashable, Sendable {
  /// Stable, lower case with hyphens: `mailbox-full`.
  public var id: String { facts.id }
  /// The family that it is listed under: recipient, mailbox, message, reputation …
  public var group: String { facts.group }
  public var permanence: Permanence { facts.permanence }
  public var fixer: Fixer { facts.fixer }
  /// Which of the four best practices apply: `BP1` … `BP4`, in the order in which they are tried.
  public var practices: [String] { facts.practices }
  public var typicalReplyCodes: String { facts.typicalReplyCodes }
  public var typicalEnhancedCodes: String { facts.typicalEnhancedCodes }
  /// What others call it, so that nothing they tell apart is lost.
  public var otherNames: OtherNames { facts.otherNames }

  /// Kept once for all verdicts: a row of an export holds its class, and rows are copied by the ten thousand.
  private let facts: Facts

  private final class Facts: Sendable {
    let id: String
    let group: String
    let permanence: Permanence
    let fixer: Fixer
    let practices: [String]
    let typicalReplyCodes: String
    let typicalEnhancedCodes: String
    let otherNames: OtherNames

    init(
      id: String, group: String, permanence: Permanence, fixer: Fixer, practices: [String],
      typicalReplyCodes: String, typicalEnhancedCodes: String, otherNames: OtherNames
    ) {
      self.id = id
      self.group = group
      self.permanence = permanence
      self.fixer = fixer
      self.practices = practices
      self.typicalReplyCodes = typicalReplyCodes
      self.typicalEnhancedCodes = typicalEnhancedCodes
      self.otherNames = otherNames
    }
  }

  /// The names that a class has in other classifications of bounces; several to one class where they tell
  /// more apart, none where they have no word for it.
  public struct OtherNames: Hashable, Sendable {
    /// Reasons of Sisimai.
    public let sisimai: [String]
    /// Categories of KumoMTA's bounce classifier.
    public let kumoMTA: [String]
    /// SendGrid's bounce classifications.
    public let sendGrid: [String]
    /// Amazon SES's bounce types and subtypes.
    public let ses: [String]

    static let none = OtherNames(sisimai: [], kumoMTA: [], sendGrid: [], ses: [])
  }

  init(
    id: String, group: String, permanence: Permanence, fixer: Fixer, practices: [String],
    typicalReplyCodes: String, typicalEnhancedCodes: String, otherNames: OtherNames = .none
  ) {
    facts = Facts(
      id: id, group: group, permanence: permanence, fixer: fixer, practices: practices,
      typicalReplyCodes: typicalReplyCodes, typicalEnhancedCodes: typicalEnhancedCodes, otherNames: otherNames
    )
  }

  /// Nothing in the reply says why.
  public static let undetermined =
    FailureClasses.builtIn["undetermined"]
    ?? FailureClass(
      id: "undetermined", group: "other", permanence: .temporary, fixer: .agent, practices: [],
      typicalReplyCodes: "", typicalEnhancedCodes: "")

  public static func == (left: FailureClass, right: FailureClass) -> Bool {
    left.facts === right.facts || left.id == right.id
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// Whether the same message could arrive later.
public enum Permanence: String, Sendable, CaseIterable {
  case permanent, temporary
}

/// Who can do something about it.
public enum Fixer: String, Sendable, CaseIterable {
  /// The support agent, in the ticket.
  case agent
  /// The customer, told over another channel.
  case endUser = "end-user"
  /// Whoever keeps our DNS, mail servers and sending accounts.
  case admin
  /// The receiving side's administrator.
  case receiver
  /// Nobody but time.
  case wait
}

/// All failure classes, in the order in which they are listed.
public struct FailureClasses: Sendable {
  public let all: [FailureClass]
  private let byID: [String: FailureClass]

  public static let builtIn = FailureClasses(
    table: EmbeddedData.files.first { $0.path == "Classes/failure-classes.csv" }.flatMap {
      DataTable($0.content)
    })

  public subscript(id: String) -> FailureClass? { byID[id] }

  /// The class of that id, or the nearest one to a name that was mistyped.
  public func nearest(to name: String) -> FailureClass? {
    NearMiss.nearest(to: name, among: all.map(\.id)).flatMap { byID[$0] }
  }

  /// Rows that lack a known permanence or fixer are left out; a test holds the built-in table against that.
  init(table: DataTable?) {
    var all: [FailureClass] = []
    if let table {
      func field(_ row: DataTable.Row, _ name: String) -> String {
        table.column(name).map { row.fields[$0] } ?? ""
      }
      func list(_ row: DataTable.Row, _ name: String) -> [String] {
        field(row, name).split(separator: " ").map(String.init)
      }
      for row in table.rows {
        guard let permanence = Permanence(rawValue: field(row, "permanence")),
          let fixer = Fixer(rawValue: field(row, "fixer"))
        else { continue }
        all.append(
          FailureClass(
            id: field(row, "id"), group: field(row, "group"), permanence: permanence, fixer: fixer,
            practices: list(row, "practices"), typicalReplyCodes: field(row, "reply_codes"),
            typicalEnhancedCodes: field(row, "enhanced_codes"),
            otherNames: FailureClass.OtherNames(
              sisimai: list(row, "sisimai"), kumoMTA: list(row, "kumomta"),
              sendGrid: list(row, "sendgrid"), ses: list(row, "ses"))))
      }
    }
    self.all = all
    byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
  }
}
