/// The one list of input formats. Sorted by name; a test says so.
public enum ReaderRegistry {
  public static let all: [any Reader.Type] = [PostfixReader.self]
}
