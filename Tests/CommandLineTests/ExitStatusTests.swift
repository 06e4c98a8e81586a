import Foundation
import TestSupport
import Testing

@Suite("What the program tells scripts and people when something is wrong")
struct ExitStatusTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var arguments: [String]
    var status: Int32
    /// Must stand on standard error.
    var says: String
    var testDescription: String { name }
  }

  static let log = Reading.log

  static let cases = [
    Case(name: "all is well", arguments: ["totals", "good.log"], status: 0, says: ""),
    Case(name: "no input is named", arguments: ["totals"], status: 2, says: "no input"),
    Case(
      name: "an unknown option", arguments: ["totals", "--bogus", "good.log"], status: 2, says: "--bogus"),
    Case(name: "an unknown command", arguments: ["bogus"], status: 2, says: "bogus"),
    Case(
      name: "a day that does not exist", arguments: ["totals", "good.log", "--since", "2026-02-30"],
      status: 2, says: "2026-02-30"),
    Case(
      name: "a zone that does not exist", arguments: ["totals", "good.log", "--time-zone", "Asia/Soul"],
      status: 2, says: "Asia/Soul"),
    Case(
      name: "a week that does not exist", arguments: ["report", "good.log", "--week", "2026-W54"], status: 2,
      says: "2026-W54"),
    Case(
      name: "a file that does not exist", arguments: ["totals", "none.log"], status: 1,
      says: "none.log: warning: No such file"),
    Case(
      name: "nothing can be read", arguments: ["totals", "junk.txt"], status: 1,
      says: "junk.txt: warning: no known format; it begins with “hello"),
    Case(
      name: "an empty file", arguments: ["totals", "empty.log"], status: 1,
      says: "empty.log: warning: there is nothing in it"),
    Case(
      name: "one of two cannot be read", arguments: ["totals", "good.log", "junk.txt"], status: 3,
      says: "junk.txt"),
    Case(
      name: "a gzip file that ends early", arguments: ["totals", "cut.log.gz"], status: 3,
      says: "damaged gzip data at byte"),
    Case(
      name: "a line that cannot be read", arguments: ["totals", "odd.log"], status: 3,
      says: "odd.log:2: warning: skipped"),
    Case(
      name: "a configuration with an unknown key", arguments: ["totals", "good.log", "--config", "bad.yaml"],
      status: 2, says: "bad.yaml:2: unknown key"),
    Case(
      name: "rules with an error", arguments: ["totals", "good.log", "--rules", "rules.yaml"], status: 2,
      says: "rules.yaml"),
  ]

  @Test("the exit status and the message", arguments: cases)
  func status(of example: Case) throws {
    let folder = try Reading.folder()
    let outcome = try Program.run(example.arguments, in: folder.path)
    #expect(outcome.status == example.status, "\(outcome.errors)")
    #expect(
      example.says.isEmpty ? outcome.errors.isEmpty : outcome.errors.contains(example.says),
      "\(outcome.errors)")
  }

  @Test(
    "help, version and each command's help end well",
    arguments: [
      ["--help"], ["--version"], ["totals", "--help"], ["failures", "--help"], ["classify", "--help"],
      ["merge", "--help"], ["summarize", "--help"], ["report", "--help"],
    ])
  func help(arguments: [String]) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.status == 0)
    #expect(!outcome.output.isEmpty)
    if arguments.count == 2 { #expect(outcome.output.contains("EXAMPLES")) }
  }

  @Test("piped output has no colour and no progress")
  func plain() throws {
    let folder = try Reading.folder()
    let outcome = try Program.run(["totals", "good.log", "junk.txt"], in: folder.path)
    #expect(!outcome.output.contains("\u{1B}") && !outcome.errors.contains("\u{1B}"))
  }

  @Test("--skipped lists what was not understood, with place and reason")
  func skipped() throws {
    let folder = try Reading.folder()
    let outcome = try Program.run(["totals", "odd.log", "--skipped", "skipped.txt"], in: folder.path)
    #expect(outcome.status == 3)
    let text = try String(contentsOfFile: folder.path + "/skipped.txt", encoding: .utf8)
    #expect(text.hasPrefix("odd.log:2: no-status: "))
    #expect(text.contains("to=<x@example.org>"))
  }
}

/// Input for the tests of the command line.
enum Reading {
  static let log = """
    2026-03-03T10:00:01+00:00 mx1 postfix/smtpd[311]: 3F1A22C04D: client=app.example.com[192.0.2.31]
    2026-03-03T10:00:01+00:00 mx1 postfix/cleanup[312]: 3F1A22C04D: message-id=<4711.8@help.example.com>
    2026-03-03T10:00:01+00:00 mx1 postfix/qmgr[99]: 3F1A22C04D: from=<support@example.com>, size=5321, nrcpt=2 (queue active)
    2026-03-03T10:00:02+00:00 mx1 postfix/smtp[400]: 3F1A22C04D: to=<anna@example.org>, relay=mx.example.org[198.51.100.4]:25, delay=1.2, delays=0/0/1/1, dsn=2.0.0, status=sent (250 ok)
    2026-03-03T10:00:03+00:00 mx1 postfix/smtp[401]: 3F1A22C04D: to=<ben@example.net>, relay=mx.example.net[203.0.113.9]:25, delay=2.1, delays=0/0/1/1, dsn=5.1.1, status=bounced (host mx.example.net[203.0.113.9] said: 550 5.1.1 <ben@example.net>: User unknown (in reply to RCPT TO command))
    2026-03-03T10:00:03+00:00 mx1 postfix/qmgr[99]: 3F1A22C04D: removed

    """

  static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("good.log", log)
    try folder.write("junk.txt", "hello\nworld\n")
    try folder.write("empty.log", "")
    try folder.write(
      "odd.log",
      log.split(separator: "\n").prefix(1).joined() + "\n"
        + "2026-03-03T10:00:03+00:00 mx1 postfix/smtp[401]: 3F1A22C04D: to=<x@example.org>, relay=none, delay=1\n"
    )
    try folder.write("bad.yaml", "title: Acme\ntime_zon: UTC\n")
    try folder.write(
      "rules.yaml",
      "- id: own/one\n  class: mailbx-full\n  when: {text: [\"x y z\"]}\n  source: me\n  example: x y z\n")
    // The log packed by gzip, without its last bytes.
    let packed = try gzip(log, in: folder)
    try folder.write("cut.log.gz", packed.dropLast(40))
    return folder
  }

  private static func gzip(_ text: String, in folder: TemporaryFolder) throws -> Data {
    try folder.write("whole", text)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-nk", folder.path + "/whole"]
    try process.run()
    process.waitUntilExit()
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/whole.gz"))
    for name in ["whole", "whole.gz"] { try FileManager.default.removeItem(atPath: folder.path + "/" + name) }
    return data
  }
}
