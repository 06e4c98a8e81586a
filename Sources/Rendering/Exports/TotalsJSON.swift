import DeliveryModel
public import Summaries

/// The totals as the object that `bouncebook totals --json` prints.
public enum TotalsJSON {
  /// Without a line break at its end. Keys of counts are sorted.
  public static func encode(_ findings: Findings) -> String {
    let totals = findings.totals
    var json = JSONWriter()
    json.object { json in
      json.key("lines")
      json.value(totals.lines)
      json.key("records")
      json.value(totals.records)
      json.key("skipped")
      counts(totals.skipped, &json)
      json.key("messages")
      json.value(totals.messages)
      json.key("attempts")
      json.object { json in
        json.key("delivered")
        json.value(totals.attempts.delivered)
        json.key("deferred")
        json.value(totals.attempts.deferred)
        json.key("failed")
        json.value(totals.attempts.failed)
      }
      json.key("deliveries")
      json.object { json in
        json.key("delivered")
        json.value(totals.deliveries.delivered)
        json.key("delayed")
        json.value(totals.deliveries.delayed)
        json.key("failed")
        json.value(totals.deliveries.failed)
        json.key("open")
        json.value(totals.deliveries.open)
        json.key("expired")
        json.value(totals.deliveries.expired)
        json.key("suppressed")
        json.value(totals.deliveries.suppressed)
        json.key("complained")
        json.value(totals.deliveries.complained)
      }
      json.key("by_class")
      counts(totals.byClass, &json)
      json.key("by_enhanced_code")
      counts(totals.byEnhancedCode, &json)
      json.key("by_reply_code")
      counts(totals.byReplyCode, &json)
      json.key("by_day")
      tallies(totals.byDay, &json)
      json.key("by_domain")
      tallies(totals.byDomain, &json)
      json.key("distinct_failing_recipients")
      json.value(totals.distinctFailingRecipients)
      json.key("first_time")
      json.value(findings.firstTime?.description)
      json.key("last_time")
      json.value(findings.lastTime?.description)
      json.key("sources")
      json.array { json in
        for source in findings.sources {
          json.object { json in
            json.key("file")
            json.value(source.name)
            json.key("format")
            json.value(source.format)
            json.key("bytes")
            json.value(source.bytes)
            json.key("records")
            json.value(source.records)
            json.key("skipped")
            counts(source.skipped, &json)
          }
        }
      }
    }
    return json.text
  }

  private static func counts(_ counts: [String: Int], _ json: inout JSONWriter) {
    json.object { json in
      for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
        json.key(key)
        json.value(count)
      }
    }
  }

  private static func tallies(_ tallies: [String: Tally], _ json: inout JSONWriter) {
    json.object { json in
      for (key, tally) in tallies.sorted(by: { $0.key < $1.key }) {
        json.key(key)
        json.object { json in
          json.key("delivered")
          json.value(tally.delivered)
          json.key("delayed")
          json.value(tally.delayed)
          json.key("deferred")
          json.value(tally.deferred)
          json.key("failed")
          json.value(tally.failed)
          json.key("expired")
          json.value(tally.expired)
        }
      }
    }
  }
}
