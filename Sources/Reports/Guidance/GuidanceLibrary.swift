/// The guidance of one language; what it lacks is taken from English, and said in general words otherwise.
public struct GuidanceLibrary: Sendable {
  private let classes: [String: Guidance]
  private let guides: [String: Guidance]
  private let providers: [String: Guidance]
  private let wording: Wording

  /// Reads every guidance text of a language, built-in or from the folder `overrides`.
  public init(wording: Wording, overrides: String? = nil) throws(DataFileError) {
    var classes: [String: Guidance] = [:]
    var guides: [String: Guidance] = [:]
    var providers: [String: Guidance] = [:]
    for language in Set([Language.english, wording.language]).sorted(by: { $0 == .english && $1 != .english })
    {
      let root = "guidance/\(language.id)/"
      for file in TemplateFiles(folder: "guidance/\(language.id)", overrides: overrides).all
      where file.path.hasSuffix(".md") {
        let name = String(file.path.dropFirst(root.count).dropLast(".md".count))
        if name.hasPrefix("guides/") {
          let id = String(name.dropFirst("guides/".count))
          guides[id] = try GuidanceFile.guidance(file.text, id: id, file: file.origin)
        } else if name.hasPrefix("providers/") {
          let id = String(name.dropFirst("providers/".count))
          providers[id] = try GuidanceFile.guidance(file.text, id: id, file: file.origin)
        } else {
          try Self.checkClass(name, file: file.origin)
          classes[name] = try GuidanceFile.guidance(file.text, id: name, file: file.origin)
        }
      }
    }
    self.init(wording: wording, classes: classes, guides: guides, providers: providers)
  }

  public init(
    wording: Wording, classes: [String: Guidance], guides: [String: Guidance] = [:],
    providers: [String: Guidance] = [:]
  ) {
    self.wording = wording
    self.providers = providers
    self.classes = classes
    self.guides = guides
  }

  /// Ids of the classes that have a text, sorted.
  public var classIDs: [String] { classes.keys.sorted() }

  /// Texts on single mail services, sorted by id.
  public var allProviders: [Guidance] { providers.values.sorted { $0.id < $1.id } }

  public var allGuides: [Guidance] { guides.values.sorted { $0.id < $1.id } }

  /// The text on a class; one without a file of its own gets its id as title and the general steps.
  public subscript(id: String) -> Guidance {
    if let guidance = classes[id] { return guidance }
    var general = Guidance(id: id, title: Self.title(of: id))
    general.reason = wording.text("class.no-guidance.reason", ["class": Phrase(general.title)])
    general.nextStep = wording.text("class.no-guidance.next-step")
    general.adminStep = wording.text("class.no-guidance.admin-step")
    general.practices = ["BP1", "BP3"]
    return general
  }

  private static func title(of id: String) -> String {
    let words = id.split(separator: "-").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
