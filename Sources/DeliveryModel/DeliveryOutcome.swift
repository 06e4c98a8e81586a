/// How a delivery ended, or that it has not. The raw values stand in the exports' field `outcome`.
public enum DeliveryOutcome: String, Sendable, CaseIterable, Codable {
  /// A server took the message; nothing is known beyond that.
  case delivered
  /// Delivered after at least one deferral.
  case delayed
  /// A server or our own refused it for good.
  case failed
  /// Given up because of age, after deferrals.
  case expired
  /// Not even tried: the address stands on a list of the sender's.
  case suppressed
  /// Delivered, then reported as spam by the recipient.
  case complained
  /// No attempt has ended it so far.
  case open

  /// The customer does not have the message, or does not want it.
  public var isFailure: Bool {
    switch self {
    case .failed, .expired, .suppressed, .complained: true
    case .delivered, .delayed, .open: false
    }
  }
}

/// The outcome of one attempt to hand one message to one recipient.
public enum AttemptOutcome: UInt8, Sendable, CaseIterable, Codable {
  case delivered, deferred, failed, expired, suppressed, complained
}
