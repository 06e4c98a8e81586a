public import Reports

/// Addresses to look at, in the columns of a bulk update of users (RFC 4180, UTF-8).
public enum AddressesToCheckCSV {
  public static let columns = ["user_id", "old_address", "suggested", "reason"]

  public static func bytes(_ checks: [AddressCheck]) -> [UInt8] {
    var bytes: [UInt8] = []
    FailuresCSV.append(columns, to: &bytes)
    for check in checks {
      FailuresCSV.append(
        [check.userID.map { String($0) } ?? "", check.address, check.suggested ?? "", check.reason],
        to: &bytes)
    }
    return bytes
  }
}
