import DeliveryModel

/// Names in place of names: the same person gets the same one wherever and whenever the same key is used.
struct Pseudonyms: Sendable {
  private let hash: KeyedHash

  init(key: [UInt8]) { hash = KeyedHash(secret: key) }

  /// `customer-k3v9x2m1`: a kind, and 38 bits of what the key makes of the text.
  func name(_ kind: String, _ text: String) -> String { kind + "-" + token(kind + "\u{0}" + text) }

  /// The local part hidden, and the domain too unless it is a large mail service, which names nobody.
  func address(_ address: String) -> String {
    guard let at = address.lastIndex(of: "@") else { return name("address", address.lowercased()) }
    let domain = address[address.index(after: at)...].lowercased()
    return name("customer", address.lowercased()) + "@" + self.domain(domain)
  }

  func domain(_ domain: String) -> String {
    guard ProviderFamilies.builtIn.name(of: domain) == nil, !domain.isEmpty else { return domain }
    // RFC 2606 §2: a top-level domain that is never anybody's.
    return name("domain", domain) + ".invalid"
  }

  /// Eight characters that read well aloud: no vowels that make words, no digits that look like letters.
  private func token(_ text: String) -> String {
    let letters = Array("23456789bcdfghjkmnpqrstvwxyz".utf8)
    var rest = hash.hash(text.utf8)
    var token = ""
    for _ in 0..<8 {
      token.append(Character(Unicode.Scalar(letters[Int(rest % 28)])))
      rest /= 28
    }
    return token
  }
}
