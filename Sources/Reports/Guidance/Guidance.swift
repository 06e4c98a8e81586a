/// What to say about a failure class, or how to do something: one file of `Templates/guidance/<language>/`.
public struct Guidance: Hashable, Sendable {
  /// The file's name without its ending: the class's id.
  public var id: String
  public var title: String
  /// One plain sentence: why the mail did not arrive.
  public var reason: String
  /// What the agent does next, in one breath.
  public var nextStep: String
  /// Which of the four best practices, in the order in which they are tried: `BP1` … `BP4`.
  public var practices: [String]
  /// To whom, and when; empty where nobody needs to be told.
  public var escalate: String
  public var wait: String
  /// An internal note to copy, with placeholders.
  public var note: String
  /// A message to the customer over another channel, with placeholders.
  public var message: String
  public var adminStep: String
  /// Ids of classes that are mistaken for this one.
  public var related: [String]
  /// For providers: the beginnings of the ids of rules that are about it, such as `google`.
  public var rules: [String]
  /// For providers: the beginnings of the names under which the catalogue has numbers of theirs.
  public var limits: [String]
  /// For providers: the domains of its customers.
  public var domains: [String]
  /// For guides: what it is about, in a sentence.
  public var summary: String
  /// CommonMark below the front matter.
  public var body: String

  public init(id: String, title: String) {
    self.id = id
    self.title = title
    reason = ""
    nextStep = ""
    practices = []
    escalate = ""
    wait = ""
    note = ""
    message = ""
    adminStep = ""
    related = []
    rules = []
    limits = []
    domains = []
    summary = ""
    body = ""
  }

  /// The body's parts under their headings of the second level.
  public var sections: [(heading: String, text: String)] {
    var sections: [(heading: String, text: String)] = []
    var isFenced = false
    for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { isFenced.toggle() }
      if !isFenced, line.hasPrefix("## ") {
        sections.append((String(line.dropFirst(3)), ""))
      } else if let last = sections.indices.last {
        sections[last].text += line + "\n"
      }
    }
    return sections
  }
}
