/// The guidance and wording files that are part of the binary, for whoever wants to write them out.
public enum TextFiles {
  /// Paths below `Templates/`, with their texts; sorted.
  public static var builtIn: [(path: String, text: String)] {
    EmbeddedData.files.map { file in
      (file.path, file.content.withUTF8Buffer { String(decoding: $0, as: UTF8.self) })
    }
  }
}
