"""Writes a Postfix log (ISO timestamps) of one bad week: COUNT failed deliveries and as many that arrive.

    generate-failures.py --count 1000000 --seed 1 --truth truth.json >mail.log

The same arguments give the same bytes. The truth counts failures by reply class as the wordings say it.
"""

import argparse
import json
import random
import sys
from collections import Counter
from datetime import datetime, timedelta, timezone

# dsn, what the receiver said, the class that it means
REPLIES = [
    ("5.1.1", "550 5.1.1 <{to}>: Recipient address rejected: User unknown in virtual mailbox table", "unknown-user"),
    ("5.2.2", "552 5.2.2 <{to}>: user is over quota", "mailbox-full"),
    ("5.3.4", "552 5.3.4 Message size exceeds fixed limit", "message-too-large"),
    ("5.7.1", "554 5.7.1 Message rejected as spam by content filter", "content-rejected"),
    ("5.7.26", "550 5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy",
     "authentication-failed"),
]
DOMAINS = ["naver.example", "gmail.example", "outlook.example", "yahoo.example", "kakao.example"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--truth")
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    start = datetime(2026, 11, 16, tzinfo=timezone.utc)
    step = timedelta(days=7).total_seconds() / (arguments.count + 1)
    domains = DOMAINS + [f"d{number}.example" for number in range(20_000)]
    truth = {"failed": 0, "delivered": 0, "classes": Counter(), "recipients": 0}
    recipients = set()
    out = sys.stdout
    for number in range(arguments.count):
        at = start + timedelta(seconds=step * (number + 1))
        stamp = at.isoformat(timespec="microseconds").replace("+00:00", "") + "+00:00"
        domain = random.choice(DOMAINS) if random.random() < 0.7 else random.choice(domains)
        to = f"user{random.randrange(arguments.count)}@{domain}"
        relay = f"mx.{domain}[198.51.100.{random.randrange(1, 250)}]"
        dsn, reply, failure_class = random.choice(REPLIES)
        truth["classes"][failure_class] += 1
        truth["failed"] += 1
        truth["delivered"] += 1
        recipients.add(to)
        queue = f"4{number:08d}zyND".replace("0", "b").replace("1", "k").replace("8", "w")
        said = reply.format(to=to)
        out.write(
            f"{stamp} mx1 postfix/smtpd[56040]: {queue}: client=desk.example.com[192.0.2.35]\n"
            f"{stamp} mx1 postfix/cleanup[5665]: {queue}: message-id=<{number}@desk.example.com>\n"
            f"{stamp} mx1 postfix/qmgr[1334]: {queue}: from=<support@example.com>, size=3660, nrcpt=2 (queue active)\n"
            f"{stamp} mx1 postfix/smtp[78565]: {queue}: to=<{to}>, relay={relay}:25, delay=1.4, delays=0.05/0.01/0.29/1.1, "
            f"dsn={dsn}, status=bounced (host {relay} said: {said} (in reply to RCPT TO command))\n"
            f"{stamp} mx1 postfix/smtp[78565]: {queue}: to=<ok{number}@{domain}>, relay={relay}:25, delay=1.4, "
            f"delays=0.05/0.01/0.29/1.1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as {number})\n"
            f"{stamp} mx1 postfix/qmgr[1334]: {queue}: removed\n")
    truth["recipients"] = len(recipients)
    if arguments.truth:
        with open(arguments.truth, "w") as file:
            json.dump(truth, file, indent=1, sort_keys=True)
            file.write("\n")


main()
