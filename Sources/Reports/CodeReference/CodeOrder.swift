/// Numbers in their natural order: 421, 550, then 4.2.2, 5.1.1, 5.1.10, then names.
struct CodeOrder: Comparable {
  private let kind: Int
  private let numbers: [Int]
  private let text: String

  init(_ code: String) {
    text = code
    let parts = code.split(separator: ".").map { Int($0) }
    if parts.contains(where: { $0 == nil }) || parts.isEmpty {
      (kind, numbers) = (2, [])
    } else {
      (kind, numbers) = (parts.count == 1 ? 0 : 1, parts.compactMap { $0 })
    }
  }

  static func < (left: CodeOrder, right: CodeOrder) -> Bool {
    if left.kind != right.kind { return left.kind < right.kind }
    if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
    return left.text < right.text
  }
}
