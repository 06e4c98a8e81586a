import DeliveryModel
import Foundation
import SMTPStatus
import Testing

@testable import Classification

/// Figures, not checks: `BOUNCEBOOK_BENCHMARK=1 swift test -c release -Xswiftc -enable-testing --filter Benchmark`.
@Suite("classifier benchmark", .serialized)
struct ClassifierBenchmark {
  static let isOn = ProcessInfo.processInfo.environment["BOUNCEBOOK_BENCHMARK"] != nil

  /// Two thousand shapes: every known wording in some twenty frames that a shape keeps apart.
  static func stream(shapes: Int, count: Int) -> [[UInt8]] {
    let wordings = Wording.replies.map(\.text) + Wording.ownServer.map(\.text)
    let frames = ["alpha", "bravo", "carol", "delta", "echo", "fox", "golf", "hotel", "india", "julia"]
    var texts: [[UInt8]] = []
    texts.reserveCapacity(count)
    var state: UInt64 = 7
    for _ in 0..<count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let shape = Int(state >> 33) % shapes
      let wording = wordings[shape % wordings.count]
      let word = frames[shape / wordings.count % frames.count]
      let tail = frames[shape / (wordings.count * frames.count) % frames.count]
      let number = Int(state >> 40) % 100_000
      texts.append(
        Array(
          "host mx\(number % 50).example.net[192.0.2.\(number % 250)] said: \(wording) \(word) \(tail) id=\(number)x\(number % 977)a (in reply to RCPT TO command)"
            .utf8))
    }
    return texts
  }

  /// The thread's own time, so that a busy machine does not change the figure.
  func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test("loading the built-in rules", .enabled(if: isOn, "a benchmark; set BOUNCEBOOK_BENCHMARK=1"))
  func load() {
    let clock = ContinuousClock()
    var rules: [Rule] = []
    let began = processorSeconds()
    rules = RuleBook.readBuiltIn().rules
    let read = processorSeconds() - began
    var book = RuleBook(rules: [])
    book = RuleBook(rules: rules)
    let compile = processorSeconds() - began - read
    print(
      "rules \(book.rules.count), markers \(book.compiled.automaton.markers.count): reading \(read), compiling \(compile)"
    )
    let catalogue = clock.measure { _ = CodeCatalogue.builtIn.replyCodes.count }
    print("catalogue \(catalogue)")
  }

  @Test("a stream of two thousand shapes", .enabled(if: isOn, "a benchmark; set BOUNCEBOOK_BENCHMARK=1"))
  func stream() {
    let texts = Self.stream(shapes: 2000, count: 400_000)
    let bytes = texts.reduce(0) { $0 + $1.count }
    var classifier = Classifier()
    for round in 0..<3 {
      var sum = 0
      let begin = processorSeconds()
      do {
        for text in texts {
          let id = text.withUnsafeBytes { classifier.verdict(text: $0, replyCode: 550, stage: .rcptTo) }
          sum &+= Int(id.index)
        }
      }
      let seconds = processorSeconds() - begin
      print(
        "round \(round): \(Int(Double(texts.count) / seconds)) replies/s, \(Int(Double(bytes) / seconds / 1e6)) MB/s, \(bytes / texts.count) bytes each, check \(sum)"
      )
    }
    var plain = Classifier(rules: .builtIn, remembers: false)
    let sample = texts.prefix(20_000)
    let time = ContinuousClock().measure {
      for text in sample {
        _ = text.withUnsafeBytes { plain.verdict(text: $0, replyCode: 550, stage: .rcptTo) }
      }
    }
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    print("without memory: \(Int(Double(sample.count) / seconds)) replies/s")
  }
}
