import Reports
import Testing

@testable import Rendering

@Suite("A company's logo and colours")
struct BrandTests {
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]

  @Test(
    "a logo is told by its content",
    arguments: [
      (Self.png, "image/png"), ([0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg"),
      (Array("GIF89a..".utf8), "image/gif"),
      (Array("RIFF....WEBPVP8 ".utf8), "image/webp"), (Array("<svg xmlns=''/>".utf8), "image/svg+xml"),
      (Array("<?xml version='1.0'?><svg/>".utf8), "image/svg+xml"), (Array("<html>".utf8), nil), ([], nil),
      (Array("PNG".utf8), nil),
    ] as [([UInt8], String?)])
  func types(_ example: (bytes: [UInt8], type: String?)) {
    #expect(Brand.imageType(example.bytes) == example.type)
  }

  @Test("what is no image, or too large, is told in a sentence")
  func refused() {
    var brand = Brand()
    #expect(throws: Brand.Failure.self) { try brand.setLogo(Array("hello".utf8), name: "logo.png") }
    #expect(throws: Brand.Failure.self) {
      try brand.setLogo(Self.png + Array(repeating: 0, count: 70_000), name: "logo.png")
    }
    #expect(brand.isEmpty)
  }

  @Test("a colour must be one, and readable on its page")
  func colours() throws {
    var brand = Brand()
    for bad in ["blue", "#12345", "#ggeeff", "0b5cad", "#0b5cad;}", "#ffff00", "#eeeeee"] {
      #expect(throws: Brand.Failure.self) { try brand.setAccent(bad, isDark: false, name: "accent") }
    }
    #expect(throws: Brand.Failure.self) { try brand.setAccent("#0b2c4d", isDark: true, name: "accent_dark") }
    try brand.setAccent("#0b5cad", isDark: false, name: "accent")
    try brand.setAccent("#7db8f5", isDark: true, name: "accent_dark")
    #expect(brand.css(for: .code).contains("--accent:#0b5cad"))
  }

  @Test("the logo stands on the pages that people are sent, and on no other")
  func places() throws {
    var brand = Brand()
    try brand.setLogo(Self.png, name: "logo.png")
    #expect(brand.css(for: .weeklyReport).contains("data:image/png;base64,iVBORw0KGgo"))
    #expect(brand.css(for: .code).isEmpty)
  }
}
