import Foundation

/// A file of the output folder.
struct OutputFile: Sendable {
  /// Below the output folder.
  var name: String
  var content: Content

  enum Content: Sendable {
    case bytes([UInt8])
    /// Too large to be held in memory, perhaps: makes the file at the path that it is given.
    case made(@Sendable (_ path: String) throws -> Void)
  }

  init(_ name: String, _ bytes: [UInt8]) { (self.name, content) = (name, .bytes(bytes)) }

  /// - Parameter make: writes the file at a path, the same bytes each time.
  init(_ name: String, made make: @escaping @Sendable (_ path: String) throws -> Void) {
    (self.name, content) = (name, .made(make))
  }

  /// Writes it where it is new or has changed.
  ///
  /// - Returns: whether it was.
  func write(to folder: String) throws(AtomicFile.Failure) -> Bool {
    switch content {
    case .bytes(let bytes): try AtomicFile.write(bytes, to: folder + "/" + name)
    case .made(let make): try AtomicFile.replace(folder + "/" + name, by: make)
    }
  }
}

/// Writes a large file piece by piece.
struct FileStream: ~Copyable {
  private let handle: FileHandle
  private var buffer: [UInt8] = []

  init(_ path: String) throws {
    try Data().write(to: URL(fileURLWithPath: path))
    handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }

  /// - Parameter append: adds some bytes to the buffer.
  mutating func write(_ append: (inout [UInt8]) -> Void) throws {
    append(&buffer)
    if buffer.count >= 1 << 20 { try flush() }
  }

  private mutating func flush() throws {
    try handle.write(contentsOf: buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Nothing can be written afterwards.
  mutating func finish() throws {
    try flush()
    try handle.close()
  }
}
