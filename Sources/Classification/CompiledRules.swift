internal import DeliveryModel
internal import SMTPStatus

/// A rule book made ready for matching: one automaton over all markers, and tables from codes to rules.
final class CompiledRules: Sendable {
  let rules: [Rule]
  let gates: [RuleGate]
  let shapes: ShapeWriter
  let automaton: MarkerTrie
  /// By marker: what it is to whom.
  let uses: [[Use]]
  /// Rules without a text, by subject and detail of an enhanced code, and by reply code.
  let byEnhancedCode: [UInt32: [Int32]]
  let byReplyCode: [UInt16: [Int32]]

  enum Part: UInt8, Sendable { case text, also, all, none, host }

  enum Use: Sendable {
    case rule(Int32, Part, order: Int32)
    case sign(StructureSign)
  }

  /// - Parameter ownCount: how many of the first rules are a user's own.
  init(rules: [Rule], ownCount: Int) {
    self.rules = rules
    gates = rules.enumerated().map { RuleGate($1, index: Int32($0), layer: $0 < ownCount ? 0 : 1) }
    var collector = MarkerCollector()
    for (index, rule) in rules.enumerated() {
      let index = Int32(index)
      let conditions = rule.conditions
      for text in conditions.text { collector.add(text, .rule(index, .text, order: 0)) }
      for text in conditions.also { collector.add(text, .rule(index, .also, order: 0)) }
      for (order, text) in conditions.all.enumerated() {
        collector.add(text, .rule(index, .all, order: Int32(order)))
      }
      for text in conditions.none { collector.add(text, .rule(index, .none, order: 0)) }
      // `web.de` is no part of `web.dense.example`.
      for text in conditions.hosts {
        collector.add(text.hasSuffix("|") ? text : text + "|", .rule(index, .host, order: 0))
      }
    }
    for (words, sign) in StructureSign.all { collector.add(words, .sign(sign)) }
    shapes = ShapeWriter(fragments: collector.fragments)
    automaton = MarkerTrie(collector.markers)
    uses = collector.uses

    var byEnhancedCode: [UInt32: [Int32]] = [:]
    var byReplyCode: [UInt16: [Int32]] = [:]
    for (index, rule) in rules.enumerated() {
      let conditions = rule.conditions
      guard conditions.text.isEmpty, conditions.all.isEmpty else { continue }
      if !conditions.enhancedCodes.isEmpty {
        for pattern in conditions.enhancedCodes {
          for detail in pattern.details {
            byEnhancedCode[Self.key(pattern.subject, detail), default: []].append(Int32(index))
          }
        }
      } else {
        for pattern in conditions.replyCodes {
          for code in pattern.lower...pattern.upper { byReplyCode[code, default: []].append(Int32(index)) }
        }
      }
    }
    self.byEnhancedCode = byEnhancedCode
    self.byReplyCode = byReplyCode
  }

  static func key(_ subject: UInt16, _ detail: UInt16) -> UInt32 { UInt32(subject) << 16 | UInt32(detail) }
}

/// Gathers the markers of all rules, each once, in the form that the shape has.
private struct MarkerCollector {
  private(set) var markers: [MarkerTrie.Marker] = []
  private(set) var uses: [[CompiledRules.Use]] = []
  private(set) var fragments: [MarkerTrie.Marker] = []
  private var index: [MarkerTrie.Marker: Int] = [:]
  private var knownFragments: Set<MarkerTrie.Marker> = []

  mutating func add(_ text: String, _ use: CompiledRules.Use) {
    let (marker, pieces) = MarkerForm.marker(for: text)
    guard !marker.bytes.isEmpty else { return }
    for piece in pieces where knownFragments.insert(piece).inserted { fragments.append(piece) }
    if let known = index[marker] {
      uses[known].append(use)
    } else {
      index[marker] = markers.count
      markers.append(marker)
      uses.append([use])
    }
  }
}

/// Brings a rule's text into the form in which it will stand in a shape.
enum MarkerForm {
  /// The marker, and those of its words that would be masked in a shape and must therefore be kept.
  static func marker(
    for text: String
  ) -> (marker: MarkerTrie.Marker, fragments: [MarkerTrie.Marker]) {
    var bytes = Array(text.utf8)
    var endsWord = false
    if bytes.last == UInt8(ascii: "|") {
      bytes.removeLast()
      endsWord = true
    }
    // First with everything varying masked, to see which words that would be; then with those kept.
    let fragments = variableWords(bytes)
    // A single word that varies is kept without what may stand at a word's edge: `.i.ua/err/3/`.
    if fragments.count == 1,
      !bytes.contains(where: { byteKinds[Int($0)] & (Kind.blank | Kind.separator) != 0 })
    {
      while let first = bytes.first, byteKinds[Int(first)] & Kind.edge != 0 { bytes.removeFirst() }
      while let last = bytes.last, byteKinds[Int(last)] & Kind.edge != 0 { bytes.removeLast() }
    }
    let writer = fragments.isEmpty ? plainWriter : ShapeWriter(fragments: fragments)
    var shape = write(bytes, writer)
    // A fragment stands alone in the shape, without the sign of the word around it.
    shape.removeAll { $0 < 0x09 }
    shape = signs(in: shape)
    return (MarkerTrie.Marker(bytes: shape, endsWord: endsWord), fragments)
  }

  private static let plainWriter = ShapeWriter(fragments: [])

  /// What a rule may write for what varies.
  static let signs: [(name: String, sign: UInt8)] = [
    ("{address}", ShapeWriter.Sign.address), ("{url}", ShapeWriter.Sign.url),
    ("{host}", ShapeWriter.Sign.host),
    ("{ip}", ShapeWriter.Sign.networkAddress), ("{token}", ShapeWriter.Sign.token),
  ]

  private static func signs(in shape: [UInt8]) -> [UInt8] {
    guard shape.contains(UInt8(ascii: "{")) else { return shape }
    var result: [UInt8] = []
    var index = 0
    while index < shape.count {
      if let (name, sign) = signs.first(where: { shape[index...].starts(with: $0.name.utf8) }) {
        result.append(sign)
        index += name.utf8.count
      } else {
        result.append(shape[index])
        index += 1
      }
    }
    return result
  }

  private static func write(_ bytes: [UInt8], _ writer: ShapeWriter) -> [UInt8] {
    bytes.withUnsafeBytes { text in
      [UInt8](unsafeUninitializedCapacity: ShapeWriter.capacity(for: text.count)) { buffer, count in
        guard let base = buffer.baseAddress else { return }
        count = writer.write(text, to: base)
      }
    }
  }

  /// The words with digits, dots or signs that identify something; a bare number does not.
  private static func variableWords(_ bytes: [UInt8]) -> [MarkerTrie.Marker] {
    var words: [MarkerTrie.Marker] = []
    bytes.withUnsafeBytes { text in
      var start = 0
      while start < text.count {
        var end = start
        var seen: UInt8 = 0
        while end < text.count, byteKinds[Int(text[end])] & (Kind.blank | Kind.separator) == 0 {
          seen |= byteKinds[Int(text[end])]
          end += 1
        }
        var first = start
        var last = end
        while first < last, byteKinds[Int(text[first])] & Kind.edge != 0 { first += 1 }
        while last > first, byteKinds[Int(text[last - 1])] & Kind.edge != 0 { last -= 1 }
        // `p=NoSuchUser` is plain by itself, but stands inside URLs.
        let isParameter = (first..<last).contains { "=#?&".utf8.contains(text[$0]) }
        if last - first >= 3, isParameter || seen & (Kind.digit | Kind.dot | Kind.at | Kind.slash) != 0 {
          let word = (first..<last).map { foldTable[Int(text[$0])] }
          let hasLetter = word.contains { ($0 | 0x20) &- 0x61 <= 25 }
          let varies: Bool
          switch ReplyWord.kind(of: text, first..<last, seen: seen) {
          case .plain: varies = (isParameter || seen & (Kind.dot | Kind.slash) != 0) && hasLetter
          case .replyCode, .enhancedCode: varies = false
          case .numbered, .masked: varies = hasLetter
          }
          if varies { words.append(MarkerTrie.Marker(bytes: word, endsWord: false)) }
        }
        start = max(end, start + 1)
      }
    }
    return words
  }
}
