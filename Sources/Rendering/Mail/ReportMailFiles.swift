public import Reports
import Summaries

/// The e-mail's files: `email.html` and `email.txt` beside the pages, and on request a message to be sent.
public enum ReportMailFiles {
  /// Whom a message is from and to.
  public struct Envelope: Hashable, Sendable {
    public var sender: String
    public var recipients: [String]

    public init(sender: String, recipients: [String]) {
      self.sender = sender
      self.recipients = recipients
    }
  }

  /// Writes them in every language of the pages; the first language's names carry none.
  ///
  /// - Returns: the files below `folder`.
  @discardableResult
  public static func write(
    _ answers: ReportAnswers, options: PageOptions, baseURL: String?, envelope: Envelope?, to folder: String
  ) throws -> [String] {
    let languages =
      options.languages.isEmpty
      ? try WordingLibrary(overrides: options.templates).languages : options.languages
    var files: [String] = []
    for language in languages {
      let mail = try ReportMail(answers, options: options, language: language, baseURL: baseURL)
      let name = language == languages.first ? "email" : "email.\(language.id)"
      try AtomicFile.write(Array(mail.html.utf8), to: "\(folder)/\(name).html")
      try AtomicFile.write(Array(mail.text.utf8), to: "\(folder)/\(name).txt")
      files += ["\(name).html", "\(name).txt"]
      guard let envelope else { continue }
      // The newest record's time: the same input gives the same message. Where there is none a message is written
      // all the same, or the last run's would be sent again.
      let message = mail.message(
        from: envelope.sender, to: envelope.recipients,
        date: answers.context.findings.lastTime.map { MailDate($0) })
      try AtomicFile.write(message, to: "\(folder)/\(name).eml")
      files.append("\(name).eml")
    }
    return files
  }
}
