import DeliveryModel
import Foundation
import Reports
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
