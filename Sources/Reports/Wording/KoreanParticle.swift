/// The two forms of a Korean particle, of which the sound before it chooses one.
struct KoreanParticle: Hashable, Sendable {
  /// After a final consonant, such as 은, 이, 을, 으로.
  let afterConsonant: String
  /// After a vowel, such as 는, 가, 를, 로.
  let afterVowel: String

  /// Reads `은/는`; nil where there are not two forms.
  init?(_ text: some StringProtocol) {
    let forms = text.split(separator: "/", omittingEmptySubsequences: true)
    guard forms.count == 2 else { return nil }
    afterConsonant = String(forms[0])
    afterVowel = String(forms[1])
  }

  /// The form after `word`; both, as 은(는), where its sound cannot be told from its spelling.
  func form(after word: String) -> String {
    switch Ending(of: word) {
    case .vowel: afterVowel
    case .consonant: afterConsonant
    // 으로 loses its vowel after ㄹ too; the other particles do not care.
    case .rieul: afterConsonant.hasPrefix("으") ? afterVowel : afterConsonant
    case .unknown: "\(afterConsonant)(\(afterVowel))"
    }
  }

  private enum Ending {
    case vowel, consonant, rieul, unknown

    init(of word: String) {
      let scalars = word.unicodeScalars.reversed().drop { Self.isSilent($0) }
      guard let last = scalars.first else {
        self = .unknown
        return
      }
      switch last.value {
      case 0xAC00...0xD7A3:
        let final = (last.value - 0xAC00) % 28
        self = final == 0 ? .vowel : final == 8 ? .rieul : .consonant
      case 0x30...0x39:
        // 영 일 이 삼 사 오 육 칠 팔 구
        self =
          [.consonant, .rieul, .vowel, .consonant, .vowel, .vowel, .consonant, .rieul, .rieul, .vowel][
            Int(last.value - 0x30)]
      case 0x41...0x5A, 0x61...0x7A:
        self = Self.latin(String(String.UnicodeScalarView(scalars.prefix(4).reversed())).lowercased())
      default: self = .unknown
      }
    }

    private static func isSilent(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar {
      case ")", "]", "”", "’", "\"", "'", ".", ",", "»", "›", ">": true
      default: false
      }
    }

    /// By the last letters as Koreans read them; names such as Gmail, Apple and .com are plain, others not.
    private static func latin(_ end: String) -> Ending {
      if end.hasSuffix("le") || end.hasSuffix("l") { return .rieul }
      if end.hasSuffix("net") || end.hasSuffix("ng") { return .consonant }
      switch end.last {
      case "m", "n": return .consonant
      case "a", "e", "i", "o", "u", "y": return .vowel
      default: return .unknown
      }
    }
  }
}
