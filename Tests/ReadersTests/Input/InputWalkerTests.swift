import Foundation
import Readers
import Testing

@Suite struct InputWalkerTests {
  static func content(_ item: InputItem) -> String {
    guard let opened = try? item.open() else { return "unreadable" }
    let result = drain(opened)
    return String(decoding: result.bytes, as: UTF8.self) + (result.problem.map { " \($0)" } ?? "")
  }

  @Test("a folder is walked to its ends, in the order of the bytes of its paths")
  func order() throws {
    let folder = try TemporaryFolder()
    for name in [
      "b.log", "a/z.log", "a-b/x.log", "a/b/c.log", "Z.log", ".secret", ".git/config", "output/index.html",
    ] {
      try folder.write(name, name)
    }
    let walk = InputWalker.walk([folder.path])
    #expect(walk.items.map(\.name) == ["Z.log", "a-b/x.log", "a/b/c.log", "a/z.log", "b.log"])
    #expect(walk.items.map(Self.content) == walk.items.map(\.name))
    #expect(walk.hidden == 2)
    #expect(walk.outputFolders == 1)
  }

  @Test("links that lead back and names given twice add nothing")
  func loops() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("inner/mail.log", "x")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: folder.path + "/inner/up", withDestinationPath: folder.path)
    try files.createSymbolicLink(atPath: folder.path + "/again", withDestinationPath: "inner")
    try files.createSymbolicLink(atPath: folder.path + "/z.log", withDestinationPath: "inner/mail.log")
    let walk = InputWalker.walk([folder.path, file, folder.path + "/"])
    #expect(walk.items.map(\.name) == ["inner/mail.log"])
    #expect(walk.repeated == 5)
  }

  @Test("what cannot be read is told by name and the rest is read")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    try folder.write("mail.log", "x")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/gone", withDestinationPath: "nowhere")
    let walk = InputWalker.walk([folder.path + "/none", folder.path])
    #expect(walk.items.map(\.name) == ["mail.log"])
    #expect(
      walk.unreadable.map(\.problem)
        == [.unreadable("No such file or directory"), .unreadable("No such file or directory")])
    #expect(walk.unreadable.map(\.name) == [folder.path + "/none", folder.path + "/gone"])
  }

  @Test("an empty folder is named")
  func empty() throws {
    let folder = try TemporaryFolder()
    try folder.write(".keep", "")
    #expect(InputWalker.walk([folder.path]).emptyFolders == [folder.path])
  }

  @Test("two folders with the same names inside are told apart")
  func sameNames() throws {
    let one = try TemporaryFolder()
    let two = try TemporaryFolder()
    try one.write("mail.log", "1")
    try two.write("mail.log", "2")
    let walk = InputWalker.walk([one.path, two.path])
    #expect(walk.items.map(\.name) == [one.path + "/mail.log", two.path + "/mail.log"])
  }

  @Test("a pipe within a folder is not waited for")
  func pipe() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    try folder.write("mail.log", "x")
    let walk = InputWalker.walk([folder.path])
    #expect(walk.items.map(\.name) == ["mail.log"])
    #expect(walk.special == 1)
  }

  @Test("names that steer a terminal are shown escaped, and still open")
  func controlCharacters() throws {
    let folder = try TemporaryFolder()
    try folder.write("a\u{1B}[31m\n\u{202E}b.log", "content")
    let walk = InputWalker.walk([folder.path])
    #expect(walk.items.map(\.name) == ["a\\u{1B}[31m\\u{A}\\u{202E}b.log"])
    #expect(walk.items.map(Self.content) == ["content"])
  }

  @Test("the entries of a zip archive are sources of their own, their own packing taken away")
  func zip() throws {
    let folder = try TemporaryFolder()
    try folder.write("export.bin", PackedSamples.zip)
    let walk = InputWalker.walk([folder.path])
    #expect(walk.items.map(\.name) == ["export.bin/a.csv", "export.bin/b.csv", "export.bin/deep/c.csv.gz"])
    #expect(walk.items.map(Self.content) == ["Id\n1\n", "Id\n2\n", "Id\n3\n"])
    #expect(walk.hidden == 2)
  }

  @Test("a damaged zip archive never traps and never goes unsaid")
  func damagedZip() throws {
    let folder = try TemporaryFolder()
    let good = PackedSamples.zip
    for length in stride(from: 4, to: good.count, by: 3) {
      let file = try folder.write("x.zip", Array(good[..<length]))
      let walk = InputWalker.walk([file])
      #expect(!walk.unreadable.isEmpty, "\(length)")
      for item in walk.items { _ = Self.content(item) }
    }
    for index in good.indices {
      var bytes = good
      bytes[index] ^= 0xFF
      let walk = InputWalker.walk([try folder.write("x.zip", bytes)])
      for item in walk.items { _ = Self.content(item) }
    }
  }

  @Test("packing is told by content, never by name")
  func packing() throws {
    let folder = try TemporaryFolder()
    let text = PackedSamples.first + PackedSamples.second
    try folder.write("a.log", PackedSamples.gzip)
    try folder.write("b.gz", text)
    try folder.write("c.txt", PackedSamples.zstandard)
    let walk = InputWalker.walk([folder.path])
    #expect(walk.items.map(Self.content) == [text, text, text])
    let opened = try walk.items.map { try $0.open() }
    #expect(opened.map(\.compression) == [.gzip, nil, .zstd])
    #expect(opened.map { $0.plainFile?.size } == [nil, Int64(text.utf8.count), nil])
  }

  @Test("text in UTF-16 is read as if it were in UTF-8", arguments: [true, false])
  func wideText(isLittleEndian: Bool) throws {
    let text = "{\"a\": \"ü 민 \u{1F4E6}\"}\r\n"
    let units = [0xFEFF] + Array(text.utf16) + [0xD800, 0x61, 0xD800]
    let bytes = units.flatMap { unit in
      isLittleEndian
        ? [UInt8(unit & 0xFF), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 0xFF)]
    }
    let folder = try TemporaryFolder()
    let file = try folder.write("x.json", bytes + [0])
    let opened = try InputItem(name: "x.json", path: FilePath(file)).open()
    #expect(opened.plainFile == nil)
    #expect(String(decoding: drain(opened, step: 3).bytes, as: UTF8.self) == text + "\u{FFFD}a\u{FFFD}")
  }

  @Test("standard input is a source like any other", arguments: [PackedSamples.gzip, PackedSamples.zip])
  func standardInput(bytes: [UInt8]) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("x", bytes)
    let descriptor = open(file, O_RDONLY)
    defer { close(descriptor) }
    let walk = InputWalker.walk(["-"], standardInput: descriptor)
    if bytes == PackedSamples.gzip {
      #expect(walk.items.map(\.name) == ["-"])
      #expect(walk.items.map(Self.content) == [PackedSamples.first + PackedSamples.second])
    } else {
      #expect(walk.items.map(\.name) == ["-/a.csv", "-/b.csv", "-/deep/c.csv.gz"])
      #expect(walk.items.map(Self.content) == ["Id\n1\n", "Id\n2\n", "Id\n3\n"])
    }
  }

  @Test("a bomb is stopped at the limit that was set")
  func limit() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("x.gz", PackedSamples.gzip)
    let opened = try InputItem(name: "x.gz", path: FilePath(file)).open(longestExpansion: 100)
    guard case .damaged("gzip", _, let detail) = drain(opened, step: 64).problem else {
      Issue.record("no limit")
      return
    }
    #expect(detail.contains("more than 100 bytes"))
  }
}
