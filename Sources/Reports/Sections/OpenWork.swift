import Summaries

/// The failures about which somebody still has to do something, by who that is and by class.
struct OpenWork: Sendable {
  struct ClassWork: Sendable {
    var classID: String
    var failures = 0
    /// How many there are of recipients and tickets: to write to somebody again is one piece of work.
    var people = 0
    /// The first failure of each of the first of them.
    var examples: [Int] = []
  }

  /// The largest class first.
  private(set) var groups: [FixerGroup: [ClassWork]] = [:]
  private(set) var failures = 0

  /// Most examples that any page names.
  private static let longestExamples = 5

  func failures(of group: FixerGroup) -> Int { groups[group, default: []].reduce(0) { $0 + $1.failures } }

  /// Nothing to do.
  init() {}

  fileprivate struct Person: Hashable {
    var address: String
    var ticket: Int64?
  }

  fileprivate struct Gathering {
    var work: ClassWork
    var people: Set<Person> = []
  }

  init(_ context: ReportContext) {
    var byGroup: [FixerGroup: [String: Gathering]] = [:]
    for position in context.answers.indices where Self.isWork(context.answers[position].state) {
      let row = context.findings.failures[position]
      let classID = context.classID(of: row)
      let group = Self.group(of: position, context)
      failures += 1
      let isNew = byGroup[group, default: [:]][
        classID, default: Gathering(work: ClassWork(classID: classID))
      ].take(Person(address: row.recipient.lowercased(), ticket: row.ticketID))
      if isNew { byGroup[group]?[classID]?.work.addExample(position, atMost: Self.longestExamples) }
    }
    groups = byGroup.mapValues { classes in
      classes.values.map(\.work).sorted { ($1.failures, $0.classID) < ($0.failures, $1.classID) }
    }
  }

  /// Whether somebody still has to do something about a failure in this state.
  static func isWork(_ state: FailureState) -> Bool { state.isOpen }

  static func group(of position: Int, _ context: ReportContext) -> FixerGroup {
    let state = context.answers[position].state
    if state == .colleague { return .administrator }
    if state == .corrected { return .agent }
    return context.group(of: context.findings.failures[position])
  }
}

extension OpenWork.Gathering {
  /// Counts a failure; true for somebody who has not been seen before.
  fileprivate mutating func take(_ person: OpenWork.Person) -> Bool {
    work.failures += 1
    guard people.insert(person).inserted else { return false }
    work.people += 1
    return true
  }
}

extension OpenWork.ClassWork {
  fileprivate mutating func addExample(_ position: Int, atMost limit: Int) {
    if examples.count < limit { examples.append(position) }
  }
}
