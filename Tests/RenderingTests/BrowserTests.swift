import Foundation
import Reports
import Testing

@testable import Rendering

/// Pages as Chromium shows them.
struct BrowserTests {
  private static let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Browser").path

  /// Without arguments a script only says whether its tools are there.
  private static let canRun = run("check-pages.py", []).status == 0

  private static func run(_ script: String, _ files: [String]) -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", scripts + "/" + script] + files
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return (127, "") }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  @Test(
    "no page scrolls sideways, asks the network, logs an error or fails axe",
    .enabled(if: canRun, "needs chromium and PyPI's playwright and axe-playwright-python"))
  func pages() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "browser-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let options = PageOptions(formats: [.html])
    let answers = try options.answers(SampleFindings.week)
    let written = try PageSet.write(answers, options: options, to: folder)
    let looked = written.files.filter { file in
      !file.hasPrefix("reference/") || file.hasSuffix("/index.html") || file.hasSuffix("/5.7.1.html")
        || file.hasSuffix("ko/classes/mailbox-full.html")
    }
    let mails = try ReportMailFiles.write(
      answers, options: options, baseURL: "https://pages.example.com", envelope: nil, to: folder)
    let files = looked.filter { $0.hasSuffix(".html") }.prefix(14) + mails.filter { $0.hasSuffix(".html") }
    let result = Self.run("check-pages.py", files.map { folder + "/" + $0 })
    #expect(result.status == 0)
    #expect(result.output.isEmpty, "\(result.output)")
  }

  @Test(
    "a column's head sorts its table under the page's own policy, and gives the order back",
    .enabled(if: canRun, "needs chromium and PyPI's playwright and axe-playwright-python"))
  func sorting() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sorting-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let options = PageOptions(languages: [.english], formats: [.html])
    _ = try PageSet.write(try options.answers(SampleFindings.week), options: options, to: folder)
    let result = Self.run(
      "check-sorting.py", ["weekly", "review"].map { "\(folder)/\($0)/2026-W47.en.html" })
    #expect(result.status == 0)
    #expect(result.output.isEmpty, "\(result.output)")
  }
}
