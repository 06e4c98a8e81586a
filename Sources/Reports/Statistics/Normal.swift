import Foundation

/// The standard normal distribution.
enum Normal {
  /// The share of it that lies at least so far from 0 on either side.
  static func twoSided(_ z: Double) -> Double { erfc(z.magnitude / 2.0.squareRoot()) }
}
