import Classification

/// Makes classifiers: one for each core, and only where there is something to classify.
struct ClassifierSource: Sendable {
  let make: @Sendable () -> Classifier
}
