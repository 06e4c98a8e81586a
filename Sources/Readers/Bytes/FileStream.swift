/// The bytes of an open file from front to back, or what a pipe brings.
public final class FileStream: ByteStream {
  private let file: PlainFile

  public init(_ file: PlainFile) { self.file = file }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputProblem) -> Int {
    try file.readOn(into: buffer)
  }
}
