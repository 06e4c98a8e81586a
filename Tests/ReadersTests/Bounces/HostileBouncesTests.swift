import DeliveryModel
import Readers
import Testing

@Suite("Hostile bounces")
struct HostileBouncesTests {
  private static let report = """
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.example.net

    Final-Recipient: rfc822; mina@customer.example.org
    Action: failed
    Status: 5.1.1
    Diagnostic-Code: smtp; 550 5.1.1 no such user

    """

  private func recipients(_ text: String) -> [String] { BounceFixtures.parse(text).reports.map(\.recipient) }

  @Test("a header of a million lines ends, and the report behind it is read", .timeLimit(.minutes(1)))
  func longHeader() {
    var text = "From: MAILER-DAEMON@mx.example.net\nSubject: failure notice\n"
    for number in 0..<1_000_000 { text += "X-Filler-\(number): x\n" }
    text += "\n<mina@customer.example.org>:\n550 5.1.1 no such user\n"
    #expect(recipients(text) == ["mina@customer.example.org"])
  }

  @Test("a header line of megabytes and a line of a million words cost only time", .timeLimit(.minutes(1)))
  func longLines() {
    let long = String(repeating: "Word <a@b.example.com> 550 ", count: 100_000)
    let text = """
      From: MAILER-DAEMON@mx.example.net
      To: \(long)
      X-Failed-Recipients: \(long)
      Subject: failure notice

      <mina@customer.example.org>: \(long)
      """
    #expect(!recipients(text).isEmpty)
  }

  @Test(
    "a thousand nested multiparts are left unopened: a report in the innermost is found by its fields, none is said to be nested too deep",
    .timeLimit(.minutes(1)), arguments: [true, false])
  func deepNesting(hasReport: Bool) {
    var text = "From: MAILER-DAEMON@mx.example.net\nContent-Type: multipart/report; boundary=\"b0\"\n\n"
    for level in 0..<1000 {
      text += "--b\(level)\nContent-Type: multipart/mixed; boundary=\"b\(level + 1)\"\n\n"
    }
    if hasReport { text += "--b1000\n" + Self.report }
    if hasReport {
      #expect(recipients(text) == ["mina@customer.example.org"])
    } else {
      #expect(BounceFixtures.parse(text) == .none(.nestedTooDeep))
    }
  }

  @Test("a report beside what is nested too deep is not lost")
  func deepNestingBeside() {
    var text =
      "From: MAILER-DAEMON@mx.example.net\nContent-Type: multipart/report; boundary=\"b0\"\n\n--b0\n"
      + Self.report
    for level in 0..<100 {
      text += "--b\(level)\nContent-Type: multipart/mixed; boundary=\"b\(level + 1)\"\n\n"
    }
    #expect(recipients(text) == ["mina@customer.example.org"])
  }

  @Test("a message that contains itself again and again ends", .timeLimit(.minutes(1)))
  func selfContaining() {
    let layer =
      "From: MAILER-DAEMON@mx.example.net\nSubject: failure notice\nContent-Type: multipart/report; boundary=\"b\"\n\n--b\nContent-Type: message/rfc822\n\n"
    let text = String(repeating: layer, count: 5000)
    #expect(BounceFixtures.parse(text).reports.isEmpty)
  }

  @Test("thousands of parts are read up to a limit", .timeLimit(.minutes(1)))
  func manyParts() {
    var text =
      "From: MAILER-DAEMON@mx.example.net\nContent-Type: multipart/report; boundary=\"b\"\n\n--b\n"
      + Self.report
    for _ in 0..<100_000 { text += "--b\nContent-Type: text/plain\n\nx\n" }
    #expect(recipients(text) == ["mina@customer.example.org"])
  }

  @Test("thousands of recipients are read up to a limit", .timeLimit(.minutes(1)))
  func manyRecipients() {
    var text =
      "From: MAILER-DAEMON@mx.example.net\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n"
    for number in 0..<20_000 {
      text += "Final-Recipient: rfc822; user\(number)@customer.example.org\nAction: failed\nStatus: 5.1.1\n\n"
    }
    #expect(recipients(text).count == 1000)
  }

  @Test("a boundary that is named and never comes leaves the text readable")
  func boundaryThatNeverComes() {
    let text = """
      From: MAILER-DAEMON@mx.example.net
      Subject: failure notice
      Content-Type: multipart/report; boundary="never"

      Undelivered:

      <mina@customer.example.org>:
      550 5.1.1 no such user
      """
    #expect(recipients(text) == ["mina@customer.example.org"])
  }

  @Test("NULs, bare carriage returns and bytes of no charset harm only themselves")
  func garbage() {
    var bytes = Array(
      "From: MAILER-DAEMON@mx.example.net\nSubject: failure \0 notice\rX: y\n\n<mina@customer.example.org>:\n550 5.1.1 no such \0 "
        .utf8)
    bytes += (0x80...0xFF).map { UInt8($0) }
    let reports = BounceFixtures.parse(bytes).reports
    #expect(reports.map(\.recipient) == ["mina@customer.example.org"])
    #expect(reports.first?.reply.code?.number == 550)
  }

  @Test("lines that end in CRLF say the same", arguments: BounceFixtures.names)
  func carriageReturns(file: String) {
    // Stateful and wide charsets have their own idea of line ends; every other fixture is plain.
    let bytes = BounceFixtures.bytes(file)
    var windows: [UInt8] = []
    for byte in bytes {
      if byte == 10 { windows.append(13) }
      windows.append(byte)
    }
    #expect(BounceFixtures.parse(windows) == BounceFixtures.parse(bytes))
  }

  @Test("nothing at all is no message", arguments: ["", "\n", "   \n\n", "\0"])
  func empty(text: String) {
    #expect(BounceFixtures.parse(text).reports.isEmpty)
  }

  @Test("charsets by the hundred do not pile up", .timeLimit(.minutes(1)))
  func manyCharsets() {
    var parser = BounceParser()
    for number in 0..<5000 {
      let text = Array(
        "From: MAILER-DAEMON@mx.example.net\nSubject: =?x-\(number)?B?gICA?= failure\n\n<a@example.org>: 550 no\n"
          .utf8)
      let count = text.withUnsafeBytes { parser.parse($0).reports.count }
      #expect(count == 1)
    }
  }

  @Test("mutated messages never trap, always end, and give the same twice", .timeLimit(.minutes(5)))
  func fuzz() {
    let seeds = BounceFixtures.names.map { BounceFixtures.bytes($0) }
    var random = SplitMix(state: 0x5EED)
    var parser = BounceParser()
    for round in 0..<4000 {
      var bytes = seeds[Int(random.next() % UInt64(seeds.count))]
      for _ in 0..<(1 + Int(random.next() % 12)) where !bytes.isEmpty {
        let at = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 7 {
        case 0: bytes[at] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + Int(random.next() % 40)))
        case 2: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 60)], at: at)
        case 3:
          bytes.insert(contentsOf: Array("\n--b1\nContent-Type: multipart/x; boundary=b1\n\n".utf8), at: at)
        case 4: bytes.insert(contentsOf: Array("=?iso-2022-jp?B?".utf8), at: at)
        case 5: bytes.removeSubrange(at...)
        default: bytes.insert(contentsOf: [0x1B, 0x24, 0x42, 0xFF, 0x40, 0x3C], at: at)
        }
      }
      let first = bytes.withUnsafeBytes { parser.parse($0) }
      let again = bytes.withUnsafeBytes { parser.parse($0) }
      #expect(first == again, "seed 0x5EED, round \(round)")
      for report in first.reports { #expect(report.reply.text.utf8.count <= 4000) }
    }
  }
}

/// SplitMix64: small, seeded, the same everywhere.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
