public import Classification
public import DeliveryModel
import SMTPStatus

/// A verdict as one JSON object: the line of `bouncebook classify`.
public enum VerdictJSON {
  /// Without a line end. `input` is the line that was given.
  public static func encode(_ verdict: Verdict, of reply: Reply, input: String) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { json in
      json.field("class", verdict.failureClass.id)
      json.field("permanence", verdict.permanence.rawValue)
      json.field("fixer", verdict.fixer.rawValue)
      json.field("reply_code", reply.code.map { Int($0.number) })
      json.field("enhanced_code", reply.enhancedCode?.description)
      json.key("evidence")
      FailureRowJSON.write(verdict.evidence, to: &json)
      json.key("doubt")
      if let doubt = verdict.doubt {
        json.object { json in
          json.field("class", doubt.otherClass?.id)
          json.field("sentence", doubt.sentence)
        }
      } else {
        json.null()
      }
      json.field("input", input)
    }
    return writer.bytes
  }
}
