/// What the arguments of a command stand for: the sources to read, and what is not read and why.
public struct InputWalk: Sendable {
  /// In the order in which they were given; within a folder by the bytes of their paths.
  public internal(set) var items: [InputItem] = []
  /// What could not be looked into, by name.
  public internal(set) var unreadable: [Unreadable] = []
  /// Folders and archives in which there was nothing to read.
  public internal(set) var emptyFolders: [String] = []
  /// Files and folders within given folders whose name begins with a dot, and the like within archives.
  public internal(set) var hidden = 0
  /// Folders named `output` within given folders: what this program wrote is not its input.
  public internal(set) var outputFolders = 0
  /// Pipes, sockets and devices within given folders: reading them could wait for ever.
  public internal(set) var special = 0
  /// The same file or folder again, by another argument or a link.
  public internal(set) var repeated = 0

  public struct Unreadable: Hashable, Sendable {
    public let name: String
    public let problem: InputProblem
  }
}
