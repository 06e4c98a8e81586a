import DeliveryModel
import Summaries

/// The order of rows in a listing: by time, then place, then recipient; without a time last.
enum RowOrder {
  static func isBefore(_ left: FailureRow, _ right: FailureRow) -> Bool {
    let own = left.time?.seconds ?? .max
    let other = right.time?.seconds ?? .max
    if own != other { return own < other }
    return left.place != right.place ? left.place < right.place : left.recipient < right.recipient
  }
}
