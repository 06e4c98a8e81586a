/// A source of bytes, read once from front to back: a file, standard input, a decompressor over either.
public protocol ByteStream: AnyObject {
  /// Fills the front of `buffer` and returns how many bytes it wrote; 0 is the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputProblem) -> Int
}

/// Why a source cannot be read, or not to its end.
public enum InputProblem: Error, Hashable, Sendable {
  /// The system refused: no such file, no permission, an I/O error. The text is the system's.
  case unreadable(String)
  /// Compressed data that ends or breaks at a byte of the compressed file.
  case damaged(format: String, byte: Int64, detail: String)
  /// Nothing in it was recognised; the closest format, where one is close.
  case unrecognised(firstBytes: String, closest: String?)
  /// There was nothing in it.
  case empty
}
