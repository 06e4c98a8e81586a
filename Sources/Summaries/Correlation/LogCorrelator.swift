import Classification
import DeliveryModel
import Readers
import SMTPStatus

/// Turns the attempts in a mail server's log into deliveries with one final outcome each.
///
/// A message's life is opened by its arrival, closed by `removed`; a line for an ID that is closed, or a new
/// arrival under an ID that is open, begins a new life, since short queue IDs come back. What ends inside the
/// stretch is counted; what reaches over its edges is kept as `MessageFragment`s, which `absorb` puts together
/// again.
struct LogCorrelator: ~Copyable {
  struct Settings: Sendable {
    var source: String
    var format: String
    var zone: LocalZone
    /// Keep a row for every delivered recipient too.
    var keepsDelivered = false
    /// The stretch continues another one: what its first seconds open may have begun there.
    var isContinuation = false
    /// Count times to delivery and senders too.
    var wantsHistory = true
  }

  let settings: Settings
  var count = LogCount()
  var lives = LifeTable()
  private let classifierSource: ClassifierSource
  private var loadedClassifier: Classifier?
  /// Names of the log streams, by the number that events carry.
  var streams: [String] = []
  var details: [[WaitingRecipient]] = []
  var freeDetails: [Int32] = []
  private var expiries: [Int: MessageFragment.Ending] = [:]
  var senders = SenderNames()
  /// The number that each sender has in `count.senders`; -1 where it has none yet.
  private var senderNumbers: [Int32] = []
  var recent = RecentMessages()
  private var calendar: DayCache
  private var messages = DayCounter()
  private var notifications = DayCounter()
  private var startTime: Int64 = .min

  /// How many seconds of a continued stretch may open lives that began before it.
  private static let edge: Int64 = 10

  init(settings: Settings, classifier: ClassifierSource) {
    self.settings = settings
    classifierSource = classifier
    calendar = DayCache(zone: settings.zone)
  }

  mutating func take(
    _ events: UnsafeBufferPointer<LogEvent>, of block: UnsafeRawBufferPointer, streams names: [String]
  ) {
    if names.count > streams.count { streams = names }
    guard let base = block.baseAddress else { return }
    for event in events {
      if event.time < count.firstTime { count.firstTime = event.time }
      if event.time > count.lastTime { count.lastTime = event.time }
      if startTime == .min { startTime = event.time }
      let key = LifeTable.Key(
        base + Int(event.queueID.start), count: Int(event.queueID.count), stream: event.stream)
      switch event.kind {
      case .attempt: attempt(event, key, base)
      case .queued: queued(event, key, base)
      case .named: named(event, key, base)
      case .arrived: arrived(event, key)
      case .removed, .deleted: ended(event, key)
      case .expired: expired(event, key, base)
      case .notified: break
      }
    }
  }

  /// Why a reply means what it means. The classifier is made when the first failure asks for it.
  mutating func verdict(on reply: Reply) -> Verdict {
    if loadedClassifier == nil { loadedClassifier = classifierSource.lend() }
    return loadedClassifier?.verdict(for: reply) ?? .expiredWithoutReason
  }

  /// Lets another stretch have the classifier.
  mutating func returnClassifier() {
    guard let classifier = loadedClassifier else { return }
    loadedClassifier = nil
    classifierSource.takeBack(classifier)
  }

  // MARK: One kind of event each

  @inline(__always)
  private mutating func arrived(_ event: LogEvent, _ key: LifeTable.Key) {
    if let old = lives.find(key) { close(old) }
    _ = open(key, .arrived, at: event.time, line: event.line)
  }

  @inline(__always)
  private mutating func named(_ event: LogEvent, _ key: LifeTable.Key, _ base: UnsafeRawPointer) {
    var index = lives.find(key)
    if let known = index {
      let life = lives.lives[known]
      // A second Message-ID line before the queue took it up is a resent message's: the first counts.
      if life.nameCount >= 0, life.opening != .before, !life.isQueued { return }
      if life.nameCount >= 0 || life.isQueued || life.opening == .before {
        close(known)
        index = nil
      }
    }
    let life = index ?? open(key, .named, at: event.time, line: event.line)
    lives.setName(
      life,
      UnsafeRawBufferPointer(start: base + Int(event.messageID.start), count: Int(event.messageID.count)))
    lives.lives[life].lastTime = event.time
  }

  @inline(__always)
  private mutating func queued(_ event: LogEvent, _ key: LifeTable.Key, _ base: UnsafeRawPointer) {
    let index = lives.find(key) ?? open(key, .before, at: event.time, line: event.line)
    let life = lives.lives + index
    life.pointee.lastTime = event.time
    if life.pointee.sender < 0 {
      life.pointee.sender = senders.number(base + Int(event.sender.start), count: Int(event.sender.count))
      life.pointee.isNotification = event.sender.isEmpty
    }
    guard !life.pointee.isQueued else { return }
    life.pointee.isQueued = true
    if life.pointee.opening != .before, !life.pointee.isHeldBack { accept(life.pointee) }
  }

  mutating func accept(_ life: LifeTable.Life) {
    let day = calendar.day(of: life.lastTime)
    messages.add(day)
    if life.isNotification { notifications.add(day) }
  }

  @inline(__always)
  private mutating func ended(_ event: LogEvent, _ key: LifeTable.Key) {
    guard let index = lives.find(key) else { return }
    lives.lives[index].lastTime = event.time
    close(index)
  }

  private mutating func expired(_ event: LogEvent, _ key: LifeTable.Key, _ base: UnsafeRawPointer) {
    let index = lives.find(key) ?? open(key, .before, at: event.time, line: event.line)
    lives.lives[index].lastTime = event.time
    if lives.lives[index].sender < 0 {
      lives.lives[index].sender = senders.number(
        base + Int(event.sender.start), count: Int(event.sender.count))
      lives.lives[index].isNotification = event.sender.isEmpty
    }
    expire(
      index,
      MessageFragment.Ending(
        time: UTCTime(seconds: event.time), line: event.line, source: settings.source))
  }

  @inline(__always)
  private mutating func attempt(_ event: LogEvent, _ key: LifeTable.Key, _ base: UnsafeRawPointer) {
    if event.isHandOver, isHop(event, base) { return }
    let index = lives.find(key) ?? open(key, .before, at: event.time, line: event.line)
    lives.lives[index].lastTime = event.time
    let life = lives.lives[index]
    let address = UnsafeRawBufferPointer(
      start: base + Int(event.recipient.start), count: Int(event.recipient.count))
    let domain = count.tallies.domain(domainBytes(event, base, address))
    let day = calendar.day(of: event.time)
    let isCounted = life.opening != .before && !life.isHeldBack
    if event.outcome == .delivered {
      count.attempts.delivered += 1
      if isCounted, life.detail < 0, !settings.keepsDelivered {
        // The way of nineteen messages in twenty: taken at the first try, nothing to remember.
        count.tallies.update(day: day, domain: domain) {
          $0.delivered += 1
          if life.isNotification { $0.ofNotifications += 1 }
        }
        // How fast we tell ourselves of a failure says nothing of customers' mail.
        if event.delay >= 0, !life.isNotification, settings.wantsHistory {
          count.delays.add(day: day, domain: domain, seconds: event.delay)
        }
        countSender(life, day) { $0.delivered += 1 }
        addFingerprint(index, address)
        return
      }
    } else if event.outcome == .deferred {
      count.attempts.deferred += 1
      count.tallies.update(day: day, domain: domain) { $0.deferred += 1 }
    } else {
      count.attempts.failed += 1
    }
    remember(event, of: index, address, base, isCounted: isCounted)
  }

  /// Counts an ended delivery of customers' mail for its sender.
  @inline(__always)
  mutating func countSender(_ life: LifeTable.Life, _ day: Int, _ change: (inout DomainTallies.Cell) -> Void)
  {
    guard life.sender >= 0, !life.isNotification, settings.wantsHistory else { return }
    let sender = Int(life.sender)
    if sender >= senderNumbers.count || senderNumbers[sender] < 0 { numberSender(life.sender) }
    count.senders.update(day: day, domain: Int(senderNumbers[sender]), change)
  }

  private mutating func numberSender(_ sender: Int32) {
    while senderNumbers.count <= Int(sender) { senderNumbers.append(-1) }
    var name = SenderName.counted(senders.name(sender) ?? "")
    senderNumbers[Int(sender)] = Int32(name.withUTF8 { count.senders.domain(UnsafeRawBufferPointer($0)) })
  }

  /// The way of the others: the recipient is remembered until its delivery ends.
  private mutating func remember(
    _ event: LogEvent, of index: Int, _ address: UnsafeRawBufferPointer, _ base: UnsafeRawPointer,
    isCounted: Bool
  ) {
    if event.delay >= 0, lives.lives[index].estimatedArrival == .min {
      lives.lives[index].estimatedArrival = event.time - Int64(event.delay.rounded())
    }
    let record = AttemptRecord(
      outcome: event.outcome, time: UTCTime(seconds: event.time), line: event.line, source: settings.source,
      delay: event.delay, reply: reply(of: event, base))
    let name = String(decoding: address, as: UTF8.self)
    let original = event.originalRecipient.isEmpty ? nil : text(event.originalRecipient, base)
    if lives.lives[index].detail < 0 { lives.lives[index].detail = newDetail() }
    let detail = Int(lives.lives[index].detail)
    var place = details[detail].firstIndex { $0.end == nil && $0.address == name && $0.original == original }
    if place == nil {
      details[detail].append(WaitingRecipient(address: name, original: original, deferrals: 0))
      place = details[detail].count - 1
    }
    guard let place else { return }
    if event.outcome == .deferred {
      details[detail][place].deferrals += 1
      details[detail][place].lastDeferral = record
    } else if isCounted {
      var recipient = details[detail].remove(at: place)
      if details[detail].isEmpty { release(index) }
      recipient.end = record
      settle(recipient, of: index)
    } else {
      details[detail][place].end = record
    }
  }

  // MARK: Beginnings and ends

  mutating func open(
    _ key: LifeTable.Key, _ opening: MessageFragment.Opening, at time: Int64, line: Int
  ) -> Int {
    let index = lives.insert(key)
    let life = lives.lives + index
    life.pointee.opening = opening
    life.pointee.firstTime = time
    life.pointee.firstLine = line
    life.pointee.lastTime = time
    life.pointee.isHeldBack =
      opening == .named && settings.isContinuation && time - startTime <= Self.edge
    return index
  }

  /// Ends a life: what was counted is forgotten, what was not becomes a fragment.
  mutating func close(_ index: Int) {
    let life = lives.lives[index]
    if life.opening == .before || life.isHeldBack || life.detail >= 0 {
      keepFragment(index, isEnded: true)
    } else {
      recent.add(life, name: lives.nameHash(index))
    }
    if life.detail >= 0 { release(index) }
    lives.remove(index)
  }

  /// Every recipient that still waits is given up.
  mutating func expire(_ index: Int, _ ending: MessageFragment.Ending) {
    let life = lives.lives[index]
    guard life.opening != .before, !life.isHeldBack else {
      expiries[index] = ending
      return
    }
    guard life.detail >= 0 else {
      count.expiriesWithoutRecipient += 1
      return
    }
    let waiting = details[Int(life.detail)]
    release(index)
    for recipient in waiting { settle(expired(recipient, ending), of: index) }
  }

  func expired(_ recipient: WaitingRecipient, _ ending: MessageFragment.Ending) -> WaitingRecipient {
    var recipient = recipient
    recipient.end = AttemptRecord(
      outcome: .expired, time: ending.time, line: ending.line, source: ending.source, delay: -1,
      reply: recipient.lastDeferral?.reply ?? Reply(text: "", saidBy: .ownServer))
    return recipient
  }

  mutating func newDetail() -> Int32 {
    if let reused = freeDetails.popLast() { return reused }
    details.append([])
    return Int32(details.count - 1)
  }

  mutating func release(_ index: Int) {
    let detail = lives.lives[index].detail
    guard detail >= 0 else { return }
    details[Int(detail)] = []
    freeDetails.append(detail)
    lives.lives[index].detail = -1
  }

  private mutating func keepFragment(_ index: Int, isEnded: Bool) {
    count.fragments.append(fragment(index, isEnded: isEnded))
    expiries[index] = nil
  }

  private func fragment(_ index: Int, isEnded: Bool) -> MessageFragment {
    let life = lives.lives[index]
    return MessageFragment(
      stream: streams[Int(life.stream)], queueID: lives.queueID(index), opening: life.opening,
      messageID: lives.name(index), sender: life.sender < 0 ? nil : senders.name(life.sender),
      isQueued: life.isQueued, firstTime: UTCTime(seconds: life.firstTime), firstLine: life.firstLine,
      lastTime: UTCTime(seconds: life.lastTime),
      estimatedArrival: life.estimatedArrival == .min ? nil : UTCTime(seconds: life.estimatedArrival),
      expiredAt: expiries[index], isEnded: isEnded, isHeldBack: life.isHeldBack,
      recipients: life.detail < 0 ? [] : details[Int(life.detail)])
  }

  /// Ends the stretch: messages that are still in the queue become fragments.
  mutating func finish() -> LogCount {
    judgeRows()
    messages.move(to: &count.messages)
    notifications.move(to: &count.notifications)
    for index in lives.all {
      keepFragment(index, isEnded: false)
      if lives.lives[index].detail >= 0 { release(index) }
      lives.remove(index)
    }
    count.fragments.sort { $0.isBefore($1) }
    return count
  }

  // MARK: Pieces

  @inline(__always)
  func text(_ range: ByteRange, _ base: UnsafeRawPointer) -> String {
    String(
      decoding: UnsafeRawBufferPointer(start: base + Int(range.start), count: Int(range.count)), as: UTF8.self
    )
  }

  private func reply(of event: LogEvent, _ base: UnsafeRawPointer) -> Reply {
    var reply = Reply(
      text: event.outcome == .delivered ? "" : text(event.text, base), code: ReplyCode(Int(event.replyCode)),
      enhancedCode: event.enhancedCode, saidBy: event.saidBy, stage: event.stage,
      remoteHost: event.remoteHost.isEmpty ? nil : text(event.remoteHost, base))
    // Postfix before 2.3 logs no code of its own: then the reply's counts.
    if reply.enhancedCode == nil, event.outcome != .delivered {
      reply.enhancedCode = StatusCodeFinder.first(in: reply.text)?.enhancedCode
    }
    return reply
  }

  /// The domain of the address that people know, or of the one written to where that has none.
  @inline(__always)
  private func domainBytes(
    _ event: LogEvent, _ base: UnsafeRawPointer, _ address: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer {
    if !event.originalRecipient.isEmpty {
      let original = UnsafeRawBufferPointer(
        start: base + Int(event.originalRecipient.start), count: Int(event.originalRecipient.count))
      let domain = Self.domain(of: original)
      if !domain.isEmpty { return domain }
    }
    return Self.domain(of: address)
  }

  @inline(__always)
  private static func domain(of address: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var place = address.count
    while place > 0 {
      if address[place - 1] == UInt8(ascii: "@") {
        return UnsafeRawBufferPointer(rebasing: address[place...])
      }
      place -= 1
    }
    return UnsafeRawBufferPointer(start: nil, count: 0)
  }

  /// True where the message that this one became is a message of this log: a content filter, another instance.
  private func isHop(_ event: LogEvent, _ base: UnsafeRawPointer) -> Bool {
    let key = LifeTable.Key(
      base + Int(event.queueID.start), count: Int(event.queueID.count), stream: event.stream)
    guard let own = lives.find(key) else { return false }
    let name = lives.nameHash(own)
    guard name != 0 else { return false }
    for stream in streams.indices {
      let other = LifeTable.Key(
        base + Int(event.other.start), count: Int(event.other.count), stream: Int32(stream))
      if let index = lives.find(other), index != own, lives.nameHash(index) == name { return true }
      if recent.has(other, name: name) { return true }
    }
    return false
  }

  @inline(__always)
  private mutating func addFingerprint(_ index: Int, _ address: UnsafeRawBufferPointer) {
    let name = lives.nameHash(index)
    if name != 0 { count.deliveredFingerprints.append(Fingerprint.of(name: name, address)) }
  }

  @inline(__always)
  mutating func day(of time: UTCTime) -> Int { calendar.day(of: time.seconds) }
}

extension MessageFragment {
  /// A total order that depends on nothing but content.
  func isBefore(_ other: MessageFragment) -> Bool {
    if (stream, queueID) != (other.stream, other.queueID) {
      return (stream, queueID) < (other.stream, other.queueID)
    }
    if firstTime != other.firstTime { return firstTime < other.firstTime }
    // At the same second what began before comes before what began here.
    if opening != other.opening { return opening < other.opening }
    if lastTime != other.lastTime { return lastTime < other.lastTime }
    return (recipients.first?.address ?? "") < (other.recipients.first?.address ?? "")
  }
}
