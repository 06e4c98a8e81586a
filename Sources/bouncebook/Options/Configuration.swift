import Foundation
import Readers
import Rendering
import Reports
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

  /// The folder of the weekly summaries.
  var archive: String?
  /// As `--keep-rows` takes it.
  var keepRows: String?
  /// Over how many weeks the trend goes.
  var trendWeeks: Int?
  /// The mail services of receiving domains, our own domains among them.
  var families = ProviderFamilies.builtIn
  /// What could not be used and is left out.
  private(set) var warnings: [String] = []
  /// Logo and colours of the pages.
  var brand = Brand()
  /// Limits of our own, beside the published ones.
  var limits: [PublishedLimit] = []

  private static let keys = [
    "accent", "accent_dark", "archive", "families", "help_desk_url", "keep_rows", "languages", "limits",
    "logo", "own_domains", "rules",
    "templates", "time_zone", "title", "trend_weeks", "unobserved_senders",
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
    do { node = try Yams.compose(yaml: text) } catch {
      throw UsageProblem(DataFileError(yaml: error, file: name))
    }
    var configuration = Configuration()
    guard let node else { return configuration }
    guard let mapping = node.mapping else { throw UsageProblem("\(name):1: expected `key: value` lines") }
    var families: [String: [String]] = [:]
    for (key, value) in mapping {
      let place = "\(name):\(key.mark?.line ?? 1)"
      switch key.string ?? "" {
      case "title": configuration.title = try string(value, place, "title")
      case "time_zone":
        let zone = try string(value, place, "time_zone")
        guard LocalZone(name: zone) != nil else {
          throw UsageProblem("\(place): time_zone: no such time zone on this machine: \(zone)")
        }
        configuration.timeZone = zone
      case "help_desk_url":
        let url = try string(value, place, "help_desk_url")
        guard url.isWebAddress else {
          throw UsageProblem("\(place): help_desk_url must begin with https://, not as \(url)")
        }
        configuration.helpDeskURL = url
      case "languages": configuration.languages = try strings(value, place, "languages")
      case "rules": configuration.rules = try strings(value, place, "rules")
      case "templates":
        let folder = try string(value, place, "templates")
        guard folder.isFolder else {
          throw UsageProblem("\(place): templates: there is no folder \(folder)")
        }
        configuration.templates = folder
      case "unobserved_senders":
        configuration.unobservedSenders = try strings(value, place, "unobserved_senders")
      case "archive": configuration.archive = try string(value, place, "archive")
      case "keep_rows":
        configuration.keepRows = try string(value, place, "keep_rows")
        do { _ = try KeepRows(configuration.keepRows ?? "") } catch {
          throw UsageProblem("\(place): keep_rows must be a time such as 12w or 90d, or all")
        }
      case "trend_weeks":
        guard let weeks = value.int, (1...104).contains(weeks) else {
          throw UsageProblem("\(place): trend_weeks must be a number from 1 to 104")
        }
        configuration.trendWeeks = weeks
      case "own_domains":
        families[ProviderFamilies.own, default: []] += try strings(value, place, "own_domains")
      case "families":
        guard let entries = value.mapping else {
          throw UsageProblem("\(place): families must be `family: [domain, …]` lines")
        }
        for (family, domains) in entries {
          let place = "\(name):\(family.mark?.line ?? 1)"
          let label = try string(family, place, "the name of a family")
          families[label, default: []] += try strings(domains, place, "families: \(label)")
        }
      case "accent": try setAccent(value, place, "accent", &configuration)
      case "accent_dark": try setAccent(value, place, "accent_dark", &configuration)
      case "logo":
        configuration.takeLogo(try string(value, place, "logo"), place)
      case "limits":
        do throws(DataFileError) {
          configuration.limits = try PublishedLimit.read(value, file: name)
        } catch { throw UsageProblem(error) }
      case let unknown:
        throw UsageProblem("\(place): unknown key “\(unknown)”; known are \(keys.joined(separator: ", "))")
      }
    }
    configuration.families = ProviderFamilies(adding: families)
    return configuration
  }

  /// A picture that cannot be used is no reason for no report.
  private mutating func takeLogo(_ path: String, _ place: String) {
    guard let data = FileManager.default.contents(atPath: path) else {
      warnings.append("\(place): logo: \(path) cannot be read; the pages are made without it")
      return
    }
    do { try brand.setLogo([UInt8](data), name: path) } catch {
      warnings.append("\(place): logo: \(error); the pages are made without it")
    }
  }

  private static func setAccent(
    _ node: Node, _ place: String, _ key: String, _ configuration: inout Configuration
  ) throws {
    let colour = try string(node, place, key)
    do {
      try configuration.brand.setAccent(colour, isDark: key == "accent_dark", name: key)
    } catch { throw UsageProblem("\(place): \(error)") }
  }

  private static func string(_ node: Node, _ place: String, _ key: String) throws -> String {
    guard let value = node.string, !value.isEmpty else {
      throw UsageProblem("\(place): \(key) must be a text")
    }
    return value
  }

  private static func strings(_ node: Node, _ place: String, _ key: String) throws -> [String] {
    if let one = node.string, !one.isEmpty { return [one] }
    guard let sequence = node.sequence else { throw UsageProblem("\(place): \(key) must be a list of texts") }
    let file = place.prefix(upTo: place.lastIndex(of: ":") ?? place.endIndex)
    return try sequence.map { item in
      guard let text = item.string, !text.isEmpty else {
        throw UsageProblem("\(file):\(item.mark?.line ?? 1): \(key): each entry must be a text")
      }
      return text
    }
  }
}
