import Foundation
import TestSupport
import Testing

@testable import Rendering

@Suite("Files that are replaced in one step")
struct AtomicFileTests {
  @Test("what a killed run left behind goes, once it is old; everything else stays")
  func sweep() throws {
    let folder = try TemporaryFolder()
    let own = ".a.html.new-\(ProcessInfo.processInfo.processIdentifier)"
    // No process has a number as large as this one.
    for name in [".a.html.new-2147483647", own, ".hidden", "a.html.new-2147483647", ".b.new-x"] {
      try folder.write(name, "part")
    }
    func names() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: folder.path).count }
    AtomicFile.sweep(folder.path)
    #expect(try names() == 5)
    AtomicFile.sweep(folder.path, now: Date(timeIntervalSinceNow: 7200))
    #expect(try names() == 4)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/.a.html.new-2147483647"))
  }
}
