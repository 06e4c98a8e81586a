import DeliveryModel
import Readers
import Testing

@Suite("Files of bounces")
struct BounceReadersTests {
  /// The invented messages as one mailbox, bodies quoted as mboxrd quotes them.
  private static let mailbox: [UInt8] = {
    var bytes: [UInt8] = []
    for name in BounceFixtures.names {
      bytes += Array("From MAILER-DAEMON Mon Mar  2 10:20:00 2026\n".utf8)
      bytes += BounceFixtures.bytes(name)
      bytes += Array("\n\n".utf8)
    }
    return bytes
  }()

  @Test("a mailbox gives what its messages give one by one")
  func mailboxAsMessages() {
    let (sink, collector) = readAll(MboxReader.self, Self.mailbox)
    let single = BounceFixtures.names.map { BounceFixtures.parse(BounceFixtures.bytes($0)) }
    #expect(sink.lines == single.count)
    #expect(collector.reports.map(\.report) == single.flatMap(\.reports))
    #expect(sink.records + sink.skippedCounts.values.reduce(0, +) == sink.lines)
  }

  @Test("blocks of any size give the same", arguments: [61, 997, 4096, 65_536])
  func blocks(size: Int) {
    let whole = readAll(MboxReader.self, Self.mailbox)
    let pieces = readAll(MboxReader.self, Self.mailbox, block: size)
    #expect(pieces.collector.reports.map(\.report) == whole.collector.reports.map(\.report))
    #expect(pieces.collector.reports.map(\.line) == whole.collector.reports.map(\.line))
    #expect(pieces.sink.skippedCounts == whole.sink.skippedCounts)
  }

  @Test("a line that begins with From in a body ends no message")
  func fromInBody() {
    let text = """
      From MAILER-DAEMON Mon Mar  2 10:20:00 2026
      From: MAILER-DAEMON@mx.example.net
      Subject: failure notice

      Undelivered:

      <mina@customer.example.org>:
      550 5.1.1 no such user

      From here on you will find your message, sent on Mon 2 Mar 2026 at 10:20.

      From the desk of Ben
      Dear customer

      From MAILER-DAEMON Mon Mar  2 10:21:00 2026
      From: MAILER-DAEMON@mx.example.net
      Subject: failure notice

      <ben@customer.example.org>:
      552 5.2.2 full

      """
    let (sink, collector) = readAll(MboxReader.self, Array(text.utf8))
    #expect(sink.lines == 2)
    #expect(
      collector.reports.map(\.report.recipient) == ["mina@customer.example.org", "ben@customer.example.org"])
    #expect(collector.reports.map(\.line) == [1, 2])
  }

  @Test("a message longer than the limit is read at its front, and the next one is not lost")
  func giant() {
    var bytes = Array(
      "From a Mon Mar  2 10:20:00 2026\nFrom: MAILER-DAEMON@mx.example.net\nSubject: failure notice\n\n<mina@customer.example.org>:\n550 5.1.1 unknown\n\n"
        .utf8)
    for _ in 0..<20_000 {
      bytes += Array("TWFueSBhdHRhY2htZW50cyBhcmUgbG9uZyBhbmQgc2F5IG5vdGhpbmcgYXQgYWxs\n".utf8)
    }
    bytes += Array(
      "\nFrom b Mon Mar  2 10:21:00 2026\nFrom: MAILER-DAEMON@mx.example.net\nSubject: failure notice\n\n<ben@customer.example.org>:\n552 full\n"
        .utf8)
    for block in [8192, 100_000, Int.max] {
      let (sink, collector) = readAll(MboxReader.self, bytes, block: block, longest: 65_536)
      #expect(
        collector.reports.map(\.report.recipient) == [
          "mina@customer.example.org", "ben@customer.example.org",
        ])
      #expect(sink.lines == 2)
    }
  }

  @Test("one message in one file is one record, or skipped for one reason", arguments: BounceFixtures.names)
  func single(file: String) {
    let bytes = BounceFixtures.bytes(file)
    let expected = BounceFixtures.parse(bytes)
    for block in [100, Int.max] {
      let (sink, collector) = readAll(BounceReader.self, bytes, block: block)
      #expect(sink.lines == 1)
      #expect(sink.records + sink.skippedCounts.values.reduce(0, +) == 1)
      #expect(collector.reports.map(\.report) == expected.reports)
    }
  }

  @Test("bounces and mailboxes are recognised, and nothing else is taken for one")
  func recognition() {
    func confidence<R: Reader>(_ type: R.Type, _ bytes: [UInt8]) -> Confidence {
      bytes.withUnsafeBufferPointer { R.recognises(Span(_unsafeElements: $0)) }
    }
    for name in BounceFixtures.names {
      let bytes = BounceFixtures.bytes(name)
      let asMessage = confidence(BounceReader.self, bytes)
      let asMailbox = confidence(MboxReader.self, bytes)
      #expect(asMessage >= .likely, "\(name)")
      #expect(asMailbox == .none, "\(name)")
    }
    let asMailbox = confidence(MboxReader.self, Self.mailbox)
    let asMessage = confidence(BounceReader.self, Self.mailbox)
    #expect(asMailbox == .certain)
    #expect(asMessage == .none)
    let others = [
      "Mar  2 10:12:46 mx postfix/smtp[1]: 4SYq: to=<a@example.org>, status=bounced (host said: 550)",
      "{\"tickets\":[{\"id\":1,\"subject\":\"From: a\"}]}", "id,subject,from\n1,a,b\n",
      "2026-03-02 10:12:46 1abcde-0001-AA ** a@example.org R=dnslookup T=remote_smtp: 550",
      "Subject,From,To\na,b,c\n", "From here to there\nMon 2026 10:12\n", "", "\0\0\0",
      "10:12:46.250 SMTP: from: x\n", "Note: remember\nthe milk\n", "<html><head></head></html>",
    ]
    for text in others {
      let single = confidence(BounceReader.self, Array(text.utf8))
      let many = confidence(MboxReader.self, Array(text.utf8))
      #expect(single == .none, "\(text)")
      #expect(many == .none, "\(text)")
    }
  }
}
