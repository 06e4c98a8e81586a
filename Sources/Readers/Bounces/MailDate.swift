import DeliveryModel

/// Dates of mail headers (RFC 5322 §3.3) and the forms that mailers write instead.
enum MailDate {
  private static let months: [StaticString] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static let zones: [(name: StaticString, hours: Int)] = [
    ("gmt", 0), ("utc", 0), ("ut", 0), ("est", -5), ("edt", -4), ("cst", -6), ("cdt", -5), ("mst", -7),
    ("mdt", -6), ("pst", -8), ("pdt", -7), ("jst", 9), ("kst", 9), ("cet", 1), ("cest", 2), ("bst", 1),
    ("msk", 3),
  ]

  /// The moment, or nil where the text is no date. `29 Apr 2026 23:34:45 +0900`, the weekday and the seconds
  /// optional, or `2026-04-29T23:34:45Z`. A date without a zone is read as UTC.
  static func parse(_ text: ByteView) -> UTCTime? {
    let value = text.trimmed()
    guard value.count >= 8, value.count < 200 else { return nil }
    var numbers: [(value: Int, digits: Int)] = []
    var month: Int?
    var offset = 0
    var hour = 0
    var minute = 0
    var second = 0
    var hasTime = false
    var index = 0
    scan: while index < value.count {
      let byte = value[index]
      if byte == UInt8(ascii: "(") {
        index = (value.firstIndex(of: UInt8(ascii: ")"), from: index) ?? value.count) + 1
        continue
      }
      if byte.isLetter {
        let start = index
        while value[index].isLetter { index += 1 }
        let word = value.slice(start, index)
        if month == nil, word.count >= 3, let found = months.firstIndex(where: { word.hasPrefix($0) }) {
          month = found + 1
        } else if hasTime, let zone = zones.first(where: { word.equals($0.name) }) {
          offset = zone.hours * 3600
          break scan
        }
        continue
      }
      if hasTime, byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
        if let zone = Self.offset(in: value, at: index) {
          offset = zone
          break
        }
      }
      guard byte.isDigit else {
        index += 1
        continue
      }
      let start = index
      var number = 0
      while value[index].isDigit, index - start < 9 {
        number = number * 10 + Int(value[index] - 0x30)
        index += 1
      }
      if !hasTime, value[index] == UInt8(ascii: ":"), value[index + 1].isDigit {
        hour = number
        hasTime = true
        (minute, index) = Self.number(in: value, at: index + 1)
        if value[index] == UInt8(ascii: ":") { (second, index) = Self.number(in: value, at: index + 1) }
        while value[index] == UInt8(ascii: "."), value[index + 1].isDigit {
          index += 1
          while value[index].isDigit { index += 1 }
        }
      } else if !hasTime || numbers.count < 3 {
        numbers.append((number, index - start))
      }
      if numbers.count > 4 { return nil }
    }
    return moment(numbers, month: month, hour: hour, minute: minute, second: second, offset: offset)
  }

  private static func moment(
    _ numbers: [(value: Int, digits: Int)], month: Int?, hour: Int, minute: Int, second: Int, offset: Int
  ) -> UTCTime? {
    let year: Int
    let monthNumber: Int
    let day: Int
    if let month {
      guard numbers.count >= 2, let dayNumber = numbers.first(where: { $0.digits <= 2 }) else { return nil }
      monthNumber = month
      day = dayNumber.value
      guard let yearNumber = numbers.first(where: { $0.digits == 4 }) ?? numbers.dropFirst().first else {
        return nil
      }
      year =
        yearNumber.digits == 4 ? yearNumber.value : yearNumber.value + (yearNumber.value < 70 ? 2000 : 1900)
    } else {
      guard numbers.count >= 3, numbers[0].digits == 4 else { return nil }
      (year, monthNumber, day) = (numbers[0].value, numbers[1].value, numbers[2].value)
    }
    guard (1970...9999).contains(year), (0...23).contains(hour), (0...59).contains(minute),
      (0...60).contains(second), CivilDate(year: year, month: monthNumber, day: day) != nil
    else { return nil }
    let local = UTCTime(year: year, month: monthNumber, day: day, hour: hour, minute: minute, second: second)
    return UTCTime(seconds: local.seconds - Int64(offset))
  }

  private static func number(in value: ByteView, at start: Int) -> (Int, Int) {
    var index = start
    var number = 0
    while value[index].isDigit, index - start < 4 {
      number = number * 10 + Int(value[index] - 0x30)
      index += 1
    }
    return (number, index)
  }

  /// `+0900` or `+09:00` in seconds east of UTC.
  private static func offset(in value: ByteView, at start: Int) -> Int? {
    var digits: [Int] = []
    var index = start + 1
    while digits.count < 4, value[index].isDigit || value[index] == UInt8(ascii: ":") {
      if value[index].isDigit { digits.append(Int(value[index] - 0x30)) }
      index += 1
    }
    guard digits.count == 4 else { return nil }
    let seconds = (digits[0] * 10 + digits[1]) * 3600 + (digits[2] * 10 + digits[3]) * 60
    guard seconds <= 14 * 3600 else { return nil }
    return value[start] == UInt8(ascii: "-") ? -seconds : seconds
  }
}
