/// Finds all of many markers in one pass over the bytes (Aho and Corasick, 1975).
///
/// The time of a pass grows with the text, not with the number of markers. Markers are given in the form
/// that `ShapeWriter` writes, so the bytes compared are already folded to lower case.
struct MarkerAutomaton: Sendable {
  struct Marker: Hashable, Sendable {
    let bytes: [UInt8]
    /// Nothing that continues a word may follow.
    let endsWord: Bool
  }

  private struct Node {
    var firstChild: Int32 = -1
    var nextSibling: Int32 = -1
    var fail: Int32 = 0
    /// The marker that ends here, or -1.
    var marker: Int32 = -1
    /// The nearest node on the way of failures where a marker ends, or 0.
    var suffix: Int32 = 0
    var byte: UInt8 = 0
  }

  private var nodes: [Node]
  private var roots: [Int32]
  let markers: [Marker]

  init(_ markers: [Marker]) {
    self.markers = markers
    var nodes = [Node()]
    nodes.reserveCapacity(markers.reduce(1) { $0 + $1.bytes.count })
    var roots = [Int32](repeating: 0, count: 256)
    for (index, marker) in markers.enumerated() {
      var at: Int32 = 0
      for byte in marker.bytes {
        var child = at == 0 ? roots[Int(byte)] : Self.child(nodes, at, byte)
        if child <= 0 {
          child = Int32(nodes.count)
          var node = Node()
          node.byte = byte
          node.nextSibling = nodes[Int(at)].firstChild
          nodes.append(node)
          nodes[Int(at)].firstChild = child
          if at == 0 { roots[Int(byte)] = child }
        }
        at = child
      }
      if at > 0, nodes[Int(at)].marker < 0 { nodes[Int(at)].marker = Int32(index) }
    }
    // Breadth first, so that every failure link leads to a node that is finished.
    var queue: [Int32] = []
    queue.reserveCapacity(nodes.count)
    var child = nodes[0].firstChild
    while child > 0 {
      queue.append(child)
      child = nodes[Int(child)].nextSibling
    }
    var head = 0
    while head < queue.count {
      let at = queue[head]
      head += 1
      let fail = nodes[Int(at)].fail
      nodes[Int(at)].suffix = nodes[Int(fail)].marker >= 0 ? fail : nodes[Int(fail)].suffix
      var child = nodes[Int(at)].firstChild
      while child > 0 {
        let byte = nodes[Int(child)].byte
        var link = fail
        var target: Int32
        while true {
          target = link == 0 ? roots[Int(byte)] : Self.child(nodes, link, byte)
          if target > 0 || link == 0 { break }
          link = nodes[Int(link)].fail
        }
        nodes[Int(child)].fail = target > 0 ? target : 0
        queue.append(child)
        child = nodes[Int(child)].nextSibling
      }
    }
    self.nodes = nodes
    self.roots = roots
  }

  private static func child(_ nodes: [Node], _ at: Int32, _ byte: UInt8) -> Int32 {
    var child = nodes[Int(at)].firstChild
    while child > 0 {
      if nodes[Int(child)].byte == byte { return child }
      child = nodes[Int(child)].nextSibling
    }
    return -1
  }

  /// Calls `found` with each marker and the place of its bytes, in the order of their ends.
  ///
  /// A marker counts only where a word begins (a letter or digit must not follow another one), so that
  /// `full` is not found in `successfull`; behind its end more of the word may follow unless it forbids that.
  @inline(__always)
  func scan(_ bytes: UnsafeBufferPointer<UInt8>, found: (Int32, Range<Int>) -> Void) {
    nodes.withUnsafeBufferPointer { nodes in
      roots.withUnsafeBufferPointer { roots in
        var state: Int32 = 0
        for index in 0..<bytes.count {
          let byte = bytes[index]
          while true {
            if state == 0 {
              state = roots[Int(byte)]
              break
            }
            var child = nodes[Int(state)].firstChild
            while child > 0, nodes[Int(child)].byte != byte { child = nodes[Int(child)].nextSibling }
            if child > 0 {
              state = child
              break
            }
            state = nodes[Int(state)].fail
          }
          var hit = nodes[Int(state)].marker >= 0 ? state : nodes[Int(state)].suffix
          while hit > 0 {
            let marker = nodes[Int(hit)].marker
            let length = markers[Int(marker)].bytes.count
            let start = index + 1 - length
            let beginsWord =
              start == 0 || !isAlphanumeric(bytes[start]) || !isAlphanumeric(bytes[start - 1])
            let ends =
              !markers[Int(marker)].endsWord || index + 1 == bytes.count
              || !isAlphanumeric(bytes[index + 1])
            if beginsWord && ends { found(marker, start..<index + 1) }
            hit = nodes[Int(hit)].suffix
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
