internal import Yams

/// A wording or guidance file that cannot be used as it is.
public struct DataFileError: Error, Hashable, Sendable, CustomStringConvertible {
  public var file: String
  /// Counted from 1; 0 where the whole file is meant.
  public var line: Int
  public var problem: String

  public init(file: String, line: Int, problem: String) {
    self.file = file
    self.line = line
    self.problem = problem
  }

  public init(yaml error: any Error, file: String, firstLine: Int = 0) {
    self.file = file
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
      .composer(_, let problem, let mark, _)?:
      line = mark.line + firstLine
      self.problem = problem
    case .duplicatedKeysInMapping(let keys, let context)?:
      line = context.mark.line + firstLine
      problem = "stands twice: \(keys.joined(separator: ", "))"
    default:
      line = firstLine
      problem = "not valid YAML"
    }
  }

  public var place: String { line > 0 ? "\(file):\(line)" : file }
  public var description: String { "\(place): error: \(problem)" }
}
