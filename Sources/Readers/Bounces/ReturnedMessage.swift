import DeliveryModel

/// What the bounce says about the message that came back: enough to find it, and its ticket, again.
struct ReturnedMessage {
  var header = HeaderBlock()
  private(set) var messageID: String?
  private(set) var sender: String?
  private(set) var subject: String?
  private(set) var ticketID: Int64?
  private(set) var threadToken: String?

  init() {}

  init(header: HeaderBlock, sets: CharacterSets, arena: DecodingArena) {
    self.header = header
    messageID = Self.identifier(header[.messageID])
    let from = AddressText.bare(header[.from])
    let path = AddressText.bare(header[.returnPath])
    let named = AddressText.isAddress(from) ? from : path
    if AddressText.isAddress(named) { sender = named.string }
    if header.has(.subject) {
      subject = EncodedWords.decode(header[.subject].slice(0, 4096), sets: sets, arena: arena)
    }
    for field in [HeaderField.messageID, .zendeskMessageID, .inReplyTo, .references, .originalMessageID] {
      if threadToken == nil { threadToken = HelpDeskToken.inMessageIDs(header[field]) }
    }
    for field in [HeaderField.replyTo, .from, .returnPath, .sender, .cc] {
      learn(fromAddresses: header[field])
    }
    if let number = header[.ticketID].trimmed().decimal { ticketID = number }
    if threadToken == nil, let subject { threadToken = HelpDeskToken.inBrackets(subject) }
  }

  /// An address of ours that carries a ticket: `support+id4711@…`, `support+id1G7EOR-0Q2J@…`.
  mutating func learn(fromAddresses value: ByteView) {
    guard !value.isEmpty, let plus = value.find("+id") else { return }
    let rest = value.from(plus + 3)
    guard let at = rest.firstIndex(of: UInt8(ascii: "@")), at <= 20 else { return }
    let name = rest.slice(0, at)
    if let number = name.decimal {
      if ticketID == nil { ticketID = number }
    } else if threadToken == nil {
      threadToken = HelpDeskToken.token(name)
    }
  }

  mutating func setMessageID(_ value: ByteView) {
    if messageID == nil { messageID = Self.identifier(value) }
    if threadToken == nil { threadToken = HelpDeskToken.inMessageIDs(value) }
  }

  mutating func setSender(_ value: ByteView) {
    guard sender == nil else { return }
    let address = DeliveryStatusFields.Recipient.address(value)
    if AddressText.isAddress(address) { sender = address.string }
  }

  mutating func setThreadToken(_ token: String) { if threadToken == nil { threadToken = token } }

  /// A Message-ID without brackets, blanks and comments.
  static func identifier(_ value: ByteView) -> String? {
    var text = value.trimmed()
    if let open = text.firstIndex(of: UInt8(ascii: "<")) {
      let close = text.firstIndex(of: UInt8(ascii: ">"), from: open) ?? text.count
      text = text.slice(open + 1, close).trimmed()
    }
    guard text.count > 2, text.count < 1000, !text.contains(10) else { return nil }
    return text.string
  }

  /// Everybody that the returned message was addressed to.
  var recipients: [ByteView] {
    let named =
      AddressText.all(in: header[.to]) + AddressText.all(in: header[.cc])
      + AddressText.all(in: header[.apparentlyTo])
    if !named.isEmpty { return named }
    // Nobody is addressed openly; the last server that took the message wrote down for whom (RFC 5321 §4.4).
    let trace = header[.received]
    guard let at = trace.find("for <"), let close = trace.firstIndex(of: UInt8(ascii: ">"), from: at) else {
      return []
    }
    let address = AddressText.bare(trace.slice(at + 4, close + 1))
    return AddressText.isAddress(address) ? [address] : []
  }

  /// The one recipient with this local part, where a report gives no more of the address.
  func recipient(withLocalPart local: ByteView) -> ByteView? {
    guard local.count > 1, !local.contains(UInt8(ascii: "@")) else { return nil }
    return recipients.first { address in
      let at = address.firstIndex(of: UInt8(ascii: "@")) ?? 0
      return address.slice(0, at).equalsIgnoringCase(local)
    }
  }
}

/// The token by which Zendesk threads mail to a ticket: 8 to 11 letters and digits, written `1G7EOR-0Q2J`.
enum HelpDeskToken {
  /// Upper case without the hyphen, or nil where the bytes are no token.
  static func token(_ bytes: ByteView) -> String? {
    var letters: [UInt8] = []
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "-"), index == 6 { continue }
      guard byte.isAlphanumeric else { return nil }
      letters.append(byte.isLetter ? byte & 0xDF : byte)
    }
    guard (8...11).contains(letters.count), letters.contains(where: \.isDigit),
      letters.contains(where: \.isLetter)
    else { return nil }
    return String(decoding: letters, as: UTF8.self)
  }

  /// `<TOKEN_65e2f0a1…_sprut@zendesk.com>` and the thread's root `<TOKEN@zendesk.com>`.
  static func inMessageIDs(_ value: ByteView) -> String? {
    guard !value.isEmpty else { return nil }
    var from = 0
    while let at = value.firstIndex(of: UInt8(ascii: "@"), from: from) {
      from = at + 1
      guard value.hasPrefix("zendesk.com", at: at + 1) else { continue }
      var start = at
      while start > 0,
        value[start - 1].isAlphanumeric || value[start - 1] == UInt8(ascii: "_")
          || value[start - 1] == UInt8(ascii: "-")
      {
        start -= 1
      }
      let local = value.slice(start, at)
      let end = local.firstIndex(of: UInt8(ascii: "_")) ?? local.count
      if let token = token(local.slice(0, end)) { return token }
    }
    return nil
  }

  /// `[1G7EOR-0Q2J]` in a subject or a body: only with its hyphen, as bare letters in brackets are frequent.
  static func inBrackets(_ text: String) -> String? {
    var copy = text
    return copy.withUTF8 { inBrackets(ByteView($0)) }
  }

  static func inBrackets(_ bytes: ByteView) -> String? {
    var from = 0
    while let open = bytes.firstIndex(of: UInt8(ascii: "["), from: from) {
      from = open + 1
      guard let close = bytes.slice(0, open + 16).firstIndex(of: UInt8(ascii: "]"), from: open) else {
        continue
      }
      let inside = bytes.slice(open + 1, close)
      if inside[6] == UInt8(ascii: "-"), let token = token(inside) { return token }
    }
    return nil
  }
}
