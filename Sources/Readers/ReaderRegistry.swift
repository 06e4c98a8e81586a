/// The one list of input formats, sorted by name; a test says so.
public enum ReaderRegistry {
  public static let all: [any Reader.Type] = [
    BounceReader.self,
    MboxReader.self,
    PostfixReader.self,
    ZendeskReader.self,
    ZendeskTicketCSVReader.self,
    ZendeskTicketXMLReader.self,
  ]
}
