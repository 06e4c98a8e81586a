#!/usr/bin/env python3
"""Write a large, realistic outbound mail log and, beside it, the truth about it.

    generate-mail-log.py --format postfix --size 500M --seed 1 --weeks 4 \
        --truth truth.json > mail.log

Formats: postfix (syslog timestamps without a year, short queue ids),
postfix-iso (RFC 3339 timestamps, long queue ids), exim (mainlog).
The same arguments give byte-identical output. Standard library only.
Addresses are under reserved names (example.com, .example) and documentation
IP ranges. Every count in the truth is made when a line is written, so lines
that fall behind the end of the log are in neither.
"""

import argparse
import json
import sys
import time
from collections import Counter
from datetime import timedelta

sys.dont_write_bytecode = True  # the package beside this file stays as it is checked in

from maillog.exim import Exim  # noqa: E402
from maillog.postfix import Postfix  # noqa: E402


def parse_size(text):
    units = {"K": 10**3, "M": 10**6, "G": 10**9}
    text = text.strip().upper().rstrip("B")
    return int(float(text[:-1]) * units[text[-1]]) if text[-1] in units else int(text)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--format", choices=["postfix", "postfix-iso", "exim"], default="postfix")
    p.add_argument("--size", type=parse_size, default=parse_size("10M"), help="bytes to aim at: 500K, 10M, 2G (default 10M)")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--weeks", type=int, default=1)
    p.add_argument("--start", default="2026-01-05", help="first day, local time (default 2026-01-05); 2025-12-22 crosses a year's end")
    p.add_argument("--tz", default="+00:00", help="offset written by postfix-iso (default +00:00)")
    p.add_argument("--queue-ids", choices=["auto", "short", "long"], default="auto", help="Postfix: short ids are reused (auto: postfix short, postfix-iso long)")
    p.add_argument("--exim-ids", choices=["short", "long"], default="short", help="Exim: 6-6-2 (before 4.97) or 6-11-4")
    p.add_argument("--instances", type=int, default=1, help="Postfix: 2 adds the instance postfix-out")
    p.add_argument("--lifetime", type=float, default=2.0, help="days until a deferred message expires (default 2)")
    p.add_argument("--truth", help="write exact counts to this JSON file")
    p.add_argument("-o", "--output", help="write the log to this file (default: standard output)")
    options = p.parse_args()
    maker = Exim(options) if options.format == "exim" else Postfix(options)
    out = open(options.output, "wb") if options.output else sys.stdout.buffer
    began = time.perf_counter()
    size, lines = maker.run(out.write)
    out.flush()
    took = time.perf_counter() - began
    t = maker.truth
    print("%s: %.1f MB, %d lines, %.1f s, %.1f MB/s" % (options.format, size / 1e6, lines, took, size / 1e6 / took), file=sys.stderr)
    if not options.truth:
        return
    other = t.other
    classes = Counter(t.bounced_by_class)
    if t.expired:
        classes["expired"] += t.expired
    truth = {
        "generator": {"format": options.format, "size": options.size, "seed": options.seed, "weeks": options.weeks, "start": options.start,
                      "tz": options.tz, "queue_ids": options.queue_ids, "exim_ids": options.exim_ids, "instances": options.instances, "lifetime_days": options.lifetime},
        "bytes": size,
        "lines": lines,
        "messages": {
            "accepted": other["messages"], "completed": other["removed"],
            "open_at_end": other["messages"] + other["messages_started_before_log"] - other["removed"],
            "started_before_log": other["messages_started_before_log"], "non_delivery_notifications": other["notifications"],
            "queue_ids_reused": other["queue_ids_reused"]},
        "attempts": {"sent": t.sent, "deferred": t.deferred, "bounced": t.bounced},
        "deliveries": {
            "delivered": t.sent, "delivered_first_try": t.sent - t.delivered_after_deferral, "delivered_after_deferral": t.delivered_after_deferral,
            "bounced": t.bounced, "expired": t.expired, "failed": t.bounced + t.expired,
            "delivered_of_notifications": other["sent_of_notifications"], "delivered_local": other["sent_local"]},
        "failed_by_class": dict(sorted(classes.items())),
        "bounced_by_class": dict(sorted(t.bounced_by_class.items())),
        "bounced_by_enhanced": dict(sorted(t.bounced_by_enhanced.items())),
        "bounced_by_reply_code": dict(sorted(t.bounced_by_code.items())),
        "expired_by_last_class": dict(sorted(t.expired_by_last_class.items())),
        "expired_by_last_enhanced": dict(sorted(t.expired_by_last_enhanced.items())),
        "deferred_attempts_by_class": dict(sorted(t.attempts_by_class.items())),
        "deferred_attempts_by_enhanced": dict(sorted(t.attempts_by_enhanced.items())),
        "delayed_then_delivered_by_last_class": dict(sorted(t.delays_by_class.items())),
        "distinct_failing_recipients": len(t.failing),
        "not_deliveries": {k: other[k] for k in ("inbound_rejects", "next_host_notes", "connect_notes", "defer_lines_without_attempt", "additional_address_lines")},
        "by_day": {(maker.start + timedelta(days=d)).strftime("%Y-%m-%d"): dict(zip(("delivered", "deferred_attempts", "bounced", "expired"), v)) for d, v in sorted(t.days.items())},
        "by_domain": {d: dict(zip(("delivered", "deferred_attempts", "bounced", "expired"), v)) for d, v in sorted(t.domains.items())},
        "notes": [
            "attempts.sent counts every status=sent (Exim: => and ->) line, those of notifications and local mail too.",
            "bounced_by_enhanced: Postfix dsn= field (x.0.0 where the reply has no code); Exim: the code in the reply's first line, else 'none'.",
            "delivered_after_deferral counts a delivery whose earlier attempts were deferred, before the log began too.",
            "next_host_notes and connect_notes are lines about one host of several; no attempt is counted for them.",
        ],
    }
    with open(options.truth, "w", encoding="utf-8") as f:
        json.dump(truth, f, ensure_ascii=False, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main()
