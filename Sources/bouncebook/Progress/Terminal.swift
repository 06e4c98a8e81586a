import Foundation
import Glibc
import Synchronization

/// What a person at the terminal sees: messages and progress on standard error, never on standard output.
final class Terminal: Sendable {
  let isQuiet: Bool
  private let hasColour: Bool
  private let showsProgress: Bool
  private struct Progress {
    var label = ""
    var total: Int64 = 0
    var done: Int64 = 0
    var lastShown: UInt64 = 0
    var isShown = false
  }
  private let progress = Mutex(Progress())

  init(
    isQuiet: Bool, showsProgress: Bool, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.isQuiet = isQuiet
    let isTerminal = isatty(2) == 1
    let isDumb = environment["TERM"] == "dumb"
    hasColour = isTerminal && !isDumb && (environment["NO_COLOR"] ?? "").isEmpty
    self.showsProgress = showsProgress && isTerminal && !isQuiet && !isDumb
  }

  enum Severity: String {
    case error, warning
    fileprivate var colour: String { self == .error ? "\u{1B}[31m" : "\u{1B}[33m" }
  }

  /// `mail.log:812: warning: …`, the form that every editor understands.
  func report(_ severity: Severity, _ message: String, at place: String? = nil) {
    clearProgress()
    let mark = hasColour ? "\(severity.colour)\(severity.rawValue):\u{1B}[0m" : "\(severity.rawValue):"
    write((place.map { "\($0): " } ?? "") + "\(mark) \(message)\n")
  }

  /// What is worth knowing and no problem; silent with --quiet.
  func say(_ message: String) {
    guard !isQuiet else { return }
    clearProgress()
    write(message + "\n")
  }

  func beginProgress(_ label: String, total: Int64) {
    progress.withLock { $0 = Progress(label: label, total: total) }
  }

  /// Called from any thread, often: the line is drawn ten times a second at most.
  func advance(by bytes: Int) {
    guard showsProgress else { return }
    let line: String? = progress.withLock { state in
      state.done += Int64(bytes)
      let now = nanoseconds()
      guard now &- state.lastShown > 100_000_000 else { return nil }
      state.lastShown = now
      state.isShown = true
      guard state.total > 0 else { return "\(state.label) \(megabytes(state.done))" }
      let share = min(100, state.done * 100 / max(state.total, 1))
      return "\(state.label) \(share) % of \(megabytes(state.total))"
    }
    if let line { write("\r\u{1B}[K\(line)") }
  }

  func clearProgress() {
    let wasShown = progress.withLock { state in
      defer { state.isShown = false }
      return state.isShown
    }
    if wasShown { write("\r\u{1B}[K") }
  }

  private func megabytes(_ bytes: Int64) -> String { "\(bytes / 1_000_000) MB" }

  private func nanoseconds() -> UInt64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
