import DeliveryModel
import Summaries
import Testing

@testable import Reports

struct WeeklyReportTests {
  private func headline(_ findings: Findings, _ language: Language = .english) throws -> String {
    let wording = try #require(try WordingLibrary()[language])
    let voice = Voice(wording: wording, guidance: GuidanceLibrary(wording: wording, classes: [:]))
    let context = ReportContext(findings, options: ReportOptions(periodLabel: "2026-W47"))
    return WeeklyReport(context).headline(context, in: voice).plainText
  }

  private func findings(failed: Int, delivered: Int) -> Findings {
    var findings = Findings()
    findings.totals.deliveries.failed = failed
    findings.totals.deliveries.delivered = delivered
    findings.totals.hasDenominator = delivered > 0
    return findings
  }

  @Test("the headline gives the rate where the denominator is known")
  func rate() throws {
    #expect(
      try headline(findings(failed: 38, delivered: 12_372))
        == "In week 47, 38 of 12,410 emails did not arrive (0.31%).")
    #expect(
      try headline(findings(failed: 1, delivered: 9), .korean) == "47주 차에 메일 10건 중 1건이 도착하지 않았습니다(10%).")
  }

  @Test("a handful of mails gives no rate: 1 of 2 is not 50 percent")
  func few() throws {
    #expect(try headline(findings(failed: 1, delivered: 1)) == "In week 47, 1 of 2 emails did not arrive.")
    #expect(try headline(findings(failed: 1, delivered: 8)) == "In week 47, 1 of 9 emails did not arrive.")
    #expect(
      try headline(findings(failed: 1, delivered: 1), .korean) == "47주 차에 메일 2건 중 1건이 도착하지 않았습니다.")
  }

  @Test("what was reported as spam arrived, and the sentence does not say otherwise")
  func complained() throws {
    var some = findings(failed: 3, delivered: 97)
    some.totals.deliveries.complained = 1
    #expect(
      try headline(some)
        == "In week 47, 3 of 100 emails failed (3.0%): 2 did not arrive, 1 was reported as spam.")
    #expect(
      try headline(some, .korean)
        == "47주 차에 메일 100건 중 3건이 실패했습니다(3.0%): 2건은 도착하지 않았고, 1건은 스팸으로 신고되었습니다."
    )
    some.totals.hasDenominator = false
    #expect(try headline(some) == "In week 47, 3 emails failed: 2 did not arrive, 1 was reported as spam.")
  }

  @Test("without a denominator there is a count and no rate")
  func count() throws {
    #expect(try headline(findings(failed: 2, delivered: 0)) == "In week 47, 2 emails did not arrive.")
  }

  @Test("a quiet week says so")
  func quiet() throws {
    #expect(try headline(findings(failed: 0, delivered: 412)) == "In week 47, all 412 emails arrived.")
    #expect(try headline(Findings()) == "No email is known to have failed in week 47.")
  }

  @Test("mails of notifications to our own senders are in no rate")
  func notifications() throws {
    var some = findings(failed: 10, delivered: 100)
    some.totals.deliveries.deliveredOfNotifications = 10
    #expect(try headline(some) == "In week 47, 10 of 100 emails did not arrive (10%).")
  }
}
