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

  private struct Node {
    var firstChild: Int32 = -1
    var nextSibling: Int32 = -1
    /// The marker that ends here, or -1; one that ends the word and one that need not may end together.
    var marker: Int32 = -1
    var wordMarker: Int32 = -1
    var byte: UInt8 = 0
  }

  private let nodes: [Node]
  private let roots: [Int32]
  /// A bit for each pair of first bytes that some marker has: most places of a text fail here.
  private let pairs: [UInt64]
  let markers: [Marker]

  init(_ markers: [Marker]) {
    self.markers = markers
    var nodes = [Node()]
    nodes.reserveCapacity(markers.reduce(1) { $0 + $1.bytes.count })
    var roots = [Int32](repeating: 0, count: 256)
    var pairs = [UInt64](repeating: 0, count: 1024)
    for (index, marker) in markers.enumerated() where marker.bytes.count >= 2 {
      let pair = Int(marker.bytes[0]) << 8 | Int(marker.bytes[1])
      pairs[pair >> 6] |= 1 << UInt64(pair & 63)
      var at: Int32 = 0
      for byte in marker.bytes {
        var child = at == 0 ? roots[Int(byte)] : Self.child(nodes, at, byte)
        if child <= 0 {
          child = Int32(nodes.count)
          var node = Node()
          node.byte = byte
          if at == 0 {
            roots[Int(byte)] = child
          } else {
            node.nextSibling = nodes[Int(at)].firstChild
            nodes[Int(at)].firstChild = child
          }
          nodes.append(node)
        }
        at = child
      }
      if marker.endsWord {
        nodes[Int(at)].wordMarker = Int32(index)
      } else {
        nodes[Int(at)].marker = Int32(index)
      }
    }
    self.nodes = nodes
    self.roots = roots
    self.pairs = pairs
  }

  @inline(__always)
  private static func child(_ nodes: [Node], _ at: Int32, _ byte: UInt8) -> Int32 {
    var child = nodes[Int(at)].firstChild
    while child > 0 {
      if nodes[Int(child)].byte == byte { return child }
      child = nodes[Int(child)].nextSibling
    }
    return -1
  }

  /// Calls `found` with each marker and the place of its bytes, in the order of their beginnings.
  @inline(__always)
  func scan(_ bytes: UnsafeBufferPointer<UInt8>, found: (Int32, Range<Int>) -> Void) {
    guard bytes.count >= 2 else { return }
    nodes.withUnsafeBufferPointer { nodes in
      pairs.withUnsafeBufferPointer { pairs in
        var before = false
        for start in 0..<bytes.count - 1 {
          let byte = bytes[start]
          let isWord = isAlphanumeric(byte)
          defer { before = isWord }
          if isWord && before { continue }
          let pair = Int(byte) << 8 | Int(bytes[start + 1])
          if pairs[pair >> 6] & (1 << UInt64(pair & 63)) == 0 { continue }
          var at = roots[Int(byte)]
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
    }
  }
}

@inline(__always)
func isAlphanumeric(_ byte: UInt8) -> Bool {
  byte &- 0x30 <= 9 || (byte | 0x20) &- 0x61 <= 25
}
