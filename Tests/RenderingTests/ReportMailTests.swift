import DeliveryModel
import Foundation
import Reports
import TestSupport
import Testing

@testable import Rendering

struct ReportMailTests {
  private func mail(_ language: Language, baseURL: String? = nil) throws -> ReportMail {
    let options = PageOptions()
    return try ReportMail(
      options.answers(SampleFindings.week), options: options, language: language, baseURL: baseURL)
  }

  @Test("the mail needs no style sheet, script or network", arguments: [Language.english, .korean])
  func selfContained(language: Language) throws {
    let html = try mail(language).html.lowercased()
    for forbidden in ["<style", "<script", "<img", "<link", "url("] {
      #expect(!html.contains(forbidden), "\(forbidden)")
    }
    #expect(html.contains("<table role=\"presentation\""))
  }

  @Test("every style is one that Outlook's and Gmail's programs know, and none hangs on a class")
  func knownStyles() throws {
    let html = try mail(.korean, baseURL: "https://pages.example.com").html
    #expect(!html.contains(" class=") && !html.contains("var(--"))
    let known: Set<String> = [
      "background-color", "border", "border-bottom", "border-left", "color", "display", "font-family",
      "font-size",
      "height", "line-height", "margin", "margin-top", "max-height", "max-width", "mso-hide", "overflow",
      "overflow-wrap", "padding", "padding-top", "table-layout", "text-align", "text-decoration",
      "word-break",
    ]
    for style in attributes("style", in: html) {
      #expect(!style.contains("rem") && !style.contains("calc("))
      for declaration in style.split(separator: ";") {
        let name = declaration.prefix { $0 != ":" }.trimmingCharacters(in: .whitespaces)
        #expect(known.contains(name), "\(name)")
      }
    }
    #expect(html.utf8.count < 102_000, "Gmail cuts what is longer")
  }

  @Test("its subject is the company's name and the first sentence")
  func subject() throws {
    var options = PageOptions()
    options.organisation = "Acme"
    let mail = try ReportMail(
      options.answers(SampleFindings.week), options: options, language: .english)
    #expect(mail.subject.hasPrefix("Acme: In week 47, "))
    #expect(!mail.subject.hasSuffix(".") && !mail.subject.contains(". "))
  }

  @Test("the text says where the pages are, each address on a line of its own")
  func addressesInText() throws {
    let lines = try mail(.english, baseURL: "https://pages.example.com/mail").text.split(separator: "\n")
    #expect(lines.contains("    https://pages.example.com/mail/weekly/2026-W47.en.html"))
    #expect(lines.allSatisfy { $0.count <= 78 || $0.split(separator: " ").contains { $0.count > 60 } })
    #expect(try !mail(.english).text.contains("https://"))
  }

  @Test("a period of which nothing is known has its message too, or an older one would be sent again")
  func nothingKnown() throws {
    let folder = try TemporaryFolder()
    let options = PageOptions(languages: [.english])
    let files = try ReportMailFiles.write(
      options.answers(SampleFindings.nothing), options: options, baseURL: nil,
      envelope: .init(sender: "a@example.com", recipients: ["b@example.com"]), to: folder.path)
    #expect(files.contains("email.eml"))
    let message = try String(contentsOfFile: folder.path + "/email.eml", encoding: .utf8)
    #expect(message.hasPrefix("From: a@example.com\nTo: b@example.com\nSubject: "))
    #expect(!message.contains("\nDate:") && message.contains("\nMessage-ID: <"))
  }

  @Test("the text says how many are not in its list")
  func cutList() throws {
    var options = PageOptions()
    options.languages = [.english]
    let mail = try ReportMail(options.answers(SampleFindings.many(40)), options: options, language: .english)
    #expect(mail.text.contains("30 more in the review"))
  }

  @Test("a logo travels as a part that the HTML names; the file alone has none")
  func logo() throws {
    let png: [UInt8] =
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + [
        0, 0, 0, 200, 0, 0, 0, 80,
      ]
    var options = PageOptions()
    try options.brand.setLogo(png, name: "logo.png")
    try options.brand.setAccent("#006644", isDark: false, name: "accent")
    let mail = try ReportMail(
      options.answers(SampleFindings.week), options: options, language: .english,
      baseURL: "https://pages.example.com")
    #expect(!mail.html.contains("<img") && mail.html.contains("color:#006644"))
    #expect(
      mail.htmlWithLogo.contains("<img src=\"cid:logo@bouncebook\" alt=\"\" height=\"40\" width=\"100\""))
    let text = String(
      decoding: mail.message(
        from: "a@example.com", to: ["b@example.com"], date: MailDate(UTCTime(seconds: 0))), as: UTF8.self)
    #expect(text.contains("Content-Type: multipart/related;"))
    #expect(text.contains("\nContent-ID: <logo@bouncebook>\n"))
    #expect(text.contains("\n" + Base64.text(png) + "\n"))
  }

  @Test("a picture that mail programs do not draw is left out of the mail")
  func unknownPictures() {
    #expect(MailLogo(type: "image/svg+xml", bytes: []) == nil)
    #expect(MailLogo(type: "image/png", bytes: [1, 2])?.width == nil)
    #expect(MailLogo(type: "image/gif", bytes: Array("GIF89a".utf8) + [80, 0, 40, 0])?.width == 80)
    let jpeg: [UInt8] = [
      0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 1, 0xFF, 0xC0, 0, 17, 8, 0, 20, 0, 60, 3, 0, 0,
    ]
    #expect(MailLogo(type: "image/jpeg", bytes: jpeg)?.width == 120)
    #expect(
      MailLogo(type: "image/jpeg", bytes: [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0])?.width == nil)
  }

  @Test("a name in other letters is an encoded word; an address stays")
  func names() {
    #expect(MailMessage.mailbox("a@example.com") == "a@example.com")
    #expect(MailMessage.mailbox("\"Bot, the\" <a@example.com>") == "\"Bot, the\" <a@example.com>")
    #expect(
      MailMessage.mailbox("\"하늘 지원\" <a@example.com>")
        == "=?utf-8?B?\(Base64.text(Array("하늘 지원".utf8)))?= <a@example.com>")
  }

  @Test("its links lead to where the pages are published, or there are none")
  func links() throws {
    #expect(
      !attributes("href", in: try mail(.english).html).contains { !$0.hasPrefix("https://acme.example.com") })
    let published = try mail(.english, baseURL: "https://pages.example.com/mail/").html
    #expect(published.contains("href=\"https://pages.example.com/mail/review/2026-W47.en.html\""))
  }

  @Test("the text keeps apart what pages set on lines of their own", arguments: [Language.english, .korean])
  func brokenLines(language: Language) throws {
    let fixer = language == .english ? "the agent can fix it" : "상담사가 해결할 수 있음"
    let text = try mail(language).text
    let lines = text.split(separator: "\n").filter { $0.contains(fixer) }
    #expect(!lines.isEmpty)
    #expect(
      lines.allSatisfy { $0.contains(" · " + fixer) || $0.trimmingCharacters(in: .whitespaces) == fixer })
  }

  @Test("a message is well formed, and nothing in an address begins another header")
  func message() throws {
    let mail = try mail(.korean)
    let date = MailDate(UTCTime(year: 2026, month: 11, day: 23, hour: 6, minute: 5, second: 9))
    let bytes = mail.message(
      from: "Bot <bot@example.com>\nBcc: x@evil.example", to: ["lead@example.com"], date: date)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("\nDate: Mon, 23 Nov 2026 06:05:09 +0000\n"))
    #expect(!text.contains("\nBcc:"))
    let headers = text.prefix { $0 != "\n" || true }.components(separatedBy: "\n\n")[0]
    #expect(headers.contains("Subject: =?utf-8?B?"))
    #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 200 })
    #expect(
      bytes
        == mail.message(
          from: "Bot <bot@example.com>\nBcc: x@evil.example", to: ["lead@example.com"], date: date))
  }

  @Test(
    "base64 is that of Foundation",
    arguments: ["", "a", "ab", "abc", "김민수", String(repeating: "x", count: 200)])
  func base64(text: String) {
    #expect(Base64.text(Array(text.utf8)) == Data(text.utf8).base64EncodedString())
  }
}
