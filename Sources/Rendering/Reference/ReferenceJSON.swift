import Classification
import DeliveryModel
import Reports
import SMTPStatus

/// The whole catalogue for programs: `reference.json`.
///
/// `version` 1 holds: `languages`; `classes` (id, permanence, fixer, practices, page, and by language title,
/// reason, agent's, administrator's and waiting text); `codes` (code, kind, class or null, certainty, page);
/// `statuses` (id, name, code, side, class, ambiguous, page); `providers` (id, page, titles); `rules` (id, class,
/// permanence, strength, source, conditions, examples with the class that the classifier gives). Pages are
/// addresses below a language's folder, without their ending. New keys may come; known ones stay.
enum ReferenceJSON {
  static func bytes(_ editions: [ReferencePages]) -> [UInt8] {
    var writer = JSONWriter()
    guard let first = editions.first else { return [] }
    let listing = first.listing
    let guidance = editions.map { (language: $0.language, texts: $0.guidance) }
    writer.object { writer in
      writer.field("version", 1)
      strings("languages", editions.map(\.language.id), &writer)
      writer.array("classes") { writer in
        for entry in FailureClasses.builtIn.all {
          writer.object { writer in
            writer.field("id", entry.id)
            writer.field("permanence", entry.permanence.rawValue)
            writer.field("fixer", entry.fixer.rawValue)
            strings("practices", entry.practices, &writer)
            writer.field("page", page(.failureClass(entry.id)))
            writer.object("texts") { writer in
              for (language, texts) in guidance {
                let text = texts[entry.id]
                writer.object(language.id) { writer in
                  writer.field("title", text.title)
                  writer.field("reason", text.reason)
                  writer.field("agent", text.nextStep)
                  writer.field("administrator", text.adminStep)
                  writer.field("wait", text.wait)
                  writer.field("note", text.note)
                  writer.field("message", text.message)
                }
              }
            }
          }
        }
      }
      writer.array("codes") { writer in
        for code in first.codes {
          writer.object { writer in
            writer.field("code", code.code)
            writer.field("kind", code.kind.rawValue)
            strings("also", code.aliases, &writer)
            writer.field("class", code.verdict?.failureClass.id)
            writer.field("certainty", code.verdict?.evidence.certainty.rawValue)
            writer.field("page", page(.code(code.code)))
            writer.object("meaning") { writer in
              for edition in editions { writer.field(edition.language.id, edition.meaning(of: code)) }
            }
          }
        }
      }
      writer.array("statuses") { writer in
        for status in listing.statuses {
          writer.object { writer in
            writer.field("id", status.id)
            writer.field("name", status.name)
            writer.field("code", status.code)
            writer.field("side", status.side.rawValue)
            writer.field("class", status.failureClass == "none" ? nil : status.failureClass)
            writer.field("ambiguous", status.isAmbiguous)
          }
        }
      }
      writer.array("providers") { writer in
        for provider in listing.providers {
          writer.object { writer in
            writer.field("id", provider.id)
            writer.field("title", provider.title)
            strings("domains", provider.domains, &writer)
            writer.field("page", page(.provider(provider.id)))
          }
        }
      }
      writer.array("rules") { writer in for rule in listing.rules { write(rule, first, &writer) } }
    }
    writer.endLine()
    return writer.bytes
  }

  private static func write(_ rule: Rule, _ pages: ReferencePages, _ writer: inout JSONWriter) {
    let conditions = rule.conditions
    writer.object { writer in
      writer.field("id", rule.id)
      writer.field("class", rule.failureClass.id)
      writer.field("permanence", (rule.permanence ?? rule.failureClass.permanence).rawValue)
      writer.field("strength", rule.strength.rawValue)
      writer.field("source", rule.source)
      writer.object("when") { writer in
        strings("text", conditions.text, &writer)
        strings("also", conditions.also, &writer)
        strings("all", conditions.all, &writer)
        strings("none", conditions.none, &writer)
        strings("reply_code", conditions.replyCodes.map(\.description), &writer)
        strings("enhanced_code", conditions.enhancedCodes.map(\.description), &writer)
        strings("stage", conditions.stages.map(\.rawValue), &writer)
        strings("host", conditions.hosts, &writer)
      }
      strings("examples", rule.examples.map(\.text), &writer)
    }
  }

  private static func strings(_ name: String, _ list: [String], _ writer: inout JSONWriter) {
    writer.array(name) { writer in for text in list { writer.string(text) } }
  }

  private static func page(_ path: PagePath) -> String {
    let file = path.file(language: .english, isFirstLanguage: true, ending: "")
    return String(file.dropFirst("reference/en/".count).dropLast())
  }
}
