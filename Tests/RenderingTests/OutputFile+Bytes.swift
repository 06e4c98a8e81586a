import Foundation
import TestSupport
import Testing

@testable import Rendering

extension OutputFile {
  /// What it holds, or would be made to hold.
  var bytes: [UInt8] {
    switch content {
    case .bytes(let bytes): return bytes
    case .made(let make):
      do {
        let folder = try TemporaryFolder()
        let path = folder.path + "/made"
        try make(path)
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
      } catch {
        Issue.record(error, "\(name)")
        return []
      }
    }
  }
}
