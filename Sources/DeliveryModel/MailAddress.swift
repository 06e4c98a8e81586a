/// Taking mail addresses apart (RFC 5321 §4.1.2).
public enum MailAddress {
  /// The part after the last `@` in lower case, or nil where there is none.
  public static func domain(of address: some StringProtocol) -> String? {
    guard let at = address.lastIndex(of: "@") else { return nil }
    let domain = address[address.index(after: at)...]
    return domain.isEmpty ? nil : domain.lowercased()
  }

  /// The address with its domain in lower case; the local part is the receiver's business and stays as written.
  public static func canonical(_ address: some StringProtocol) -> String {
    guard let at = address.lastIndex(of: "@") else { return String(address) }
    return address[...at] + address[address.index(after: at)...].lowercased()
  }
}
