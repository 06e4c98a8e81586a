import DeliveryModel
import Readers
import Reports
import Summaries

/// The weekly report as one JSON object: `report.json`, described in docs/interfaces.md.
enum ReportJSON {
  /// Grows when a key changes its meaning or goes; new keys do not change it.
  static let version = 1

  static func encode(_ context: ReportContext, _ weekly: WeeklyReport) -> [UInt8] {
    let findings = context.findings
    let deliveries = findings.totals.deliveries
    var writer = JSONWriter()
    writer.object { json in
      json.field("format", "bouncebook-report")
      json.field("version", version)
      json.object("period") { json in
        json.field("label", context.period.label)
        json.field("week", context.period.week?.description)
        json.field("first", context.period.first?.description)
        json.field("last", context.period.last?.description)
        json.field("time_zone", findings.zone.name)
        json.field("partial", weekly.isPartial)
        json.field("newest_record", findings.lastTime?.description)
      }
      json.object("deliveries") { json in
        json.field("ended", weekly.ended)
        json.field("delivered", deliveries.arrived)
        json.field("delayed", deliveries.delayed)
        json.field("failed", deliveries.failed)
        json.field("expired", deliveries.expired)
        json.field("suppressed", deliveries.suppressed)
        json.field("complained", deliveries.complained)
        json.field("open", deliveries.open)
        json.field("carried_over_arrived", weekly.carriedOver.arrived)
        json.field("carried_over_failed", weekly.carriedOver.failed)
      }
      json.key("rate")
      rate(weekly.failed, weekly.ended, &json)
      json.key("before")
      if let before = weekly.before {
        json.object { json in
          json.field("failed", before.failed)
          json.field("ended", before.ended)
          json.field("partial", before.isPartial)
          json.field("change", before.change.rawValue)
        }
      } else {
        json.null()
      }
      json.field("waiting_customers", weekly.waiting)
      json.object("work") { json in
        for group in FixerGroup.allCases { json.field(group.rawValue, weekly.work[group] ?? 0) }
      }
      json.array("findings") { list in
        for finding in weekly.findings { write(finding, &list) }
      }
      json.array("corrections") { list in
        for correction in weekly.corrections {
          list.object { json in
            json.field("week", correction.week.description)
            json.field("said_failed", correction.said.failed)
            json.field("said_ended", correction.said.ended)
            json.field("failed", correction.now.failed)
            json.field("ended", correction.now.ended)
          }
        }
      }
      json.object("tables") { json in
        for table in ReportTables.all(context, weekly) { write(table, &json) }
      }
    }
    writer.endLine()
    return writer.bytes
  }

  private static func rate(_ failed: Int, _ ended: Int?, _ json: inout JSONWriter) {
    guard let ended, let interval = WilsonInterval(failed, of: ended) else { return json.null() }
    json.object { json in
      json.decimal("value", Double(failed) / Double(ended))
      json.decimal("lower", interval.lower)
      json.decimal("upper", interval.upper)
    }
  }

  private static func write(_ finding: WeeklyReport.Finding, _ list: inout JSONWriter) {
    list.object { json in
      switch finding {
      case .ourOwnCause(let classID, let failures):
        json.field("kind", "our-own-cause")
        json.field("class", classID)
        json.field("failed", failures)
      case .cluster(let classID, let domain, let failures):
        json.field("kind", "cluster")
        json.field("class", classID)
        json.field("domain", domain)
        json.field("failed", failures)
      case .worstDay(let day, let failures, _):
        json.field("kind", "worst-day")
        json.field("day", day.description)
        json.field("failed", failures)
      case .hidden(let failures):
        json.field("kind", "hidden")
        json.field("failed", failures)
      case .incident(let index):
        json.field("kind", "incident")
        json.field("incident", index)
      case .change(let change, let classID, let now, let before):
        json.field("kind", change.rawValue)
        json.field("class", classID)
        json.field("failed", now)
        json.decimal("mean_before", before)
      }
    }
  }

  /// A table is a list of objects, its columns the keys.
  private static func write(_ table: ReportTable, _ json: inout JSONWriter) {
    json.array(table.name) { list in
      for row in table.rows {
        list.object { json in
          for (column, cell) in zip(table.columns, row) {
            switch cell {
            case .text(let text): json.field(column, text)
            case .number(let number): json.field(column, number)
            case .decimal(let number): json.decimal(column, number)
            case .none:
              json.key(column)
              json.null()
            }
          }
        }
      }
    }
  }
}
