/// What the pages of a source tell of their own completeness.
struct ZendeskPaging {
  /// By the key of the records: whether any page said that nothing comes after it.
  private var ends: [String: Bool] = [:]
  private var isEnd: Bool?
  private var keys: Set<String> = []
  /// The ticket that the page's own addresses name: comments do not say whose they are.
  private(set) var ticketID: Int64?

  mutating func sawRecord(under key: String) {
    if keys.count < 64 { keys.insert(key) }
  }

  /// Takes a value of the page. The addresses of neighbouring pages are filled even on the last one in some
  /// styles, so `end_of_stream` and `has_more` go before them.
  mutating func take(_ key: String, _ value: JSONValue) {
    switch key {
    case "end_of_stream": isEnd = value.bool ?? isEnd
    case "meta": isEnd = value["has_more"]?.bool.map { !$0 } ?? isEnd
    case "next_page":
      if value.kind == .null { isEnd = isEnd ?? true } else { isEnd = isEnd ?? false }
      learnTicket(from: value)
    case "links":
      for name in ["next", "prev"] as [StaticString] { if let link = value[name] { learnTicket(from: link) } }
    case "previous_page", "after_url", "before_url": learnTicket(from: value)
    default: break
    }
  }

  mutating func endPage() {
    if let isEnd {
      for key in keys { ends[key] = ends[key] == true || isEnd }
    }
    isEnd = nil
    keys = []
    ticketID = nil
  }

  /// `pages-end:tickets` where the last page was there, `pages-continue:tickets` where more was announced.
  var notes: [String] {
    ends.sorted { $0.key < $1.key }.map { "\($0.value ? "pages-end" : "pages-continue"):\($0.key)" }
  }

  private mutating func learnTicket(from url: JSONValue) {
    guard ticketID == nil, let url = url.string else { return }
    ticketID = Self.ticketID(in: url)
  }

  /// The number behind `tickets/` in an address or a path, or beside `comments` in a file's name.
  static func ticketID(in path: String) -> Int64? {
    let words = path.split { "/_-.?#&=".contains($0) }
    for (word, next) in zip(words, words.dropFirst()) {
      if word == "tickets" || word == "ticket" || word == "comments" || word == "audits",
        let id = Identifier(next.utf8).value
      {
        return id
      }
      if next == "comments" || next == "audits", let id = Identifier(word.utf8).value { return id }
    }
    return nil
  }
}
