import Foundation
import Yams

/// `bouncebook.yaml`: what a team sets once instead of typing it each time.
struct Configuration {
  var title: String?
  var timeZone: String?
  var helpDeskURL: String?
  var languages: [String]?
  var rules: [String] = []
  var templates: String?
  /// Addresses or domains whose mail leaves through a connector that reports nothing back.
  var unobservedSenders: [String] = []

  private static let keys = [
    "help_desk_url", "languages", "rules", "templates", "time_zone", "title", "unobserved_senders",
  ]

  /// The given file, else `bouncebook.yaml` of the current folder, else nothing.
  static func load(_ path: String?) throws -> Configuration {
    let name = path ?? "bouncebook.yaml"
    guard FileManager.default.fileExists(atPath: name) else {
      if path != nil { throw UsageProblem("\(name): no such configuration file") }
      return Configuration()
    }
    let text: String
    do { text = try String(contentsOfFile: name, encoding: .utf8) } catch {
      throw UsageProblem("\(name): cannot be read as UTF-8 text")
    }
    return try read(text, name: name)
  }

  static func read(_ text: String, name: String) throws -> Configuration {
    let node: Node?
    do { node = try Yams.compose(yaml: text) } catch { throw UsageProblem("\(name): \(error)") }
    var configuration = Configuration()
    guard let node else { return configuration }
    guard let mapping = node.mapping else { throw UsageProblem("\(name):1: expected `key: value` lines") }
    for (key, value) in mapping {
      let place = "\(name):\(key.mark?.line ?? 1)"
      switch key.string ?? "" {
      case "title": configuration.title = try string(value, place, "title")
      case "time_zone": configuration.timeZone = try string(value, place, "time_zone")
      case "help_desk_url": configuration.helpDeskURL = try string(value, place, "help_desk_url")
      case "languages": configuration.languages = try strings(value, place, "languages")
      case "rules": configuration.rules = try strings(value, place, "rules")
      case "templates": configuration.templates = try string(value, place, "templates")
      case "unobserved_senders":
        configuration.unobservedSenders = try strings(value, place, "unobserved_senders")
      case let unknown:
        throw UsageProblem("\(place): unknown key “\(unknown)”; known are \(keys.joined(separator: ", "))")
      }
    }
    return configuration
  }

  private static func string(_ node: Node, _ place: String, _ key: String) throws -> String {
    guard let value = node.string, !value.isEmpty else {
      throw UsageProblem("\(place): \(key) must be a text")
    }
    return value
  }

  private static func strings(_ node: Node, _ place: String, _ key: String) throws -> [String] {
    if let one = node.string { return [one] }
    guard let sequence = node.sequence else { throw UsageProblem("\(place): \(key) must be a list of texts") }
    return try sequence.map { try string($0, place, key) }
  }
}
