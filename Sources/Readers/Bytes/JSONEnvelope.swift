/// How an export wraps its records: the names by which a page is told from a record.
package struct JSONEnvelope: Sendable {
  /// Keys that hold an array of records: `tickets`.
  package let plurals: Set<String>
  /// Keys that hold one record, or (in some answers) an array of them: `ticket`.
  package let singulars: Set<String>
  /// Keys that stand beside the records and tell of paging: `next_page`.
  package let paging: Set<String>

  package init(plurals: Set<String>, singulars: Set<String>, paging: Set<String>) {
    self.plurals = plurals
    self.singulars = singulars
    self.paging = paging
  }

  /// Keys longer than this are none of ours, and are not looked at.
  static let longestKey = 64

  /// An object that begins with this key, before a value that begins with this byte, is a page.
  func opensPage(_ key: String, value: UInt8?) -> Bool {
    if plurals.contains(key) { return value == nil || value == UInt8(ascii: "[") }
    if singulars.contains(key) {
      return value == nil || value == UInt8(ascii: "{") || value == UInt8(ascii: "[")
    }
    return paging.contains(key)
  }
}
