import DeliveryModel

/// Single fields as Zendesk writes them. Every one may be absent or null.
extension JSONValue {
  func time(_ key: StaticString) -> UTCTime? {
    guard let value = self[key] else { return nil }
    return value.time
  }

  /// RFC 3339, or Unix seconds.
  var time: UTCTime? {
    if kind == .string {
      let bytes = utf8
      if let reading = TimestampReading(bytes.span) { return reading.utc }
    }
    // Within the years 1970 to 9999: anything else is no time.
    guard let seconds = integer, (0...253_402_300_799).contains(seconds) else { return nil }
    return UTCTime(seconds: seconds)
  }

  /// When this version of the record was made: system changes show in `generated_timestamp` alone.
  var version: UTCTime? {
    [time("updated_at"), time("generated_timestamp")].compactMap { $0 }.max()
  }

  /// The channel of `via`, which some exports write as a plain string.
  var channel: String? {
    guard let via = self["via"] else { return nil }
    return (via["channel"] ?? via).text
  }

  /// A list of tags: an array, or (in old audits) one string with blanks.
  var tags: [String] {
    if let text = string { return TagList.split(text) }
    return elements.compactMap(\.text)
  }

  func identifiers(_ key: StaticString) -> [Int64] {
    self[key]?.elements.compactMap(\.identifier.value) ?? []
  }
}

enum TagList {
  /// A tag holds neither blank nor comma nor bar, so each of them parts two tags.
  static func split(_ text: String) -> [String] {
    text.utf8.split { $0 <= 0x20 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "|") }
      .map { String(Substring($0)) }
  }
}

enum MessageID {
  /// Without angle brackets and blanks around it; nil where nothing is left.
  static func trimmed(_ text: String?) -> String? {
    guard let text else { return nil }
    let inner = text.utf8.drop { $0 <= 0x20 || $0 == UInt8(ascii: "<") }
    let last = inner.lastIndex { $0 > 0x20 && $0 != UInt8(ascii: ">") }
    return last.map { String(Substring(inner[...$0])) }
  }
}
