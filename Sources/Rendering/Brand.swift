import Foundation
import Reports

/// What makes pages a company's own: its logo and the colour of its links.
///
/// Both become part of the style sheet, so that a page stays one file that asks nobody for anything.
public struct Brand: Hashable, Sendable {
  /// Something that cannot be used, in one sentence.
  public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
  }

  private var logo: Picture?
  private var accent: String?
  private var darkAccent: String?

  private struct Picture: Hashable, Sendable {
    var type: String
    var bytes: [UInt8]
  }

  public init() {}

  var isEmpty: Bool { logo == nil && accent == nil && darkAccent == nil }

  // MARK: Logo

  /// A page carries the logo within itself, so it must be small.
  public static let largestLogo = 64 << 10

  /// Takes a picture by its content, whatever its file is called.
  public mutating func setLogo(_ bytes: [UInt8], name: String) throws(Failure) {
    guard bytes.count <= Self.largestLogo else {
      throw Failure(
        description:
          "\(name): a logo of \(bytes.count) bytes; at most \(Self.largestLogo), as every page carries it")
    }
    guard let type = Self.imageType(bytes) else {
      throw Failure(description: "\(name): is no image: expected PNG, JPEG, GIF, WebP or SVG")
    }
    logo = Picture(type: type, bytes: bytes)
  }

  static func imageType(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if bytes.starts(with: Array("GIF87a".utf8)) || bytes.starts(with: Array("GIF89a".utf8)) {
      return "image/gif"
    }
    if bytes.count > 12, bytes.starts(with: Array("RIFF".utf8)), bytes[8..<12].elementsEqual("WEBP".utf8) {
      return "image/webp"
    }
    let head = String(decoding: bytes.prefix(1024), as: UTF8.self)
    let text = head.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    // As the picture of a style sheet an SVG can neither run a script nor load anything.
    return text.hasPrefix("<svg") || (text.hasPrefix("<?xml") && text.contains("<svg"))
      ? "image/svg+xml" : nil
  }

  // MARK: Colours

  /// Pages' grounds, which a colour must be readable on.
  private static let ground = "#fdfdfc"
  private static let darkGround = "#151618"
  private static let leastContrast = 4.5

  /// Takes a colour for links, such as `#0b5cad`.
  public mutating func setAccent(_ colour: String, isDark: Bool, name: String) throws(Failure) {
    guard let luminance = Self.luminance(colour) else {
      throw Failure(description: "\(name): “\(colour)” is no colour: expected #rrggbb")
    }
    let ground = Self.luminance(isDark ? Self.darkGround : Self.ground) ?? 0
    let contrast = (max(luminance, ground) + 0.05) / (min(luminance, ground) + 0.05)
    guard contrast >= Self.leastContrast else {
      let shown = Double(Int(contrast * 10)) / 10
      throw Failure(
        description:
          "\(name): \(colour) cannot be read on the page: its contrast is \(shown) to 1, at least \(Self.leastContrast) is needed (WCAG 2.2, 1.4.3)"
      )
    }
    if isDark { darkAccent = colour } else { accent = colour }
  }

  /// Relative luminance as WCAG 2.2 defines it; nil for what is no `#rrggbb`.
  static func luminance(_ colour: String) -> Double? {
    let digits = colour.dropFirst()
    guard colour.first == "#", digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit),
      let value = UInt32(digits, radix: 16)
    else { return nil }
    func linear(_ shift: UInt32) -> Double {
      let part = Double(value >> shift & 0xFF) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0)
  }

  // MARK: Mail

  /// Nil where there is none, or none that mail programs draw.
  var mailLogo: MailLogo? { logo.flatMap { MailLogo(type: $0.type, bytes: $0.bytes) } }

  /// Links' colour in a mail, which is light everywhere.
  var mailAccent: String { accent ?? "#0b5cad" }

  // MARK: Style

  /// What follows the theme's own rules. The logo goes onto the pages that people are sent, not onto each of
  /// hundreds of reference pages.
  func css(for kind: Document.Kind) -> String {
    var css = ""
    if let accent { css += ":root{--accent:\(accent)}\n" }
    if let dark = darkAccent { css += "@media (prefers-color-scheme:dark){:root{--accent:\(dark)}}\n" }
    guard let logo else { return css }
    switch kind {
    case .index, .weeklyReport, .supportLeadReview:
      css +=
        "header::before{content:\"\";display:block;height:2.5rem;margin-bottom:1rem;print-color-adjust:exact;"
        + "-webkit-print-color-adjust:exact;background:url(data:\(logo.type);base64,\(Base64.text(logo.bytes))) left center/contain no-repeat}\n"
    default: break
    }
    return css
  }
}
