import DeliveryModel
import Testing

@testable import Readers

@Suite("Encodings of bounces")
struct BounceDecodingTests {
  private func view<T>(_ text: String, _ body: (ByteView) -> T) -> T {
    var copy = text
    return copy.withUTF8 { body(ByteView($0)) }
  }

  @Test(
    "encoded words become what a reader of mail sees",
    arguments: [
      ("=?utf-8?B?67CY7Iah?=", "반송"), ("=?euc-kr?B?ud282w==?=", "반송"),
      ("=?iso-8859-1?Q?Non_remis_=3A_caf=E9?=", "Non remis : café"),
      ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"), ("=?utf-8?Q?a?= =?utf-8?Q?b?= c", "ab c"),
      ("plain\r\n  folded", "plain folded"), ("=?nonsense", "=?nonsense"), ("=?x-none?B?YQ==?=", "a"),
    ])
  func encodedWords(raw: String, text: String) {
    let decoded = view(raw) { EncodedWords.decode($0, sets: CharacterSets(), arena: DecodingArena()) }
    #expect(decoded == text)
  }

  @Test("damaged transfer encodings lose only what is damaged")
  func transferEncodings() {
    let arena = DecodingArena()
    let base64 = view("bWFp\r\n*bGJv\neA==") { TransferEncoding.base64($0, into: arena).string }
    #expect(base64 == "mailbox")
    let quoted = view("full=20=\r\nmail=ZZ=3D") { TransferEncoding.quotedPrintable($0, into: arena).string }
    #expect(quoted == "full mail=ZZ=")
    let uuencoded = view("begin 644 x\n#8V%T\n`\nend\n") { TransferEncoding.uuencode($0, into: arena).string }
    #expect(uuencoded == "cat")
  }

  @Test(
    "dates are read in all the forms that mailers write",
    arguments: [
      ("Mon, 2 Mar 2026 10:12:46 +0900", "2026-03-02T01:12:46Z"),
      ("2 Mar 2026 10:12:46 -0000", "2026-03-02T10:12:46Z"),
      ("Mon, 02 Mar 26 10:12:46 UTC", "2026-03-02T10:12:46Z"),
      ("Mon, 2 Mar 2026 10:12 PST", "2026-03-02T18:12:00Z"),
      ("2026-03-02T10:12:46.250Z", "2026-03-02T10:12:46Z"),
      ("Mon Mar  2 10:12:46 2026", "2026-03-02T10:12:46Z"),
      ("Mon, 2 Mar 2026 10:12:46 +0200 (EET)", "2026-03-02T08:12:46Z"), ("30 Feb 2026 10:12:46 +0000", nil),
      ("yesterday", nil), ("", nil), ("99999999999999 Mar 2026", nil),
    ] as [(String, String?)])
  func dates(raw: String, time: String?) {
    #expect(view(raw) { MailDate.parse($0) }?.description == time)
  }

  @Test(
    "text of every charset comes out as UTF-8",
    arguments: [
      ("euc-kr", [0xB9, 0xDD, 0xBC, 0xDB] as [UInt8], "반송"),
      ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日"),
      ("shift_jis", [0x93, 0xFA], "日"), ("big5", [0xB0, 0x68], "退"), ("gb2312", [0xCD, 0xCB], "退"),
      ("koi8-r", [0xCE, 0xC5], "не"), ("windows-1251", [0xED, 0xE5], "не"), ("iso-8859-1", [0xE9], "é"),
      ("utf-16le", [0x41, 0x00], "A"), ("x-unheard-of", [0x41], "A"), ("utf-8", [0xC3, 0xA9], "é"),
    ])
  func charsets(name: String, bytes: [UInt8], text: String) {
    let arena = DecodingArena()
    let sets = CharacterSets()
    let decoded = bytes.withUnsafeBufferPointer { buffer in
      view(name) { sets.utf8(ByteView(buffer), charset: $0, into: arena).string }
    }
    #expect(decoded == text)
  }
}
