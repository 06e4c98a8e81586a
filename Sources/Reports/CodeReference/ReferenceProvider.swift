import Classification
import SMTPStatus

/// A mail service with a page: one that there is a text or a rule about.
struct ReferenceProvider: Sendable {
  /// The name of its page.
  var id: String
  var title: String
  /// Its text; empty but for the title where nobody has written one.
  var guidance: Guidance
  /// The names that rules have for it.
  var rules: [String]

  /// Those with a text and those that only rules know, sorted by title.
  static func all(of reference: ReferenceCatalogue, in voice: Voice) -> [ReferenceProvider] {
    var all = voice.guidance.allProviders.map { text in
      ReferenceProvider(id: text.id, title: text.title, guidance: text, rules: text.rules)
    }
    let known = Set(all.flatMap(\.rules))
    for name in reference.providers where !known.contains(name) {
      let row = reference.catalogue.providers.first { $0.id == name }
      let title = row.map { voice.wording.language == .korean ? $0.name.korean : $0.name.english } ?? name
      all.append(
        ReferenceProvider(id: name, title: title, guidance: Guidance(id: name, title: title), rules: [name]))
    }
    return all.sorted { ($0.title.lowercased(), $0.id) < ($1.title.lowercased(), $1.id) }
  }
}
