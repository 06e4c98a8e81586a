/// One source that can be opened: a file, standard input, or an entry of a zip archive.
public struct InputItem: Sendable {
  /// As it stands in places and on pages: relative to the folder that was given, or as given; an entry of an
  /// archive as `archive.zip/entry.csv`; `-` is standard input. Nothing in it steers a terminal.
  public internal(set) var name: String

  enum Origin: Sendable {
    case file(FilePath)
    /// `head` was read already to see what it is.
    case standardInput(PlainFile, head: [UInt8])
    case zipEntry(ZipArchive, ZipArchive.Entry, keepingOpen: PlainFile?)
  }
  let origin: Origin

  /// The path of a file that is read as it lies there; nil for standard input and entries of archives.
  public var path: FilePath? {
    if case .file(let path) = origin { path } else { nil }
  }

  /// Bytes on disk; 0 where that is not known beforehand.
  public var fileSize: Int64 {
    guard let path, let file = try? PlainFile(path: path) else { return 0 }
    return file.size ?? 0
  }

  /// A file under a name of one's own choice.
  public init(name: String, path: FilePath) {
    self.init(name: name, origin: .file(path))
  }

  init(name: String, origin: Origin) {
    self.name = name
    self.origin = origin
  }

  /// Opens it and takes one layer of gzip or Zstandard away. Standard input can be opened once.
  public func open(longestExpansion: Int64? = nil) throws(InputProblem) -> OpenedInput {
    switch origin {
    case .file(let path):
      let file = try PlainFile(path: path)
      guard file.size != nil else { return OpenedInput(FileStream(file), longestExpansion: longestExpansion) }
      return try OpenedInput(file, longestExpansion: longestExpansion)
    case .standardInput(let file, let head):
      return OpenedInput(
        PeekedStream(FileStream(file), head: head), longestExpansion: longestExpansion)
    case .zipEntry(let archive, let entry, _):
      return OpenedInput(
        try archive.open(entry), modifiedAt: entry.modifiedAt, longestExpansion: longestExpansion)
    }
  }
}
