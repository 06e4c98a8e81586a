public import Summaries

/// What the pages of one run have to say, worked out once: pages, e-mail and conditions ask the same answers.
public struct ReportAnswers: Sendable {
  public let context: ReportContext
  public let weekly: WeeklyReport
  public let review: SupportLeadReview

  /// - Parameter followUp: what became of everything that was open in an earlier review, where one was given.
  public init(_ findings: Findings, options: ReportOptions, followUp: FollowUp? = nil) {
    context = ReportContext(findings, options: options)
    weekly = WeeklyReport(context)
    review = SupportLeadReview(context, followUp: followUp)
  }
}
