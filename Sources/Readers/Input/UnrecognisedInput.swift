/// What can be said of a source that no reader recognises, so that its owner sees what went wrong.
public struct UnrecognisedInput: Hashable, Sendable {
  /// Its beginning, with everything escaped that does not show.
  public let firstBytes: String
  /// The format whose marks it shows most of, by id; nil where it shows none.
  public let closest: String?
  /// What it plainly is instead, as a stable word: `pdf`, `zip`, `utf-16`.
  public let looksLike: String?

  /// As it is reported.
  public var problem: InputProblem { .unrecognised(firstBytes: firstBytes, closest: closest ?? looksLike) }

  /// Bytes that are shown.
  public static let shown = 80

  /// `head` is the beginning of the source, unpacked, as the readers saw it.
  public init(head: Span<UInt8>, readers: [any Reader.Type] = ReaderRegistry.all) {
    let bytes = head.withUnsafeBufferPointer { Array($0) }
    firstBytes = Self.escaped(bytes.prefix(Self.shown))
    looksLike = Self.kinds.first { bytes.dropFirst($0.offset).starts(with: $0.mark) }?.name
    var possible: String?
    for reader in readers where possible == nil && reader.recognises(head) > .none {
      possible = reader.format.id
    }
    closest = possible ?? NearMiss.closest(to: bytes, among: readers.map { $0.format.id })
  }

  /// Printable ASCII as it is, everything else as `\n`, `\t` or `\xFF`: one byte may be what is wrong.
  private static func escaped(_ bytes: some Sequence<UInt8>) -> String {
    var text = ""
    for byte in bytes {
      switch byte {
      case 0x0A: text += "\\n"
      case 0x0D: text += "\\r"
      case 0x09: text += "\\t"
      case 0x20...0x7E: text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        text += byte < 16 ? "\\x0" : "\\x"
        text += String(byte, radix: 16, uppercase: true)
      }
    }
    return text
  }

  /// First bytes of what people give by mistake.
  private static let kinds: [(name: String, offset: Int, mark: [UInt8])] = [
    ("pdf", 0, Array("%PDF-".utf8)),
    ("png", 0, [0x89, 0x50, 0x4E, 0x47]),
    ("jpeg", 0, [0xFF, 0xD8, 0xFF]),
    ("elf", 0, [0x7F, 0x45, 0x4C, 0x46]),
    ("sqlite", 0, Array("SQLite format 3\0".utf8)),
    // Within another archive or a pipe: one layer is taken away, and files on disk are opened.
    ("zip", 0, [0x50, 0x4B, 0x03, 0x04]),
    ("gzip", 0, [0x1F, 0x8B]),
    ("zstd", 0, [0x28, 0xB5, 0x2F, 0xFD]),
    ("xz", 0, [0xFD, 0x37, 0x7A, 0x58, 0x5A]),
    ("bzip2", 0, Array("BZh".utf8)),
    ("tar", 257, Array("ustar".utf8)),
    // What an old spreadsheet and an old mail program write.
    ("ole", 0, [0xD0, 0xCF, 0x11, 0xE0]),
    ("utf-16", 0, [0xFF, 0xFE]),
    ("utf-16", 0, [0xFE, 0xFF]),
    ("html", 0, Array("<!DOCTYPE html".utf8)),
    ("html", 0, Array("<!doctype html".utf8)),
    ("html", 0, Array("<html".utf8)),
  ]
}

/// Finds the format that something nearly is, by the marks that it shows.
enum NearMiss {
  /// The id with most marks, the first of the list where several have as many; nil where there is none.
  static func closest(to bytes: [UInt8], among formats: [String]) -> String? {
    let text = String(decoding: bytes.prefix(16 << 10), as: UTF8.self).lowercased()
    var best: (id: String, score: Int)?
    for (id, words) in marks where formats.contains(id) {
      let score = words.reduce(0) { $0 + (text.contains($1) ? 1 : 0) }
      if score > best?.score ?? 0 { best = (id, score) }
    }
    return best?.id
  }

  /// Words of each format in lower case: any of them may stand in a damaged or foreign file too.
  private static let marks: [(id: String, words: [String])] = [
    (
      "bounce",
      ["mime-version:", "received: ", "return-path:", "message-id:", "diagnostic-code", "final-recipient"]
    ),
    ("exim", [" <= ", " => ", " ** ", " == ", "exim"]),
    ("postfix", ["postfix/", "status=", "relay=", "dsn=", "to=<"]),
    ("sendmail", ["stat=", "mailer=", "xdelay=", "sendmail"]),
    ("zendesk", ["zendesk", "\"ticket", "/api/v2/", "\"requester", "\"recipients\"", "email_notification"]),
    ("zendesk-csv", ["requester", "assignee", "ticket", "summation column", "status"]),
    ("zendesk-xml", ["<ticket", "<nice-id", "<requester", "<status-id"]),
  ]
}
