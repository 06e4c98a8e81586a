import DeliveryModel
import SMTPStatus
import Testing

@testable import Classification

@Suite("known wordings")
struct WordingTests {
  @Test("a reply gets its class, with or without its codes, stage and frame", arguments: Wording.replies)
  func reply(wording: Wording) {
    var classifier = Classifier()
    let found = StatusCodeFinder.first(in: wording.text)
    let stage = Reply.Stage(rawValue: wording.stage)
    let severity = Int(found?.replyCode?.number ?? 500) / 100
    // Postfix makes up X.0.0 where the reply has no enhanced code.
    let stated = found?.enhancedCode ?? EnhancedStatusCode(severity: severity, subject: 0, detail: 0)
    let frame = wording.stage == "connection" ? "refused to talk to me" : "said"
    let replies = [
      Reply(text: wording.text),
      Reply(
        text: wording.text, code: found?.replyCode, enhancedCode: found?.enhancedCode,
        saidBy: .remoteHost, stage: stage),
      Reply(
        text: "host mx.example.net[192.0.2.1] \(frame): \(wording.text)", enhancedCode: stated,
        saidBy: .remoteHost, stage: stage),
      Reply(
        text: "SMTP error from remote mail server after end of data: " + wording.text,
        saidBy: .remoteHost, stage: stage),
    ]
    for reply in replies {
      let verdict = classifier.verdict(for: reply)
      #expect(verdict.failureClass.id == wording.failureClass, "by \(verdict.evidence.rule)")
    }
  }

  @Test("a text of our own server gets its class", arguments: Wording.ownServer)
  func ownServer(wording: Wording) {
    var classifier = Classifier()
    for speaker in [Reply.Speaker.ownServer, .unknown] {
      let verdict = classifier.verdict(
        for: Reply(
          text: wording.text, enhancedCode: EnhancedStatusCode(wording.enhancedCode), saidBy: speaker))
      #expect(verdict.failureClass.id == wording.failureClass, "by \(verdict.evidence.rule)")
    }
  }
}
