import DeliveryModel
import Summaries

extension ReviewPage {
  /// Where every colleague finds what is theirs to do.
  var listSection: Section? {
    let lists = review.lists
    guard !lists.agents.isEmpty || !lists.causes.isEmpty else { return nil }
    var content: [Block] = [.paragraph(wording.phrase("review.lists.intro"))]
    if !lists.agents.isEmpty {
      let items = lists.agents.map { agent in
        wording.phrase(
          "review.agents.item", count: agent.failures.count,
          [
            "name": .link(
              .page(.reviewAgent(label, slug: agent.slug, part: 1)),
              agent.name ?? wording.text("review.agents.nobody"))
          ])
      }
      content.append(.part(Part("agents", wording.phrase("review.agents.title"), [.list(items)])))
    }
    if lists.groups.contains(where: { $0.name != nil }) {
      let items = lists.groups.map { group in
        wording.phrase(
          "review.agents.item", count: group.failures.count,
          [
            "name": .link(
              .page(.reviewGroup(label, slug: group.slug)), group.name ?? wording.text("review.groups.none"))
          ])
      }
      content.append(.part(Part("groups", wording.phrase("review.groups.title"), [.list(items)])))
    }
    if !lists.causes.isEmpty || !review.massFailures.isEmpty {
      let items = lists.causes.map { cause in
        wording.phrase(
          "review.agents.item", count: cause.failures.count,
          [
            "name": .link(
              .page(.reviewAdministrator(label), anchor: cause.cause),
              wording.text("review.cause.\(cause.cause)"))
          ])
      }
      content.append(
        .part(
          Part(
            "administrator",
            .link(.page(.reviewAdministrator(label)), wording.text("review.administrator.title")),
            items.isEmpty ? [] : [.list(items)])))
    }
    if !review.addresses.isEmpty {
      content.append(
        .paragraph(
          wording.phrase(
            "review.lists.addresses", count: review.addresses.count,
            ["file": .link(.file(AddressCheck.file(label)), AddressCheck.file(label))])))
    }
    return Section("lists", wording.text("review.lists.title"), content)
  }
}

extension AddressCheck {
  /// Below the output folder.
  public static func file(_ label: String) -> String { "review/\(label)/addresses-to-check.csv" }
}
