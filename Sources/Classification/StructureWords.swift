public import DeliveryModel

extension RuleBook {
  /// Words that say which command was answered (with its stage), or that another server's reply follows
  /// (without one): for those who read replies by the rules elsewhere, such as a page's own search.
  public static var structureWords: [(words: String, stage: Reply.Stage?)] {
    StructureSign.all.map { words, sign in
      switch sign {
      case .stage(let stage): (words, stage)
      case .innerReply: (words, nil)
      }
    }
  }
}
