public import DeliveryModel

/// What one stretch of a log tells of one message whose life reaches over the stretch's edge.
///
/// A log may be cut anywhere: by rotation, by a day's end, by the number of cores. What lies wholly inside a
/// stretch is counted there; what does not is kept as fragments, and fragments of the same queue ID meet when
/// the stretches do. So the cut decides nothing.
public struct MessageFragment: Hashable, Sendable, Codable {
  /// How the message's life began in this stretch.
  public enum Opening: Int, Sendable, Comparable, Codable {
    /// Before it.
    case before
    /// With its Message-ID: the line that tells of its arrival may lie before the stretch.
    case named
    case arrived

    public static func < (left: Opening, right: Opening) -> Bool { left.rawValue < right.rawValue }
  }

  /// Host and instance of the mail server: queue IDs are unique only there.
  public var stream: String
  public var queueID: String
  public var opening: Opening
  public var messageID: String?
  /// The envelope sender; empty for a notification, nil where no line told it.
  public var sender: String?
  public var isQueued: Bool
  public var firstTime: UTCTime
  /// The line of its source that tells of it first.
  public var firstLine: Int
  public var lastTime: UTCTime
  /// When the message arrived as its first attempt's `delay` tells it.
  public var estimatedArrival: UTCTime?
  /// The queue gave up on everybody who still waited.
  public var expiredAt: Ending?
  public var isEnded: Bool
  /// Its opening stands in the first seconds of a continued stretch: nothing of it was counted there.
  public var isHeldBack: Bool
  public var recipients: [WaitingRecipient]

  /// A moment and the line that tells of it.
  public struct Ending: Hashable, Sendable, Codable {
    public var time: UTCTime
    public var line: Int
    public var source: String
  }
}

/// A recipient whose delivery cannot be counted yet.
public struct WaitingRecipient: Hashable, Sendable, Codable {
  /// As the log writes it, after rewriting.
  public var address: String
  /// Before aliasing, where it differs: the address that the customer has.
  public var original: String?
  public var deferrals: Int
  public var lastDeferral: AttemptRecord?
  /// The attempt that ended it, where one did.
  public var end: AttemptRecord?

  /// The recipient as people know it.
  var shownAddress: String {
    guard let original, original.utf8.contains(UInt8(ascii: "@")) else {
      return MailAddress.canonical(address)
    }
    return MailAddress.canonical(original)
  }

  /// Where it went: of the address that was really written to, if the other has no domain.
  var domain: String? { MailAddress.domain(of: shownAddress) }
}

/// One attempt of which the outcome must be remembered.
public struct AttemptRecord: Hashable, Sendable, Codable {
  public var outcome: AttemptOutcome
  public var time: UTCTime
  public var line: Int
  /// The file: a message's attempts may stand in several.
  public var source: String
  /// Seconds since the message arrived; negative where the log does not tell.
  public var delay: Double
  public var reply: Reply
}
