import Mustache

/// Text that is markup already, made by this module from text that it escaped itself or from libcmark's safe
/// output: the only thing that a template places without escaping it.
struct Markup: MustacheCustomRenderable, Sendable {
  /// Says to the content type that what follows is markup. No other value that reaches a template can hold
  /// this character: `Record` replaces it.
  static let sign: Character = "\u{1}"

  let text: String

  var renderText: String { String(Self.sign) + text }
  var isNull: Bool { text.isEmpty }
}

/// Nothing, said aloud: a template that asks for it must not be answered by an enclosing record.
struct Absent: MustacheCustomRepresentation, Sendable {
  var representation: Any? { nil }
}

/// What a template sees: named values, all of them made safe here.
struct Record: MustacheParent {
  private var values: [String: Any] = [:]

  init() {}

  func child(named name: String) -> Any? { values[name] }

  /// Plain text, which the template escapes; empty text is absent.
  mutating func set(_ name: String, _ text: String) {
    values[name] = text.isEmpty ? Absent() : VisibleText.made(from: text)
  }

  mutating func set(_ name: String, _ markup: Markup) {
    values[name] = markup.text.isEmpty ? Absent() : markup
  }
  mutating func set(_ name: String, _ flag: Bool) { values[name] = flag }
  mutating func set(_ name: String, _ record: Record) { values[name] = record }
  mutating func set(_ name: String, _ list: [Record]) { values[name] = list }
  mutating func set(_ name: String, _ list: [Markup]) { values[name] = list }
  mutating func setAbsent(_ name: String) { values[name] = Absent() }
}
