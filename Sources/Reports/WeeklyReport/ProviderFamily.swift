/// The mail service behind a receiving domain, as far as its name tells.
public enum ProviderFamily {
  /// Domains whose mailboxes are run under one roof; company domains hosted there cannot be told by name.
  private static let domains: [(family: String, domains: [String])] = [
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

  private static let byDomain: [String: String] = {
    var families: [String: String] = [:]
    for entry in domains {
      for domain in entry.domains { families[domain] = entry.family }
    }
    return families
  }()

  /// Nil for a domain of nobody in particular.
  public static func name(of domain: String) -> String? { byDomain[domain] }
}
