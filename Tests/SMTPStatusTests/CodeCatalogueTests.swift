import Testing

@testable import SMTPStatus

@Suite("the code catalogue")
struct CodeCatalogueTests {
  @Test("every file is read whole", arguments: EmbeddedData.files.map(\.path))
  func whole(path: String) throws {
    let file = try #require(EmbeddedData.files.first { $0.path == path })
    let table = try #require(DataTable(file.content))
    let catalogue = CodeCatalogue.builtIn
    let read: Int? =
      switch path {
      case "Catalogue/reply-codes.csv": catalogue.replyCodes.count
      case "Catalogue/enhanced-status-codes.csv": catalogue.enhancedCodes.count
      case "Catalogue/provider-codes.csv": catalogue.providerCodes.count
      case "Catalogue/delivery-statuses.csv": catalogue.deliveryStatuses.count
      case "Catalogue/providers.csv": catalogue.providers.count
      case "Catalogue/thresholds.csv": catalogue.thresholds.count
      default: nil
      }
    #expect(read == table.rows.count)
  }

  @Test("every meaning is there in both languages, with its source")
  func bilingual() {
    let catalogue = CodeCatalogue.builtIn
    func check(_ text: BilingualText, _ name: String) {
      #expect(!text.english.isEmpty && !text.korean.isEmpty, "\(name)")
      #expect(text.korean.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) }, "\(name)")
    }
    for one in catalogue.replyCodes {
      check(one.title, "\(one.code)")
      check(one.meaning, "\(one.code)")
      #expect(!one.source.isEmpty)
    }
    for one in catalogue.enhancedCodes {
      check(one.title, one.code)
      check(one.meaning, one.code)
      #expect(one.inPractice.english.isEmpty == one.inPractice.korean.isEmpty, "\(one.code)")
      #expect(!one.source.isEmpty)
    }
    for one in catalogue.providerCodes {
      check(one.meaning, "\(one.provider) \(one.sign)")
      #expect(!one.source.isEmpty)
    }
    for one in catalogue.deliveryStatuses {
      check(one.meaning, one.name)
      #expect(one.hint.english.isEmpty == one.hint.korean.isEmpty, "\(one.name)")
    }
    for one in catalogue.thresholds { check(one.consequence, one.id) }
  }

  @Test("codes are sorted and stand once")
  func sorted() {
    let catalogue = CodeCatalogue.builtIn
    #expect(zip(catalogue.replyCodes, catalogue.replyCodes.dropFirst()).allSatisfy { $0.code < $1.code })
    #expect(
      zip(catalogue.enhancedCodes, catalogue.enhancedCodes.dropFirst()).allSatisfy {
        ($0.subject, $0.detail) < ($1.subject, $1.detail)
      })
    #expect(catalogue.deliveryStatuses.map(\.id) == Array(0...54))
    #expect(Set(catalogue.thresholds.map(\.id)).count == catalogue.thresholds.count)
  }

  @Test("every provider code is of a known provider")
  func providers() {
    let catalogue = CodeCatalogue.builtIn
    #expect(Set(catalogue.providerCodes.map(\.provider)).subtracting(catalogue.providers.map(\.id)) == [])
    #expect(catalogue.providerCodes.count > 300)
    #expect(catalogue.providers.map(\.id) == catalogue.providers.map(\.id).sorted())
  }

  @Test("codes are found by what they are called")
  func lookUp() throws {
    let catalogue = CodeCatalogue.builtIn
    #expect(catalogue.meaning(of: try #require(ReplyCode(550)))?.isStandard == true)
    #expect(catalogue.meaning(of: try #require(EnhancedStatusCode("5.1.1")))?.failureClass == "unknown-user")
    #expect(catalogue.deliveryStatus(name: "USER_DOES_NOT_EXIST")?.id == 39)
    #expect(catalogue.deliveryStatus(code: "550")?.id == 29)
    #expect(catalogue.deliveryStatus(code: "EC-001")?.side == .exchange)
    #expect(catalogue.deliveryStatus(code: "5") == nil)
    #expect(catalogue.deliveryStatus(id: 99) == nil)
  }
}

@Suite("data files")
struct DataTableTests {
  private func table(_ text: String) -> DataTable? {
    Array(text.utf8).withUnsafeBufferPointer { DataTable($0) }
  }

  @Test("quotes, commas and line ends inside a field are kept")
  func quotes() {
    let table = table("a,b\n\"x, \"\"y\"\"\",\"1\n2\"\n")
    #expect(table?.rows.map(\.fields) == [["x, \"y\"", "1\n2"]])
    #expect(table?.column("b") == 1)
    #expect(table?.rows.first?.line == 2)
  }

  @Test(
    "what breaks the form is refused whole",
    arguments: ["", "a,b\n1\n", "a\n\"x", "a,b\n1,2,3\n", "a\nx\"y\"\n"])
  func broken(text: String) {
    #expect(table(text) == nil)
  }
}
