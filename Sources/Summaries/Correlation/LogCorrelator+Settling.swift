import Classification
import DeliveryModel
import Readers

extension LogCorrelator {
  /// Counts a delivery that has ended, and keeps its row.
  mutating func settle(_ recipient: WaitingRecipient, of index: Int) {
    let life = lives.lives[index]
    guard let end = recipient.end else { return }
    let day = day(of: end.time)
    if end.outcome == .delivered {
      settleDelivered(recipient, end, life, index, day)
      return
    }
    count.tallies.update(day: day, domain: recipient.domain) {
      $0.failed += 1
      if end.outcome == .expired { $0.expired += 1 }
    }
    countSender(life, day) {
      $0.failed += 1
      if end.outcome == .expired { $0.expired += 1 }
    }
    var row = row(of: recipient, end, life, index)
    row.outcome = end.outcome == .expired ? .expired : .failed
    row.reply = end.reply
    // An expired delivery failed for the reason of its last deferral; only where there is none, for its age.
    if end.outcome == .expired, recipient.lastDeferral == nil { row.verdict = .expiredWithoutReason }
    row.attempts = recipient.deferrals + (end.outcome == .expired ? 0 : 1)
    row.secondsToEnd = end.delay >= 0 ? Int64(end.delay.rounded()) : secondsSinceArrival(life, end.time)
    count.failures.append(row)
  }

  private mutating func settleDelivered(
    _ recipient: WaitingRecipient, _ end: AttemptRecord, _ life: LifeTable.Life, _ index: Int, _ day: Int
  ) {
    // A message that arrived before the log began and took minutes was put off where nobody saw it.
    let isDelayed = recipient.deferrals > 0 || (life.opening == .before && end.delay > 120)
    let domain = recipient.domain
    count.tallies.update(day: day, domain: domain) {
      $0.delivered += 1
      if isDelayed { $0.delayed += 1 }
      if life.isNotification { $0.ofNotifications += 1 }
    }
    countSender(life, day) {
      $0.delivered += 1
      if isDelayed { $0.delayed += 1 }
    }
    if end.delay >= 0, !life.isNotification, settings.wantsHistory {
      var domain = domain ?? ""
      let number = domain.withUTF8 { count.tallies.domain(UnsafeRawBufferPointer($0)) }
      count.delays.add(day: day, domain: number, seconds: end.delay)
    }
    if let name = lives.name(index), let print = Fingerprint.of(messageID: name, address: recipient.address) {
      count.deliveredFingerprints.append(print)
    }
    guard isDelayed || settings.keepsDelivered else { return }
    var row = row(of: recipient, end, life, index)
    row.outcome = isDelayed ? .delayed : .delivered
    row.attempts = recipient.deferrals + 1
    row.secondsToEnd = end.delay >= 0 ? Int64(end.delay.rounded()) : nil
    row.reply = recipient.lastDeferral?.reply
    count.others.append(row)
  }

  /// Where a line carries no delay (an expiry): since the log's first line of the message.
  private func secondsSinceArrival(_ life: LifeTable.Life, _ end: UTCTime) -> Int64? {
    let arrival = life.opening == .before ? life.estimatedArrival : life.firstTime
    return arrival == .min || arrival > end.seconds ? nil : end.seconds - arrival
  }

  private func row(
    of recipient: WaitingRecipient, _ end: AttemptRecord, _ life: LifeTable.Life, _ index: Int
  ) -> FailureRow {
    var row = FailureRow(
      place: Place(source: end.source, line: end.line), format: settings.format,
      recipient: recipient.shownAddress, outcome: .failed)
    row.time = end.time
    row.queueID = lives.queueID(index)
    row.messageID = lives.name(index)
    row.sender = life.sender < 0 ? nil : senders.name(life.sender)
    return row
  }

  /// Gives every row its verdict: at a stretch's end and not when it is made, since the rule book is still being
  /// loaded while the first lines are read.
  mutating func judgeRows() {
    for place in count.failures.indices where count.failures[place].verdict == nil {
      if let reply = count.failures[place].reply { count.failures[place].verdict = verdict(on: reply) }
    }
    for place in count.others.indices where count.others[place].verdict == nil {
      if let reply = count.others[place].reply { count.others[place].verdict = verdict(on: reply) }
    }
    returnClassifier()
  }

  // MARK: Putting stretches together

  /// Adds the stretch of the same log that follows this one.
  mutating func absorb(_ next: inout LogCount) {
    count.take(countsOf: &next)
    for fragment in next.fragments.sorted(by: { $0.firstLine < $1.firstLine }) { apply(fragment) }
  }

  /// Plays a fragment as if its lines were read here.
  mutating func apply(_ fragment: MessageFragment) {
    let stream: Int
    if let known = streams.firstIndex(of: fragment.stream) {
      stream = known
    } else {
      streams.append(fragment.stream)
      stream = streams.count - 1
    }
    var id = fragment.queueID
    let key = id.withUTF8 { LifeTable.Key($0.baseAddress!, count: $0.count, stream: Int32(stream)) }
    let index = life(for: fragment, key)
    if let name = fragment.messageID, lives.lives[index].nameCount < 0 {
      var name = name
      name.withUTF8 { lives.setName(index, UnsafeRawBufferPointer($0)) }
    }
    let life = lives.lives + index
    life.pointee.lastTime = max(life.pointee.lastTime, fragment.lastTime.seconds)
    if let arrival = fragment.estimatedArrival, life.pointee.estimatedArrival == .min {
      life.pointee.estimatedArrival = arrival.seconds
    }
    if let sender = fragment.sender, life.pointee.sender < 0 {
      life.pointee.sender = senders.add(sender)
      life.pointee.isNotification = sender.isEmpty
    }
    let isCounted = life.pointee.opening != .before
    // A life that opened inside its stretch was counted there, unless it was held back.
    let wasCounted = fragment.opening == .arrived || (fragment.opening == .named && !fragment.isHeldBack)
    if fragment.isQueued, !life.pointee.isQueued {
      life.pointee.isQueued = true
      if isCounted, !wasCounted { accept(life.pointee) }
    }
    for recipient in fragment.recipients { apply(recipient, to: index, isCounted: isCounted) }
    if let ending = fragment.expiredAt { expire(index, ending) }
    if fragment.isEnded { close(index) }
  }

  /// Settles everything that the stretches know, given in the order in which it was written; what no attempt has
  /// ended is open.
  mutating func settleFragments(_ fragments: [MessageFragment]) {
    for fragment in fragments { apply(fragment) }
    let left = finish().fragments
    count.fragments = []
    for fragment in left { settle(fragment) }
    judgeRows()
  }

  private mutating func settle(_ fragment: MessageFragment) {
    var id = fragment.queueID
    guard let stream = streams.firstIndex(of: fragment.stream) else { return }
    let key = id.withUTF8 { LifeTable.Key($0.baseAddress!, count: $0.count, stream: Int32(stream)) }
    let index = open(key, fragment.opening, at: fragment.firstTime.seconds, line: fragment.firstLine)
    if var name = fragment.messageID { name.withUTF8 { lives.setName(index, UnsafeRawBufferPointer($0)) } }
    if let sender = fragment.sender {
      lives.lives[index].sender = senders.add(sender)
      lives.lives[index].isNotification = sender.isEmpty
    }
    if fragment.recipients.isEmpty, fragment.expiredAt != nil { count.expiriesWithoutRecipient += 1 }
    for recipient in fragment.recipients {
      if recipient.end != nil {
        settle(recipient, of: index)
      } else if let ending = fragment.expiredAt {
        settle(expired(recipient, ending), of: index)
      } else {
        keepOpen(recipient, of: index)
      }
    }
    lives.remove(index)
  }

  private mutating func keepOpen(_ recipient: WaitingRecipient, of index: Int) {
    guard let last = recipient.lastDeferral else { return }
    var row = row(of: recipient, last, lives.lives[index], index)
    row.outcome = .open
    row.attempts = recipient.deferrals
    row.reply = last.reply
    count.others.append(row)
  }

  private mutating func life(for fragment: MessageFragment, _ key: LifeTable.Key) -> Int {
    let time = fragment.firstTime.seconds
    if let known = lives.find(key) {
      let life = lives.lives[known]
      let continues: Bool
      switch fragment.opening {
      case .before: continues = life.agrees(with: fragment)
      case .named:
        continues =
          life.opening == .arrived && life.nameCount < 0 && !life.isQueued && time - life.lastTime < 600
      case .arrived: continues = false
      }
      if continues { return known }
      close(known)
    }
    return open(key, fragment.opening, at: time, line: fragment.firstLine)
  }

  private mutating func apply(_ recipient: WaitingRecipient, to index: Int, isCounted: Bool) {
    if lives.lives[index].detail < 0 { lives.lives[index].detail = newDetail() }
    let detail = Int(lives.lives[index].detail)
    var merged = recipient
    if let place = details[detail].firstIndex(where: {
      $0.end == nil && $0.address == recipient.address && $0.original == recipient.original
    }) {
      let earlier = details[detail].remove(at: place)
      merged.deferrals += earlier.deferrals
      merged.lastDeferral = recipient.lastDeferral ?? earlier.lastDeferral
    }
    if merged.end != nil, isCounted {
      if details[detail].isEmpty { release(index) }
      settle(merged, of: index)
    } else {
      details[detail].append(merged)
    }
  }
}

extension LifeTable.Life {
  /// False where the fragment's own `delay` says that its message arrived at another time: a part of the log is
  /// missing, and the ID has come back.
  func agrees(with fragment: MessageFragment) -> Bool {
    guard let arrival = fragment.estimatedArrival else { return true }
    let own = opening != .before ? firstTime : estimatedArrival
    guard own != .min else { return true }
    let age = max(fragment.lastTime.seconds - own, 0)
    // `delay` has two significant digits in some versions.
    return abs(arrival.seconds - own) <= 60 + age / 10
  }
}

extension LogCount {
  /// Adds everything of another stretch but its open ends.
  mutating func add(countsOf other: LogCount) {
    var other = other
    take(countsOf: &other)
  }

  /// The same of one that is needed no more: rows are large, and where there are none yet, they change hands.
  mutating func take(countsOf other: inout LogCount) {
    attempts.delivered += other.attempts.delivered
    attempts.deferred += other.attempts.deferred
    attempts.failed += other.attempts.failed
    messages.merge(other.messages, uniquingKeysWith: +)
    notifications.merge(other.notifications, uniquingKeysWith: +)
    // Domains have other numbers there.
    let domains = tallies.add(other.tallies)
    other.delays.visit { day, domain, bucket, number in
      delays.add(day: day, domain: domains[domain], bucket: bucket, count: number)
    }
    senders.add(other.senders)
    if failures.isEmpty { swap(&failures, &other.failures) } else { failures += other.failures }
    if others.isEmpty { swap(&others, &other.others) } else { others += other.others }
    deliveredFingerprints += other.deliveredFingerprints
    expiriesWithoutRecipient += other.expiriesWithoutRecipient
    firstTime = min(firstTime, other.firstTime)
    lastTime = max(lastTime, other.lastTime)
  }
}
