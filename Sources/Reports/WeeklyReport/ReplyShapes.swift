import DeliveryModel
import Summaries

/// The shapes of all replies, each kept once: a million refusals have a few hundred.
struct ReplyShapes: Sendable {
  private(set) var names: [String] = []
  /// Parallel to the failures: a place in `names`; nil where nothing was said.
  private(set) var ofFailure: [Int32?] = []

  init(of rows: [FailureRow]) {
    var places: [String: Int32] = [:]
    ofFailure.reserveCapacity(rows.count)
    for row in rows {
      guard let text = row.reply?.text, !text.isEmpty else {
        ofFailure.append(nil)
        continue
      }
      let shape = ReplyShape.masked(text)
      if let known = places[shape] {
        ofFailure.append(known)
      } else {
        places[shape] = Int32(names.count)
        ofFailure.append(Int32(names.count))
        names.append(shape)
      }
    }
  }
}
