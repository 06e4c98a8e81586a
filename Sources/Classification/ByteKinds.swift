/// What a byte may mean to a word of a reply.
enum Kind {
  static let blank: UInt8 = 1
  static let separator: UInt8 = 2
  static let digit: UInt8 = 4
  static let dot: UInt8 = 8
  static let at: UInt8 = 16
  static let slash: UInt8 = 32
  static let high: UInt8 = 64
  /// May stand at the edge of a word without being part of it.
  static let edge: UInt8 = 128
}

/// What each byte may mean to a word. A static table in memory that is never freed, for a pointer without
/// bounds checks and reference counts in the hottest loop.
nonisolated(unsafe) let byteKinds: UnsafePointer<UInt8> = {
  let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
  table.initialize(repeating: 0, count: 256)
  for byte in 0...0x20 { table[byte] = Kind.blank }
  table[0x7F] = Kind.blank
  for byte in "<>()[]{},;\"|`\\*'".utf8 { table[Int(byte)] = Kind.separator }
  for byte in 0x30...0x39 { table[byte] = Kind.digit }
  for byte in 0x80...0xFF { table[byte] = Kind.high }
  for byte in ":!?-#=_".utf8 { table[Int(byte)] = Kind.edge }
  table[Int(UInt8(ascii: "."))] = Kind.dot | Kind.edge
  table[Int(UInt8(ascii: "@"))] = Kind.at
  table[Int(UInt8(ascii: "/"))] = Kind.slash
  return UnsafePointer(table)
}()

/// ASCII capitals to small letters, everything else as it is.
nonisolated(unsafe) let foldTable: UnsafePointer<UInt8> = {
  let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
  for byte in 0..<256 { table[byte] = byte >= 0x41 && byte <= 0x5A ? UInt8(byte) + 0x20 : UInt8(byte) }
  return UnsafePointer(table)
}()
