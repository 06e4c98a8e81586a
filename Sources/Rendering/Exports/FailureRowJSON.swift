public import Classification
import DeliveryModel
import SMTPStatus
public import Summaries

/// A delivery as one JSON object: the line of `bouncebook failures` and of `failures.ndjson`.
///
/// The keys are an interface: always all of them, `null` where nothing is known.
public enum FailureRowJSON {
  /// Without a line end.
  public static func encode(_ row: FailureRow) -> [UInt8] {
    var writer = JSONWriter()
    write(row, to: &writer)
    return writer.bytes
  }

  public static func write(_ row: FailureRow, to writer: inout JSONWriter) {
    writer.object { json in
      json.field("source", row.place.source)
      json.field("line", row.place.line)
      json.field("format", row.format)
      json.field("time", row.time?.description)
      json.field("recipient", row.recipient)
      json.field("domain", row.domain)
      json.field("outcome", row.outcome.rawValue)
      json.field("class", row.verdict?.failureClass.id)
      json.field("permanence", row.verdict?.permanence.rawValue)
      json.field("fixer", row.verdict?.fixer.rawValue)
      json.field("reply_code", row.reply?.code.map { Int($0.number) })
      json.field("enhanced_code", row.reply?.enhancedCode?.description)
      json.field("reply", row.reply.flatMap { $0.text.isEmpty ? nil : $0.text })
      json.field("said_by", row.reply?.saidBy.rawValue)
      json.field("remote_host", row.reply?.remoteHost)
      json.field("queue_id", row.queueID)
      json.field("message_id", row.messageID)
      json.field("sender", row.sender)
      json.field("ticket_id", row.ticketID)
      json.field("trigger", row.trigger)
      json.field("attempts", row.attempts)
      json.key("evidence")
      if let evidence = row.verdict?.evidence { write(evidence, to: &json) } else { json.null() }
      json.array("also_seen_in") { list in
        for witness in row.alsoSeenIn {
          list.object { json in
            json.field("source", witness.place.source)
            json.field("line", witness.place.line)
            json.field("format", witness.format)
            json.field("trust", witness.trust.rawValue)
          }
        }
      }
    }
  }

  public static func write(_ evidence: Evidence, to writer: inout JSONWriter) {
    writer.object { json in
      json.field("rule", evidence.rule)
      json.field("words", evidence.words)
      json.field("certainty", evidence.certainty.rawValue)
    }
  }
}
