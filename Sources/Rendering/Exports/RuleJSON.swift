public import Classification
import DeliveryModel

/// A rule as one JSON object: the line of `bouncebook rules list --json`.
public enum RuleJSON {
  /// Without a line end.
  public static func encode(_ rule: Rule) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { json in
      json.field("id", rule.id)
      json.field("class", rule.failureClass.id)
      json.field("permanence", (rule.permanence ?? rule.failureClass.permanence).rawValue)
      json.field("strength", rule.strength.rawValue)
      json.object("when") { json in
        list("text", rule.conditions.text, &json)
        list("all", rule.conditions.all, &json)
        list("also", rule.conditions.also, &json)
        list("none", rule.conditions.none, &json)
        list("reply_code", rule.conditions.replyCodes.map(\.description), &json)
        list("enhanced_code", rule.conditions.enhancedCodes.map(\.description), &json)
        list("stage", rule.conditions.stages.map(\.rawValue), &json)
        list("said_by", rule.conditions.saidBy.map(\.rawValue), &json)
        list("host", rule.conditions.hosts, &json)
      }
      json.field("source", rule.source)
      list("examples", rule.examples.map(\.text), &json)
      json.field("place", rule.place.description)
    }
    return writer.bytes
  }

  private static func list(_ name: String, _ values: [String], _ json: inout JSONWriter) {
    json.array(name) { list in
      for value in values { list.string(value) }
    }
  }
}
