public import SMTPStatus

/// What was answered to a delivery attempt, and by whom.
public struct Reply: Hashable, Sendable, Codable {
  /// The diagnostic text as the source gives it: several reply lines joined, codes included where they stood.
  public var text: String
  /// The SMTP reply code, where the source states one.
  public var code: ReplyCode?
  /// The enhanced status code, where the source states one.
  public var enhancedCode: EnhancedStatusCode?
  public var saidBy: Speaker
  /// The command that was answered, where the source tells.
  public var stage: Stage?
  /// The host that answered, without its address.
  public var remoteHost: String?

  public init(
    text: String, code: ReplyCode? = nil, enhancedCode: EnhancedStatusCode? = nil,
    saidBy: Speaker = .unknown, stage: Stage? = nil, remoteHost: String? = nil
  ) {
    self.text = text
    self.code = code
    self.enhancedCode = enhancedCode
    self.saidBy = saidBy
    self.stage = stage
    self.remoteHost = remoteHost
  }

  /// Who spoke. The raw values stand in the exports' field `said_by`.
  public enum Speaker: String, Sendable, CaseIterable, Codable {
    case remoteHost = "remote-host"
    /// The mail server that was to deliver the message: nobody outside said anything.
    case ownServer = "own-server"
    /// A sending service (Amazon SES, SendGrid …) about its own state.
    case provider
    case helpDesk = "help-desk"
    case unknown
  }

  /// The part of the SMTP dialogue that was answered (RFC 5321 §3).
  public enum Stage: String, Sendable, CaseIterable, Codable {
    /// The greeting, or the connection itself.
    case connection
    /// EHLO, HELO, STARTTLS.
    case hello
    case authentication
    case mailFrom = "mail-from"
    case rcptTo = "rcpt-to"
    case data
    /// After the whole message was sent.
    case endOfData = "end-of-data"
  }
}
