/// Corrections for looking at many things at once: of a hundred comparisons five look remarkable by chance alone.
enum ManyComparisons {
  /// Adjusted p-values that hold the chance of even one false call: S. Holm, “A simple sequentially rejective
  /// multiple test procedure”, Scand. J. Statist. 6 (1979) 65–70. In the order in which they are given.
  static func holm(_ values: [Double]) -> [Double] {
    var adjusted = values
    var largest = 0.0
    for (rank, index) in values.indices.sorted(by: { (values[$0], $0) < (values[$1], $1) }).enumerated() {
      largest = max(largest, min(1, values[index] * Double(values.count - rank)))
      adjusted[index] = largest
    }
    return adjusted
  }
}
