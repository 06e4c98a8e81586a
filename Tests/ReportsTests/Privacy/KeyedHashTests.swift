import Reports
import Testing

@Suite("The hash behind pseudonyms")
struct KeyedHashTests {
  // The first lines of the reference implementation's vectors: the key 00 to 0f, messages 00, 01, 02 …
  private static let vectors: [(length: Int, hash: UInt64)] = [
    (0, 0x726f_db47_dd0e_0e31), (1, 0x74f8_39c5_93dc_67fd), (7, 0xab02_00f5_8b01_d137),
    (8, 0x93f5_f579_9a93_2462), (15, 0xa129_ca61_49be_45e5),
  ]

  @Test("it is SipHash-2-4", arguments: vectors)
  func vector(_ vector: (length: Int, hash: UInt64)) {
    let hash = KeyedHash(low: 0x0706_0504_0302_0100, high: 0x0f0e_0d0c_0b0a_0908)
    #expect(hash.hash((0..<vector.length).map { UInt8($0) }) == vector.hash)
  }
}
