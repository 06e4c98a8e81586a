public import DeliveryModel
public import SMTPStatus

/// One entry of the rule book: which replies mean which failure class.
public struct Rule: Hashable, Sendable {
  /// Unique, `topic-or-provider/what-it-finds`.
  public let id: String
  public let failureClass: FailureClass
  /// Where it differs from the class's own.
  public let permanence: Permanence?
  public let strength: Strength
  public let conditions: Conditions
  /// Who says so: a standard's section, a provider's page, a program's source.
  public let source: String
  /// Replies that the rule must win; at least one.
  public let examples: [Example]
  public let secondReading: SecondReading?
  /// Where it is written.
  public let place: Place

  /// What kind of evidence a rule rests on, strongest first.
  public enum Strength: String, Sendable, CaseIterable, Comparable {
    /// A provider's own sign for one reason: `[TSS04]`, `OFR_416`, `p=NoSuchUser`.
    case token
    /// Words that can mean nothing else.
    case text
    /// A code that says the reason by itself.
    case code
    /// Words that point to a reason and may appear in replies with another one.
    case hint
    /// What is left when nothing else speaks: codes used for many reasons, and that time ran out.
    case fallback

    public static func < (left: Strength, right: Strength) -> Bool { left.rank < right.rank }

    var rank: UInt8 {
      switch self {
      case .token: 0
      case .text: 1
      case .code: 2
      case .hint: 3
      case .fallback: 4
      }
    }
  }

  /// When a rule applies. Every list that is given must hold; an empty one does not count.
  public struct Conditions: Hashable, Sendable {
    /// One of these must stand in the reply. A `|` at the end forbids that the word goes on.
    public var text: [String] = []
    /// One of these must stand in it too, at any distance: `user … does not exist`.
    public var also: [String] = []
    /// All of these must stand in it.
    public var all: [String] = []
    /// None of these may.
    public var none: [String] = []
    public var replyCodes: [ReplyCodePattern] = []
    public var enhancedCodes: [EnhancedCodePattern] = []
    public var stages: [Reply.Stage] = []
    public var saidBy: [Reply.Speaker] = []
    /// One of these must be part of the name of the host that answered.
    public var hosts: [String] = []

    public init() {}
  }

  /// A reply that the rule must win on.
  public struct Example: Hashable, Sendable {
    public var text: String
    public var code: ReplyCode?
    public var enhancedCode: EnhancedStatusCode?
    public var saidBy: Reply.Speaker?
    public var stage: Reply.Stage?
    public var host: String?

    public var reply: Reply {
      Reply(
        text: text, code: code, enhancedCode: enhancedCode, saidBy: saidBy ?? .unknown, stage: stage,
        remoteHost: host)
    }
  }

  /// Another honest reading of the same reply, and what would tell the two apart.
  public struct SecondReading: Hashable, Sendable {
    public let failureClass: FailureClass
    public let sentence: String
  }
}

/// A reply code of a rule: one number, or all of one kind (`5xx`).
public struct ReplyCodePattern: Hashable, Sendable, CustomStringConvertible {
  public let lower: UInt16
  public let upper: UInt16

  public init?(_ text: some StringProtocol) {
    if text.utf8.count == 3, let first = text.utf8.first, text.lowercased().hasSuffix("xx"),
      (0x31...0x36).contains(first)
    {
      lower = UInt16(first - 0x30) * 100
      upper = lower + 99
    } else if let number = UInt16(text), (100...699).contains(number) {
      (lower, upper) = (number, number)
    } else {
      return nil
    }
  }

  public func matches(_ code: UInt16) -> Bool { lower <= code && code <= upper }
  public var isExact: Bool { lower == upper }
  public var description: String { isExact ? String(lower) : "\(lower / 100)xx" }
}

/// Enhanced codes of a rule: one (`5.1.1`), one of any severity (`X.1.1`), or a range of details (`5.7.606-649`).
public struct EnhancedCodePattern: Hashable, Sendable, CustomStringConvertible {
  /// Nil for any.
  public let severity: UInt8?
  public let subject: UInt16
  public let details: ClosedRange<UInt16>

  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let subject = UInt16(parts[1]), subject <= 999 else { return nil }
    if parts[0] == "X" || parts[0] == "x" {
      severity = nil
    } else {
      guard let number = UInt8(parts[0]), number == 2 || number == 4 || number == 5 else { return nil }
      severity = number
    }
    let ends = parts[2].split(separator: "-", omittingEmptySubsequences: false).map { UInt16($0) }
    guard let lower = ends[0], ends.count <= 2, let upper = ends.count == 2 ? ends[1] : lower,
      lower <= upper, upper <= 999
    else { return nil }
    self.subject = subject
    details = lower...upper
  }

  public func matches(_ code: EnhancedStatusCode) -> Bool {
    subject == code.subject && details.contains(code.detail) && (severity ?? code.severity) == code.severity
  }

  public var isExact: Bool { details.count == 1 }

  public var description: String {
    let detail = isExact ? "\(details.lowerBound)" : "\(details.lowerBound)-\(details.upperBound)"
    return (severity.map(String.init) ?? "X") + ".\(subject).\(detail)"
  }
}
