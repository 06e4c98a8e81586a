import DeliveryModel
import SMTPStatus

/// The fields of a Postfix delivery line: `to=<…>, relay=…, delay=…, dsn=…, status=… (reason)`.
///
/// They are matched from the left in their fixed order, and the first ` status=` ends them: the reason is the
/// other side's text and may hold anything that looks like a field.
struct PostfixAttempt {
  enum Status { case sent, deferred, bounced, probe, unknown }

  private(set) var status = Status.unknown
  private(set) var recipient = ByteRange.none
  private(set) var originalRecipient = ByteRange.none
  private var relay = ByteRange.none
  private var delay = -1.0
  private var enhancedCode: EnhancedStatusCode?
  private var reason = ByteRange.none

  /// Nil where the line has no recipient or no status.
  init?(_ text: PostfixText, from body: Int) {
    guard let to = text.address(from: body + 3) else { return nil }
    recipient = to.range
    var place = to.end
    while text.has(", ", at: place) {
      place += 2
      if text.has("relay=", at: place) {
        let end = Self.valueEnd(text, place + 6)
        relay = ByteRange(place + 6, end)
        place = end
      } else if text.has("delay=", at: place) {
        let end = Self.valueEnd(text, place + 6)
        delay = Self.number(text, place + 6, end)
        place = end
      } else if text.has("dsn=", at: place) {
        let end = Self.valueEnd(text, place + 4)
        enhancedCode = Self.code(text, place + 4, end)
        place = end
      } else if text.has("status=", at: place) {
        readStatus(text, place + 7)
        return
      } else if text.has("orig_to=", at: place), let original = text.address(from: place + 8) {
        originalRecipient = original.range
        place = original.end
      } else {
        place = Self.valueEnd(text, place)
      }
    }
    return nil
  }

  private mutating func readStatus(_ text: PostfixText, _ start: Int) {
    var place = start
    while place < text.end, text.byte(place) != 0x20 { place += 1 }
    switch place - start {
    case 4 where text.has("sent", at: start): status = .sent
    case 8 where text.has("deferred", at: start): status = .deferred
    case 7 where text.has("bounced", at: start): status = .bounced
    // A refusal that soft_bounce=yes turns into a retry.
    case 10 where text.has("SOFTBOUNCE", at: start): status = .deferred
    case _ where text.has("deliverable", at: start) || text.has("undeliverable", at: start): status = .probe
    default: status = .unknown
    }
    guard place + 1 < text.end, text.byte(place + 1) == UInt8(ascii: "(") else { return }
    // To the last parenthesis of the line; a line that was cut off has none.
    let end = text.byte(text.end - 1) == UInt8(ascii: ")") ? text.end - 1 : text.end
    reason = ByteRange(place + 2, max(end, place + 2))
  }

  /// Puts the fields into an event, the reason taken apart into who spoke, at which stage, and what.
  @inline(__always)
  func fill(_ event: inout LogEvent, _ text: PostfixText) {
    event.recipient = recipient
    event.originalRecipient = originalRecipient
    event.delay = delay
    event.enhancedCode = enhancedCode
    event.remoteHost = hostOfRelay(text)
    if status == .sent { fillHandOver(&event, text) } else { fillReply(&event, text) }
  }

  private func hostOfRelay(_ text: PostfixText) -> ByteRange {
    let low = Int(relay.start)
    let high = low + Int(relay.count)
    if relay.count == 4, text.has("none", at: low) { return .none }
    return ByteRange(low, text.place(of: UInt8(ascii: "["), from: low, to: high))
  }

  /// `250 … queued as ID` or `forwarded as ID`: if ID is ours, this was a hop and no delivery.
  @inline(__always)
  private func fillHandOver(_ event: inout LogEvent, _ text: PostfixText) {
    let low = Int(reason.start)
    let high = low + Int(reason.count)
    var place = high
    while place > low, text.byte(place - 1) != 0x20 { place -= 1 }
    guard place - low >= 10, text.byte(place - 2) == UInt8(ascii: "s"),
      text.byte(place - 3) == UInt8(ascii: "a"),
      text.has("queued as", at: place - 10) || (place - low >= 13 && text.has("forwarded as", at: place - 13))
    else { return }
    let other = ByteRange(place, high)
    guard text.isQueueID(other) else { return }
    event.other = other
    event.isHandOver = true
  }

  private func fillReply(_ event: inout LogEvent, _ text: PostfixText) {
    var low = Int(reason.start)
    var high = low + Int(reason.count)
    // The queue manager repeats an earlier reason without having tried.
    if text.has("delivery temporarily suspended: ", at: low) { low += 32 }
    event.saidBy = .ownServer
    if text.has("host ", at: low) {
      if let said = text.first("] said: ", from: low, to: min(high, low + 400)) {
        event.saidBy = .remoteHost
        event.remoteHost = Self.host(text, low + 5, said)
        low = said + 8
        if let answered = text.last("(in reply to ", from: max(low, high - 64), to: high) {
          event.stage = Self.stage(text, answered + 13)
          high = answered
          while high > low, text.byte(high - 1) == 0x20 { high -= 1 }
        }
      } else if let refused = text.first("] refused to talk to me: ", from: low, to: min(high, low + 400)) {
        event.saidBy = .remoteHost
        event.stage = .connection
        event.remoteHost = Self.host(text, low + 5, refused)
        low = refused + 25
      }
    }
    event.text = ByteRange(low, high)
    if event.saidBy == .remoteHost { event.replyCode = Self.replyCode(text, low, high) }
  }

  private static func host(_ text: PostfixText, _ low: Int, _ high: Int) -> ByteRange {
    var place = low
    while place < high, text.byte(place) != UInt8(ascii: "[") { place += 1 }
    return ByteRange(low, place)
  }

  private static func stage(_ text: PostfixText, _ place: Int) -> Reply.Stage? {
    if text.has("RCPT TO", at: place) { return .rcptTo }
    if text.has("end of DATA", at: place) { return .endOfData }
    if text.has("MAIL FROM", at: place) { return .mailFrom }
    if text.has("DATA", at: place) { return .data }
    if text.has("EHLO", at: place) || text.has("HELO", at: place) || text.has("LHLO", at: place)
      || text.has("STARTTLS", at: place)
    {
      return .hello
    }
    return text.has("AUTH", at: place) ? .authentication : nil
  }

  private static func replyCode(_ text: PostfixText, _ low: Int, _ high: Int) -> UInt16 {
    guard high - low >= 3 else { return 0 }
    var number: UInt16 = 0
    for place in low..<(low + 3) {
      let digit = text.byte(place) &- 0x30
      guard digit < 10 else { return 0 }
      number = number * 10 + UInt16(digit)
    }
    if high - low > 3, text.byte(low + 3) &- 0x30 < 10 { return 0 }
    return (400...599).contains(number) ? number : 0
  }

  /// Up to the next `, `: a value holds no comma that a blank follows.
  @inline(__always)
  private static func valueEnd(_ text: PostfixText, _ start: Int) -> Int {
    text.place(of: UInt8(ascii: ","), from: start, to: text.end)
  }

  private static func number(_ text: PostfixText, _ low: Int, _ high: Int) -> Double {
    var value = 0.0
    var scale = 0.0
    for place in low..<high {
      let byte = text.byte(place)
      if byte == UInt8(ascii: ".") {
        scale = 1
      } else {
        guard byte &- 0x30 < 10 else {
          return high > low && place > low ? exponent(text, value, place, high) : -1
        }
        if scale > 0 {
          scale /= 10
          value += Double(byte - 0x30) * scale
        } else {
          value = value * 10 + Double(byte - 0x30)
        }
      }
    }
    return value
  }

  /// `1.4e+04`, as the `%.2g` of some versions writes long delays.
  private static func exponent(_ text: PostfixText, _ value: Double, _ place: Int, _ high: Int) -> Double {
    guard text.byte(place) == UInt8(ascii: "e"), place + 2 < high, text.byte(place + 1) == UInt8(ascii: "+")
    else {
      return value
    }
    var power = 0
    for digit in (place + 2)..<high where text.byte(digit) &- 0x30 < 10 {
      power = power * 10 + Int(text.byte(digit) - 0x30)
    }
    guard power <= 9 else { return value }
    return (0..<power).reduce(value) { total, _ in total * 10 }
  }

  @inline(__always)
  private static func code(_ text: PostfixText, _ low: Int, _ high: Int) -> EnhancedStatusCode? {
    // Nearly always `2.0.0`: three single digits.
    if high - low == 5, text.byte(low + 1) == UInt8(ascii: "."), text.byte(low + 3) == UInt8(ascii: ".") {
      return EnhancedStatusCode(
        severity: Int(text.byte(low)) - 0x30, subject: Int(text.byte(low + 2)) - 0x30,
        detail: Int(text.byte(low + 4)) - 0x30)
    }
    return EnhancedStatusCode(exactly: UnsafeRawBufferPointer(start: text.base + low, count: high - low))
  }
}
