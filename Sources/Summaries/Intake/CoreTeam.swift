import Dispatch

/// Runs the same work on several threads and waits for all of them.
enum CoreTeam {
  static func run(workers: Int, _ work: @Sendable () -> Void) {
    guard workers > 1 else {
      if workers == 1 { work() }
      return
    }
    DispatchQueue.concurrentPerform(iterations: workers) { _ in work() }
  }
}
