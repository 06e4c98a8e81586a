import Foundation

/// What a text from the command line or the configuration names.
extension String {
  var isWebAddress: Bool { hasPrefix("https://") || hasPrefix("http://") }

  var isFolder: Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: self, isDirectory: &isFolder) && isFolder.boolValue
  }
}
