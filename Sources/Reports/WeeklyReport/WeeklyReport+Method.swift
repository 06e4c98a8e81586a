import Summaries

extension WeeklyReport {
  /// What was read, with what the archive adds and what more logs would tell.
  func coverage(_ context: ReportContext, in voice: Voice) -> Section {
    let wording = voice.wording
    var section = CoverageSection.section(context, in: voice)
    let others = context.findings.sourcesOfOtherDays
    if others > 0 { section.blocks.append(.paragraph(wording.phrase("coverage.other-days", count: others))) }
    if context.findings.failuresWithoutTime > 0 {
      section.blocks.append(
        .paragraph(wording.phrase("coverage.without-time", count: context.findings.failuresWithoutTime)))
    }
    return section
  }

  /// How it was counted: the shared definitions, and what this page alone does.
  func method(_ context: ReportContext, in voice: Voice) -> Section {
    let wording = voice.wording
    var section = MethodSection.section(context, in: voice)
    var more = ["interval", "change", "incident", "limits", "partial", "unknown", "archive"].map { term in
      Definition(wording.phrase("method.\(term).term"), wording.phrase("method.\(term).meaning"))
    }
    if let version = context.options.version {
      more.append(
        Definition(
          wording.phrase("method.version.term"),
          wording.phrase("method.version.meaning", ["version": Phrase(version)])))
    }
    if case .definitions(let known)? = section.blocks.last {
      section.blocks[section.blocks.count - 1] = .definitions(known + more)
    } else {
      section.blocks.append(.definitions(more))
    }
    return section
  }
}
