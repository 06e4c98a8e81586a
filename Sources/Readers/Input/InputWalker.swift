import Glibc

/// Expands arguments (files, folders, `-`) into sources. Folders are walked to their ends, zip archives are
/// opened; order and names depend on nothing but the names themselves.
public struct InputWalker {
  /// What standard input is; another descriptor in tests.
  private let standardInput: Int32
  private var walk = InputWalk()
  /// Names for the case that relative ones do not tell the sources apart; as many as items.
  private var fullNames: [String] = []
  /// What was taken already, by device and inode, so that links neither loop nor count twice.
  private var seen: Set<Identity> = []

  private struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64
  }

  /// Folders below which nothing is input.
  private static let outputName = Array("output".utf8)
  /// What one operating system's packer adds to archives.
  private static let resourceForks = "__MACOSX"

  private init(standardInput: Int32) { self.standardInput = standardInput }

  /// `arguments` as the user gave them.
  public static func walk(_ arguments: [String], standardInput: Int32 = 0) -> InputWalk {
    var walker = InputWalker(standardInput: standardInput)
    for argument in arguments {
      if argument == "-" { walker.takeStandardInput() } else { walker.take(argument: argument) }
    }
    return walker.finish()
  }

  /// Names are relative to the folder that was given unless two sources would then have the same.
  private consuming func finish() -> InputWalk {
    if Set(walk.items.map(\.name)).count < walk.items.count {
      for index in walk.items.indices { walk.items[index].name = fullNames[index] }
    }
    return walk
  }

  private mutating func add(_ origin: InputItem.Origin, name: String, fullName: String) {
    walk.items.append(InputItem(name: DisplayName.escaped(name), origin: origin))
    fullNames.append(DisplayName.escaped(fullName))
  }

  private mutating func report(_ name: String, _ problem: InputProblem) {
    walk.unreadable.append(.init(name: DisplayName.escaped(name), problem: problem))
  }

  /// False where the file was taken before.
  private mutating func isNew(_ status: stat) -> Bool {
    let identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    guard seen.insert(identity).inserted else {
      walk.repeated += 1
      return false
    }
    return true
  }

  private mutating func take(argument: String) {
    let path = FilePath(argument)
    var status = stat()
    guard path.withCString({ stat($0, &status) }) == 0 else { return report(argument, .system(errno)) }
    guard isNew(status) else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      takeFolder(path, given: argument)
    } else {
      takeFile(path, status, name: argument, fullName: argument)
    }
  }

  // MARK: Folders

  private struct Found {
    let path: FilePath
    let relative: [UInt8]
    let status: stat
  }

  private mutating func takeFolder(_ root: FilePath, given: String) {
    var files: [Found] = []
    var isComplete = true
    // Links to folders wait until all real folders are done, so that a real path names what both lead to.
    var waiting: [(path: FilePath, relative: [UInt8])] = []
    var next: [(path: FilePath, relative: [UInt8])] = [(root, [])]
    while let folder = next.popLast() ?? nextLinked(&waiting) {
      let names: [[UInt8]]
      do throws(InputProblem) {
        names = try Self.names(in: folder.path)
      } catch {
        report(Self.join(given, folder.relative), error)
        isComplete = false
        continue
      }
      var folders: [(path: FilePath, relative: [UInt8])] = []
      var links: [(path: FilePath, relative: [UInt8])] = []
      for name in names {
        if name.first == UInt8(ascii: ".") {
          walk.hidden += 1
          continue
        }
        let path = folder.path.appending(name)
        let relative = folder.relative.isEmpty ? name : folder.relative + [UInt8(ascii: "/")] + name
        var own = stat()
        var status = stat()
        guard path.withCString({ lstat($0, &own) }) == 0, path.withCString({ stat($0, &status) }) == 0 else {
          report(Self.join(given, relative), .system(errno))
          isComplete = false
          continue
        }
        let isLink = own.st_mode & S_IFMT == S_IFLNK
        switch status.st_mode & S_IFMT {
        case S_IFDIR where folder.relative.isEmpty && name == Self.outputName: walk.outputFolders += 1
        case S_IFDIR where isLink: links.append((path, relative))
        case S_IFDIR: if isNew(status) { folders.append((path, relative)) }
        case S_IFREG: files.append(Found(path: path, relative: relative, status: status))
        default: walk.special += 1
        }
      }
      next += folders.reversed()
      waiting = links.reversed() + waiting
    }
    if files.isEmpty && isComplete { walk.emptyFolders.append(DisplayName.escaped(given)) }
    for file in files.sorted(by: { $0.relative.lexicographicallyPrecedes($1.relative) })
    where isNew(file.status) {
      takeFile(
        file.path, file.status, name: String(decoding: file.relative, as: UTF8.self),
        fullName: Self.join(given, file.relative))
    }
  }

  /// The next link that leads to a folder where nobody was before.
  private mutating func nextLinked(
    _ waiting: inout [(path: FilePath, relative: [UInt8])]
  ) -> (path: FilePath, relative: [UInt8])? {
    while let link = waiting.popLast() {
      var status = stat()
      if link.path.withCString({ stat($0, &status) }) == 0, isNew(status) { return link }
    }
    return nil
  }

  private static func join(_ folder: String, _ relative: [UInt8]) -> String {
    if relative.isEmpty { return folder }
    let separator = folder.hasSuffix("/") ? "" : "/"
    return folder + separator + String(decoding: relative, as: UTF8.self)
  }

  /// Everything in a folder but itself and its parent, sorted by bytes.
  private static func names(in path: FilePath) throws(InputProblem) -> [[UInt8]] {
    guard let folder = path.withCString({ opendir($0) }) else { throw .system(errno) }
    defer { closedir(folder) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(folder) else {
        guard errno == 0 else { throw .system(errno) }
        break
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: UInt8.self, capacity: 256) {
          Array(UnsafeBufferPointer(start: $0, count: strlen($0)))
        }
      }
      if name != [UInt8(ascii: ".")] && name != Array("..".utf8) { names.append(name) }
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  // MARK: Files

  private mutating func takeFile(_ path: FilePath, _ status: stat, name: String, fullName: String) {
    // Opening a pipe would wait for its writer, and what is read from it is gone: it is taken unseen.
    guard status.st_mode & S_IFMT == S_IFREG else {
      return add(.file(path), name: name, fullName: fullName)
    }
    do throws(InputProblem) {
      let file = try PlainFile(path: path)
      var head = [UInt8](repeating: 0, count: Compression.headLength)
      var count = 0
      var problem: InputProblem?
      head.withUnsafeMutableBytes { buffer in
        do throws(InputProblem) { count = try file.read(at: 0, into: buffer) } catch { problem = error }
      }
      if let problem { throw problem }
      if Compression(head: head[..<count]) == .zip {
        try takeArchive(path, name: name, fullName: fullName)
      } else {
        add(.file(path), name: name, fullName: fullName)
      }
    } catch {
      report(name, error)
    }
  }

  private mutating func takeArchive(
    _ path: FilePath, name: String, fullName: String, keepingOpen file: PlainFile? = nil
  ) throws(InputProblem) {
    let archive = try ZipArchive(path: path)
    if let problem = archive.problem { report(name, problem) }
    let shown = archive.entries.filter { entry in
      !entry.name.split(separator: "/").contains { $0.hasPrefix(".") || $0 == Self.resourceForks }
    }
    walk.hidden += archive.entries.count - shown.count
    if shown.isEmpty && archive.problem == nil { walk.emptyFolders.append(DisplayName.escaped(name)) }
    let sorted = shown.sorted { one, other in
      one.name == other.name
        ? one.index < other.index : one.name.utf8.lexicographicallyPrecedes(other.name.utf8)
    }
    for entry in sorted {
      add(
        .zipEntry(archive, entry, keepingOpen: file), name: "\(name)/\(entry.name)",
        fullName: "\(fullName)/\(entry.name)")
    }
  }

  // MARK: Standard input

  private mutating func takeStandardInput() {
    var status = stat()
    guard fstat(standardInput, &status) == 0 else { return report("-", .system(errno)) }
    guard isNew(status) else { return }
    do throws(InputProblem) {
      let input = try PlainFile(descriptor: standardInput, isOwned: false)
      let peeked = PeekedStream(FileStream(input), peeking: Compression.headLength)
      guard Compression(head: peeked.head) == .zip else {
        return add(.standardInput(input, head: peeked.head), name: "-", fullName: "-")
      }
      // A zip archive's list stands at its end: it is kept in a file without a name until the program ends.
      let spooled = try Self.spool(peeked)
      try takeArchive(
        FilePath("/proc/self/fd/\(spooled.descriptor)"), name: "-", fullName: "-", keepingOpen: spooled)
    } catch {
      report("-", error)
    }
  }

  private static func spool(_ stream: PeekedStream) throws(InputProblem) -> PlainFile {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let descriptor = Glibc.open(folder, O_RDWR | O_CLOEXEC | unnamedFile, 0o600)
    guard descriptor >= 0 else { throw .system(errno) }
    let file = try PlainFile(descriptor: descriptor, isOwned: true)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try stream.read(into: buffer)
      guard count > 0 else { return file }
      var written = 0
      while written < count {
        let result = write(descriptor, buffer.baseAddress.map { $0 + written }, count - written)
        if result < 0 && errno == EINTR { continue }
        guard result > 0 else { throw .system(errno) }
        written += result
      }
    }
  }
}

/// O_TMPFILE, which the module map leaves out for being composed: a file without a name.
private let unnamedFile: Int32 = 0o20_000_000 | O_DIRECTORY
