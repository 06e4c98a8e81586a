import Testing

@testable import Classification

@Suite("typo suggestions")
struct TypoSuggestionTests {
  @Test(
    "a slip in the domain of a great provider is named",
    arguments: [
      ("ana@gmial.com", "ana@gmail.com"), ("ana@gmail.con", "ana@gmail.com"),
      ("ana@gmai.com", "ana@gmail.com"),
      ("ana@gmail.co", "ana@gmail.com"), ("ana@gnail.com", "ana@gmail.com"),
      ("ana@gmaill.com", "ana@gmail.com"),
      ("ana@naver.co", "ana@naver.com"), ("ana@naver.con", "ana@naver.com"),
      ("ana@navre.com", "ana@naver.com"),
      ("ana@naver.cim", "ana@naver.com"), ("ana@hanmial.net", "ana@hanmail.net"),
      ("ana@hanmail.ne", "ana@hanmail.net"),
      ("ana@hamail.net", "ana@hanmail.net"), ("ana@duam.net", "ana@daum.net"),
      ("ana@hotmial.com", "ana@hotmail.com"),
      ("ana@hotmal.com", "ana@hotmail.com"), ("ana@yaho.com", "ana@yahoo.com"),
      ("ana@yahooo.co.jp", "ana@yahoo.co.jp"),
      ("ana@outlok.com", "ana@outlook.com"), ("ana@iclod.com", "ana@icloud.com"),
      ("ana@nate.co", "ana@nate.com"),
      ("ana@kakoa.com", "ana@kakao.com"), ("ana@gmailcom", "ana@gmail.com"),
      ("ana@t-onlin.de", "ana@t-online.de"),
    ])
  func providers(typed: String, meant: String) {
    let found = TypoAdvisor().suggestions(for: typed, domainAnswers: false)
    #expect(found.first?.address == meant, "\(found.map(\.address))")
    #expect(found.first.map { !$0.reason.isEmpty && !$0.doubt.isEmpty } == true)
  }

  @Test(
    "a real domain is never corrected",
    arguments: [
      "gmail.fr", "mailo.com", "gmx.de", "gmx.net", "naver.com", "never.com", "ymail.com", "email.com",
      "mail.com",
      "hotmail.co.uk", "hotmail.fr", "live.nl", "live.com", "yahoo.co.jp", "yahoo.de", "outlook.kr",
      "googlemail.com",
      "me.com", "qq.com", "163.com", "126.com", "nate.com", "date.com", "hey.com", "aol.com", "aim.com",
      "web.de",
      "inbox.lv", "mail.ee", "hanmail.com", "bk.ru", "list.ru", "example.com", "acme.co.kr", "kyoto-u.ac.jp",
    ])
  func realDomains(domain: String) {
    #expect(TypoAdvisor().suggestions(for: "ana@" + domain, domainAnswers: false) == [])
  }

  @Test("domains of the input and of organisations are suggested before providers")
  func ownDomains() {
    let advisor = TypoAdvisor(
      domainCounts: ["contoso.example": 40, "rare.example": 1], organizationDomains: ["fabrikam.example"])
    #expect(
      advisor.suggestions(for: "ana@contsoo.example", domainAnswers: false).first?.ground == .frequentDomain)
    #expect(
      advisor.suggestions(for: "ana@fabrikm.example", domainAnswers: false).first?.address
        == "ana@fabrikam.example")
    // Seen once, it is no better known than the failed one; delivered to often, it is right.
    #expect(advisor.suggestions(for: "ana@rarre.example", domainAnswers: false) == [])
    #expect(advisor.suggestions(for: "ana@contoso.example", domainAnswers: true) == [])
  }

  @Test("an address of the same person that worked comes first, with its slip")
  func workingAddress() {
    let found = TypoAdvisor().suggestions(
      for: "jane.dow@example.com", domainAnswers: true,
      workingAddresses: ["jane.doe@example.com", "jane.dow@example.net", "bob@example.com"])
    #expect(found.map(\.address) == ["jane.doe@example.com", "jane.dow@example.net"])
    #expect(found.first?.slips == [.neighbouringKey(typed: "w", meant: "e")])
  }

  @Test("where the domain's server answered, the doubt says so")
  func doubt() {
    let answering = TypoAdvisor().suggestions(for: "ana@gmial.com", domainAnswers: true)
    #expect(answering.first?.doubt.contains("answers") == true)
  }

  @Test(
    "what is no address gets no suggestion",
    arguments: ["", "@", "ana", "ana@", "@gmial.com", "ana@.", String(repeating: "a@", count: 400)])
  func noAddress(text: String) {
    #expect(TypoAdvisor().suggestions(for: text, domainAnswers: false) == [])
  }

  @Test("slips are told apart")
  func slips() {
    func slips(_ typed: String, _ meant: String) -> [TypingSlip]? {
      TypingSlip.slips(typed: Array(typed), meant: Array(meant), limit: 2)
    }
    #expect(slips("gmial", "gmail") == [.swapped("i", "a")])
    #expect(slips("gmal", "gmail") == [.missing("i")])
    #expect(slips("gmaill", "gmail") == [.added("l")])
    #expect(slips("gnail", "gmail") == [.neighbouringKey(typed: "n", meant: "m")])
    #expect(slips("gqail", "gmail") == [.replaced(typed: "q", meant: "m")])
    #expect(slips("outlook", "gmail") == nil)
  }
}
