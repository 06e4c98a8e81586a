import Classification
import DeliveryModel
import Reports
import SMTPStatus

/// What the search knows: the rules, and which entries there are. As small as it can be, for it is part of a page.
enum SearchTable {
  static func json(_ pages: ReferencePages, wording: Wording) -> String {
    let listing = pages.listing
    var writer = JSONWriter()
    var classPlaces: [String: Int] = [:]
    for (place, entry) in listing.classes.enumerated() { classPlaces[entry.id] = place }
    var providerPlaces: [String: Int] = [:]
    for (place, provider) in listing.providers.enumerated() {
      for name in provider.rules { providerPlaces[name] = place }
    }
    writer.object { writer in
      writer.array("classes") { writer in for entry in listing.classes { writer.string(entry.id) } }
      writer.object("titles") { writer in
        for entry in listing.classes { writer.field(entry.id, entry.title) }
      }
      writer.array("providers") { writer in
        for provider in listing.providers {
          writer.array { writer in
            writer.string(provider.id)
            writer.string(provider.title)
            strings(provider.domains, &writer)
          }
        }
      }
      writer.array("codes") { writer in for code in listing.codes { writer.string(code) } }
      writer.array("signs") { writer in
        for sign in RuleBook.structureWords {
          writer.array { writer in
            writer.string(sign.words)
            if let stage = sign.stage { writer.string(stage.rawValue) } else { writer.null() }
          }
        }
      }
      writer.array("rules") { writer in
        for (rule, provider) in zip(listing.rules, listing.ruleProviders) {
          write(rule, classPlaces, provider.flatMap { providerPlaces[$0] }, &writer)
        }
      }
      writer.object("words") { writer in
        for key in ["reason", "words", "code", "guess", "nothing"] {
          writer.field(key, wording.text("reference.search.\(key)"))
        }
        writer.field("column", wording.text("column.code"))
        writer.field("provider", wording.text("reference.column.provider"))
      }
    }
    return writer.text
  }

  private static func write(
    _ rule: Rule, _ classes: [String: Int], _ provider: Int?, _ writer: inout JSONWriter
  ) {
    let conditions = rule.conditions
    writer.array { writer in
      writer.number(classes[rule.failureClass.id] ?? 0)
      writer.number(Rule.Strength.allCases.firstIndex(of: rule.strength) ?? 0)
      strings(conditions.text, &writer)
      strings(conditions.also, &writer)
      strings(conditions.all, &writer)
      strings(conditions.none, &writer)
      strings(conditions.replyCodes.map(\.description), &writer)
      strings(conditions.enhancedCodes.map(\.description), &writer)
      strings(conditions.stages.map(\.rawValue), &writer)
      strings(conditions.hosts, &writer)
      writer.number(provider ?? -1)
    }
  }

  private static func strings(_ list: [String], _ writer: inout JSONWriter) {
    writer.array { writer in for text in list { writer.string(text) } }
  }
}
