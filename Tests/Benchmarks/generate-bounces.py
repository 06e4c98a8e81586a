#!/usr/bin/env python3
"""Write a mailbox of invented bounce messages and, beside it, how many recipients failed in them.

    generate-bounces.py --count 5000 --seed 1 --truth truth.json > bounces.mbox

Three kinds in turn: a delivery status report with its three parts (RFC 3464), the prose of qmail, and the
prose of Exim. The same arguments give the same bytes. Standard library only.
"""

import argparse
import json
import random
import sys
from datetime import datetime, timedelta

sys.dont_write_bytecode = True  # the package beside this file stays as it is checked in

from maillog.replies import REPLIES  # noqa: E402

START = datetime(2026, 1, 5)


def stamp(moment):
    return moment.strftime("%a, %d %b %Y %H:%M:%S +0000")


def returned(rng, number, moment, recipient):
    """The head of the mail that came back."""
    return ["Received: from app1.helpdesk.example.com (app1.helpdesk.example.com [192.0.2.31])", "\tby mx1.helpdesk.example.com (Postfix) with ESMTPSA id %08X" % rng.getrandbits(32),
            "\tfor <%s>; %s" % (recipient, stamp(moment)), "From: Support <support@helpdesk.example.com>", "To: %s" % recipient, "Subject: Re: your request #%d" % number,
            "Date: %s" % stamp(moment), "Message-ID: <%d.%x@helpdesk.example.com>" % (number, rng.getrandbits(30)), "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"]


def report(rng, number, moment, rows):
    """A multipart report as Postfix writes it."""
    mark = "%X.%d/mx1.helpdesk.example.com" % (rng.getrandbits(32), number)
    lines = ["From: MAILER-DAEMON@mx1.helpdesk.example.com (Mail Delivery System)", "Subject: Undelivered Mail Returned to Sender", "To: support@helpdesk.example.com", "Auto-Submitted: auto-replied",
             "Date: %s" % stamp(moment), "MIME-Version: 1.0", 'Content-Type: multipart/report; report-type=delivery-status;', '\tboundary="%s"' % mark, "", "This is a MIME-encapsulated message.", "",
             "--%s" % mark, "Content-Description: Notification", "Content-Type: text/plain; charset=utf-8", "", "This is the mail system at host mx1.helpdesk.example.com.", "",
             "I'm sorry to have to inform you that your message could not", "be delivered to one or more recipients. It's attached below.", ""]
    for recipient, host, reply in rows:
        lines += ["<%s>: host %s[192.0.2.99] said: %s" % (recipient, host, reply), "    (in reply to RCPT TO command)", ""]
    lines += ["--%s" % mark, "Content-Description: Delivery report", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx1.helpdesk.example.com", "X-Postfix-Queue-ID: %08X" % rng.getrandbits(32),
              "X-Postfix-Sender: rfc822; support@helpdesk.example.com", "Arrival-Date: %s" % stamp(moment), ""]
    for recipient, host, reply in rows:
        code = reply.split()[1] if reply.split()[1].count(".") == 2 else "5.0.0"
        lines += ["Final-Recipient: rfc822; %s" % recipient, "Original-Recipient: rfc822;%s" % recipient, "Action: failed", "Status: %s" % code,
                  "Remote-MTA: dns; %s" % host, "Diagnostic-Code: smtp; %s" % reply, ""]
    lines += ["--%s" % mark, "Content-Description: Undelivered Message Headers", "Content-Type: text/rfc822-headers", ""] + returned(rng, number, moment, rows[0][0]) + ["", "--%s--" % mark]
    return lines


def qmail(rng, number, moment, rows):
    lines = ["From: MAILER-DAEMON@relay.helpdesk.example.com", "To: support@helpdesk.example.com", "Subject: failure notice", "Date: %s" % stamp(moment), "",
             "Hi. This is the qmail-send program at relay.helpdesk.example.com.", "I'm afraid I wasn't able to deliver your message to the following addresses.",
             "This is a permanent error; I've given up. Sorry it didn't work out.", ""]
    for recipient, _, reply in rows:
        lines += ["<%s>:" % recipient, "192.0.2.99 does not like recipient.", "Remote host said: %s" % reply, "Giving up on 192.0.2.99.", ""]
    return lines + ["--- Below this line is a copy of the message.", "", "Return-Path: <support@helpdesk.example.com>"] + returned(rng, number, moment, rows[0][0]) + ["", "Dear customer, here is our answer."]


def exim(rng, number, moment, rows):
    lines = ["Return-path: <>", "From: Mail Delivery System <Mailer-Daemon@mx2.helpdesk.example.com>", "To: support@helpdesk.example.com", "Subject: Mail delivery failed: returning message to sender",
             "Auto-Submitted: auto-replied", "X-Failed-Recipients: %s" % ", ".join(row[0] for row in rows), "Date: %s" % stamp(moment), "",
             "This message was created automatically by mail delivery software.", "", "A message that you sent could not be delivered to one or more of its",
             "recipients. This is a permanent error. The following address(es) failed:", ""]
    for recipient, host, reply in rows:
        lines += ["  %s" % recipient, "    host %s [192.0.2.99]" % host, "    SMTP error from remote mail server after RCPT TO:<%s>:" % recipient, "    %s" % reply, ""]
    return lines + ["------ This is a copy of the message, including all the headers. ------", "", "Return-path: <support@helpdesk.example.com>"] + returned(rng, number, moment, rows[0][0]) + ["", "Dear customer, here is our answer."]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=5000, help="messages (default 5000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--truth", help="write the counts to this JSON file")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    said = [row[4][-1] for row in REPLIES if row[2] == "B" and len(row[4]) == 1 and row[3] == "RCPT" and row[4][0].isascii()]
    recipients = 0
    for number in range(options.count):
        moment = START + timedelta(seconds=number * 97 + rng.randrange(90))
        rows = []
        for one in range(1 if rng.random() < 0.9 else 2 + rng.randrange(3)):
            domain = "customer%d.example" % rng.randrange(4000)
            address = "%s.%s%d@%s" % (rng.choice(("anna", "ben", "chris", "minjun", "seoyeon")), rng.choice(("kim", "weber", "park", "lopez")), number * 7 + one, domain)
            reply = rng.choice(said)
            for key, value in (("{r}", address), ("{l}", address.split("@")[0]), ("{d}", domain), ("{i}", "192.0.2.25"), ("{s}", "helpdesk.example.com"),
                               ("{x}", "%x" % rng.getrandbits(40)), ("{n}", str(rng.randrange(100, 999)))):
                reply = reply.replace(key, value)
            rows.append((address, "mx.%s" % domain, reply))
        recipients += len(rows)
        lines = (report, qmail, exim)[number % 3](rng, number, moment, rows)
        sys.stdout.write("From MAILER-DAEMON %s\n" % moment.strftime("%a %b %d %H:%M:%S %Y"))
        sys.stdout.write("\n".join(lines) + "\n\n")
    if options.truth:
        with open(options.truth, "w", encoding="utf-8") as stream:
            json.dump({"messages": options.count, "failed_recipients": recipients}, stream)


if __name__ == "__main__":
    main()
