import DeliveryModel

/// Which ticket a Message-ID belongs to, learnt from the notifications.
///
/// Zendesk writes Message-IDs as `TOKEN_time_hex_sprut@zendesk.com`, with one token a ticket (seen in public
/// mails). A token cannot be decoded, but whoever has seen it beside a ticket's number knows all its mails.
struct ThreadTokens {
  private var tickets: [String: Int64] = [:]
  /// Seen beside two tickets, so that they tell nothing.
  private var ambiguous: Set<String> = []

  mutating func learn(_ notification: Notification) {
    guard let ticket = notification.ticketID,
      let token = notification.messageID.flatMap({ Self.token(inMessageID: $0) })
    else { return }
    if let known = tickets[token], known != ticket { ambiguous.insert(token) }
    tickets[token] = ticket
  }

  func ticket(messageID: String?, token: String? = nil) -> Int64? {
    for token in [messageID.flatMap { Self.token(inMessageID: $0) }, token.map(Self.canonical)] {
      guard let token, let ticket = tickets[token], !ambiguous.contains(token) else { continue }
      return ticket
    }
    return nil
  }

  var isEmpty: Bool { tickets.isEmpty }

  /// The part before the first underscore, where the rest is of the vendor's shape too.
  static func token(inMessageID id: String) -> String? {
    let bytes = id.utf8
    guard let end = bytes.firstIndex(of: UInt8(ascii: "_")), let at = bytes.lastIndex(of: UInt8(ascii: "@")),
      end < at, id[..<at].hasSuffix("_sprut") || id[at...] == "@zendesk.com"
    else { return nil }
    let token = id[..<end]
    guard (8...11).contains(token.utf8.count), token.utf8.allSatisfy(isTokenByte) else { return nil }
    return String(token)
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
  }

  /// In addresses and bodies a hyphen stands after the sixth character.
  private static func canonical(_ token: String) -> String {
    String(token.uppercased().filter { $0 != "-" })
  }
}
