public import DeliveryModel

/// What is wrong with a rule, and where: one line in the form that every editor understands.
public struct RuleDiagnostic: Hashable, Sendable, CustomStringConvertible {
  public enum Severity: String, Sendable, CaseIterable {
    /// The rule is left out.
    case error
    /// The rule is used, but will not do what it seems to.
    case warning
  }

  public let severity: Severity
  public let place: Place
  public let message: String

  public init(_ severity: Severity, at place: Place, _ message: String) {
    self.severity = severity
    self.place = place
    self.message = message
  }

  /// `rules.yaml:14: error: unknown class "mailbx-full"; did you mean "mailbox-full"?`
  public var description: String { "\(place): \(severity.rawValue): \(message)" }

  /// A name that is not known, with the nearest known one.
  static func unknown(
    _ kind: String, _ name: String, known: some Sequence<String>, at place: Place
  ) -> RuleDiagnostic {
    let guess = NearMiss.nearest(to: name, among: known)
    return RuleDiagnostic(
      .error, at: place,
      "unknown \(kind) \"\(name)\"" + (guess.map { "; did you mean \"\($0)\"?" } ?? ""))
  }
}
