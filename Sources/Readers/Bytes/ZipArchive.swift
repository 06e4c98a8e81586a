import CArchive
public import DeliveryModel

/// A zip archive on disk: what is in it, and one entry's bytes at a time. Nothing is ever unpacked to disk.
public struct ZipArchive: Sendable {
  public struct Entry: Hashable, Sendable {
    /// As the archive has it, with `/` between folders.
    public let name: String
    /// Its place among all entries.
    public let index: Int
    public let modifiedAt: UTCTime?
  }

  /// Its regular entries in the archive's order.
  public private(set) var entries: [Entry] = []
  /// Where the list breaks off.
  public private(set) var problem: InputProblem?
  private let path: FilePath

  /// More entries are not listed, but told: each costs a walk through those before it.
  public static let mostEntries = 10_000

  public init(path: FilePath) throws(InputProblem) {
    self.path = path
    problem = try Self.cut(PlainFile(path: path))
    let reader = try ArchiveReader(path: path)
    var index = 0
    while true {
      do throws(InputProblem) {
        guard let header = try reader.nextEntry() else { return }
        guard index < Self.mostEntries else {
          throw .damaged(
            format: Compression.zip.rawValue, byte: reader.place,
            detail: "it has more than \(Self.mostEntries) entries; those after them were not read")
        }
        if header.isRegular {
          entries.append(
            Entry(name: header.name ?? "entry-\(index + 1)", index: index, modifiedAt: header.modifiedAt))
        }
        index += 1
      } catch {
        problem = error
        return
      }
    }
  }

  /// The problem of an archive that lacks its last record (APPNOTE.TXT §4.3.16). libarchive then reads entry by
  /// entry and takes the end of the file for the end of the archive.
  private static func cut(_ file: PlainFile) throws(InputProblem) -> InputProblem? {
    let size = file.size ?? 0
    // The record has 22 bytes and a comment of at most 65,535.
    let start = max(0, size - 65_557)
    var tail = [UInt8](repeating: 0, count: Int(size - start))
    var failure: InputProblem?
    var count = 0
    tail.withUnsafeMutableBytes { buffer in
      do throws(InputProblem) { count = try file.read(at: start, into: buffer) } catch { failure = error }
    }
    if let failure { throw failure }
    for place in stride(from: count - 22, through: 0, by: -1)
    where tail[place..<(place + 4)] == [0x50, 0x4B, 0x05, 0x06] {
      return nil
    }
    return .damaged(
      format: Compression.zip.rawValue, byte: size,
      detail: "its list of entries is missing; entries at its end may be missing too")
  }

  /// The bytes of one entry, checked against the archive's checksum at their end.
  public func open(_ entry: Entry) throws(InputProblem) -> any ByteStream {
    let reader = try ArchiveReader(path: path)
    for _ in 0...entry.index {
      guard try reader.nextEntry() != nil else {
        throw .damaged(format: Compression.zip.rawValue, byte: reader.place, detail: "an entry has gone")
      }
    }
    return reader
  }
}

/// libarchive's reader: steps through the entries, and reads the one that it stands at.
private final class ArchiveReader: ByteStream {
  struct Header {
    var name: String?
    var isRegular: Bool
    var modifiedAt: UTCTime?
  }

  private let archive: OpaquePointer
  private var problem: InputProblem?

  init(path: FilePath) throws(InputProblem) {
    guard let archive = archive_read_new() else { throw .unreadable("out of memory") }
    self.archive = archive
    archive_read_support_format_zip(archive)
    let result = path.withCString { archive_read_open_filename(archive, $0, 64 << 10) }
    guard result == ARCHIVE_OK else { throw damage() }
  }

  deinit { archive_read_free(archive) }

  /// Bytes of the archive that were read so far.
  var place: Int64 { max(0, archive_filter_bytes(archive, 0)) }

  func nextEntry() throws(InputProblem) -> Header? {
    var entry: OpaquePointer?
    let result = archive_read_next_header(archive, &entry)
    if result == ARCHIVE_EOF { return nil }
    guard result >= ARCHIVE_WARN, let entry else { throw damage() }
    let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
    let time = archive_entry_mtime(entry)
    return Header(
      name: name.map { String(cString: $0) },
      isRegular: archive_entry_filetype(entry) & 0o170000 == 0o100000,
      modifiedAt: time > 0 ? UTCTime(seconds: Int64(time)) : nil)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputProblem) -> Int {
    if let problem { throw problem }
    while true {
      let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
      if count == ARCHIVE_RETRY { continue }
      guard count >= 0 else {
        let problem = damage()
        self.problem = problem
        throw problem
      }
      return count
    }
  }

  private func damage() -> InputProblem {
    let detail = archive_error_string(archive).map { String(cString: $0) } ?? "it cannot be unpacked"
    return .damaged(format: Compression.zip.rawValue, byte: place, detail: detail)
  }
}
