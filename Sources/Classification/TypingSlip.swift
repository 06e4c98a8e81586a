/// One slip of the fingers that turns a word into another.
public enum TypingSlip: Hashable, Sendable {
  /// A letter is missing: `gmal` for `gmail`.
  case missing(Character)
  /// A letter too many: `gmaill`.
  case added(Character)
  /// Two neighbours changed places: `gmial`.
  case swapped(Character, Character)
  /// A key beside the right one: `hotnail`.
  case neighbouringKey(typed: Character, meant: Character)
  /// Another letter.
  case replaced(typed: Character, meant: Character)

  /// Slips that fingers make by themselves are more likely than a wrong letter.
  var cost: Int {
    switch self {
    case .swapped, .missing, .neighbouringKey: 2
    case .added: 2
    case .replaced: 3
    }
  }

  public var explanation: String {
    switch self {
    case .missing(let letter): "“\(letter)” is missing"
    case .added(let letter): "“\(letter)” is one letter too many"
    case .swapped(let first, let second): "“\(first)\(second)” stands for “\(second)\(first)”"
    case .neighbouringKey(let typed, let meant): "“\(typed)” lies beside “\(meant)” on the keyboard"
    case .replaced(let typed, let meant): "“\(typed)” stands for “\(meant)”"
    }
  }

  /// The slips by which `typed` came from `meant`, or nil where there are more than `limit`.
  static func slips(typed: [Character], meant: [Character], limit: Int) -> [TypingSlip]? {
    if typed == meant { return [] }
    guard limit > 0, abs(typed.count - meant.count) <= limit else { return nil }
    var start = 0
    while start < typed.count, start < meant.count, typed[start] == meant[start] { start += 1 }
    let left = Array(typed[start...])
    let right = Array(meant[start...])
    var ways: [(TypingSlip, typed: ArraySlice<Character>, meant: ArraySlice<Character>)] = []
    if left.count >= 2, right.count >= 2, left[0] == right[1], left[1] == right[0] {
      ways.append((.swapped(left[0], left[1]), left[2...], right[2...]))
    }
    if let meantLetter = right.first { ways.append((.missing(meantLetter), left[...], right[1...])) }
    if let typedLetter = left.first { ways.append((.added(typedLetter), left[1...], right[...])) }
    if let typedLetter = left.first, let meantLetter = right.first {
      let beside = Keyboard.areNeighbours(typedLetter, meantLetter)
      ways.append(
        (
          beside
            ? .neighbouringKey(typed: typedLetter, meant: meantLetter)
            : .replaced(typed: typedLetter, meant: meantLetter), left[1...], right[1...]
        ))
    }
    var best: [TypingSlip]?
    for way in ways {
      guard let rest = slips(typed: Array(way.typed), meant: Array(way.meant), limit: limit - 1) else {
        continue
      }
      let found = [way.0] + rest
      if best.map({ found.cost < $0.cost }) ?? true { best = found }
    }
    return best
  }
}

extension [TypingSlip] {
  var cost: Int { reduce(0) { $0 + $1.cost } }
}

/// Which keys lie side by side (QWERTY).
enum Keyboard {
  private static let rows = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"].map(Array.init)

  static func areNeighbours(_ left: Character, _ right: Character) -> Bool {
    guard let first = place(left), let second = place(right) else { return false }
    if first.row == second.row { return abs(first.column - second.column) == 1 }
    // Each row stands half a key to the right of the one above.
    guard abs(first.row - second.row) == 1 else { return false }
    let (upper, lower) = first.row < second.row ? (first, second) : (second, first)
    return upper.column == lower.column || upper.column == lower.column + 1
  }

  private static func place(_ key: Character) -> (row: Int, column: Int)? {
    for (row, keys) in rows.enumerated() {
      if let column = keys.firstIndex(of: key) { return (row, column) }
    }
    return nil
  }
}
