import Foundation

/// The built program, run from outside in a folder of its own.
public struct Program: Sendable {
  public struct Outcome: Sendable {
    public let status: Int32
    public let output: String
    public let errors: String
    public let bytes: Data
  }

  /// Where the test runner lies, the program lies too.
  public static let path: String = {
    let runner =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: runner).deletingLastPathComponent().appendingPathComponent("bouncebook").path
  }()

  public static func run(
    _ arguments: [String], input: String = "", in folder: String? = nil, environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Files, not pipes: a program that writes much to both would wait for ever on a reader of one.
    let scratch = try TemporaryFolder()
    let inputPath = try scratch.write("in", input)
    for name in ["out", "err"] { try scratch.write(name, "") }
    process.standardInput = FileHandle(forReadingAtPath: inputPath)
    process.standardOutput = FileHandle(forWritingAtPath: scratch.path + "/out")
    process.standardError = FileHandle(forWritingAtPath: scratch.path + "/err")
    try process.run()
    process.waitUntilExit()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/out"))
    let errors = try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/err"))
    return Outcome(
      status: process.terminationStatus, output: String(decoding: bytes, as: UTF8.self),
      errors: String(decoding: errors, as: UTF8.self), bytes: bytes)
  }
}
