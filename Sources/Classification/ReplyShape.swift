/// The shape of a reply, for people: what is left when everything that varies is masked.
public enum ReplyShape {
  /// Lower case, one line, with `<address>`, `<url>`, `<host>`, `<ip>`, `<id>` for what varies and `0` for
  /// numbers. What a rule of the built-in book needs of a URL or an id is kept.
  public static func masked(_ text: String) -> String {
    var text = text
    return text.withUTF8 { bytes in
      let shape = [UInt8](
        unsafeUninitializedCapacity: ShapeWriter.capacity(for: bytes.count)
      ) { buffer, count in
        guard let base = buffer.baseAddress else { return }
        count = RuleBook.builtIn.compiled.shapes.write(UnsafeRawBufferPointer(bytes), to: base)
      }
      var readable: [UInt8] = []
      readable.reserveCapacity(shape.count + 32)
      for byte in shape {
        switch byte {
        case ShapeWriter.Sign.address: readable += Array("<address>".utf8)
        case ShapeWriter.Sign.url: readable += Array("<url>".utf8)
        case ShapeWriter.Sign.host: readable += Array("<host>".utf8)
        case ShapeWriter.Sign.networkAddress: readable += Array("<ip>".utf8)
        case ShapeWriter.Sign.token: readable += Array("<id>".utf8)
        case 0x0A: readable.append(0x20)
        default: readable.append(byte)
        }
      }
      while readable.last == 0x20 { readable.removeLast() }
      return String(decoding: readable, as: UTF8.self)
    }
  }
}
