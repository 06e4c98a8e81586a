/// The mail services behind receiving domains, as far as their names tell.
public struct ProviderFamilies: Hashable, Sendable {
  private var byDomain: [String: String]

  /// Our own domains are a family too.
  public static let own = "own"

  /// Domains whose mailboxes are run under one roof; company domains hosted there cannot be told by name.
  private static let known: [(family: String, domains: [String])] = [
    ("Google", ["gmail.com", "googlemail.com", "google.com"]),
    (
      "Microsoft",
      [
        "outlook.com", "hotmail.com", "live.com", "msn.com", "outlook.kr", "hotmail.co.kr", "hotmail.co.uk",
        "hotmail.fr", "hotmail.de", "live.co.uk", "outlook.de", "outlook.fr", "outlook.jp", "passport.com",
      ]
    ),
    (
      "Yahoo",
      [
        "yahoo.com", "ymail.com", "rocketmail.com", "aol.com", "yahoo.co.uk", "yahoo.de", "yahoo.fr",
        "yahoo.co.kr", "yahoo.co.in", "verizon.net",
      ]
    ),
    ("Naver", ["naver.com"]),
    ("Kakao", ["hanmail.net", "daum.net", "kakao.com"]),
    ("Apple", ["icloud.com", "me.com", "mac.com"]),
    ("GMX", ["gmx.de", "gmx.net", "gmx.at", "gmx.com", "web.de"]),
    ("Nate", ["nate.com", "empas.com", "lycos.co.kr"]),
  ]

  public static let builtIn = ProviderFamilies()

  /// - Parameter more: domains by family, which go before the known ones.
  public init(adding more: [String: [String]] = [:]) {
    byDomain = [:]
    for entry in Self.known {
      for domain in entry.domains { byDomain[domain] = entry.family }
    }
    for (family, domains) in more.sorted(by: { $0.key < $1.key }) {
      for domain in domains { byDomain[domain.lowercased()] = family }
    }
  }

  /// Nil for a domain of nobody in particular. A configured domain holds for those below it too.
  public func name(of domain: String) -> String? {
    var rest = Substring(domain)
    while true {
      if let family = byDomain[String(rest)] { return family }
      guard let dot = rest.firstIndex(of: "."), rest[rest.index(after: dot)...].contains(".") else {
        return nil
      }
      rest = rest[rest.index(after: dot)...]
    }
  }
}
