import DeliveryModel
import Readers
import Synchronization

/// Joins the stretches of a log in their order, as soon as those before them are there.
final class StretchJoin: Sendable {
  private struct State: @unchecked Sendable {
    var collector: PartCollector
    var waiting: [Int: Stretch] = [:]
    var next = 0
    var lines = 0
    var records = 0
    var skipped: [SkipReason: Int] = [:]
    var problems: [SkippedInput] = []
    var digests: [ContentHash.BlockDigest] = []
    var problem: InputProblem?
  }

  private let state: Mutex<State>

  init(collector: sending PartCollector) { state = Mutex(State(collector: collector)) }

  func add(_ stretch: Stretch, at index: Int) {
    state.withLock { state in
      state.waiting[index] = stretch
      while var ready = state.waiting.removeValue(forKey: state.next) {
        state.next += 1
        Self.join(&ready, to: &state)
      }
    }
  }

  private static func join(_ stretch: inout Stretch, to state: inout State) {
    for problem in stretch.problems {
      var problem = problem
      problem.line += state.lines
      stretch.report?(problem)
      if state.problems.count < RecordSink.keptProblems { state.problems.append(problem) }
    }
    stretch.count.shiftLines(by: state.lines)
    state.collector.absorb(&stretch.count)
    state.lines += stretch.lines
    state.records += stretch.records
    for (reason, count) in stretch.skipped { state.skipped[reason, default: 0] += count }
    state.digests += stretch.digests
    if state.problem == nil { state.problem = stretch.problem }
  }

  func finish(into part: inout SourcePart, format: InputFormat) {
    let taken: SourcePart = state.withLock { [part] state in
      var part = part
      let sink = RecordSink(source: part.record.name, consumer: state.collector)
      part.take(state.collector.finish(), state.collector, sink, format)
      part.problems = state.problems
      part.record.lines = state.lines
      part.record.records = state.records
      for (reason, count) in state.skipped {
        part.record.skipped[reason.id, default: 0] += count
        if reason.isProblem { part.record.problems += count }
      }
      if let problem = state.problem { part.record.fail(problem) }
      return part
    }
    part = taken
    let digests = state.withLock { $0.digests }
    part.record.contentHash = ContentHash(blocks: digests, length: part.record.bytes).description
  }
}

extension LogCount {
  /// Line numbers of a stretch begin at its beginning.
  mutating func shiftLines(by offset: Int) {
    guard offset > 0 else { return }
    for index in failures.indices { failures[index].place.line += offset }
    for index in others.indices { others[index].place.line += offset }
    for index in fragments.indices {
      fragments[index].firstLine += offset
      fragments[index].expiredAt?.line += offset
      for place in fragments[index].recipients.indices {
        fragments[index].recipients[place].lastDeferral?.line += offset
        fragments[index].recipients[place].end?.line += offset
      }
    }
  }
}
