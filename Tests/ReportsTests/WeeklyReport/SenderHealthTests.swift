import Classification
import DeliveryModel
import Summaries
import Testing

@testable import Reports

@Suite("Our shares beside published limits")
struct SenderHealthTests {
  /// 1,000 mails that ended: six refused, three held back by our own list, one complained about at Yahoo.
  private static let findings: Findings = {
    var findings = Findings()
    findings.totals.hasDenominator = true
    (findings.totals.deliveries.delivered, findings.totals.deliveries.failed) = (990, 10)
    findings.totals.deliveries.complained = 1
    for (domain, count) in [("example.net", 800), ("yahoo.com", 100), ("gmail.com", 100)] {
      findings.totals.byDomain[domain, default: Tally()].delivered = count
    }
    func add(_ count: Int, _ outcome: DeliveryOutcome, at domain: String) {
      for number in 0..<count {
        var row = FailureRow(
          place: Place(source: "mail.log", line: findings.failures.count + 1), format: "postfix",
          recipient: "person\(number)@\(domain)", outcome: outcome)
        row.verdict = .expiredWithoutReason
        findings.failures.append(row)
      }
    }
    add(6, .failed, at: "example.net")
    add(3, .suppressed, at: "example.net")
    add(1, .complained, at: "yahoo.com")
    return findings
  }()

  private func row(_ measure: PublishedLimit.Measure, at family: String? = nil) -> HealthRow? {
    var options = ReportOptions()
    options.limits = [
      PublishedLimit(id: "one", measure: measure, percent: 1, whose: "somebody", family: family)
    ]
    return SenderHealth.rows(ReportContext(Self.findings, options: options)).first
  }

  @Test("what was never sent, and what arrived and was complained about, is no bounce")
  func bounces() throws {
    for measure in [PublishedLimit.Measure.permanentFailures, .failures] {
      let row = try #require(self.row(measure))
      #expect(row.count == 6 && row.of == 1000)
    }
  }

  @Test("complaints are known where a report of one came from, and unknown elsewhere")
  func complaints() throws {
    #expect(row(.complaints)?.count == 1)
    let yahoo = try #require(row(.complaints, at: "Yahoo"))
    #expect(yahoo.count == 1 && yahoo.of == 100)
    #expect(row(.complaints, at: "Google")?.standing == .unknown)
  }

  @Test("nobody is above a limit by one mail of two, nor by two of twenty")
  func few() throws {
    for (failed, delivered) in [(1, 1), (2, 18)] {
      var findings = Findings()
      findings.totals.hasDenominator = true
      findings.totals.deliveries.failed = failed
      findings.totals.deliveries.delivered = delivered
      findings.failures = Array(Self.findings.failures.prefix(failed))
      var options = ReportOptions()
      options.limits = [PublishedLimit(id: "one", measure: .failures, percent: 0.5, whose: "somebody")]
      let rows = SenderHealth.rows(ReportContext(findings, options: options))
      #expect(rows.map(\.standing) == [.tooFew])
    }
  }

  @Test("where nothing was sent to a mail service, its limits are left out")
  func nothingSent() { #expect(row(.complaints, at: "Naver") == nil) }
}
