/// Counts of lines that tell of no delivery, by what they are.
///
/// A log has more of them than of anything else: they are counted in a flat array and told at each block's end.
struct IgnoredLines {
  enum Kind: Int, CaseIterable {
    case empty, otherProgram, connection, tls, nextHost, inboundReject, probe, statistics, warning, note
  }

  private var counts: [Int] = Array(repeating: 0, count: Kind.allCases.count)

  @inline(__always)
  mutating func add(_ kind: Kind) { counts[kind.rawValue] &+= 1 }

  mutating func report(to sink: RecordSink) {
    for kind in Kind.allCases where counts[kind.rawValue] > 0 {
      sink.ignore(Self.reasons[kind.rawValue], count: counts[kind.rawValue])
      counts[kind.rawValue] = 0
    }
  }

  private static let reasons: [SkipReason] = Kind.allCases.map { kind in
    switch kind {
    case .empty: .empty
    case .otherProgram: .ignored("other-program")
    case .connection: .ignored("connection-note")
    case .tls: .ignored("tls-note")
    case .nextHost: .ignored("next-host-note")
    case .inboundReject: .ignored("inbound-reject")
    case .probe: .ignored("address-probe")
    case .statistics: .ignored("statistics")
    case .warning: .ignored("warning")
    case .note: .ignored("other-note")
    }
  }
}

/// The beginning of a piece of input, to be shown to a person.
enum Excerpt {
  static func of(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, limit: Int = 300) -> String {
    String(decoding: bytes[range.lowerBound..<min(range.upperBound, range.lowerBound + limit)], as: UTF8.self)
  }
}
