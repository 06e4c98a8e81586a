/// The words of a reply as they are kept: on one line, without what the report wrapped around them.
enum ReasonText {
  /// Bytes; a reason that is longer says nothing new.
  static let limit = 4000

  /// What follows a reply and says nothing of the reason: the command is known by then, and that it was given
  /// up is the outcome.
  private static let trailers = PhraseTable<Void>([
    (
      (),
      [
        "giving up on", "i'm not going to try again", "[rcpt_to]", "[mail_from]", "(in reply to ",
        "--- below this line", "diagnostic information for administrators",
        "no action is required on your part",
        "please note that this is only a temporary", "message will be retried",
      ]
    )
  ])

  static func clean(_ bytes: ByteView) -> String {
    var text = bytes.slice(0, 6000)
    var start = 0
    while start < text.count, isMark(text[start]) { start += 1 }
    text = text.from(start).trimmed()
    // Exchange puts the time behind the address: `on Thu, 29 Apr 2026 …`
    if text.hasPrefix("on "), let end = text.firstIndex(of: 10),
      text[3].isDigit || MailDate.parse(text.slice(3, end)) != nil
    {
      text = text.from(end).trimmed()
    }
    trailers.scan(text) { _, range in
      guard ReplyInProse.words(in: text.slice(0, range.lowerBound)) > 0 else { return true }
      text = text.slice(0, range.lowerBound)
      return false
    }
    text = withoutLooseEnd(text)
    return EncodedWords.unfold(text, limit: limit)
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "."), UInt8(ascii: ">"),
      UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "|"):
      true
    default: byte.isBlankOrLineEnd
    }
  }

  /// Drops a closing bracket or quote whose opening one stood before the reply.
  private static func withoutLooseEnd(_ text: ByteView) -> ByteView {
    var end = text.count
    while end > 0 {
      let last = text[end - 1]
      let opening: UInt8
      switch last {
      case UInt8(ascii: ")"): opening = UInt8(ascii: "(")
      case UInt8(ascii: "]"): opening = UInt8(ascii: "[")
      case UInt8(ascii: ">"): opening = UInt8(ascii: "<")
      case UInt8(ascii: "}"): opening = UInt8(ascii: "{")
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "<"), UInt8(ascii: "{"), UInt8(ascii: "-"):
        end -= 1
        continue
      default:
        if last.isBlankOrLineEnd {
          end -= 1
          continue
        }
        return text.slice(0, end)
      }
      var depth = 0
      for index in 0..<end {
        if text[index] == opening { depth += 1 }
        if text[index] == last { depth -= 1 }
      }
      guard depth < 0 else { break }
      end -= 1
    }
    return text.slice(0, end)
  }
}
