public import DeliveryModel

/// Sets a mail as a MIME message (RFC 5322, RFC 2046 §5.1.4): text first, then HTML, both as base64; with the
/// HTML its logo (RFC 2387), where there is one.
struct MailMessage {
  var mail: ReportMail
  var sender: String
  var recipients: [String]
  /// Nil where nothing says when: then `sendmail` writes the moment of sending.
  var date: MailDate?

  /// Lines end in line feeds, as `sendmail` wants them on its standard input.
  var bytes: [UInt8] {
    let boundary = "=_bouncebook_\(String(hash, radix: 36))"
    let domain = MailAddress.domain(of: Self.oneLine(sender))?.filter { $0 != ">" } ?? "localhost"
    var lines = [
      "From: \(Self.mailbox(sender))", "To: \(recipients.map(Self.mailbox).joined(separator: ",\n "))",
      "Subject: \(Self.encodedWords(Self.oneLine(mail.subject)))",
    ]
    if let date { lines.append("Date: \(date.text)") }
    lines += [
      "Message-ID: <\(String(hash, radix: 36)).bouncebook@\(domain)>", "MIME-Version: 1.0",
      "Auto-Submitted: auto-generated", "Content-Type: multipart/alternative; boundary=\"\(boundary)\"", "",
    ]
    lines.append("--\(boundary)")
    lines += Self.part("text/plain; charset=utf-8", mail.text.utf8)
    lines.append("--\(boundary)")
    if let logo = mail.logo {
      let inner = boundary + "_related"
      lines += [
        "Content-Type: multipart/related; type=\"text/html\"; boundary=\"\(inner)\"", "", "--\(inner)",
      ]
      lines += Self.part("text/html; charset=utf-8", mail.htmlWithLogo.utf8)
      lines.append("--\(inner)")
      lines += Self.part(
        "\(logo.type); name=\"\(logo.fileName)\"", logo.bytes,
        "Content-ID: <\(MailLogo.contentID)>", "Content-Disposition: inline; filename=\"\(logo.fileName)\"")
      lines += ["--\(inner)--", ""]
    } else {
      lines += Self.part("text/html; charset=utf-8", mail.html.utf8)
    }
    lines.append("--\(boundary)--")
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// Headers of a part, and its content.
  private static func part(
    _ type: String, _ content: some Sequence<UInt8>, _ headers: String...
  ) -> [String] {
    ["Content-Type: \(type)", "Content-Transfer-Encoding: base64"] + headers + [""]
      + Base64.lines(Array(content)) + [""]
  }

  /// An address as it came; a name before it in other letters than ASCII's as encoded words.
  static func mailbox(_ text: String) -> String {
    let line = oneLine(text)
    guard let open = line.lastIndex(of: "<"), !line[..<open].utf8.allSatisfy({ $0 < 0x80 }) else {
      return line
    }
    let name = line[..<open].filter { $0 != "\"" }
    return encodedWords(String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())) + " "
      + line[open...]
  }

  /// FNV-1a over the content: the same mail has the same id.
  private var hash: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in (mail.html + sender + recipients.joined()).utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return hash
  }

  /// A line break in a header would begin another header.
  static func oneLine(_ text: String) -> String {
    String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }

  /// RFC 2047 §2: words of at most 75 characters, none of which cuts a character in two.
  static func encodedWords(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }), text.utf8.count <= 66 { return text }
    var words: [[UInt8]] = [[]]
    for character in text {
      let bytes = Array(String(character).utf8)
      if (words.last?.count ?? 0) + bytes.count > 42 { words.append([]) }
      words[words.count - 1] += bytes
    }
    return words.map { "=?utf-8?B?\(Base64.text($0))?=" }.joined(separator: "\n ")
  }
}

/// The moment of a message as RFC 5322 §3.3 writes it, in UTC.
public struct MailDate: Hashable, Sendable {
  let text: String

  public init(_ time: UTCTime) {
    let day = CivilDate(daysSinceEpoch: Int((Double(time.seconds) / 86400).rounded(.down)))
    let second = Int(time.seconds - Int64(day.daysSinceEpoch) * 86400)
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let weekday = weekdays[((day.daysSinceEpoch % 7) + 7) % 7]
    let clock = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    text = "\(weekday), \(day.day) \(months[day.month - 1]) \(day.year) \(clock.joined(separator: ":")) +0000"
  }
}

/// Base64 of RFC 4648 §4, without Foundation so that lines break where mail wants them.
enum Base64 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func text(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count / 3 * 4 + 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var value = 0
      for byte in group { value = value << 8 | Int(byte) }
      value <<= 8 * (3 - group.count)
      for place in 0..<4 {
        text.append(place <= group.count ? digits[value >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Lines of 76 characters (RFC 2045 §6.8).
  static func lines(_ bytes: [UInt8]) -> [String] {
    stride(from: 0, to: bytes.count, by: 57).map { text(Array(bytes[$0..<min($0 + 57, bytes.count)])) }
  }
}
