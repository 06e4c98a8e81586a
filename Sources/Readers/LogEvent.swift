public import DeliveryModel
public import SMTPStatus

/// A range of bytes in the block that is being read; count 0 where a field is absent or empty.
public struct ByteRange: Hashable, Sendable {
  public var start: UInt32
  public var count: UInt32

  public static let none = ByteRange(start: 0, count: 0)

  @inlinable public init(start: UInt32, count: UInt32) {
    self.start = start
    self.count = count
  }

  @inlinable public init(_ from: Int, _ to: Int) {
    start = UInt32(truncatingIfNeeded: from)
    count = UInt32(truncatingIfNeeded: to - from)
  }

  @inlinable public var isEmpty: Bool { count == 0 }
}

/// What one line of a mail server's log says about one message: flat, without owned storage, so that a
/// million of them cost nothing but the copy.
public struct LogEvent: Sendable {
  public enum Kind: UInt8, Sendable {
    /// A message begins its life (`client=`, `uid=`).
    case arrived
    /// Its Message-ID became known.
    case named
    /// The queue took it up, at first or again; tells the sender.
    case queued
    /// One attempt at one recipient.
    case attempt
    /// Given up because of age, for every recipient that still waits.
    case expired
    /// The queue has forgotten it.
    case removed
    /// A person deleted it from the queue: open recipients stay without an outcome.
    case deleted
    /// A notification about it went back to the sender, as the message `other`.
    case notified
  }

  public var kind: Kind
  /// For attempts.
  public var outcome: AttemptOutcome = .delivered
  public var saidBy: Reply.Speaker = .unknown
  public var stage: Reply.Stage?
  /// For attempts: the reply code, 0 where none was stated.
  public var replyCode: UInt16 = 0
  /// As the log states it, the server's own 5.0.0 and 4.0.0 included.
  public var enhancedCode: EnhancedStatusCode?
  /// Seconds since 1970, UTC.
  public var time: Int64
  /// Counted from 1 in the source.
  public var line: Int
  /// Index into `RecordSink.streams`.
  public var stream: Int32
  /// Seconds since the message arrived, as the log states it; negative where it does not.
  public var delay: Double = -1

  public var queueID: ByteRange
  /// For attempts.
  public var recipient: ByteRange = .none
  /// The address before aliasing.
  public var originalRecipient: ByteRange = .none
  /// For `queued` and `expired`: the envelope sender, empty for a notification's.
  public var sender: ByteRange = .none
  /// For `named`, without angle brackets.
  public var messageID: ByteRange = .none
  /// The host that was spoken to, without address and port.
  public var remoteHost: ByteRange = .none
  /// What was replied, or what our own server says.
  public var text: ByteRange = .none
  /// The queue ID of the message that this one became or that reports on it.
  public var other: ByteRange = .none
  /// The attempt handed the message to our own next hop (content filter, other instance), as `other`.
  public var isHandOver = false

  public init(kind: Kind, time: Int64, line: Int, stream: Int32, queueID: ByteRange) {
    self.kind = kind
    self.time = time
    self.line = line
    self.stream = stream
    self.queueID = queueID
  }
}
