public import DeliveryModel

/// A source that is open, with its packing taken away, and in UTF-8 if it was in UTF-16.
public final class OpenedInput: ByteStream {
  /// What was taken away; nil where the bytes come as they lie.
  public let compression: Compression?
  /// The file itself where it is a regular file whose bytes come as they lie: its size is known and any part of it may
  /// be read by any core. `read(into:)` then reads the same bytes in order.
  public let plainFile: PlainFile?

  private let content: any ByteStream
  private let gzip: GzipStream?
  private let ownModifiedAt: UTCTime?
  private let longestExpansion: Int64?
  private var delivered: Int64 = 0

  /// When the content last changed: as the packing tells, else as the file system does. Known for certain only
  /// after the first bytes were read.
  public var modifiedAt: UTCTime? { gzip?.modifiedAt ?? ownModifiedAt }

  /// A regular file.
  convenience init(_ file: PlainFile, longestExpansion: Int64?) throws(InputProblem) {
    var head = [UInt8](repeating: 0, count: Compression.headLength)
    var count = 0
    var problem: InputProblem?
    head.withUnsafeMutableBytes { buffer in
      do throws(InputProblem) { count = try file.read(at: 0, into: buffer) } catch { problem = error }
    }
    if let problem { throw problem }
    self.init(
      FileStream(file), head: Array(head[..<count]), plainFile: file, modifiedAt: file.modifiedAt,
      longestExpansion: longestExpansion)
  }

  /// Anything else: its first bytes are looked at and delivered again.
  convenience init(_ stream: any ByteStream, modifiedAt: UTCTime? = nil, longestExpansion: Int64?) {
    let peeked = PeekedStream(stream, peeking: Compression.headLength)
    self.init(
      peeked, head: peeked.head, plainFile: nil, modifiedAt: modifiedAt, longestExpansion: longestExpansion)
  }

  private init(
    _ raw: any ByteStream, head: [UInt8], plainFile: PlainFile?, modifiedAt: UTCTime?,
    longestExpansion: Int64?
  ) {
    ownModifiedAt = modifiedAt
    let unpacked: any ByteStream
    switch Compression(head: head) {
    case .gzip:
      compression = .gzip
      let stream = GzipStream(raw)
      gzip = stream
      unpacked = stream
    case .zstd:
      compression = .zstd
      gzip = nil
      unpacked = ZstandardStream(raw)
    case .zip, nil:
      // An archive within an archive or a pipe stays as it is: nothing recognises it, and it is reported.
      compression = nil
      gzip = nil
      unpacked = raw
    }
    var text = head
    var peeked = unpacked
    if compression != nil {
      let stream = PeekedStream(unpacked, peeking: UTF16Stream.headLength)
      text = stream.head
      peeked = stream
    }
    let transcoded = UTF16Stream(peeked, head: text)
    content = transcoded ?? peeked
    self.plainFile = compression == nil && transcoded == nil ? plainFile : nil
    self.longestExpansion = compression == nil ? nil : longestExpansion
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputProblem) -> Int {
    let count = try content.read(into: buffer)
    delivered += Int64(count)
    if let longestExpansion, delivered > longestExpansion {
      throw .damaged(
        format: compression?.rawValue ?? "", byte: longestExpansion,
        detail: "it unpacks to more than \(longestExpansion) bytes")
    }
    return count
  }
}
