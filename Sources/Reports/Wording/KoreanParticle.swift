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
      let spoken = Self.withoutGloss(word).unicodeScalars.reversed().drop { Self.isSilent($0) }
      guard let last = spoken.first else {
        self = .unknown
        return
      }
      switch last.value {
      case 0xAC00...0xD7A3:
        let final = (last.value - 0xAC00) % 28
        self = final == 0 ? .vowel : final == 8 ? .rieul : .consonant
      case 0x30...0x39:
        // 영 일 이 삼 사 오 육 칠 팔 구; 10 to 90 end in 십, and 백, 천, 만, 억 as 영 does, in a consonant.
        self =
          [.consonant, .rieul, .vowel, .consonant, .vowel, .vowel, .consonant, .rieul, .rieul, .vowel][
            Int(last.value - 0x30)]
      case 0x41...0x5A, 0x61...0x7A:
        let letters = spoken.prefix { Self.isLetter($0) }.reversed()
        let before = spoken.dropFirst(letters.count).first
        self = Self.latin(Array(letters), afterDot: before == ".")
      case 0x25: self = .vowel  // 퍼센트
      default: self = .unknown
      }
    }

    /// A word in round brackets behind another is not heard: 메일 순환(루프)이.
    private static func withoutGloss(_ word: String) -> Substring {
      guard word.last == ")", let open = word.lastIndex(of: "(") else { return word[...] }
      let before = word[..<open]
      return before.contains { !$0.isWhitespace } ? before : word[...]
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
      (0x41...0x5A).contains(scalar.value) || (0x61...0x7A).contains(scalar.value)
    }

    private static func isSilent(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar {
      case " ", ")", "]", "}", "”", "’", "\"", "'", "`", ".", ",", ":", "…", "»", "›", ">", "」", "』", "〉",
        "》":
        true
      default: false
      }
    }

    /// By the letters as Koreans read them: capitals and a country's domain one by one, words by their end.
    private static func latin(_ letters: [Unicode.Scalar], afterDot: Bool) -> Ending {
      let isSpelled = letters.allSatisfy { $0.value <= 0x5A } || afterDot && letters.count == 2
      let end = String(String.UnicodeScalarView(letters.suffix(4))).lowercased()
      if isSpelled {
        switch end.last {
        case "l", "r": return .rieul  // 엘, 알
        case "m", "n": return .consonant  // 엠, 엔
        default: return .vowel
        }
      }
      if end.hasSuffix("le") || end.hasSuffix("l") { return .rieul }
      if end.hasSuffix("net") || end.hasSuffix("ng") || end.hasSuffix("ok") || end.hasSuffix("ck") {
        return .consonant
      }
      let closesSyllable = end.dropLast().last.map { "aeiou".contains($0) } ?? false
      switch end.last {
      case "m", "n": return .consonant
      case "b", "c", "k", "p": return closesSyllable ? .consonant : .vowel  // 맥, 웹; 링크, 램프
      case "t": return closesSyllable ? .unknown : .vowel  // 포맷 or 비트; 호스트
      case "a", "d", "e", "f", "h", "i", "o", "r", "s", "u", "v", "w", "x", "y", "z": return .vowel
      default: return .unknown
      }
    }
  }
}
