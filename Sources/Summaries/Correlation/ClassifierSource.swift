import Classification
import Synchronization

/// Lends classifiers: one for each core, made when the first failure asks for it.
///
/// One that comes back is lent again, for what it has learnt of a log's replies holds in the next stretch too.
final class ClassifierSource: Sendable {
  private let make: @Sendable () -> Classifier
  private let idle = Mutex<[Classifier]>([])

  init(make: @escaping @Sendable () -> Classifier) { self.make = make }

  func lend() -> Classifier { idle.withLock { $0.popLast() } ?? make() }

  func takeBack(_ classifier: Classifier) { idle.withLock { $0.append(classifier) } }
}
