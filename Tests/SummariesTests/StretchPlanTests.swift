import Readers
import Testing

@testable import Summaries

@Suite("Cutting a log for several cores")
struct StretchPlanTests {
  @Test(
    "stretches begin at blocks, cover everything, and end small",
    arguments: [1, 8 << 20, (8 << 20) + 1, 300_000_000, 5_000_000_000], [2, 8])
  func starts(size: Int, cores: Int) {
    let starts = StretchPlan.starts(size: size, cores: cores)
    #expect(starts.first == 0)
    #expect(starts == starts.sorted() && Set(starts).count == starts.count)
    #expect(starts.allSatisfy { $0 % ContentHash.blockSize == 0 && $0 < size })
    #expect(size - (starts.last ?? 0) <= ContentHash.blockSize)
  }
}
