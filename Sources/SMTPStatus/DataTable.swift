/// A table of a data file: RFC 4180's comma-separated form with a header line, read strictly.
///
/// For the data that is part of the program, not for what users bring: a file that breaks the form gives
/// nil, and a test holds every embedded file against that.
package struct DataTable: Sendable {
  package let header: [String]
  package let rows: [Row]

  package struct Row: Sendable {
    /// Counted from 1, the header being line 1.
    package let line: Int
    package let fields: [String]
  }

  /// Nil where a quote is left open, a row has more or fewer fields than the header, or there is no header.
  package init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var parsed: [Row] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var line = 1
    var rowLine = 1
    var quoted = false
    var index = 0
    func flush() {
      fields.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
    }
    func endRow() {
      flush()
      if fields != [""] { parsed.append(Row(line: rowLine, fields: fields)) }
      fields.removeAll(keepingCapacity: true)
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == 0x0A { line += 1 }
      if quoted {
        if byte == UInt8(ascii: "\"") {
          if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
            field.append(byte)
            index += 1
          } else {
            quoted = false
          }
        } else {
          field.append(byte)
        }
      } else if byte == UInt8(ascii: "\"") {
        guard field.isEmpty else { return nil }
        quoted = true
      } else if byte == UInt8(ascii: ",") {
        flush()
      } else if byte == 0x0A {
        endRow()
        rowLine = line
      } else if byte != 0x0D {
        field.append(byte)
      }
    }
    guard !quoted else { return nil }
    if !field.isEmpty || !fields.isEmpty { endRow() }
    guard let first = parsed.first else { return nil }
    header = first.fields
    rows = Array(parsed.dropFirst())
    guard rows.allSatisfy({ $0.fields.count == first.fields.count }) else { return nil }
  }

  package init?(_ content: StaticString) {
    self.init(UnsafeBufferPointer(start: content.utf8Start, count: content.utf8CodeUnitCount))
  }

  /// The position of a column, or nil where the header lacks it.
  package func column(_ name: String) -> Int? { header.firstIndex(of: name) }
}
