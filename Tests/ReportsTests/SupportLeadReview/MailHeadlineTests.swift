import Reports
import Testing

@Suite("What is said of a mail as a whole")
struct MailHeadlineTests {
  private static let full = MailHeadline.Kind(classID: "mailbox-full", code: "5.2.2")
  private static let unknown = MailHeadline.Kind(classID: "unknown-user", code: "5.1.1")

  private static let cases: [(recipients: Int, kinds: [MailHeadline.Kind], expected: MailHeadline?)] = [
    (1, [full], .only(full)), (2, [full, full], .allOf(2, full)), (2, [full, unknown], .allOf(2, nil)),
    (3, [full], .someOf(failed: 1, of: 3, full)), (3, [full, full], .someOf(failed: 2, of: 3, full)),
    (3, [full, unknown], .someOf(failed: 2, of: 3, nil)), (3, [], nil), (0, [full], .only(full)),
  ]

  @Test("it depends on the recipients, the failed ones and whether they failed alike", arguments: cases)
  func headline(_ example: (recipients: Int, kinds: [MailHeadline.Kind], expected: MailHeadline?)) {
    #expect(MailHeadline(recipients: example.recipients, kinds: example.kinds) == example.expected)
  }
}
