/// Writes an invented Postfix log and counts, as it writes, what is true of it.
public struct PostfixLogMaker {
  /// What a right reading of the log must come to.
  public struct Truth: Hashable, Sendable {
    public var messages = 0
    public var sent = 0, deferred = 0, bounced = 0
    public var delayed = 0, expired = 0, open = 0
    public var failing: Set<String> = []
  }

  public private(set) var lines: [String] = []
  public private(set) var truth = Truth()
  private var random: SeededRandom
  private var events: [(time: Int, order: Int, text: String)] = []
  private var closed: [String] = []
  private var serial = 0

  /// How its timestamps look.
  public enum Stamp: Sendable { case classic, iso }

  public init(
    seed: UInt64, messages: Int, hosts: Int = 1, instances: Int = 1, stamp: Stamp = .classic,
    reuse: Double = 0.2
  ) {
    random = SeededRandom(seed: seed)
    for number in 0..<messages { message(number, hosts, instances, reuse) }
    events.sort { ($0.time, $0.order) < ($1.time, $1.order) }
    lines = events.map { Self.head($0.time, stamp) + $0.text }
  }

  private static let months = ["Dec", "Jan"]

  /// Times run from 2025-12-30 00:00:00 over the year's end.
  private static func head(_ time: Int, _ stamp: Stamp) -> String {
    let day = time / 86400
    let clock = [time / 3600 % 24, time / 60 % 60, time % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(
      separator: ":")
    let isOld = day < 2
    let number = isOld ? 30 + day : day - 1
    switch stamp {
    case .classic: return "\(isOld ? "Dec" : "Jan") \(number < 10 ? " " : "")\(number) \(clock) "
    case .iso:
      return "\(isOld ? "2025-12" : "2026-01")-\(number < 10 ? "0" : "")\(number)T\(clock).123456+00:00 "
    }
  }

  private mutating func add(_ time: Int, _ text: String) {
    serial += 1
    events.append((time, serial, text))
  }

  private mutating func message(_ number: Int, _ hosts: Int, _ instances: Int, _ reuse: Double) {
    let host = "mx\(Int.random(in: 1...hosts, using: &random))"
    let instance = Int.random(in: 0..<instances, using: &random) == 0 ? "postfix" : "postfix-out"
    // Each message has the queue to itself for its time, and an ID may come back afterwards.
    let start = number * 700 + Int.random(in: 0..<200, using: &random)
    var id = String(0x1_A2B0_0000 + number * 977, radix: 16, uppercase: true)
    if let old = closed.last, random.chance(reuse) { id = old }
    let tag = "\(host) \(instance)"
    add(start, "\(tag)/smtpd[311]: \(id): client=app.example.com[192.0.2.31]")
    add(start, "\(tag)/cleanup[312]: \(id): message-id=<\(number).\(id)@help.example.com>")
    add(start, "\(tag)/qmgr[99]: \(id): from=<support@example.com>, size=5321, nrcpt=2 (queue active)")
    truth.messages += 1
    var end = start
    var hasWaiting = false
    for recipient in 0..<Int.random(in: 1...3, using: &random) {
      let address =
        "user\(number).\(recipient)@\(random.pick(["example.net", "example.org", "Mail.Example.COM"]))"
      let outcome = random.pick([
        "sent", "sent", "sent", "bounced", "delayed", "refused later", "expired", "open",
      ])
      end = max(end, attempts(outcome, address, id, tag, start, &hasWaiting))
    }
    if hasWaiting, random.chance(0.6) {
      // Given up: everybody who still waits.
      add(end + 5, "\(tag)/qmgr[99]: \(id): from=<support@example.com>, status=expired, returned to sender")
      for waiting in waitingNow {
        truth.expired += 1
        truth.failing.insert(waiting)
      }
      hasWaiting = false
      end += 5
    } else {
      truth.open += waitingNow.count
    }
    waitingNow = []
    if !hasWaiting {
      add(end + 1, "\(tag)/qmgr[99]: \(id): removed")
      closed.append(id)
    }
  }

  private var waitingNow: [String] = []

  private mutating func attempts(
    _ outcome: String, _ address: String, _ id: String, _ tag: String, _ start: Int, _ hasWaiting: inout Bool
  ) -> Int {
    let known = lowerDomain(address)
    func line(_ time: Int, _ dsn: String, _ status: String, _ reason: String) -> String {
      "\(tag)/smtp[400]: \(id): to=<\(address)>, relay=mx.example.net[198.51.100.4]:25, delay=\(time - start), "
        + "delays=0/0/1/1, dsn=\(dsn), status=\(status) (\(reason))"
    }
    func deferral(_ time: Int) -> String {
      line(
        time, "4.2.2", "deferred",
        "host mx.example.net[198.51.100.4] said: 452 4.2.2 Over quota (in reply to RCPT TO command)")
    }
    switch outcome {
    case "sent":
      add(start + 2, line(start + 2, "2.0.0", "sent", "250 2.0.0 Ok: queued as zzz"))
      truth.sent += 1
      return start + 2
    case "bounced":
      add(
        start + 2,
        line(
          start + 2, "5.1.1", "bounced",
          "host mx.example.net[198.51.100.4] said: 550 5.1.1 no such user) status=sent (x (in reply to RCPT TO command)"
        ))
      truth.bounced += 1
      truth.failing.insert(known)
      return start + 2
    case "delayed", "refused later":
      let tries = Int.random(in: 1...3, using: &random)
      for attempt in 0..<tries { add(start + 10 + attempt * 60, deferral(start + 10 + attempt * 60)) }
      truth.deferred += tries
      let end = start + 10 + tries * 60
      if outcome == "delayed" {
        add(end, line(end, "2.0.0", "sent", "250 ok"))
        truth.sent += 1
        truth.delayed += 1
      } else {
        add(
          end,
          line(
            end, "5.2.2", "bounced",
            "host mx.example.net[198.51.100.4] said: 552 5.2.2 mailbox full (in reply to end of DATA command)"
          ))
        truth.bounced += 1
        truth.failing.insert(known)
      }
      return end
    default:
      for attempt in 0..<2 { add(start + 20 + attempt * 100, deferral(start + 20 + attempt * 100)) }
      truth.deferred += 2
      waitingNow.append(known)
      hasWaiting = true
      return start + 120
    }
  }

  private func lowerDomain(_ address: String) -> String {
    let parts = address.split(separator: "@")
    return parts[0] + "@" + parts[1].lowercased()
  }
}
