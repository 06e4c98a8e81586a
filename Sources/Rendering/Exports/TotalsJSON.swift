import DeliveryModel
import Readers
public import Summaries

/// What a person would check first, as one JSON object: the output of `bouncebook totals --json`.
public enum TotalsJSON {
  /// Without a line end; equal findings give equal bytes.
  public static func encode(_ findings: Findings) -> [UInt8] {
    let totals = findings.totals
    var writer = JSONWriter()
    writer.object { json in
      json.field("lines", totals.lines)
      json.field("records", totals.records)
      counts("skipped", totals.skipped, &json)
      json.field("messages", totals.messages)
      json.object("attempts") { json in
        json.field("delivered", totals.attempts.delivered)
        json.field("deferred", totals.attempts.deferred)
        json.field("failed", totals.attempts.failed)
      }
      json.object("deliveries") { json in
        json.field("delivered", totals.deliveries.delivered)
        json.field("delayed", totals.deliveries.delayed)
        json.field("failed", totals.deliveries.failed)
        json.field("open", totals.deliveries.open)
        json.field("expired", totals.deliveries.expired)
        json.field("suppressed", totals.deliveries.suppressed)
        json.field("complained", totals.deliveries.complained)
        json.field("returned_later", totals.deliveries.returnedLater)
        json.field("delivered_of_notifications", totals.deliveries.deliveredOfNotifications)
      }
      counts("by_class", totals.byClass, &json)
      counts("by_enhanced_code", totals.byEnhancedCode, &json)
      counts("by_reply_code", totals.byReplyCode, &json)
      tallies("by_day", totals.byDay, &json)
      tallies("by_domain", totals.byDomain, &json)
      json.field("distinct_failing_recipients", totals.distinctFailingRecipients)
      json.field("first_time", findings.firstTime?.description)
      json.field("last_time", findings.lastTime?.description)
      json.field("time_zone", findings.zone.name)
      json.array("sources") { list in
        for source in findings.sources { write(source, &list) }
      }
    }
    return writer.bytes
  }

  private static func counts(_ name: String, _ counts: [String: Int], _ json: inout JSONWriter) {
    json.object(name) { json in
      for (key, count) in counts.sorted(by: { $0.key < $1.key }) { json.field(key, count) }
    }
  }

  private static func tallies(_ name: String, _ tallies: [String: Tally], _ json: inout JSONWriter) {
    json.object(name) { json in
      for (key, tally) in tallies.sorted(by: { $0.key < $1.key }) {
        json.object(key) { json in
          json.field("delivered", tally.delivered)
          json.field("delayed", tally.delayed)
          json.field("deferred", tally.deferred)
          json.field("failed", tally.failed)
          json.field("expired", tally.expired)
        }
      }
    }
  }

  private static func write(_ source: SourceRecord, _ list: inout JSONWriter) {
    list.object { json in
      json.field("file", source.name)
      json.field("format", source.format)
      json.field("bytes", source.bytes)
      json.field("lines", source.lines)
      json.field("records", source.records)
      counts("skipped", source.skipped, &json)
      json.field("not_understood", source.problems)
      json.field("hash", source.contentHash.isEmpty ? nil : source.contentHash)
      json.array("copies") { list in
        for copy in source.copies { list.string(copy) }
      }
      json.field("counted_in", source.countedIn)
      json.field("problem", source.failure)
    }
  }
}
