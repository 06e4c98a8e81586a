import Readers

/// Tells whether a source's content is in a summary already, so that it need not be read again.
///
/// A log is told by its first bytes to be a new one, mostly; only where they are known the rest is hashed, which
/// is as fast as reading the file.
struct KnownSources {
  private let hashes: Set<String>
  private let heads: Set<String>

  init(_ summary: Summary) {
    hashes = Set(summary.parts.keys)
    heads = Set(summary.parts.values.map(\.headHash))
  }

  func contains(_ hash: String) -> Bool { hashes.contains(hash) }

  /// The content's hash where the summary has a part of it; nil where the source must be read.
  func hash(of item: InputItem) -> String? {
    // Standard input comes once.
    guard !hashes.isEmpty, item.name != "-", let input = try? item.open() else { return nil }
    var blocks = BlockFeed(input)
    blocks.fill()
    guard !blocks.isEmpty, !SummaryFile.isSummary(blocks.head) else { return nil }
    let isLog = Recognition.reader(for: blocks.head) is any LogReader.Type
    if isLog, !heads.contains(blocks.headHash) { return nil }
    blocks.skipAll()
    guard blocks.problem == nil else { return nil }
    let hash = blocks.hash.description
    return hashes.contains(hash) ? hash : nil
  }
}
