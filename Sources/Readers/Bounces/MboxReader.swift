import DeliveryModel

/// Many messages in one file, each behind a `From ` line (mbox: mboxo, mboxrd, mboxcl).
public struct MboxReader: Reader {
  public static let format = InputFormat(id: "mbox", title: "Mailbox of bounces (mbox)", family: .bounces)

  private var parser = BounceParser()
  private var number = 0
  private let longest: Int
  /// The rest of a message that was too long is being passed over.
  private var isPassingOver = false
  /// The byte before the block, to know whether its first line follows an empty one.
  private var hasBegun = false

  public init(context: ReadingContext) {
    longest = context.longestRecord
  }

  public static func recognises(_ head: Span<UInt8>) -> Confidence {
    head.withUnsafeBufferPointer { buffer in
      let bytes = ByteView(buffer)
      var start = 0
      while bytes[start] == 10 || bytes[start] == 13 { start += 1 }
      guard Self.isFromLine(bytes, at: start) else { return .none }
      let header = HeaderBlock(reading: bytes, from: bytes.lineEnd(from: start) + 1, endsAtText: true)
      return header.isMailHeader ? .certain : .possible
    }
  }

  public mutating func read(_ block: Span<UInt8>, isLast: Bool, into sink: RecordSink) -> Int {
    block.withUnsafeBufferPointer { read(ByteView($0), isLast: isLast, into: sink) }
  }

  private mutating func read(_ block: ByteView, isLast: Bool, into sink: RecordSink) -> Int {
    var start = 0
    if isPassingOver {
      guard let next = Self.nextMessage(in: block, from: 0) else {
        // A `From ` line may be cut in two at the end of the block.
        let keep = isLast ? 0 : min(block.count, Self.overlap)
        return block.count - keep
      }
      isPassingOver = false
      start = next
    }
    while start < block.count {
      let bodyFrom = block.lineEnd(from: start)
      let end: Int
      if let next = Self.nextMessage(in: block, from: bodyFrom) {
        end = next
      } else if isLast {
        end = block.count
      } else if block.count - start > longest {
        // What is there of it holds the report; the rest is the returned message's attachments.
        take(block.slice(start, start + longest), into: sink)
        isPassingOver = true
        return block.count - Self.overlap
      } else {
        return start
      }
      take(block.slice(start, end), into: sink)
      start = end
    }
    return block.count
  }

  private static let overlap = 512

  private mutating func take(_ bytes: ByteView, into sink: RecordSink) {
    var message = bytes
    while message[0] == 10 || message[0] == 13 { message = message.from(1) }
    guard !message.isEmpty else { return }
    if message.hasPrefix("from ") { message = message.from(message.lineEnd(from: 0) + 1) }
    number += 1
    BounceRecords.take(
      parser.parse(UnsafeRawBufferPointer(start: message.base, count: message.count)), line: number,
      subject: message, into: sink)
  }

  /// Where the next `From ` line begins behind `start`: it follows an empty line, has the form of one, and a
  /// header field or another `From ` line comes after it. Any other line that begins so is part of a body.
  private static func nextMessage(in bytes: ByteView, from start: Int) -> Int? {
    var position = start
    while let feed = bytes.firstIndex(of: 10, from: position) {
      position = feed + 1
      guard bytes[position] == UInt8(ascii: "F"), isFromLine(bytes, at: position) else { continue }
      let isAfterEmpty = feed == 0 || bytes[feed - 1] == 10 || bytes[feed - 1] == 13 && bytes[feed - 2] == 10
      guard isAfterEmpty else { continue }
      let next = bytes.lineEnd(from: position) + 1
      let nextEnd = bytes.lineEnd(from: next)
      if next >= bytes.count { return position }
      if HeaderBlock.colon(in: bytes, from: next, to: nextEnd) != nil || bytes.hasPrefix(">from ", at: next) {
        return position
      }
    }
    return nil
  }

  private static let weekdays: [StaticString] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// `From sender Thu Apr 29 23:34:45 2026`, with what mailers put around the date. Case matters here: a
  /// sentence may begin with the word, and dates are what tells them apart.
  static func isFromLine(_ bytes: ByteView, at start: Int) -> Bool {
    guard bytes.slice(start, start + 5).startsExactly(with: ByteView("From ")) else { return false }
    let line = bytes.slice(start + 5, bytes.lineEnd(from: start)).slice(0, 400)
    var hasTime = false
    var hasYear = false
    var hasDay = false
    var index = 0
    while index < line.count {
      let byte = line[index]
      if byte.isDigit {
        let from = index
        while line[index].isDigit { index += 1 }
        if line[index] == UInt8(ascii: ":"), index - from <= 2, line[index + 1].isDigit { hasTime = true }
        if index - from == 4, line[from] == UInt8(ascii: "1") || line[from] == UInt8(ascii: "2") {
          hasYear = true
          // Some archives write `2026-04-29 23:34:45` instead of `Thu Apr 29 …`.
          if line[index] == UInt8(ascii: "-"), line[index + 1].isDigit, line[index + 3] == UInt8(ascii: "-") {
            hasDay = true
          }
        }
      } else if byte.isLetter, index == 0 || line[index - 1].isBlank {
        if weekdays.contains(where: { line.hasPrefix($0, at: index) }), !line[index + 3].isAlphanumeric {
          hasDay = true
        }
        while line[index].isLetter { index += 1 }
      } else {
        index += 1
      }
    }
    return hasTime && hasYear && hasDay
  }
}
