import Classification

/// The short signs by which providers name a reason inside a reply: `TSS04`, `OFR_416`, `MI:SPF`.
enum ProviderSign {
  /// The signs among a rule's texts; empty where the rule speaks of words. The first one names the page, the
  /// others are spellings of the same sign.
  static func signs(of rule: Rule) -> [String] {
    guard rule.strength == .token else { return [] }
    var signs: [String] = []
    for text in rule.conditions.text {
      guard let sign = sign(in: text), !signs.contains(sign) else { continue }
      signs.append(sign)
    }
    return signs
  }

  /// The sign that a marker is, or that stands in brackets at its end.
  static func sign(in marker: String) -> String? {
    if let whole = plain(marker) { return whole }
    guard let close = marker.last, close == ")" || close == "]",
      let open = marker.lastIndex(of: close == ")" ? "(" : "[")
    else { return nil }
    return plain(String(marker[marker.index(after: open)...].dropLast()))
  }

  /// Without the brackets around it; nil for what is words, an address or a bare number.
  private static func plain(_ marker: String) -> String? {
    var text = Substring(marker)
    while let first = text.first, "[(#".contains(first) { text.removeFirst() }
    while let last = text.last, "])|".contains(last) { text.removeLast() }
    guard (4...24).contains(text.utf8.count),
      text.utf8.allSatisfy({ isLetterOrDigit($0) || "-_.:#".utf8.contains($0) }),
      text.utf8.contains(where: { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) || $0 == 0x5F })
    else { return nil }
    return String(text)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }
}
