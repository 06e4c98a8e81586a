import Foundation

/// A time zone for timestamps that name none, and for telling which day a moment belongs to.
public struct LocalZone: Hashable, Sendable {
  /// Its IANA name, such as `Asia/Seoul`; `UTC` for UTC.
  public let name: String
  private let zone: TimeZone

  public static let utc = LocalZone(name: "UTC", zone: TimeZone(secondsFromGMT: 0)!)

  private init(name: String, zone: TimeZone) {
    self.name = name
    self.zone = zone
  }

  /// Nil where the system's zone database has no such name.
  public init?(name: String) {
    if name == "UTC" || name == "Z" || name == "Etc/UTC" || name == "GMT" {
      self = .utc
      return
    }
    guard let zone = TimeZone(identifier: name) else { return nil }
    self.init(name: name, zone: zone)
  }

  /// Seconds east of UTC at a moment.
  public func offset(atUTC seconds: Int64) -> Int64 {
    name == "UTC" ? 0 : Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
  }

  /// The moment of a wall-clock time, given as seconds since 1970-01-01T00:00:00 on that wall.
  ///
  /// Of the hour that comes twice at the end of summer time the first is taken; the hour that does not come
  /// is read with the offset before the change.
  public func utc(ofLocal seconds: Int64) -> Int64 {
    if name == "UTC" { return seconds }
    let before = seconds - offset(atUTC: seconds - 86400)
    return before + offset(atUTC: before) == seconds ? before : seconds - offset(atUTC: before)
  }

  /// The day (since 1970-01-01) on which a moment falls here.
  public func day(ofUTC seconds: Int64) -> Int {
    let local = seconds + offset(atUTC: seconds)
    return Int(local >= 0 ? local / 86400 : (local - 86399) / 86400)
  }
}
