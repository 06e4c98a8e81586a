/// An envelope sender as mails are counted by it.
///
/// Mailing programs write the recipient or a serial number into the sender, so that each mail has its own
/// (VERP). Counted as they are they would be as many as the mails; what varies is cut away instead.
enum SenderName {
  static func counted(_ sender: String) -> String {
    guard let at = sender.utf8.lastIndex(of: UInt8(ascii: "@")) else { return sender }
    let local = sender.utf8[..<at]
    let domain = sender[at...].lowercased()
    let stem = local.prefix { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "=") }
    let digits = stem.count { (0x30...0x39).contains($0) }
    if digits >= 5 || stem.isEmpty { return "…" + domain }
    let name = (String(stem) ?? "").lowercased()
    return name + (stem.count < local.count ? "+…" : "") + domain
  }
}
