public import DeliveryModel
import Glibc

/// An open file, closed with its last reference. Reads at given places may run on several cores at once.
public final class PlainFile: Sendable {
  public let descriptor: Int32
  /// Bytes, or nil where it is a pipe, a terminal or a device.
  public let size: Int64?
  /// When its content last changed, for logs whose times name no year.
  public let modifiedAt: UTCTime?
  private let isOwned: Bool

  /// Takes over a descriptor that is already open.
  public init(descriptor: Int32, isOwned: Bool) throws(InputProblem) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let problem = InputProblem.system(errno)
      if isOwned { close(descriptor) }
      throw problem
    }
    self.descriptor = descriptor
    self.isOwned = isOwned
    guard status.st_mode & S_IFMT == S_IFREG else {
      size = nil
      modifiedAt = nil
      return
    }
    size = Int64(status.st_size)
    modifiedAt = UTCTime(seconds: Int64(status.st_mtim.tv_sec))
  }

  /// Opens a file by the bytes of its path, which need not be UTF-8.
  public convenience init(path: FilePath) throws(InputProblem) {
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
    guard descriptor >= 0 else { throw .system(errno) }
    try self.init(descriptor: descriptor, isOwned: true)
  }

  deinit {
    if isOwned { close(descriptor) }
  }

  /// Fills the front of `buffer` with the bytes from `offset` on; fewer than asked for only at the end.
  public func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(InputProblem) -> Int {
    var filled = 0
    while filled < buffer.count {
      let count = pread(
        descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled, Int(offset) + filled)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .system(errno) }
      guard count > 0 else { break }
      filled += count
    }
    return filled
  }

  /// Reads on from where the descriptor stands.
  func readOn(into buffer: UnsafeMutableRawBufferPointer) throws(InputProblem) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .system(errno) }
      return count
    }
  }
}

/// The bytes of a path as the file system has them: file names need not be UTF-8.
public struct FilePath: Hashable, Sendable {
  /// Without the closing zero.
  public let bytes: [UInt8]

  public init(_ text: String) { bytes = Array(text.utf8) }
  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// The path of an entry of this folder.
  func appending(_ name: [UInt8]) -> FilePath {
    FilePath(bytes: bytes.last == UInt8(ascii: "/") ? bytes + name : bytes + [UInt8(ascii: "/")] + name)
  }

  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    // A zero inside would cut the path short and name another file.
    let text = bytes.contains(0) ? [] : bytes
    return (text + [0]).withUnsafeBytes { raw in
      raw.withMemoryRebound(to: CChar.self) { body($0.baseAddress ?? emptyCString) }
    }
  }
}

nonisolated(unsafe) private let emptyCString: UnsafePointer<CChar> = {
  let zero = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
  zero.initialize(to: 0)
  return UnsafePointer(zero)
}()

extension InputProblem {
  /// What the system said.
  static func system(_ code: Int32) -> InputProblem {
    .unreadable(String(cString: strerror(code)))
  }
}
