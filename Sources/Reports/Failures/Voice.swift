import Classification
import DeliveryModel
import Readers
import Summaries

/// One language's wording and guidance, with the phrases that several pages share.
public struct Voice: Sendable {
  public let wording: Wording
  public let guidance: GuidanceLibrary

  public init(wording: Wording, guidance: GuidanceLibrary) {
    self.wording = wording
    self.guidance = guidance
  }

  func link(toClass id: String) -> Phrase { .link(.page(.failureClass(id)), guidance[id].title) }

  func link(toCode code: String) -> Phrase { .link(.page(.code(code)), code) }

  func link(toTicket id: Int64, _ context: ReportContext) -> Phrase {
    let text = wording.text("ticket.number", ["id": Phrase(String(id))])
    return context.ticketURL(id).map { .link(.external($0), text) } ?? Phrase(text)
  }

  /// “Week 47 of 2026, Mon 16 – Sun 22 November, UTC”.
  func period(_ context: ReportContext) -> Phrase {
    let zone = Phrase(context.findings.zone.name)
    if let week = context.period.week {
      return wording.phrase(
        "period.week",
        [
          "number": Phrase(String(week.number)), "year": Phrase(String(week.year)),
          "first": Phrase(wording.date(week.monday)), "last": Phrase(wording.date(week.sunday)), "zone": zone,
        ])
    }
    guard let first = context.period.first, let last = context.period.last else {
      return wording.phrase("period.none")
    }
    if first == last {
      return wording.phrase("period.day", ["day": Phrase(wording.date(first)), "zone": zone])
    }
    return wording.phrase(
      "period.days",
      ["first": Phrase(wording.date(first)), "last": Phrase(wording.date(last)), "zone": zone])
  }

  /// “Week 47”, or the days, for the middle of a sentence.
  func shortPeriod(_ context: ReportContext) -> Phrase {
    if let week = context.period.week {
      return wording.phrase("period.short-week", ["number": Phrase(String(week.number))])
    }
    return wording.phrase("period.short-days")
  }

  func provenance(_ context: ReportContext) -> Phrase {
    // What came before the damage of a damaged file was read as well.
    let read = context.findings.sources.count { $0.format != nil && ($0.failure == nil || $0.records > 0) }
    guard let last = context.findings.lastTime else {
      return wording.phrase("provenance.undated", count: read)
    }
    return wording.phrase(
      "provenance.dated", count: read,
      ["newest": Phrase(wording.moment(last, in: context.findings.zone))])
  }

  func groupTitle(_ group: FixerGroup) -> String { wording.text("fixer-group.\(group.rawValue)") }

  /// The words for who can fix it.
  func fixer(_ fixer: Fixer) -> String { wording.text("fixer.\(fixer.rawValue)") }

  func practice(_ id: String) -> String { wording.optional("practice.\(id)") ?? id }
}
