public import Classification
public import SMTPStatus

/// The entries of the reference by name, for programs: the search, `explain`, and the catalogue as JSON.
public struct ReferenceListing: Sendable {
  public struct Entry: Hashable, Sendable {
    public var id: String
    public var title: String
    public var rules: [String]
    public var domains: [String]
  }

  /// In the order of the catalogue.
  public var classes: [Entry]
  public var providers: [Entry]
  /// Every code with a page.
  public var codes: [String]
  public var statuses: [DeliveryStatusMeaning]
  public var rules: [Rule]
  /// Parallel to the rules: the name of the provider that each is about.
  public var ruleProviders: [String?]
}

extension ReferencePages {
  public var listing: ReferenceListing {
    ReferenceListing(
      classes: FailureClasses.builtIn.all.map { known in
        ReferenceListing.Entry(id: known.id, title: voice.guidance[known.id].title, rules: [], domains: [])
      },
      providers: providers.map { provider in
        ReferenceListing.Entry(
          id: provider.id, title: provider.title, rules: provider.rules, domains: provider.guidance.domains)
      },
      codes: reference.codes.map(\.code), statuses: statuses, rules: reference.book.rules,
      ruleProviders: reference.book.rules.map(\.provider))
  }

  /// The page that a name means: a class's id or title, a code in any spelling, a status's code or name, a
  /// provider or a guide. Nil for a name that nothing has.
  public func path(named name: String) -> PagePath? {
    let wanted = name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if FailureClasses.builtIn[wanted] != nil { return .failureClass(wanted) }
    if let code = reference[wanted] { return .code(code.code) }
    for status in statuses {
      let names = [status.code.lowercased(), status.name, Self.pageName(of: status)]
      if status.code.utf8.count >= 3, names.contains(wanted) { return .status(Self.pageName(of: status)) }
      if names.dropFirst().contains(wanted) { return .status(Self.pageName(of: status)) }
    }
    if let number = Int(wanted), let status = statuses.first(where: { $0.id == number }) {
      return .status(Self.pageName(of: status))
    }
    // Of any severity: the permanent one's page leads to the other.
    if wanted.hasPrefix("x."),
      let code = reference["5" + wanted.dropFirst()] ?? reference["4" + wanted.dropFirst()]
    {
      return .code(code.code)
    }
    for provider in providers where provider.id == wanted || provider.title.lowercased() == wanted {
      return .provider(provider.id)
    }
    if let guide = voice.guidance.allGuides.first(where: { $0.id == wanted }) { return .guide(guide.id) }
    for known in FailureClasses.builtIn.all where voice.guidance[known.id].title.lowercased() == wanted {
      return .failureClass(known.id)
    }
    // `550 5.1.1` without such a status: the finer code says more.
    if let finer = wanted.split(separator: " ").last, finer.utf8.count < wanted.utf8.count,
      let code = reference[String(finer)]
    {
      return .code(code.code)
    }
    return nil
  }

  /// The page of that path.
  public func document(at path: PagePath) -> Document? {
    switch path {
    case .failureClass(let id): classPage(id)
    case .code(let code): reference[code].map { codePage($0) }
    case .status(let name): statuses.first { Self.pageName(of: $0) == name }.map { statusPage($0) }
    case .provider(let id): providers.first { $0.id == id }.map { providerPage($0) }
    case .guide(let id): voice.guidance.allGuides.first { $0.id == id }.map { guidePage($0) }
    case .referenceIndex: indexPage
    case .referenceOnOnePage: onOnePage
    case .index, .weekly, .review, .reviewAgent, .reviewGroup, .reviewAdministrator, .glossary: nil
    }
  }

  /// Known names that are nearly this one, the nearest first, then those that begin or end like it.
  public func names(near name: String) -> [String] {
    let wanted = name.lowercased()
    let known =
      FailureClasses.builtIn.all.map(\.id) + reference.codes.map(\.code) + statuses.map(\.code)
      + statuses.map { Self.pageName(of: $0) } + providers.map(\.id) + voice.guidance.allGuides.map(\.id)
    var near: [String] = []
    if let nearest = NearMiss.nearest(to: wanted, among: known) { near.append(nearest) }
    for candidate in known where near.count < 5 && !near.contains(candidate) {
      let lower = candidate.lowercased()
      if wanted.utf8.count >= 3, lower.hasPrefix(wanted) || wanted.hasPrefix(lower) || lower.contains(wanted)
      {
        near.append(candidate)
      }
    }
    // Codes of the same subject: `5.1.99` is near `5.1.1`.
    if let dot = wanted.lastIndex(of: "."), near.count < 5 {
      for code in reference.codes where near.count < 5 && !near.contains(code.code) {
        if code.code.hasPrefix(wanted[...dot]) { near.append(code.code) }
      }
    }
    return near
  }
}

extension ReferencePages {
  public var language: Language { wording.language }
  public var guidance: GuidanceLibrary { voice.guidance }
  public var codes: [ReferenceCode] { reference.codes }

  /// What a code means, in one sentence.
  public func meaning(of code: ReferenceCode) -> String { lead(of: code) }
}
