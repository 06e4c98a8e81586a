import Readers

/// Finds the reader of a source by the first bytes of its content, never by its name.
enum Recognition {
  /// The surest reader; of equally sure ones the first of the registry.
  static func reader(for head: UnsafeRawBufferPointer) -> (any Reader.Type)? {
    var best: (any Reader.Type)?
    var confidence = Confidence.none
    for type in ReaderRegistry.all {
      let own = type.recognises(head.assumingMemoryBound(to: UInt8.self).span)
      if own > confidence {
        best = type
        confidence = own
      }
    }
    return best
  }

  static func problem(for head: UnsafeRawBufferPointer) -> InputProblem {
    UnrecognisedInput(head: head.assumingMemoryBound(to: UInt8.self).span).problem
  }
}

extension InputProblem {
  /// One sentence for a person: what was wrong with a source.
  var sentence: String {
    switch self {
    case .unreadable(let reason): reason
    case .damaged(let format, let byte, let detail):
      "damaged \(format) data at byte \(byte): \(detail); what came before was read"
    case .unrecognised(let first, let closest):
      "no known format; it begins with “\(first)”" + (closest.map { "; closest is \($0)" } ?? "")
    case .empty: "there is nothing in it"
    }
  }
}
