/// What one message/delivery-status says (RFC 3464 §2), as ranges of it.
struct DeliveryStatusFields {
  /// The fields about one recipient.
  struct Recipient {
    var final: ByteView = .empty
    var original: ByteView = .empty
    /// Sendmail's address behind an alias.
    var actual: ByteView = .empty
    var action: ByteView = .empty
    var status: ByteView = .empty
    var diagnostic: ByteView = .empty
    var remoteServer: ByteView = .empty
    var lastAttempt: ByteView = .empty
    /// Free words that some systems add in fields of their own.
    var supplement: ByteView = .empty

    /// A group of fields that is about somebody.
    var isAboutSomebody: Bool { !final.isEmpty || !original.isEmpty || !action.isEmpty }
  }

  private(set) var reportingServer: ByteView = .empty
  private(set) var arrival: ByteView = .empty
  private(set) var originalMessageID: ByteView = .empty
  /// Sendmail, Postfix and others name the envelope sender in fields of their own.
  private(set) var sender: ByteView = .empty
  private(set) var recipients: [Recipient] = []

  static let recipientLimit = 1000

  private enum Field {
    case final, original, actual, action, status, diagnostic, remoteServer, lastAttempt, supplement
    case reportingServer, arrival, originalMessageID, sender
  }

  private static let names: [(name: StaticString, field: Field)] = [
    ("final-recipient", .final), ("original-recipient", .original), ("x-actual-recipient", .actual),
    ("action", .action), ("status", .status), ("diagnostic-code", .diagnostic),
    ("remote-mta", .remoteServer), ("last-attempt-date", .lastAttempt),
    ("reporting-mta", .reportingServer), ("arrival-date", .arrival),
    ("x-original-message-id", .originalMessageID), ("original-message-id", .originalMessageID),
    ("x-supplementary-info", .supplement), ("x-notes-error", .supplement),
    ("x-postfix-sender", .sender), ("x-sendgrid-sender", .sender), ("x-yandex-sender", .sender),
    ("x-failed-recipient", .final), ("final-recipients", .final),
  ]

  init() {}

  /// Reads fields line by line. A group ends at an empty line; where a system forgets it, at the second
  /// field of a name that a group has once. With `isInProse`, lines that are no fields are passed over.
  init(reading bytes: ByteView, isInProse: Bool = false) {
    var group = Recipient()
    var latest: Field?
    var lineStart = 0
    while lineStart < bytes.count {
      var lineEnd = bytes.lineEnd(from: lineStart)
      let next = lineEnd + 1
      if lineEnd > lineStart, bytes[lineEnd - 1] == 13 { lineEnd -= 1 }
      defer { lineStart = next }
      let line = bytes.slice(lineStart, lineEnd)
      if line.trimmed().isEmpty {
        latest = nil
        if !isInProse || group.isComplete { finish(&group) }
        continue
      }
      if line[0].isBlank, let field = latest {
        extend(field, in: &group, to: lineEnd, of: bytes)
        continue
      }
      latest = nil
      // Prose indents and quotes what it includes.
      var start = 0
      if isInProse { while line[start].isBlank || line[start] == UInt8(ascii: ">") { start += 1 } }
      guard let colon = HeaderBlock.colon(in: line, from: start, to: line.count),
        let field = Self.field(named: line.slice(start, colon))
      else { continue }
      let value = line.from(colon + 1)
      if Self.begins(field, newGroupAfter: group) { finish(&group) }
      set(field, in: &group, to: value)
      latest = field
      if recipients.count >= Self.recipientLimit { break }
    }
    if recipients.count < Self.recipientLimit { finish(&group) }
  }

  private static func field(named raw: ByteView) -> Field? {
    let name = raw.trimmed()
    guard name.count >= 6 else { return nil }
    if name.count > 8, name.hasPrefix("x-"), name.has("-sender") { return .sender }
    return names.first { name.equals($0.name) }?.field
  }

  private static func begins(_ field: Field, newGroupAfter group: Recipient) -> Bool {
    switch field {
    case .final: !group.final.isEmpty
    case .original: !group.original.isEmpty && !group.final.isEmpty
    case .action: !group.action.isEmpty && !group.final.isEmpty
    default: false
    }
  }

  private mutating func set(_ field: Field, in group: inout Recipient, to value: ByteView) {
    switch field {
    case .final: group.final = value
    case .original: if group.original.isEmpty { group.original = value }
    case .actual: group.actual = value
    case .action: group.action = value
    case .status: if group.status.trimmed().isEmpty { group.status = value }
    case .diagnostic: if group.diagnostic.trimmed().isEmpty { group.diagnostic = value }
    case .remoteServer: if group.remoteServer.isEmpty { group.remoteServer = value }
    case .lastAttempt: group.lastAttempt = value
    case .supplement: group.supplement = value
    case .reportingServer: if reportingServer.isEmpty { reportingServer = value }
    case .arrival: if arrival.isEmpty { arrival = value }
    case .originalMessageID: originalMessageID = value
    case .sender: if sender.isEmpty { sender = value }
    }
  }

  private func extend(_ field: Field, in group: inout Recipient, to end: Int, of bytes: ByteView) {
    func longer(_ value: ByteView) -> ByteView {
      guard let start = bytes.offset(of: value) else { return value }
      return bytes.slice(start, end)
    }
    switch field {
    case .diagnostic: group.diagnostic = longer(group.diagnostic)
    case .final: group.final = longer(group.final)
    case .original: group.original = longer(group.original)
    case .status: group.status = longer(group.status)
    case .remoteServer: group.remoteServer = longer(group.remoteServer)
    case .supplement: group.supplement = longer(group.supplement)
    default: break
    }
  }

  private mutating func finish(_ group: inout Recipient) {
    if group.isAboutSomebody { recipients.append(group) }
    group = Recipient()
  }

  /// True where bytes that are not labelled so hold a delivery status all the same.
  static func stands(in text: ByteView) -> Bool {
    let head = text.slice(0, 65_536)
    guard let at = head.find("final-recipient") ?? head.find("original-recipient") else { return false }
    let isField = head.from(at).slice(0, 40).contains(UInt8(ascii: ":"))
    return isField && (head.has("\naction:") || head.has("action: ") || head.has("diagnostic-code:"))
  }
}

extension DeliveryStatusFields.Recipient {
  fileprivate var isComplete: Bool {
    (!final.isEmpty || !original.isEmpty) && (!action.isEmpty || !status.isEmpty)
  }

  /// The value of an address field, without its type, `rfc822;` or `utf-8;` (RFC 6533 §3).
  static func address(_ field: ByteView) -> ByteView {
    let value = field.trimmed()
    guard let semicolon = value.firstIndex(of: UInt8(ascii: ";")), semicolon < 24,
      !value.slice(0, semicolon).contains(UInt8(ascii: "@"))
    else { return AddressText.bare(value) }
    return AddressText.bare(value.from(semicolon + 1))
  }

  static func isInternational(_ field: ByteView) -> Bool {
    field.trimmed().hasPrefix("utf-8;") && field.has("\\x{")
  }
}
