import DeliveryModel
import Foundation
import Readers

/// Takes what a reader finds and writes it down, a line a record.
final class EventRecorder: RecordConsumer {
  private(set) var lines: [String] = []
  private let encoder: JSONEncoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }()

  func take(_ events: UnsafeBufferPointer<LogEvent>, of block: UnsafeRawBufferPointer, sink: RecordSink) {
    for event in events { lines.append(describe(event, block, sink)) }
  }

  func take(_ record: HelpDeskRecord, line: Int) { add(line, record) }
  func take(_ report: BounceReport, line: Int) { add(line, report) }

  private func add(_ line: Int, _ value: some Encodable) {
    let text = (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "?"
    lines.append("{\"line\":\(line),\"record\":\(text)}")
  }

  private func describe(_ event: LogEvent, _ block: UnsafeRawBufferPointer, _ sink: RecordSink) -> String {
    func text(_ range: ByteRange) -> String {
      String(decoding: block[Int(range.start)..<Int(range.start + range.count)], as: UTF8.self)
    }
    var fields: [String: String] = [
      "kind": "\(event.kind)", "time": "\(UTCTime(seconds: event.time))", "line": "\(event.line)",
      "stream": sink.streams[Int(event.stream)], "queue_id": text(event.queueID),
    ]
    if event.kind == .attempt {
      fields["outcome"] = "\(event.outcome)"
      fields["said_by"] = event.saidBy.rawValue
      fields["stage"] = event.stage?.rawValue
      if event.replyCode > 0 { fields["code"] = "\(event.replyCode)" }
      fields["enhanced"] = event.enhancedCode.map { "\($0)" }
      fields["delay"] = "\(event.delay)"
      if event.isHandOver { fields["handed_over"] = "yes" }
    }
    for (name, range) in [
      ("recipient", event.recipient), ("original", event.originalRecipient), ("sender", event.sender),
      ("message_id", event.messageID), ("host", event.remoteHost), ("text", event.text),
      ("other", event.other),
    ] where !range.isEmpty { fields[name] = text(range) }
    return (try? encoder.encode(fields)).map { String(decoding: $0, as: UTF8.self) } ?? "?"
  }

  /// Reads bytes as one source, in blocks of the given size.
  static func read(
    _ type: any Reader.Type, _ bytes: [UInt8], block: Int = .max, context: ReadingContext? = nil
  ) -> (recorder: EventRecorder, sink: RecordSink) {
    let recorder = EventRecorder()
    let sink = RecordSink(source: "input", consumer: recorder)
    var reader = type.init(context: context ?? ReadingContext(source: "input", firstYear: 2026))
    var held: [UInt8] = []
    var start = 0
    repeat {
      let count = min(block, bytes.count - start)
      held += bytes[start..<(start + count)]
      start += count
      let used = reader.read(held.span, isLast: start == bytes.count, into: sink)
      held.removeFirst(used)
    } while start < bytes.count
    return (recorder, sink)
  }
}
