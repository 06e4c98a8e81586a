import Foundation
import TestSupport
import Testing

@Suite("What other programs lean on")
struct OutputTests {
  static let rowKeys: Set = [
    "source", "line", "format", "time", "recipient", "domain", "outcome", "class", "permanence", "fixer",
    "reply_code",
    "enhanced_code", "reply", "said_by", "remote_host", "queue_id", "message_id", "sender", "ticket_id",
    "trigger",
    "attempts", "evidence", "also_seen_in",
  ]

  private func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  @Test("to report the same week again, out of the archive, changes no file")
  func sameWeekAgain() throws {
    let folder = try TemporaryFolder()
    let arguments = [
      "report", PackageFolder.path + "/Examples/week", "--output", "out", "--week", "2026-W47", "--year",
      "2026",
      "--language", "en", "--formats", "markdown",
    ]
    let first = try Program.run(arguments, in: folder.path)
    #expect(first.status == 0 && first.output.contains("files, ") && !first.output.contains(" 0 written"))
    let second = try Program.run(arguments, in: folder.path)
    #expect(second.status == 0 && second.output.contains(", 0 written)"), "\(second.output)")
    #expect(second.errors.contains("is in the archive already"))
  }

  @Test("each failed delivery is one object with every key")
  func failures() throws {
    let folder = try Reading.folder()
    let outcome = try Program.run(["failures", "good.log"], in: folder.path)
    let rows = try objects(outcome.output)
    #expect(rows.count == 1)
    let row = try #require(rows.first)
    #expect(Set(row.keys) == Self.rowKeys)
    #expect(row["recipient"] as? String == "ben@example.net")
    #expect(row["class"] as? String == "unknown-user")
    #expect(row["line"] as? Int == 5)
    #expect(row["time"] as? String == "2026-03-03T10:00:03Z")
    #expect(row["reply_code"] as? Int == 550)
    #expect(row["ticket_id"] is NSNull)
    #expect((row["evidence"] as? [String: Any])?["words"] as? String == "User unknown")
  }

  @Test("--all adds the good ones")
  func all() throws {
    let folder = try Reading.folder()
    let rows = try objects(try Program.run(["failures", "good.log", "--all"], in: folder.path).output)
    #expect(rows.compactMap { $0["outcome"] as? String }.sorted() == ["delivered", "failed"])
  }

  @Test("totals have the agreed keys and numbers")
  func totals() throws {
    let folder = try Reading.folder()
    let outcome = try Program.run(["totals", "good.log", "--json"], in: folder.path)
    let totals = try #require(try objects(outcome.output).first)
    for key in [
      "lines", "records", "skipped", "messages", "attempts", "deliveries", "by_class", "by_enhanced_code",
      "by_reply_code", "by_day", "by_domain", "distinct_failing_recipients", "first_time", "last_time",
      "sources",
    ] { #expect(totals[key] != nil, "\(key)") }
    #expect(totals["lines"] as? Int == 6)
    #expect(totals["messages"] as? Int == 1)
    #expect(totals["attempts"] as? [String: Int] == ["delivered": 1, "deferred": 0, "failed": 1])
    #expect(totals["by_class"] as? [String: Int] == ["unknown-user": 1])
  }

  @Test("days that were not asked for do not count")
  func days() throws {
    let folder = try Reading.folder()
    for (arguments, failed) in [
      (["--since", "2026-03-04"], 0), (["--until", "2026-03-03"], 1), (["--since", "1d"], 1),
    ] {
      let outcome = try Program.run(["totals", "good.log", "--json"] + arguments, in: folder.path)
      let totals = try #require(try objects(outcome.output).first)
      #expect((totals["deliveries"] as? [String: Int])?["failed"] == failed)
    }
  }

  @Test("a reply is classified by its words, a line of JSON by its fields")
  func classify() throws {
    let outcome = try Program.run(
      ["classify"], input: "552 5.2.2 Over quota\n\n{\"reply\":\"no such user\",\"reply_code\":550}\n")
    let rows = try objects(outcome.output)
    #expect(rows.compactMap { $0["class"] as? String } == ["mailbox-full", "unknown-user"])
    let first = try #require(rows.first)
    for key in ["class", "permanence", "fixer", "reply_code", "enhanced_code", "evidence", "input"] {
      #expect(first[key] != nil)
    }
    #expect(first["enhanced_code"] as? String == "5.2.2")
    #expect(first["input"] as? String == "552 5.2.2 Over quota")
  }

  @Test("a summary through pipes comes to the same as the log")
  func pipes() throws {
    let folder = try Reading.folder()
    let summary = try Program.run(["summarize", "good.log"], in: folder.path)
    #expect(summary.status == 0)
    try folder.write("a.summary.json.gz", summary.bytes)
    let merged = try Program.run(
      ["merge", "a.summary.json.gz", "a.summary.json.gz", "good.log"], in: folder.path)
    #expect(merged.bytes == summary.bytes)
    let direct = try Program.run(["totals", "good.log", "--json"], in: folder.path)
    let through = try Program.run(["totals", "a.summary.json.gz", "--json"], in: folder.path)
    #expect(direct.output == through.output)
  }

  @Test("a summary of a newer version is refused with a clear message")
  func newer() throws {
    let folder = try Reading.folder()
    try folder.write("new.json", "{\"format\":\"bouncebook-summary\",\"version\":99,\"zone\":\"UTC\"}\n")
    let outcome = try Program.run(["totals", "new.json"], in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("version 99"))
  }

  @Test("a report of the same input is the same bytes, and is not written again")
  func report() throws {
    let folder = try Reading.folder()
    let first = try Program.run(["report", "good.log", "--output", "site"], in: folder.path)
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("First page: site/index.html"))
    #expect(first.output.split(separator: "\n").count == 6)
    let second = try Program.run(["report", "good.log", "--output", "site"], in: folder.path)
    #expect(second.output.contains(" 0 written)"))
  }

  @Test("a quiet week makes its pages too")
  func quiet() throws {
    let folder = try Reading.folder()
    let quiet =
      Reading.log.split(separator: "\n").filter { !$0.contains("ben@example.net") }.joined(separator: "\n")
      + "\n"
    try folder.write("quiet.log", quiet)
    let outcome = try Program.run(["report", "quiet.log", "--output", "site"], in: folder.path)
    #expect(outcome.status == 0)
    #expect(FileManager.default.fileExists(atPath: folder.path + "/site/index.html"))
    #expect(FileManager.default.fileExists(atPath: folder.path + "/site/index.ko.md"))
  }
}
