import DeliveryModel
import Readers
import Summaries

extension WeeklyReport {
  /// The report as a page in one language.
  public func document(_ context: ReportContext, in voice: Voice) -> Document {
    let wording = voice.wording
    var page = Document(
      kind: .weeklyReport, path: .weekly(context.period.label), language: wording.language,
      title: context.options.organisation.map { wording.text("weekly.title-of", ["name": Phrase($0)]) }
        ?? wording.text("weekly.title"))
    page.subtitle = voice.period(context) + partial(context, in: voice)
    page.provenance = voice.provenance(context)
    page.lead = headline(context, in: voice)
    page.summary = page.lead.plainText
    page.breadcrumbs = [.link(.page(.index), wording.text("index.short-title"))]
    var sections: [Section] = []
    func add(_ id: String, _ blocks: [Block]) {
      guard !blocks.isEmpty else { return }
      sections.append(Section(id, wording.text("weekly.\(id).title"), blocks))
    }
    if let standing = findingsSection(context, in: voice) { sections.append(standing) }
    sections.append(WorkSection.section(context, in: voice, examples: 5))
    add("rates", rates(context, in: voice))
    if failed > 0 {
      add("days", dayBlocks(in: voice) + hourBlocks(in: voice))
      add("classes", classBlocks(in: voice))
    }
    if failed > 0, !domains.isEmpty { add("domains", domainBlocks(in: voice)) }
    add("senders", senderBlocks(in: voice))
    add("trend", trendBlocks(in: voice))
    add("incidents", incidentBlocks(context, in: voice))
    add("delays", delayBlocks(context, in: voice))
    add("health", healthBlocks(in: voice))
    if !addresses.isEmpty { add("addresses", addressBlocks(context, in: voice)) }
    if !replies.isEmpty { add("replies", replyBlocks(in: voice)) }
    sections.append(coverage(context, in: voice))
    sections.append(method(context, in: voice))
    page.sections = sections
    return page
  }

  /// What changed and why, in at most three sentences; on the first page too.
  func findingsSection(_ context: ReportContext, in voice: Voice) -> Section? {
    guard !findings.isEmpty else { return nil }
    return Section(
      "findings", voice.wording.text("weekly.findings.title"),
      [.list(findings.map { finding($0, context, in: voice) })])
  }

  /// What the headline must not be read without: that the week is not over, or not all of it was read.
  private func partial(_ context: ReportContext, in voice: Voice) -> Phrase {
    guard let range = context.period.range, context.period.week != nil else { return Phrase() }
    let wording = voice.wording
    let zone = context.findings.zone
    switch Coverage(of: range, in: context.findings) {
    case .unknown, .whole: return Phrase()
    case .endsEarly(let time):
      return Phrase(" · ")
        + .strong(wording.text("weekly.partial.ends", ["time": Phrase(wording.moment(time, in: zone))]))
    case .beginsLate(let time):
      return Phrase(" · ")
        + .strong(wording.text("weekly.partial.begins", ["time": Phrase(wording.moment(time, in: zone))]))
    case .hasGaps(let days):
      let named = days.map { wording.shortDate($0) }.joined(separator: ", ")
      return Phrase(" · ")
        + .strong(wording.text("weekly.partial.gaps", count: days.count, ["days": Phrase(named)]))
    }
  }

  /// The sentence that says it all, its numbers linked to what they count.
  func headline(_ context: ReportContext, in voice: Voice) -> Phrase {
    let wording = voice.wording
    let review = PagePath.review(context.period.label)
    let period = voice.shortPeriod(context)
    guard failed > 0 else {
      let ended = ended ?? 0
      return ended > 0
        ? wording.phrase("headline.none", count: ended, ["period": period])
        : wording.phrase("headline.none-unknown", ["period": period])
    }
    var values: [String: Phrase] = ["period": period]
    values["failed"] = .link(.page(review), wording.text("headline.failed-number", count: failed))
    var key = "headline.no-rate"
    if let ended {
      values["ended"] = Phrase(wording.number(ended))
      values["rate"] = Phrase(wording.percent(failed, of: ended))
      if ended < Self.fewestForRate {
        // “50 %” of two mails would say more than is known.
        key = "headline.few"
      } else if let before, let endedBefore = before.ended, endedBefore >= Self.fewestForRate {
        values["before"] = wording.phrase(
          context.period.week == nil ? "headline.period-before" : "headline.week-before",
          ["rate": Phrase(wording.percent(before.failed, of: endedBefore))])
        key = "headline.rate-compared"
      } else {
        key = "headline.rate"
      }
    }
    let complained = context.findings.totals.deliveries.complained
    if complained > 0 {
      // Those arrived: what failed is more than what did not arrive.
      values["parts"] = wording.phrase(
        "headline.parts", count: complained, ["missing": Phrase(wording.number(failed - complained))])
      key += "-complained"
    }
    var phrase = wording.phrase(key, count: failed, values)
    if let waiting {
      let number = Phrase.link(
        .page(review, anchor: "waiting"), wording.text("headline.waiting-number", count: waiting))
      phrase.append(" ")
      phrase.append(
        waiting > 0
          ? wording.phrase("headline.waiting", count: waiting, ["waiting": number])
          : wording.phrase("headline.nobody-waiting"))
    }
    if let work = workSentence(context, in: voice) { phrase.append(Phrase(" ") + work) }
    return phrase
  }

  /// “14 failures need an agent, 6 an administrator.”
  private func workSentence(_ context: ReportContext, in voice: Voice) -> Phrase? {
    let agent = work[.agent] ?? 0
    let administrator = work[.administrator] ?? 0
    func link(_ group: FixerGroup, _ count: Int, _ key: String = "need-number") -> Phrase {
      // The sentence stands on the first page too.
      .link(
        .page(.weekly(context.period.label), anchor: "now-\(group.rawValue)"),
        voice.wording.text("headline.\(key)", count: count))
    }
    // Of two numbers in one sentence the second needs no noun.
    let values = [
      "agent": link(.agent, agent),
      "administrator": link(.administrator, administrator, agent > 0 ? "need-second" : "need-number"),
    ]
    if agent > 0, administrator > 0 {
      return voice.wording.phrase("headline.need-both", count: agent, values)
    }
    if agent > 0 { return voice.wording.phrase("headline.need-agent", count: agent, values) }
    if administrator > 0 {
      return voice.wording.phrase("headline.need-administrator", count: administrator, values)
    }
    return nil
  }

  private func finding(_ finding: Finding, _ context: ReportContext, in voice: Voice) -> Phrase {
    let wording = voice.wording
    switch finding {
    case .ourOwnCause(let classID, let count):
      var cause = wording.phrase(
        "finding.our-own-cause", count: count, ["class": voice.link(toClass: classID)])
      if let series = trend.classes.first(where: { $0.name == classID }), series.now > 0, series.change.isNews
      {
        cause.append(
          Phrase(" ")
            + wording.phrase(
              series.change == .new ? "finding.also-new" : "finding.also-changed",
              usual(series.usual, context, in: voice)))
      }
      guard let burst = incidents.first(where: { $0.classID == classID }) else { return cause }
      let part = burst.failures + burst.delays
      return cause + Phrase(" ")
        + wording.phrase(
          part == count ? "finding.incident-whole" : "finding.incident-part", count: part,
          times(of: burst, context, in: voice))
    case .cluster(let classID, let domain, let count):
      return wording.phrase(
        "finding.cluster", count: count, ["class": voice.link(toClass: classID), "domain": .address(domain)])
    case .worstDay(let day, let count, let all):
      return wording.phrase(
        "finding.worst-day", count: count,
        ["day": link(to: "days", wording.date(day), context), "all": Phrase(wording.number(all))])
    case .hidden(let count):
      return wording.phrase(
        "finding.hidden", count: count,
        [
          "title": .link(
            .page(.review(context.period.label), anchor: "hidden"), wording.text("finding.hidden-link"))
        ])
    case .change(let change, let classID, let now, let before):
      var values = usual(before, context, in: voice)
      values["class"] = voice.link(toClass: classID)
      return wording.phrase("finding.change-\(change.rawValue)", count: now, values)
    case .incident(let index):
      let incident = incidents[index]
      return wording.phrase(
        incident.failures > 0 ? "finding.incident" : "finding.incident-delays",
        count: incident.failures > 0 ? incident.failures : incident.delays,
        times(of: incident, context, in: voice))
    }
  }

  /// What an earlier week had on average, and where the weeks stand.
  private func usual(_ before: Double, _ context: ReportContext, in voice: Voice) -> [String: Phrase] {
    [
      "before": Phrase(voice.wording.decimal(before, digits: 1)),
      "trend": link(to: "trend", voice.wording.text("finding.trend-link"), context),
    ]
  }

  private func link(to section: String, _ text: String, _ context: ReportContext) -> Phrase {
    .link(.page(.weekly(context.period.label), anchor: section), text)
  }

  private func times(of incident: Incident, _ context: ReportContext, in voice: Voice) -> [String: Phrase] {
    let zone = context.findings.zone
    return [
      "class": voice.link(toClass: incident.classID), "where": place(of: incident, in: voice),
      "start": link(to: "incidents", voice.wording.moment(incident.start, in: zone), context),
      "end": Phrase(voice.wording.moment(incident.end, in: zone)),
    ]
  }
}
