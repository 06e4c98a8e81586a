/// A three-digit SMTP reply code, such as 550 (RFC 5321 §4.2), or a number that a server uses as one.
public struct ReplyCode: Hashable, Sendable, Comparable {
  /// The number as it stood in the reply, 100 to 699.
  public let number: UInt16

  /// Nil for a number that no server can have meant as a reply code.
  public init?(_ number: Int) {
    guard (100...699).contains(number) else { return nil }
    self.number = UInt16(number)
  }

  /// 4xx: the same command may succeed later.
  public var isTemporary: Bool { number / 100 == 4 }
  /// 5xx: the same command will fail again.
  public var isPermanent: Bool { number / 100 == 5 }

  public static func < (left: ReplyCode, right: ReplyCode) -> Bool { left.number < right.number }
}

extension ReplyCode: CustomStringConvertible {
  public var description: String { String(number) }
}
