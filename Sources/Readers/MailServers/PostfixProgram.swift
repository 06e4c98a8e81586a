/// The program that wrote a Postfix line: the last part of a tag such as `postfix-out/smtp`.
enum PostfixProgram: UInt8 {
  /// Tries to deliver: smtp, lmtp, local, virtual, pipe, error, retry, discard.
  case deliveryAgent
  case cleanup, queueManager, smtpServer, pickup, bounce, postsuper
  /// Part of Postfix, and never tells of a delivery.
  case other
  /// Not Postfix.
  case foreign

  /// The program and the instance of a tag, whose last part names the program; an instance may have any name.
  static func read(tag: UnsafeRawBufferPointer) -> (program: PostfixProgram, instance: Int) {
    var lastSlash = -1
    var firstSlash = -1
    for index in tag.indices where tag[index] == UInt8(ascii: "/") {
      if firstSlash < 0 { firstSlash = index }
      lastSlash = index
    }
    guard lastSlash > 0 else { return (.foreign, 0) }
    var name = ""
    for index in (lastSlash + 1)..<tag.count { name.unicodeScalars.append(Unicode.Scalar(tag[index])) }
    guard let program = programs[name] else { return (.foreign, 0) }
    return (program, firstSlash)
  }

  private static let programs: [String: PostfixProgram] = [
    "smtp": .deliveryAgent, "lmtp": .deliveryAgent, "local": .deliveryAgent, "virtual": .deliveryAgent,
    "pipe": .deliveryAgent, "error": .deliveryAgent, "retry": .deliveryAgent, "discard": .deliveryAgent,
    "relay": .deliveryAgent, "cleanup": .cleanup, "qmgr": .queueManager, "nqmgr": .queueManager,
    "oqmgr": .queueManager, "smtpd": .smtpServer, "pickup": .pickup, "qmqpd": .smtpServer,
    "bounce": .bounce, "trace": .bounce, "defer": .bounce, "postsuper": .postsuper, "anvil": .other,
    "scache": .other, "master": .other, "postfix-script": .other, "tlsmgr": .other, "tlsproxy": .other,
    "postscreen": .other, "dnsblog": .other, "verify": .other, "trivial-rewrite": .other, "proxymap": .other,
    "flush": .other, "showq": .other, "sendmail": .other, "postdrop": .other, "postqueue": .other,
    "postlog": .other, "postalias": .other, "postmap": .other, "spawn": .other, "policyd-spf": .other,
  ]
}
