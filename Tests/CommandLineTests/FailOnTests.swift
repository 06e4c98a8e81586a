import Testing

@testable import bouncebook

@Suite("Conditions of --fail-on")
struct FailOnTests {
  @Test("each form is read")
  func forms() throws {
    let rate = try FailOn("rate>1.5%")
    #expect(rate.measure == .rate && rate.limit == 1.5 && !rate.holdsAtLimit)
    let silent = try FailOn(" silent >= 3 ")
    #expect(silent.measure == .silent && silent.limit == 3 && silent.holdsAtLimit)
    #expect(try FailOn("class:mailbox-full>0").measure == .failureClass("mailbox-full"))
    #expect(try FailOn("domain:Naver.com>5").measure == .domain("naver.com"))
    #expect(try FailOn("new-class").measure == .newClass)
  }

  @Test(
    "a mistake is told with its place",
    arguments: [
      ("", "character 1"), ("foo>1", "character 1"), ("rate<1%", "character 5"), ("rate>1", "character 7"),
      ("rate>x%", "character 6"), ("class:unknwn>0", "character 7"), ("failed>1 2", "character 10"),
      ("new-class>1", "character 10"), ("silent>-1", "character 8"), ("rate>101%", "above 100%"),
      ("failed>1e3", "character 9"),
    ])
  func mistakes(_ example: (text: String, place: String)) {
    let problem = #expect(throws: UsageProblem.self) { _ = try FailOn(example.text) }
    #expect(problem?.description.contains(example.place) == true)
  }

  @Test("how long rows stay is read, and a mistake is told")
  func keepRows() throws {
    #expect(try KeepRows("12w").days == 84)
    #expect(try KeepRows("90d").days == 90)
    #expect(try KeepRows("all").days == nil)
    for text in ["", "12", "w", "0w", "-3d", "12y"] {
      #expect(throws: UsageProblem.self) { _ = try KeepRows(text) }
    }
  }
}
