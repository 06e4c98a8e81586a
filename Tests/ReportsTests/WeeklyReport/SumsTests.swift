import DeliveryModel
import Summaries
import Testing

@testable import Reports

@Suite("Numbers of a page that belong together add up, or the page says what is missing")
struct SumsTests {
  private func page(_ findings: Findings) throws -> (
    context: ReportContext, weekly: WeeklyReport, voice: Voice
  ) {
    let wording = try #require(try WordingLibrary()[.english])
    let context = ReportContext(findings, options: ReportOptions(periodLabel: "2026-W47"))
    return (
      context, WeeklyReport(context),
      Voice(wording: wording, guidance: GuidanceLibrary(wording: wording, classes: [:]))
    )
  }

  private func words(_ blocks: [Block]) -> String {
    blocks.map { block in
      switch block {
      case .paragraph(let phrase): phrase.plainText
      case .table(let table): table.note.plainText
      default: ""
      }
    }.joined(separator: "\n")
  }

  /// A failure without a time and a ticket, and a delay without a reason.
  private static let loose: Findings = {
    var findings = Findings()
    let row = FailureRow(
      place: Place(source: "bounce.eml", line: 1), format: "bounce", recipient: "kim@example.net",
      outcome: .failed)
    var other = row
    other.ticketID = 4711
    other.trigger = "Notify requester"
    other.time = UTCTime(year: 2026, month: 11, day: 17)
    findings.failures = [other, row]
    findings.firstTime = other.time
    findings.lastTime = other.time
    findings.totals.deliveries.failed = 2
    findings.totals.deliveries.delayed = 1
    findings.totals.deliveries.returnedLater = 1
    findings.timesToDelivery = DeliveryTimes(buckets: [8: 20])
    var late = row
    late.outcome = .delayed
    late.verdict = .expiredWithoutReason
    findings.others = [late]
    findings.totals.deliveries.delayed = 2
    return findings
  }()

  @Test("failures that are on no day, of no ticket and of no sender are counted below the table")
  func failures() throws {
    let (context, weekly, voice) = try page(Self.loose)
    #expect(
      words(weekly.dayBlocks(in: voice)).contains(
        "1 more failure has no known time, or one outside of these days."))
    #expect(words(weekly.senderBlocks(in: voice)).contains("1 more failure belongs to no known ticket."))
    #expect(weekly.failed == context.findings.failures.count)
  }

  @Test("delays without a reason, and delivered mails that failed afterwards, are told")
  func delays() throws {
    let (context, weekly, voice) = try page(Self.loose)
    let said = words(weekly.delayBlocks(context, in: voice))
    #expect(said.contains("For 1 more email, nothing says why."))
    #expect(
      said.contains("1 email that had been delivered came back or was reported as spam; it counts as failed.")
    )
  }

  @Test("without a mail log nothing is said of delays, and of what arrived only that it gives no rate")
  func helpDeskAlone() throws {
    var findings = Self.loose
    findings.others = []
    findings.totals.deliveries = Totals.Deliveries()
    findings.totals.deliveries.delivered = 20
    let (context, weekly, voice) = try page(findings)
    let rates = try #require(weekly.rates(context, in: voice).first)
    #expect(rates == .notice(voice.wording.phrase("rates.no-denominator")))
    guard case .chart(let chart)? = weekly.dayBlocks(in: voice).first else {
      Issue.record("no chart of days")
      return
    }
    #expect(chart.table.rows.allSatisfy { $0[5].plainText == "–" })
  }

  @Test("where the rows have left the archive no page says that nothing failed")
  func rowsLeft() throws {
    var findings = Findings()
    findings.totals.deliveries.failed = 19
    findings.failuresWithoutRow = 19
    let (context, weekly, voice) = try page(findings)
    let review = SupportLeadReview(context)
    let index = IndexPage.document(context, weekly, review, in: voice)
    let first = try #require(index.sections.first { $0.id == "waiting" })
    #expect(words(first.blocks) == voice.wording.text("work.rows-left"))
    #expect(review.document(context, in: voice).lead.plainText.hasPrefix("19 failures are so old"))
    #expect(weekly.incidentBlocks(context, in: voice).isEmpty)
  }
}
