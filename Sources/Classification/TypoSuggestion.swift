internal import DeliveryModel

/// What an address that failed may have been meant to be. Never applied by itself: a person decides.
public struct TypoSuggestion: Hashable, Sendable {
  public enum Ground: String, Sendable, CaseIterable {
    /// A domain that many addresses of the same input have.
    case frequentDomain = "frequent-domain"
    /// A domain of the customer's organisation.
    case organizationDomain = "organization-domain"
    /// A great mail provider.
    case mailProvider = "mail-provider"
    /// An address of the same person that did work.
    case workingAddress = "working-address"
  }

  public let address: String
  public let ground: Ground
  public let slips: [TypingSlip]
  /// Why: in English, one sentence.
  public let reason: String
  /// Why not: in English, one sentence.
  public let doubt: String
  /// Lower is likelier; comparable among the suggestions for one address only.
  public let cost: Int
}

/// Compares failed addresses with what is known to exist.
public struct TypoAdvisor: Sendable {
  private let frequent: [(domain: String, count: Int)]
  private let organizations: [String]
  private let known: Set<String>

  /// - Parameters:
  ///   - domainCounts: how many addresses of the same input were delivered to, by domain.
  ///   - organizationDomains: the domains that the help desk knows of its customers' organisations.
  public init(domainCounts: [String: Int] = [:], organizationDomains: Set<String> = []) {
    let usable = domainCounts.filter { $0.value >= 3 }.map { (domain: $0.key.lowercased(), count: $0.value) }
    frequent = Array(usable.sorted { ($1.count, $0.domain) < ($0.count, $1.domain) }.prefix(400))
    organizations = organizationDomains.map { $0.lowercased() }.sorted()
    known = MailDomains.builtIn.real.union(usable.map(\.domain)).union(organizations)
  }

  /// At most three suggestions, likeliest first.
  ///
  /// - Parameters:
  ///   - domainAnswers: whether a mail server of the domain has spoken; then the domain exists, and a
  ///     suggestion of another one is doubtful.
  ///   - workingAddresses: addresses of the same person to which mail was delivered.
  public func suggestions(
    for address: String, domainAnswers: Bool, workingAddresses: [String] = []
  ) -> [TypoSuggestion] {
    guard let at = address.lastIndex(of: "@"), address.utf8.count <= 320 else { return [] }
    let local = String(address[..<at])
    let domain = address[address.index(after: at)...].lowercased()
    guard !local.isEmpty, !domain.isEmpty else { return [] }
    var found = localPartSuggestions(local, domain, workingAddresses)
    if !known.contains(domain) {
      for (candidates, ground) in [
        (frequent.map(\.domain), TypoSuggestion.Ground.frequentDomain), (organizations, .organizationDomain),
        (MailDomains.builtIn.providers, .mailProvider),
      ] {
        for candidate in candidates {
          if let one = suggestion(local, domain, candidate, ground, domainAnswers: domainAnswers) {
            found.append(one)
          }
        }
      }
    }
    found.sort { ($0.cost, $0.ground.rank, $0.address) < ($1.cost, $1.ground.rank, $1.address) }
    var seen: Set<String> = []
    return Array(found.filter { seen.insert($0.address).inserted }.prefix(3))
  }

  // MARK: - Domains

  private func suggestion(
    _ local: String, _ domain: String, _ candidate: String, _ ground: TypoSuggestion.Ground,
    domainAnswers: Bool
  ) -> TypoSuggestion? {
    guard let slips = DomainSlip.slips(typed: domain, meant: candidate) else { return nil }
    let count = frequent.first { $0.domain == candidate }?.count
    let place =
      switch ground {
      case .frequentDomain: "\(candidate) is a domain of \(count ?? 0) addresses here"
      case .organizationDomain: "\(candidate) is a domain of the organisation"
      case .mailProvider, .workingAddress: "\(candidate) is a great mail provider"
      }
    return TypoSuggestion(
      address: "\(local)@\(candidate)", ground: ground, slips: slips,
      reason: "\(place); in \(domain) " + slips.map(\.explanation).joined(separator: ", and ") + ".",
      doubt: domainAnswers
        ? "A mail server answers for \(domain), so it exists and may be right."
        : "\(domain) may be a domain that has lapsed or whose name servers fail.",
      cost: slips.cost + (domainAnswers ? 1 : 0) - (ground == .mailProvider ? 0 : 1))
  }

  // MARK: - Local parts

  private func localPartSuggestions(
    _ local: String, _ domain: String, _ working: [String]
  ) -> [TypoSuggestion] {
    working.compactMap { address in
      guard let other = MailAddress.domain(of: address), let at = address.lastIndex(of: "@") else {
        return nil
      }
      let meant = String(address[..<at])
      guard address.lowercased() != "\(local)@\(domain)".lowercased() else { return nil }
      if other == domain {
        let limit = meant.count >= 6 ? 2 : 1
        guard meant.count >= 4,
          let slips = TypingSlip.slips(
            typed: Array(local.lowercased()), meant: Array(meant.lowercased()), limit: limit),
          !slips.isEmpty
        else { return nil }
        return TypoSuggestion(
          address: address, ground: .workingAddress, slips: slips,
          reason: "Mail to \(address) of the same person arrived; in \(local) "
            + slips.map(\.explanation).joined(separator: ", and ") + ".",
          doubt: "The person may have had both addresses.", cost: slips.cost - 2)
      }
      // The same name at another domain: no slip, but an address that works.
      guard meant.lowercased() == local.lowercased() else { return nil }
      return TypoSuggestion(
        address: address, ground: .workingAddress, slips: [],
        reason: "Mail to \(address) of the same person arrived.",
        doubt: "The person may use the two addresses for different things.", cost: 1)
    }
  }
}

extension TypoSuggestion.Ground {
  fileprivate var rank: Int {
    switch self {
    case .workingAddress: 0
    case .organizationDomain: 1
    case .frequentDomain: 2
    case .mailProvider: 3
    }
  }
}

/// Slips in domains: in the name, in the ending, never much of both.
enum DomainSlip {
  /// The slips that make `typed` of `meant`; nil where the two are too far apart to be one.
  ///
  /// Short names are near to too many others: of four letters or less only the ending may be wrong, or two
  /// letters swapped.
  static func slips(typed: String, meant: String) -> [TypingSlip]? {
    guard typed != meant, typed.utf8.count <= 64 else { return nil }
    let (typedName, typedEnding) = split(typed)
    let (meantName, meantEnding) = split(meant)
    if typedName == meantName {
      // `gmail.con`, `naver.co`, `hanmail.ne`; another country's ending is no slip.
      guard typedEnding != meantEnding else { return nil }
      guard isSlip(ofEnding: typedEnding, meantEnding),
        let slips = TypingSlip.slips(typed: Array(typedEnding), meant: Array(meantEnding), limit: 2)
      else { return nil }
      return slips
    }
    guard typedEnding == meantEnding || isSlip(ofEnding: typedEnding, meantEnding) else {
      // `gmailcom`: the dot is missing.
      let joined = meant.replacingDots()
      return typed == joined && meantName.count >= 4 ? [.missing(".")] : nil
    }
    let limit = meantName.count >= 7 ? 2 : 1
    guard meantName.count >= 4,
      let name = TypingSlip.slips(typed: Array(typedName), meant: Array(meantName), limit: limit)
    else { return nil }
    if meantName.count == 4, !name.allSatisfy({ if case .swapped = $0 { true } else { false } }) {
      return nil
    }
    // A wrong letter that is no neighbour, at the beginning, makes another word: `fmail` is none of `gmail`.
    if case .replaced = name.first, typedName.first != meantName.first, meantName.count < 7 { return nil }
    guard typedEnding != meantEnding else { return name }
    guard name.count == 1,
      let ending = TypingSlip.slips(typed: Array(typedEnding), meant: Array(meantEnding), limit: 1)
    else { return nil }
    return name + ending
  }

  /// The first label and the rest: `yahoo`, `co.jp`.
  private static func split(_ domain: String) -> (name: String, ending: String) {
    guard let dot = domain.firstIndex(of: ".") else { return (domain, "") }
    return (String(domain[..<dot]), String(domain[domain.index(after: dot)...]))
  }

  /// Endings that exist are never slips of another, but for a few that nobody's mail provider has.
  private static func isSlip(ofEnding typed: String, _ meant: String) -> Bool {
    guard !typed.isEmpty, typed != meant else { return false }
    if commonSlips[meant]?.contains(typed) == true { return true }
    // Two letters after the last dot are a country, with a few exceptions above.
    let last = typed.split(separator: ".").last ?? ""
    if last.utf8.count <= 2 || existing.contains(typed) { return false }
    return TypingSlip.slips(typed: Array(typed), meant: Array(meant), limit: 1) != nil
  }

  private static let existing: Set<String> = [
    "com", "net", "org", "edu", "gov", "info", "biz", "name", "pro", "mobi", "asia", "tel", "one", "app",
    "dev", "cam", "come", "co.uk", "co.jp", "co.kr", "com.br", "com.au", "com.mx", "com.cn", "com.tw",
    "ne.jp",
    "or.jp", "ac.jp", "or.kr", "ac.kr", "go.kr",
  ]

  private static let commonSlips: [String: Set<String>] = [
    "com": [
      "co", "cm", "om", "con", "cpm", "cim", "vom", "xom", "comm", "ccom", "cmo", "ocm", "coom", "c", "cok",
      "con.", "como", "comn",
    ],
    "net": ["ne", "nt", "et", "ner", "met", "bet", "nte", "nett", "neet", "nat"],
    "co.kr": ["co.k", "co.r", "o.kr", "c.kr", "cokr", "co.lr", "co.jr", "kr.co"],
    "co.jp": ["co.j", "c.jp", "cojp", "co.jo", "o.jp"],
    "ne.jp": ["ne.j", "n.jp", "nejp", "ne.jo", "me.jp"],
    "co.uk": ["co.u", "c.uk", "couk", "co.ul", "o.uk", "uk.co"],
    "de": ["d", "ed", "dee"], "fr": ["f", "rf", "ft", "ff"], "ru": ["r", "ur", "ruu"], "it": ["i", "itt"],
  ]
}

extension String {
  fileprivate func replacingDots() -> String { String(filter { $0 != "." }) }
}
