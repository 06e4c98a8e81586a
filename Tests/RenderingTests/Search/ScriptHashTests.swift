import Testing

@testable import Rendering

@Suite("hash of a script")
struct ScriptHashTests {
  @Test(
    "SHA-256 of FIPS 180-4's own examples",
    arguments: [
      ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
      ("abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
    ])
  func examples(text: String, hash: String) { #expect(ScriptHash.base64(of: text) == hash) }

  @Test(
    "texts around the end of a block",
    arguments: [
      (55, "n0OQ+NMMLdkuyfCVtl4rmumwqSWlJY4kHJ8ekQ9zQxg="),
      (56, "s1Q5pKxvCUi21vnjxq8PX1kM4g8b3nCQ73lwaG7Gc4o="),
      (63, "fT50oF19sVvOStnsBljqmOPwbu7PFrTG//LaRX3cLzQ="),
      (64, "/+BU/nrgy23GXDr5th1SCfQ5hR20PQulmXM33xVGaOs="),
      (119, "MeulHDE6XAgiat8Y1KNZz9/Y0ugWsT9K+VL36mWE3Ps="),
      (120, "Lz0zVDLHC1gK8Ojhs2dKfAINaDql9zqq7f3FWvkEwhw="),
    ])
  func lengths(count: Int, hash: String) {
    #expect(ScriptHash.base64(of: String(repeating: "a", count: count)) == hash)
  }
}
