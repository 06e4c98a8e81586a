/// Finds all of many markers in one pass over the bytes.
///
/// Markers begin only where a word begins (`full` is not in `successfull`), so one trie over all of them is
/// walked from each such place, until no marker goes on: the time of a pass grows with the text and the
/// longest marker, not with how many markers there are. Markers are given in the form that `ShapeWriter`
/// writes, so the bytes compared are already folded to lower case.
struct MarkerTrie: Sendable {
  struct Marker: Hashable, Sendable {
    let bytes: [UInt8]
    /// Nothing that continues a word may follow.
    let endsWord: Bool
  }

  fileprivate struct Node {
    var firstChild: Int32 = -1
    var nextSibling: Int32 = -1
    /// The marker that ends here, or -1; one that ends the word and one that need not may end together.
    var marker: Int32 = -1
    var wordMarker: Int32 = -1
    var byte: UInt8 = 0
  }

  private let table: Table
  let markers: [Marker]

  init(_ markers: [Marker]) {
    self.markers = markers
    table = Table(markers)
  }

  /// Calls `found` with each marker and the place of its bytes, in the order of their beginnings.
  @inline(__always)
  func scan(_ bytes: UnsafeBufferPointer<UInt8>, found: (Int32, Range<Int>) -> Void) {
    let nodes = table.nodes
    var before = false
    for start in bytes.indices.dropLast() {
      let byte = bytes[start]
      let isWord = isAlphanumeric(byte)
      let continues = isWord && before
      before = isWord
      if continues { continue }
      var at = table.root(byte, bytes[start + 1])
      var index = start
      while at > 0 {
        let node = nodes[Int(at)]
        if node.marker >= 0 { found(node.marker, start..<index + 1) }
        if node.wordMarker >= 0, index + 1 == bytes.count || !isAlphanumeric(bytes[index + 1]) {
          found(node.wordMarker, start..<index + 1)
        }
        index += 1
        guard index < bytes.count else { break }
        let wanted = bytes[index]
        at = node.firstChild
        while at > 0, nodes[Int(at)].byte != wanted { at = nodes[Int(at)].nextSibling }
      }
    }
  }

  /// The first place at or behind `start` where a marker stands, and the longest one's end there; the text is
  /// folded on the way. For the hot loop: no closure, no copy.
  @inline(__always)
  func next(in text: UnsafeRawBufferPointer, from start: Int, to end: Int, wordStart: Int) -> Range<Int>? {
    let nodes = table.nodes
    let fold = foldTable
    var start = start
    var before = start > wordStart && isAlphanumeric(text[start - 1])
    while start + 1 < end {
      let byte = fold[Int(text[start])]
      let isWord = isAlphanumeric(byte)
      let continues = isWord && before
      before = isWord
      if !continues {
        var at = table.root(byte, fold[Int(text[start + 1])])
        var index = start
        var longest = 0
        while at > 0 {
          let node = nodes[Int(at)]
          if node.marker >= 0 { longest = index + 1 }
          index += 1
          guard index < end else { break }
          let wanted = fold[Int(text[index])]
          at = node.firstChild
          while at > 0, nodes[Int(at)].byte != wanted { at = nodes[Int(at)].nextSibling }
        }
        if longest > 0 { return start..<longest }
      }
      start += 1
    }
    return nil
  }

  /// The nodes in memory of their own, which is written once and read through pointers.
  private final class Table: @unchecked Sendable {
    let nodes: UnsafeMutablePointer<Node>
    private let count: Int
    private let roots: UnsafeMutablePointer<Int32>
    /// A bit for each pair of first bytes that some marker has: most places of a text fail here.
    private let pairs: UnsafeMutablePointer<UInt64>

    init(_ markers: [Marker]) {
      let capacity = markers.reduce(1) { $0 + $1.bytes.count }
      nodes = .allocate(capacity: capacity)
      roots = .allocate(capacity: 256)
      roots.initialize(repeating: 0, count: 256)
      pairs = .allocate(capacity: 1024)
      pairs.initialize(repeating: 0, count: 1024)
      nodes.initialize(to: Node())
      var count = 1
      for (index, marker) in markers.enumerated() where marker.bytes.count >= 2 {
        let pair = Int(marker.bytes[0]) << 8 | Int(marker.bytes[1])
        pairs[pair >> 6] |= 1 << UInt64(pair & 63)
        var at: Int32 = 0
        for byte in marker.bytes {
          var child = at == 0 ? roots[Int(byte)] : nodes[Int(at)].firstChild
          if at != 0 {
            while child > 0, nodes[Int(child)].byte != byte { child = nodes[Int(child)].nextSibling }
          }
          if child <= 0 {
            child = Int32(count)
            var node = Node()
            node.byte = byte
            if at == 0 {
              roots[Int(byte)] = child
            } else {
              node.nextSibling = nodes[Int(at)].firstChild
              nodes[Int(at)].firstChild = child
            }
            (nodes + count).initialize(to: node)
            count += 1
          }
          at = child
        }
        if marker.endsWord {
          nodes[Int(at)].wordMarker = Int32(index)
        } else {
          nodes[Int(at)].marker = Int32(index)
        }
      }
      self.count = count
    }

    deinit {
      nodes.deinitialize(count: count)
      nodes.deallocate()
      roots.deallocate()
      pairs.deallocate()
    }

    @inline(__always)
    func root(_ first: UInt8, _ second: UInt8) -> Int32 {
      let pair = Int(first) << 8 | Int(second)
      return pairs[pair >> 6] & (1 << UInt64(pair & 63)) == 0 ? 0 : roots[Int(first)]
    }
  }
}

@inline(__always)
func isAlphanumeric(_ byte: UInt8) -> Bool {
  byte &- 0x30 <= 9 || (byte | 0x20) &- 0x61 <= 25
}
