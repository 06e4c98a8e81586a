extension Wording {
  /// A whole number with its digits in groups of three.
  public func number(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { grouped += text("format.group") }
      grouped.append(digit)
    }
    return value < 0 ? "−" + grouped : grouped
  }

  /// A number with so many digits after the point, rounded half up.
  public func decimal(_ value: Double, digits: Int) -> String {
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    guard value.isFinite, value.magnitude < 1e15 else { return "–" }
    let scaled = Int((value.magnitude * Double(scale)).rounded(.toNearestOrAwayFromZero))
    let sign = value < 0 && scaled > 0 ? "−" : ""
    guard digits > 0 else { return sign + number(scaled) }
    let fraction = String(scaled % scale)
    let padding = String(repeating: "0", count: digits - fraction.count)
    return sign + number(scaled / scale) + text("format.decimal") + padding + fraction
  }

  /// A share in percent: two digits below one percent, one below ten, and as exactly from 90 to 100; what is not
  /// nothing never shows as 0, and what is not all never as 100.
  public func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let share = Double(part) / Double(whole) * 100
    if part == 0 || part == whole {
      return text("format.percent", ["number": Phrase(decimal(share, digits: 0))])
    }
    if share < 0.01 { return text("format.percent-below", ["number": Phrase(decimal(0.01, digits: 2))]) }
    let rest = Double(whole - part) / Double(whole) * 100
    if rest < 0.01 { return text("format.percent-above", ["number": Phrase(decimal(99.99, digits: 2))]) }
    let number = decimal(share, digits: Self.digits(nearest: min(share, rest)))
    return text("format.percent", ["number": Phrase(number)])
  }

  /// Two shares between which a third one lies, in percent: “0.23–0.42%”.
  public func percentRange(_ lower: Double, _ upper: Double) -> String {
    let digits = Self.digits(nearest: min(upper, 1 - lower) * 100)
    func end(_ share: Double) -> Phrase {
      var digits = digits
      var scale = digits == 0 ? 1.0 : digits == 1 ? 10 : 100
      // 0 and 100 percent are said of nothing and of all alone.
      while digits < 4, share > 0, share < 1, [0, 100 * scale].contains((share * 100 * scale).rounded()) {
        digits += 1
        scale *= 10
      }
      return Phrase(decimal(share * 100, digits: digits))
    }
    return text("format.percent-range", ["lower": end(lower), "upper": end(upper)])
  }

  /// Digits after the point, by how far a share lies from 0 or 100 percent.
  private static func digits(nearest percent: Double) -> Int { percent < 1 ? 2 : percent < 10 ? 1 : 0 }

  /// A number of bytes in the unit that leaves few digits; 1 kB is 1,000 bytes.
  public func bytes(_ value: Int64) -> String {
    switch value {
    case ..<1000: text("format.bytes", count: Int(value))
    case ..<1_000_000: decimal(Double(value) / 1e3, digits: 1) + " kB"
    case ..<1_000_000_000: decimal(Double(value) / 1e6, digits: 1) + " MB"
    default: decimal(Double(value) / 1e9, digits: 1) + " GB"
    }
  }

  /// A span in one word, so that little of it is lost: `3 days`, `5 hours`, `99 minutes`.
  public func duration(seconds: Int64) -> String {
    switch seconds {
    case ..<60: text("duration.seconds", count: Int(max(0, seconds)))
    case ..<7200: text("duration.minutes", count: Int(seconds / 60))
    case ..<(2 * 86400): text("duration.hours", count: Int(seconds / 3600))
    default: text("duration.days", count: Int(seconds / 86400))
    }
  }
}
