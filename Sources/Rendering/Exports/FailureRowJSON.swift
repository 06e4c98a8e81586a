import Classification
import DeliveryModel
import SMTPStatus
public import Summaries

/// One delivery as the object that `bouncebook failures` prints and `failures.ndjson` holds.
///
/// Keys are always there, in this order; what is not known is `null`.
public enum FailureRowJSON {
  public static let keys = [
    "source", "line", "format", "time", "recipient", "domain", "outcome", "class", "permanence", "fixer",
    "reply_code", "enhanced_code", "reply", "said_by", "remote_host", "queue_id", "message_id", "sender",
    "ticket_id", "trigger", "attempts", "evidence", "also_seen_in",
  ]

  /// Without a line break at its end.
  public static func encode(_ row: FailureRow) -> String {
    var json = JSONWriter()
    append(row, to: &json)
    return json.text
  }

  static func append(_ row: FailureRow, to json: inout JSONWriter) {
    json.object { json in
      json.key("source")
      json.value(row.place.source)
      json.key("line")
      json.value(row.place.line)
      json.key("format")
      json.value(row.format)
      json.key("time")
      json.value(row.time?.description)
      json.key("recipient")
      json.value(row.recipient)
      json.key("domain")
      json.value(row.domain)
      json.key("outcome")
      json.value(row.outcome.rawValue)
      json.key("class")
      json.value(row.verdict?.failureClass.id)
      json.key("permanence")
      json.value(row.verdict?.permanence.rawValue)
      json.key("fixer")
      json.value(row.verdict?.fixer.rawValue)
      json.key("reply_code")
      json.value(row.reply?.code.map { Int64($0.number) })
      json.key("enhanced_code")
      json.value(row.reply?.enhancedCode?.description)
      json.key("reply")
      json.value(row.reply?.text)
      json.key("said_by")
      json.value(row.reply?.saidBy.rawValue)
      json.key("remote_host")
      json.value(row.reply?.remoteHost)
      json.key("queue_id")
      json.value(row.queueID)
      json.key("message_id")
      json.value(row.messageID)
      json.key("sender")
      json.value(row.sender)
      json.key("ticket_id")
      json.value(row.ticketID)
      json.key("trigger")
      json.value(row.trigger)
      json.key("attempts")
      json.value(row.attempts)
      json.key("evidence")
      if let evidence = row.verdict?.evidence {
        json.object { json in
          json.key("rule")
          json.value(evidence.rule)
          json.key("words")
          json.value(evidence.words)
          json.key("certainty")
          json.value(evidence.certainty.rawValue)
        }
      } else {
        json.null()
      }
      json.key("also_seen_in")
      json.array { json in
        for witness in row.alsoSeenIn {
          json.object { json in
            json.key("source")
            json.value(witness.place.source)
            json.key("line")
            json.value(witness.place.line)
            json.key("format")
            json.value(witness.format)
            json.key("trust")
            json.value(witness.trust.rawValue)
          }
        }
      }
    }
  }
}
