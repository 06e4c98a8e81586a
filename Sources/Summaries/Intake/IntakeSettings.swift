public import DeliveryModel
public import Readers

/// How sources are to be read.
public struct IntakeSettings: Sendable {
  /// For timestamps without a zone, and for cutting days.
  public var zone: LocalZone
  /// Of the newest timestamp without a year, where the user says so; else it is found by the file's own date.
  public var year: Int?
  /// What the newest timestamp of a stream without a date of its own cannot be later than.
  public var now: UTCTime
  /// Keep a row for every delivered recipient too (`failures --all`).
  public var keepsDelivered = false
  /// False where nobody will ask for times to delivery or senders: they are not counted then (`totals`).
  public var wantsHistory = true
  /// Called with every piece of input that was not understood, from any thread, in no certain order.
  public var onProblem: (@Sendable (String, SkippedInput) -> Void)?
  /// Called with the number of bytes read since the last call, from any thread.
  public var onBytes: (@Sendable (Int) -> Void)?
  /// Called with the name and hash of a source whose content was in the summary already, and so was not read again.
  public var onKnown: (@Sendable (String, String) -> Void)?
  /// How many sources or stretches are read at a time.
  public var cores: Int
  /// Bytes.
  public var longestRecord = 16 << 20

  public init(zone: LocalZone, now: UTCTime, cores: Int) {
    self.zone = zone
    self.now = now
    self.cores = max(1, cores)
  }
}
