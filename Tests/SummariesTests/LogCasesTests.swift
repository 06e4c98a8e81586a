import Classification
import DeliveryModel
import Summaries
import TestSupport
import Testing

@Suite("Odd lives in a mail log")
struct LogCasesTests {
  /// `hh:mm:ss program: text` becomes a line of 3 March 2026.
  private func log(_ lines: String) -> [(name: String, text: String)] {
    let text = lines.split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 2)
      return "2026-03-03T\(parts[0])+00:00 mx1 postfix/\(parts[1].dropLast())[7]: \(parts[2])"
    }
    return [("mail.log", Reading.text(text))]
  }

  private func outcomes(_ findings: Findings) -> [String] {
    (findings.failures + findings.others).map { "\($0.recipient) \($0.outcome.rawValue)" }.sorted()
  }

  @Test("a message through our own content filter is one delivery")
  func filter() throws {
    let findings = try Reading.findings(
      of: log(
        """
        10:00:01 smtpd: 3F1A22C04D: client=app.example.com[192.0.2.31]
        10:00:01 cleanup: 3F1A22C04D: message-id=<a@example.com>
        10:00:01 qmgr: 3F1A22C04D: from=<s@example.com>, size=1, nrcpt=1 (queue active)
        10:00:02 smtpd: 4F1A22C04E: client=localhost[127.0.0.1]
        10:00:02 cleanup: 4F1A22C04E: message-id=<a@example.com>
        10:00:02 qmgr: 4F1A22C04E: from=<s@example.com>, size=1, nrcpt=1 (queue active)
        10:00:02 smtp: 3F1A22C04D: to=<u@example.net>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 4F1A22C04E)
        10:00:02 qmgr: 3F1A22C04D: removed
        10:00:03 smtp: 4F1A22C04E: to=<u@example.net>, relay=mx.example.net[198.51.100.4]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (host mx.example.net[198.51.100.4] said: 550 5.1.1 unknown user (in reply to RCPT TO command))
        10:00:03 qmgr: 4F1A22C04E: removed
        """))
    #expect(findings.totals.deliveries.delivered == 0)
    #expect(findings.totals.deliveries.failed == 1)
    #expect(findings.totals.attempts.delivered == 0)
  }

  @Test("where the filter's second message is not in the log, the hand-over counts as delivered")
  func filterElsewhere() throws {
    let findings = try Reading.findings(
      of: log(
        """
        10:00:01 smtpd: 3F1A22C04D: client=app.example.com[192.0.2.31]
        10:00:01 cleanup: 3F1A22C04D: message-id=<a@example.com>
        10:00:02 smtp: 3F1A22C04D: to=<u@example.net>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 Ok: queued as 4F1A22C04E)
        10:00:02 qmgr: 3F1A22C04D: removed
        """))
    #expect(findings.totals.deliveries.delivered == 1)
  }

  @Test(
    "a log that was filtered down to its deliveries tells how many arrived; one of failures alone does not")
  func filteredLog() throws {
    let failed =
      "10:00:02 smtp: 3F1A22C04D: to=<u@example.net>, relay=mx.example.net[198.51.100.4]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (host mx.example.net[198.51.100.4] said: 550 5.1.1 unknown user (in reply to RCPT TO command))\n"
    let arrived =
      "10:00:03 smtp: 4F1A22C04E: to=<v@example.net>, relay=mx.example.net[198.51.100.4]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok)\n"
    let both = try Reading.findings(of: log(failed + arrived)).totals
    #expect(both.hasDenominator && both.deliveries.ended == 2 && both.messages == 0)
    #expect(try !Reading.findings(of: log(failed)).totals.hasDenominator)
  }

  @Test("how soon our server told us of a failure is no time to a customer")
  func bounceTimes() throws {
    let findings = try Reading.findings(
      of: log(
        """
        10:00:01 smtpd: 3F1A22C04D: client=app.example.com[192.0.2.31]
        10:00:01 cleanup: 3F1A22C04D: message-id=<a@example.com>
        10:00:01 qmgr: 3F1A22C04D: from=<s@example.com>, size=1, nrcpt=1 (queue active)
        10:00:02 smtp: 3F1A22C04D: to=<u@example.net>, relay=mx.example.net[198.51.100.4]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok)
        10:00:02 qmgr: 3F1A22C04D: removed
        10:00:03 cleanup: 4F1A22C04E: message-id=<b@mx1.example.com>
        10:00:03 qmgr: 4F1A22C04E: from=<>, size=1, nrcpt=1 (queue active)
        10:00:04 smtp: 4F1A22C04E: to=<s@example.com>, relay=mx.example.com[192.0.2.40]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok)
        10:00:04 qmgr: 4F1A22C04E: removed
        """))
    #expect(findings.totals.deliveries.delivered == 2)
    #expect(findings.totals.deliveries.deliveredOfNotifications == 1)
    #expect(findings.timesToDelivery.count == 1)
  }

  @Test("a recipient is named as the customer knows it; one alias can be several deliveries")
  func alias() throws {
    let findings = try Reading.findings(
      of: log(
        """
        10:00:01 smtpd: 3F1A22C04D: client=app.example.com[192.0.2.31]
        10:00:01 cleanup: 3F1A22C04D: message-id=<a@example.com>
        10:00:02 smtp: 3F1A22C04D: to=<a@one.example.net>, orig_to=<team@Example.COM>, relay=none, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (unknown)
        10:00:02 smtp: 3F1A22C04D: to=<b@two.example.net>, orig_to=<team@Example.COM>, relay=none, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (unknown)
        10:00:02 local: 3F1A22C04D: to=<root@mx1.example.com>, orig_to=<root>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (delivered to mailbox)
        10:00:02 qmgr: 3F1A22C04D: removed
        """))
    #expect(findings.failures.map(\.recipient) == ["team@example.com", "team@example.com"])
    #expect(findings.totals.distinctFailingRecipients == 1)
    #expect(findings.totals.byDomain["mx1.example.com"]?.delivered == 1)
  }

  @Test("an ID that comes back while its message is open begins a new message")
  func reuse() throws {
    let findings = try Reading.findings(
      of: log(
        """
        10:00:01 smtpd: 3F1A22C04D: client=app.example.com[192.0.2.31]
        10:00:01 cleanup: 3F1A22C04D: message-id=<a@example.com>
        10:00:02 smtp: 3F1A22C04D: to=<u@example.net>, relay=none, delay=1, delays=0/0/0/1, dsn=4.4.1, status=deferred (connect to mx.example.net[192.0.2.7]:25: Connection timed out)
        11:00:01 smtpd: 3F1A22C04D: client=app.example.com[192.0.2.31]
        11:00:01 cleanup: 3F1A22C04D: message-id=<b@example.com>
        11:00:02 smtp: 3F1A22C04D: to=<u@example.net>, relay=mx.example.net[198.51.100.4]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)
        11:00:02 qmgr: 3F1A22C04D: removed
        """))
    #expect(findings.totals.deliveries.delayed == 0)
    #expect(outcomes(findings) == ["u@example.net open"])
  }

  @Test("a message that a person deleted has no outcome")
  func deleted() throws {
    let findings = try Reading.findings(
      of: log(
        """
        10:00:01 smtpd: 3F1A22C04D: client=app.example.com[192.0.2.31]
        10:00:01 cleanup: 3F1A22C04D: message-id=<a@example.com>
        10:00:02 smtp: 3F1A22C04D: to=<u@example.net>, relay=none, delay=1, delays=0/0/0/1, dsn=4.4.1, status=deferred (connect to mx.example.net[192.0.2.7]:25: Connection timed out)
        10:10:02 postsuper: 3F1A22C04D: removed
        """))
    #expect(findings.totals.deliveries.failed == 0)
    #expect(outcomes(findings) == ["u@example.net open"])
  }

  @Test("an expired message failed for the reason of its last deferral")
  func expired() throws {
    let findings = try Reading.findings(
      of: log(
        """
        10:00:01 smtpd: 3F1A22C04D: client=app.example.com[192.0.2.31]
        10:00:01 cleanup: 3F1A22C04D: message-id=<a@example.com>
        10:00:01 qmgr: 3F1A22C04D: from=<s@example.com>, size=1, nrcpt=1 (queue active)
        10:00:02 smtp: 3F1A22C04D: to=<u@example.net>, relay=none, delay=1, delays=0/0/0/1, dsn=4.4.1, status=deferred (connect to mx.example.net[192.0.2.7]:25: Connection timed out)
        10:30:02 smtp: 3F1A22C04D: to=<u@example.net>, relay=mx.example.net[198.51.100.4]:25, delay=1801, delays=0/0/0/1, dsn=4.2.2, status=deferred (host mx.example.net[198.51.100.4] said: 452 4.2.2 mailbox full (in reply to RCPT TO command))
        23:30:02 qmgr: 3F1A22C04D: from=<s@example.com>, status=expired, returned to sender
        23:30:02 qmgr: 3F1A22C04D: removed
        """))
    let row = try #require(findings.failures.first)
    #expect(row.outcome == .expired)
    #expect(row.verdict?.failureClass.id == "mailbox-full")
    #expect(row.attempts == 2)
    #expect(row.place.line == 6)
    #expect(row.reply?.code?.number == 452)
  }

  @Test("a notification to our own sender is no customer's mail")
  func notification() throws {
    let findings = try Reading.findings(
      of: log(
        """
        10:00:01 cleanup: 9B0C12C051: message-id=<n@mx1.example.com>
        10:00:01 bounce: 3F1A22C04D: sender non-delivery notification: 9B0C12C051
        10:00:01 qmgr: 9B0C12C051: from=<>, size=1, nrcpt=1 (queue active)
        10:00:02 lmtp: 9B0C12C051: to=<s@example.com>, relay=imap.example.com[private/lmtp], delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok Saved)
        10:00:02 qmgr: 9B0C12C051: removed
        """))
    #expect(findings.totals.deliveries.deliveredOfNotifications == 1)
    #expect(findings.totals.deliveries.ended == 0)
    #expect(findings.totals.notifications == 1)
    #expect(findings.timesToDelivery.count == 0)
  }

  @Test("a log that crosses a year's end begins in the year before the one that was named")
  func yearsEnd() throws {
    func lines(_ day: String, _ id: String) -> [String] {
      [
        "\(day) 10:00:01 mx1 postfix/smtpd[7]: \(id): client=app.example.com[192.0.2.31]",
        "\(day) 10:00:01 mx1 postfix/qmgr[7]: \(id): from=<s@example.com>, size=1, nrcpt=1 (queue active)",
        "\(day) 10:00:03 mx1 postfix/smtp[7]: \(id): to=<u@example.net>, relay=mx.example.net[198.51.100.4]:25, "
          + "delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)",
        "\(day) 10:00:03 mx1 postfix/qmgr[7]: \(id): removed",
      ]
    }
    let text = Reading.text(lines("Dec 30", "3F1A22C04D") + lines("Jan  2", "4F1A22C04E"))
    let summary = try Reading.summary(of: [("mail.log", text)], year: 2026)
    let days = summary.findings(classifier: .init()).totals.byDay.keys.sorted()
    #expect(days == ["2025-12-30", "2026-01-02"])
  }

  @Test(
    "a percentile of times is right to seven in a hundred", arguments: [0.13, 0.99, 1, 1.1, 7.6, 59, 86_400])
  func percentile(seconds: Double) throws {
    let findings = try Reading.findings(
      of: log(
        """
        10:00:01 smtpd: 3F1A22C04D: client=app.example.com[192.0.2.31]
        10:00:01 qmgr: 3F1A22C04D: from=<s@example.com>, size=1, nrcpt=1 (queue active)
        10:00:02 smtp: 3F1A22C04D: to=<u@example.net>, relay=mx.example.net[198.51.100.4]:25, delay=\(seconds), delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)
        10:00:02 qmgr: 3F1A22C04D: removed
        """))
    let median = try #require(findings.timesToDelivery.median)
    #expect(abs(median - seconds) / seconds < 0.07)
  }
}
