/// An id as an export gives it. A spreadsheet turns 6131122334455 into `6.13E+12`, which names nothing any more
/// (or, worse, another record): such an id is refused, never rounded back.
package enum Identifier: Hashable, Sendable {
  case exact(Int64)
  case mangled
  /// There is none: no text, no number.
  case absent

  package var value: Int64? {
    if case .exact(let id) = self { id } else { nil }
  }

  /// From a number with a fraction or an exponent. Data frames write whole ids so (`501.0`), which loses nothing
  /// below 2^53; six zeros at the end of a long one are the mark of rounding.
  init(_ number: Double) {
    guard let whole = Int64(exactly: number), abs(number) < 9_007_199_254_740_992 else {
      self = .mangled
      return
    }
    self = abs(whole) >= 1_000_000_000 && whole % 1_000_000 == 0 ? .mangled : .exact(whole)
  }

  /// From text: digits, perhaps with `.0` behind them.
  package init(_ text: some Collection<UInt8>) {
    var bytes = Array(text.drop { $0 == 0x20 })
    while bytes.last == 0x20 { bytes.removeLast() }
    if bytes.isEmpty {
      self = .absent
    } else if let id = Self.digits(bytes) {
      self = .exact(id)
    } else if bytes.count > 2, bytes.suffix(2) == [0x2E, 0x30], let id = Self.digits(bytes.dropLast(2)) {
      self = .exact(id)
    } else {
      // Only what was a number once is called mangled.
      let isNumber = bytes.allSatisfy { (0x30...0x39).contains($0) || "+-.,eE".utf8.contains($0) }
      self = isNumber && bytes.contains { (0x30...0x39).contains($0) } ? .mangled : .absent
    }
  }

  /// The number that the digits write, with a sign perhaps; nil where anything else is among them.
  static func digits(_ bytes: some Collection<UInt8>) -> Int64? {
    var rest = bytes[...]
    let isNegative = rest.first == 0x2D
    if isNegative { rest = rest.dropFirst() }
    guard !rest.isEmpty, rest.count <= 19 else { return nil }
    var value: Int64 = 0
    for byte in rest {
      guard (0x30...0x39).contains(byte) else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, second) = product.addingReportingOverflow(Int64(byte - 0x30))
      guard !overflow, !second else { return nil }
      value = sum
    }
    return isNegative ? -value : value
  }
}
