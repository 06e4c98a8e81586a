import Reports
import Testing

@testable import Rendering

struct EscapingTests {
  @Test(
    "HTML text holds no markup of a stranger's",
    arguments: [
      ("<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"),
      ("a & \"b\"", "a &amp; &quot;b&quot;"), ("김민수", "김민수"), ("", ""),
    ])
  func html(text: String, expected: String) {
    #expect(HTMLText.escaped(text) == expected)
  }

  @Test(
    "Markdown text starts no list, heading, table, link, mention or code",
    arguments: [
      ("1. first", "1\\. first"), ("12) x", "12\\) x"), ("1.1 kB", "1.1 kB"), ("# head", "\\# head"),
      ("- item", "\\- item"), ("a|b", "a\\|b"), ("`code`", "\\`code\\`"), ("[x](y)", "\\[x\\](y)"),
      ("<b>", "&lt;b&gt;"), ("@team", "@\u{2060}team"), ("after @ in", "after @ in"),
      ("see https://example.com/", "see https\\://example.com/"), ("www.example.com", "www\\.example.com"),
      ("two\nlines", "two lines"), ("*_~$", "\\*\\_\\~\\$"),
    ])
  func markdown(text: String, expected: String) {
    #expect(MarkdownText.escaped(text) == expected)
  }

  @Test(
    "a code span shows what it is given, whatever backticks are in it",
    arguments: [
      ("550 5.1.1", "`550 5.1.1`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("a|b", "`a\\|b`"),
      ("x\ny", "`x y`"),
      ("", ""), ("   ", ""),
    ])
  func codeSpan(text: String, expected: String) {
    #expect(MarkdownText.code(text) == expected)
  }

  @Test(
    "characters that act unseen are shown",
    arguments: [
      ("\u{202E}txet", "⟨U+202E⟩txet"), ("a\u{1}b", "a␁b"), ("\u{0}", "␀"), ("tab\tline\n", "tab\tline\n"),
      ("\u{FEFF}x", "⟨U+FEFF⟩x"), ("안녕", "안녕"),
    ])
  func visible(text: String, expected: String) {
    #expect(VisibleText.made(from: text) == expected)
  }

  @Test(
    "a cell of a spreadsheet is no formula and keeps its borders",
    arguments: [
      ("=1+1", "'=1+1"), ("+82", "'+82"), ("-x", "'-x"), ("@x", "'@x"), ("a,b", "\"a,b\""),
      ("say \"x\"", "\"say \"\"x\"\"\""), ("=a,b", "\"'=a,b\""), ("two\r\nlines", "\"two\r\nlines\""),
      ("", ""),
    ])
  func csv(cell: String, expected: String) {
    var bytes: [UInt8] = []
    FailuresCSV.append([cell], to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == expected + "\r\n")
  }

  @Test("only http and https become links to elsewhere")
  func external() {
    let site = Site(languages: [.english], pages: [], files: [], failureIDs: [])
    let links = LinkResolver(site: site, language: .english, format: .html, here: "index.html")
    #expect(links.address(of: .external("javascript:alert(1)")) == nil)
    #expect(links.address(of: .external("https://acme.example.com/a b")) == nil)
    #expect(links.address(of: .external("https://acme.example.com/")) == "https://acme.example.com/")
    #expect(links.address(of: .page(.index)) == nil)
  }

  @Test("guidance can bring neither HTML nor scripts nor pictures onto a page")
  func prose() {
    let site = Site(languages: [.english], pages: [.failureClass("mailbox-full")], files: [], failureIDs: [])
    let links = LinkResolver(
      site: site, language: .english, format: .html, here: "reference/en/codes/550.html")
    let html = Prose(links: links).html(
      """
      # Head
      <script>alert(1)</script>

      <b>raw</b> [bad](javascript:alert(1)) [dead](no-such-class) ![p](https://evil.example/x.png) [full](mailbox-full)
      """, headingLevel: 3
    ).text
    #expect(html.contains("<h3>Head</h3>"))
    #expect(html.contains("raw bad dead"))
    #expect(html.contains("<a href=\"../classes/mailbox-full.html\">full</a>"))
    for forbidden in ["<script", "<b>", "javascript", "<img"] {
      #expect(!html.contains(forbidden), "\(forbidden)")
    }
  }
}
