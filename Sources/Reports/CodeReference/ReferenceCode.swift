public import Classification

/// A code with a page of its own.
public struct ReferenceCode: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// `550` (RFC 5321 §4.2), or a number that servers use like one.
    case reply
    /// `5.1.1` (RFC 3463).
    case enhanced
    /// A provider's own: `TSS04`.
    case sign
  }

  /// Also the name of the page: `5.7.26`.
  public var code: String
  public var kind: Kind
  /// Other spellings of the same sign.
  public var aliases: [String]
  /// What the classifier says of the code alone; for a sign, of its first sample.
  public var verdict: Verdict?
  /// Positions of the rules whose conditions name it.
  public var rules: [Int]
  /// Positions of the samples that carry it.
  public var samples: [Int]

  init(_ code: String, _ kind: Kind) {
    self.code = code
    self.kind = kind
    aliases = []
    rules = []
    samples = []
  }
}
