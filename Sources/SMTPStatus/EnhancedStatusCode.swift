/// A delivery status of the form class.subject.detail, such as 5.1.1 (RFC 3463 §2).
public struct EnhancedStatusCode: Hashable, Sendable, Comparable {
  /// The first number: 2 success, 4 temporary, 5 permanent.
  public let severity: UInt8
  public let subject: UInt16
  public let detail: UInt16

  /// Nil where RFC 3463 knows no such severity or a part has more than three digits.
  public init?(severity: Int, subject: Int, detail: Int) {
    guard severity == 2 || severity == 4 || severity == 5,
      (0...999).contains(subject), (0...999).contains(detail)
    else { return nil }
    self.severity = UInt8(severity)
    self.subject = UInt16(subject)
    self.detail = UInt16(detail)
  }

  /// Reads a code that fills `text` exactly, or returns nil; there is no half-valid code.
  public init?(_ text: some StringProtocol) {
    self.init(exactly: text.utf8)
  }

  /// Reads a code that fills `bytes` exactly, or returns nil.
  public init?(exactly bytes: some Collection<UInt8>) {
    var parts = [0, 0, 0]
    var part = 0
    var digits = 0
    for byte in bytes {
      if byte == UInt8(ascii: ".") {
        guard digits > 0, part < 2 else { return nil }
        part += 1
        digits = 0
      } else {
        guard byte >= 0x30, byte <= 0x39, digits < 3 else { return nil }
        parts[part] = parts[part] * 10 + Int(byte - 0x30)
        digits += 1
      }
    }
    guard part == 2, digits > 0 else { return nil }
    self.init(severity: parts[0], subject: parts[1], detail: parts[2])
  }

  public static func < (left: EnhancedStatusCode, right: EnhancedStatusCode) -> Bool {
    (left.severity, left.subject, left.detail) < (right.severity, right.subject, right.detail)
  }
}

extension EnhancedStatusCode: CustomStringConvertible {
  public var description: String { "\(severity).\(subject).\(detail)" }
}
