import Testing

@testable import DeliveryModel

@Suite("Taking mail addresses apart")
struct MailAddressTests {
  @Test(
    "the domain stands behind the last @, in lower case",
    arguments: [
      ("mina@customer.example.org", "customer.example.org"),
      ("Mina@Customer.EXAMPLE.org", "customer.example.org"),
      ("\"a@b\"@example.org", "example.org"), ("미나@BÜCHER.example", "bücher.example"),
      ("postmaster", nil), ("postmaster@", nil), ("", nil), ("@", nil),
    ] as [(String, String?)])
  func domain(address: String, domain: String?) {
    #expect(MailAddress.domain(of: address) == domain)
    #expect(MailAddress.domain(of: address[...]) == domain)
  }

  @Test(
    "the local part stays as it was written",
    arguments: [
      ("Mina@Customer.EXAMPLE.org", "Mina@customer.example.org"), ("Mina@customer.org", "Mina@customer.org"),
      ("\"A@B\"@Example.org", "\"A@B\"@example.org"), ("미나@BÜCHER.example", "미나@bücher.example"),
      ("Postmaster", "Postmaster"), ("Postmaster@", "Postmaster@"), ("", ""),
    ])
  func canonical(address: String, canonical: String) {
    #expect(MailAddress.canonical(address) == canonical)
  }
}
