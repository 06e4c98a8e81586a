import Testing

@testable import Readers

@Suite("Fields of delivery statuses")
struct DeliveryStatusTests {
  private func view<T>(_ text: String, _ body: (ByteView) -> T) -> T {
    var copy = text
    return copy.withUTF8 { body(ByteView($0)) }
  }

  @Test(
    "the address is found in whatever a mail server wraps around it",
    arguments: [
      ("rfc822;mina@example.org", "mina@example.org"), ("RFC822; <mina@example.org>", "mina@example.org"),
      ("rfc822; mina@example.org (Mina Kim)", "mina@example.org"),
      ("rfc822;mina@example.org;", "mina@example.org"),
      ("<mina@example.org>", "mina@example.org"), ("mina@example.org", "mina@example.org"),
      ("rfc822; \"mina@example.org\"", "mina@example.org"), ("rfc822;'mina@example.org'", "mina@example.org"),
      ("rfc822; mina@example.org.", "mina@example.org"), ("rfc822:mina@example.org", "mina@example.org"),
      ("rfc822; @relay.example.net:mina@example.org", "mina@example.org"),
      ("rfc822; Mina Kim <mina@example.org>", "mina@example.org"),
      ("SMTP:mina@example.org", "mina@example.org"),
      ("rfc822;\"mina kim\"@example.org", "\"mina kim\"@example.org"),
      ("rfc822; mina+a=b@example.org", "mina+a=b@example.org"),
      ("rfc822; mina@[192.0.2.1]", "mina@[192.0.2.1]"),
      ("rfc822; =?utf-8?B?8J+QiA==?=@example.org", "=?utf-8?B?8J+QiA==?=@example.org"),
      ("rfc822;mina%example.org@gw.example.net", "mina%example.org@gw.example.net"),
    ])
  func addresses(field: String, address: String) {
    let (found, isAddress) = view(field) {
      let found = DeliveryStatusFields.Recipient.address($0)
      return (found.string, AddressText.isAddress(found))
    }
    #expect(found == address)
    #expect(isAddress)
  }

  @Test(
    "a pipe, a path, a name or nothing is no address",
    arguments: [
      "rfc822;|/usr/bin/procmail", "rfc822; |exec mina@example.org /home", "rfc822;/var/mail/mina",
      "rfc822;mina", "=", "",
      "rfc822;", "x400; /G=Mina/S=Kim/", "rfc822; @", "rfc822; @example.org",
      "pipe to |/bin/x mina@example.org",
    ])
  func noAddresses(field: String) {
    #expect(!view(field) { AddressText.isAddress(DeliveryStatusFields.Recipient.address($0)) })
  }

  @Test("groups end at an empty line, or where a field comes that a group has once")
  func groups() {
    let text = """
      Reporting-MTA: dns; mx.example.net
      Final-Recipient: rfc822; a@example.org
      Action: failed
      Diagnostic-Code: smtp; 550 one
       more
      Final-Recipient: rfc822; b@example.org
      Action: delayed

      Original-Recipient: rfc822; c@example.org
      Action: failed

      X-Nothing: of interest
      """
    let found = view(text) { bytes in
      DeliveryStatusFields(reading: bytes).recipients.map {
        [$0.final.string, $0.original.string, $0.action.string, $0.diagnostic.string]
      }
    }
    #expect(
      found == [
        [" rfc822; a@example.org", "", " failed", " smtp; 550 one\n more"],
        [" rfc822; b@example.org", "", " delayed", ""], ["", " rfc822; c@example.org", " failed", ""],
      ])
  }

  @Test(
    "the code that says more wins",
    arguments: [
      ("5.0.0", "smtp; 550 5.2.2 full", "5.2.2"), ("5.1.1", "smtp; 550 5.0.0 unknown", "5.1.1"),
      ("5.1.1", "smtp; 550 unknown", "5.1.1"), ("4.4.7", "smtp; 452 4.4.5 no space", "4.4.5"),
      ("", "smtp; 550 5.7.1 no", "5.7.1"), ("5.2.1 (mailbox disabled)", "x-x; none", "5.2.1"),
      ("5.0.0", "smtp; 5.1.0 - Unknown address error 550-'5.2.2 Mailbox Full'", "5.2.2"),
    ])
  func codes(status: String, diagnostic: String, code: String) {
    let text = """
      From: MAILER-DAEMON@mx.example.net
      Content-Type: message/delivery-status

      Final-Recipient: rfc822; mina@example.org
      Action: failed
      Status: \(status)
      Diagnostic-Code: \(diagnostic)
      """
    #expect(BounceFixtures.parse(text).reports.first?.reply.enhancedCode?.description == code)
  }

  @Test("of an alias and the address behind it, the one behind failed and the alias was written to")
  func aliases() throws {
    let text = """
      From: MAILER-DAEMON@mx.example.net
      Content-Type: message/delivery-status

      Final-Recipient: RFC822; sales@acme.example.com
      X-Actual-Recipient: RFC822; mina@example.org
      Action: failed
      Status: 5.1.1
      """
    let report = try #require(BounceFixtures.parse(text).reports.first)
    #expect(report.recipient == "mina@example.org")
    #expect(report.originalRecipient == "sales@acme.example.com")
  }
}

@Suite("Headers of bounces")
struct HeaderBlockTests {
  @Test("a header has room for every field that is wanted")
  func room() {
    #expect(HeaderBlock.room == HeaderField.allCases.count)
  }

  @Test("every field is found by its name, in any case", arguments: HeaderField.allCases)
  func names(field: HeaderField) {
    var name = ByteView(field.name).string.uppercased()
    let found = name.withUTF8 { HeaderBlock.field(named: ByteView($0)) }
    #expect(found == field)
  }

  @Test("the first of several fields of one name counts, folded lines belong to it, and text ends the header")
  func folding() {
    var text =
      "From nobody\nSubject: one\r\n two\r\nSUBJECT: three\nTo:\n a@example.org\n\nFrom: body@example.org\n"
    let (subject, to, from, body) = text.withUTF8 { bytes in
      let view = ByteView(bytes)
      let header = HeaderBlock(reading: view, from: 0)
      return (
        header[.subject].string, header[.to].string, header[.from].string, view.from(header.bodyStart).string
      )
    }
    #expect(subject == " one\r\n two")
    #expect(to == "\n a@example.org")
    #expect(from.isEmpty)
    #expect(body == "From: body@example.org\n")
  }
}
