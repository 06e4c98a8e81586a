import DeliveryModel
import Summaries

/// Looks for contact after a mail was sent: replies, mails that arrived, calls. A private note is none.
struct ContactSearch {
  let index: HelpDeskIndex
  /// Deliveries that arrived, by ticket.
  let arrivals: [Int64: [FailureRow]]
  let row: FailureRow
  let sent: UTCTime

  struct Found {
    var contact: Contact
    var time: UTCTime
  }

  /// The first contact with the very person that the mail was for.
  func ofThePerson(_ ticketID: Int64) -> Found? {
    let requester = index.facts.tickets[ticketID]?.requesterID
    let own = index.personID(of: row)
    // Somebody whom nothing names is taken for the customer who asked.
    let isRequester = own == nil || requester == nil || own == requester
    var found: [Found] = []
    for id in index.conversation(of: ticketID) {
      addComments(of: id, by: own ?? requester, withSpoken: isRequester, to: &found)
      addArrivals(of: id, to: own, address: row.recipient.lowercased(), to: &found)
    }
    return found.min { $0.time < $1.time }
  }

  /// The first contact with the customer who asked, where the mail was for somebody else.
  func ofTheRequester(_ ticketID: Int64, _ ticket: Ticket?) -> Found? {
    guard let requester = ticket?.requesterID, let own = index.personID(of: row), own != requester else {
      return nil
    }
    var found: [Found] = []
    for id in index.conversation(of: ticketID) {
      addComments(of: id, by: requester, withSpoken: true, to: &found)
      addArrivals(of: id, to: requester, address: nil, to: &found)
    }
    return found.min { $0.time < $1.time }
  }

  private func addComments(of ticket: Int64, by person: Int64?, withSpoken: Bool, to found: inout [Found]) {
    for comment in index.comments[ticket] ?? [] {
      guard let time = comment.createdAt, time > sent else { continue }
      if comment.isSpoken {
        if withSpoken { found.append(Found(contact: .otherChannel(comment.channel ?? ""), time: time)) }
      } else if let author = comment.authorID, author == person,
        !index.isColleague(index.facts.users[author])
      {
        found.append(Found(contact: .customerReply, time: time))
      }
    }
  }

  private func addArrivals(of ticket: Int64, to person: Int64?, address: String?, to found: inout [Found]) {
    for notification in index.notifications[ticket] ?? [] {
      guard let time = notification.createdAt, time > sent, notification.id != row.notificationID else {
        continue
      }
      for recipient in notification.recipients where recipient.status?.isDelivered == true {
        let isSame =
          recipient.address.lowercased() == address
          || (person != nil && (recipient.userID ?? index.userIDs[recipient.address.lowercased()]) == person)
        if isSame { found.append(Found(contact: .laterMail, time: time)) }
      }
    }
    for arrival in arrivals[ticket] ?? [] {
      guard let time = arrival.time, time > sent, row.messageID == nil || arrival.messageID != row.messageID
      else { continue }
      if arrival.recipient.lowercased() == address
        || (person != nil && index.personID(of: arrival) == person)
      {
        found.append(Found(contact: .laterMail, time: time))
      }
    }
  }
}
