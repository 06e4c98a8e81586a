#!/usr/bin/env python3
"""Race bouncebook against its peers on one input, in one run, and hold its counts against the truth.

Called by bench.sh. Each command runs once to warm the cache, then in turns with the others, short ones
several times in a turn; the median of its wall-clock times counts, and the largest peak memory (of the process
and its children, as the kernel reports it). Processor time, which a busy machine disturbs less, is shown beside. Exit status 1 where bouncebook's counts are not those that the
generator knows.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

PEAK = """
import os, resource, sys, time
begin = time.perf_counter()
child = os.spawnvp(os.P_NOWAIT, sys.argv[2], sys.argv[2:])
_, status = os.waitpid(child, 0)
took = time.perf_counter() - begin
with open(sys.argv[1], "w") as report:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    report.write("%.6f %.6f %d" % (took, used.ru_utime + used.ru_stime, used.ru_maxrss))
sys.exit(os.waitstatus_to_exitcode(status))
"""


class Runner:
    """One command of the race and what its runs took."""

    def __init__(self, name, command, stdin=None):
        self.name, self.command, self.stdin = name, command, stdin
        self.seconds, self.processor, self.peak, self.output, self.status, self.errors = [], [], 0, "", None, ""

    def run(self, counts=True):
        """One run. A small parent of its own waits for it, so that memory is this command's alone."""
        with tempfile.TemporaryDirectory() as folder:
            report = os.path.join(folder, "report")
            with open(os.path.join(folder, "out"), "w+b") as out, open(os.path.join(folder, "err"), "w+b") as err:
                stdin = open(self.stdin, "rb") if self.stdin else subprocess.DEVNULL
                done = subprocess.run([sys.executable, "-c", PEAK, report] + self.command, stdin=stdin, stdout=out, stderr=err, check=False)
                for stream in (out, err):
                    stream.seek(0)
                self.output, self.errors = out.read().decode("utf-8", "replace"), err.read().decode("utf-8", "replace")
            self.status = done.returncode
            with open(report, encoding="ascii") as stream:
                took, processor, peak = stream.read().split()
        if counts:
            self.seconds.append(float(took))
            self.processor.append(float(processor))
            self.peak = max(self.peak, int(peak) / 1024)

    @property
    def median(self):
        return statistics.median(self.seconds)


def race(runners, runs):
    repeats = {}
    for runner in runners:
        begin = time.perf_counter()
        runner.run(counts=False)
        # What is over in a moment is at the mercy of whatever else the machine does.
        repeats[runner] = 5 if time.perf_counter() - begin < 2 else 1
    for _ in range(runs):
        for runner in runners:
            for _ in range(repeats[runner]):
                runner.run()


def table(runners, megabytes=None):
    print("  %-22s %10s %10s %13s %10s %10s" % ("", "median s", "best s", "processor s", "MB/s" if megabytes else "", "peak MB"))
    for runner in runners:
        speed = "%.0f" % (megabytes / runner.median) if megabytes else ""
        print("  %-22s %10.3f %10.3f %13.3f %10s %10.1f" % (
            runner.name, runner.median, min(runner.seconds), statistics.median(runner.processor), speed, runner.peak))
    for runner in runners:
        print("  %s: %s" % (" ".join(os.path.basename(word) for word in runner.command), " ".join("%.3f" % s for s in runner.seconds)))


def goal(text, value, wanted, holds):
    print("  %-46s %10s   %-16s %s" % (text, value, wanted, "holds" if holds else "MISSED"))


def compare(totals, truth):
    """Counts that must be equal: name, found, true."""
    deliveries, attempts = truth["deliveries"], truth["attempts"]
    by_class = dict(truth["bounced_by_class"])
    by_code = dict(truth["bounced_by_enhanced"])
    # What expired has the class and the code of its last deferral.
    for sums, part in ((by_class, "expired_by_last_class"), (by_code, "expired_by_last_enhanced")):
        for key, count in truth[part].items():
            sums[key] = sums.get(key, 0) + count
    get = lambda *keys: look_up(totals, keys)  # noqa: E731
    rows = [
        ("lines", get("lines"), truth["lines"]),
        ("attempts delivered", get("attempts", "delivered"), attempts["sent"]),
        ("attempts deferred", get("attempts", "deferred"), attempts["deferred"]),
        ("attempts failed", get("attempts", "failed"), attempts["bounced"]),
        ("deliveries delivered", get("deliveries", "delivered"), deliveries["delivered"]),
        ("deliveries delayed", get("deliveries", "delayed"), deliveries["delivered_after_deferral"]),
        ("deliveries failed", get("deliveries", "failed"), deliveries["failed"]),
        ("distinct failing recipients", get("distinct_failing_recipients"), truth["distinct_failing_recipients"]),
    ]
    return rows, (get("by_enhanced_code"), by_code), (get("by_class"), by_class)


def look_up(value, keys):
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def agreement(found, true):
    """The share of failures on whose class or code both agree, in percent."""
    if not isinstance(found, dict) or not true:
        return 0.0
    return 100.0 * sum(min(count, found.get(key, 0)) for key, count in true.items()) / sum(true.values())


def race_logs(options):
    size = os.path.getsize(options.log) / 1e6
    ours = Runner("bouncebook totals", [options.bouncebook, "totals", options.log, "--json", "--quiet"])
    runners, peer = [ours, Runner("wc -l", ["wc", "-l", options.log])], None
    if shutil.which("pflogsumm"):
        peer = Runner("pflogsumm", ["pflogsumm", options.log])
        runners.append(peer)
    else:
        print("  (pflogsumm is not here: no race against it)")
    race(runners, options.runs)
    table(runners, size)
    if ours.status not in (0, 3):
        print("  bouncebook ended with status %s: %s" % (ours.status, ours.errors.strip()[-400:]))
        return False
    print()
    if peer:
        ratio = peer.median / ours.median
        goal("times as fast as pflogsumm", "%.1f" % ratio, "at least 40", ratio >= 40)
    ratio = ours.median / runners[1].median
    goal("times the time of wc -l", "%.1f" % ratio, "at most 12", ratio <= 12)
    goal("peak memory in MB", "%.1f" % ours.peak, "under 300", ours.peak < 300)
    print()
    with open(options.truth, encoding="utf-8") as stream:
        truth = json.load(stream)
    try:
        totals = json.loads(ours.output)
    except ValueError:
        print("  the totals are no JSON: %r" % ours.output[:200])
        return False
    rows, codes, classes = compare(totals, truth)
    right = True
    for name, found, true in rows:
        # Of a message that began before the log, nobody can know that it was deferred then.
        slack = truth["messages"]["started_before_log"] if name == "deliveries delayed" else 0
        equal = isinstance(found, int) and abs(found - true) <= slack
        right = right and equal
        print("  %-30s %10s %10s   %s" % (name, found, true, "equal" if equal else "WRONG"))
    print("  %-30s %9.2f%%" % ("same enhanced code", agreement(*codes)))
    print("  %-30s %9.2f%%" % ("same failure class", agreement(*classes)))
    return right


def race_replies(options):
    with open(options.replies, encoding="utf-8") as stream:
        count = sum(1 for _ in stream)
    ours = Runner("bouncebook classify", [options.bouncebook, "classify"], stdin=options.replies)
    race([ours], options.runs)
    table([ours], os.path.getsize(options.replies) / 1e6)
    if ours.status != 0:
        print("  bouncebook ended with status %s: %s" % (ours.status, ours.errors.strip()[-400:]))
        return False
    answered = ours.output.count("\n")
    print()
    print("  %-30s %10.0f" % ("replies a second", count / ours.median))
    print("  %-30s %10d %10d   %s" % ("answers, replies", answered, count, "equal" if answered == count else "WRONG"))
    return answered == count


def race_bounces(options):
    size = os.path.getsize(options.bounces) / 1e6
    ours = Runner("bouncebook failures", [options.bouncebook, "failures", options.bounces, "--quiet"])
    runners, peer = [ours], None
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sisimai.pl")
    if shutil.which("perl") and subprocess.run(["perl", "-MSisimai", "-e", "1"], stderr=subprocess.DEVNULL, check=False).returncode == 0:
        peer = Runner("Sisimai", ["perl", script, options.bounces])
        runners.append(peer)
    else:
        print("  (Sisimai is not here: no race against it)")
    race(runners, options.runs)
    table(runners, size)
    if ours.status not in (0, 3):
        print("  bouncebook ended with status %s: %s" % (ours.status, ours.errors.strip()[-400:]))
        return False
    print()
    if peer:
        ratio = peer.median / ours.median
        goal("times as fast as Sisimai", "%.1f" % ratio, "at least 30", ratio >= 30)
    with open(options.bounces_truth, encoding="utf-8") as stream:
        true = json.load(stream)["failed_recipients"]
    print("  %-30s %10d %10d   %s" % ("failures found, true", ours.output.count("\n"), true, "equal" if ours.output.count("\n") == true else "WRONG"))
    if peer:
        print("  %-30s %10s %10d" % ("Sisimai's, true", peer.output.strip(), true))
    return ours.output.count("\n") == true


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("race", choices=["logs", "replies", "bounces"])
    parser.add_argument("--bouncebook", required=True, help="the program to race")
    parser.add_argument("--runs", type=int, default=3, help="runs that count, after one that warms up (default 3)")
    parser.add_argument("--log")
    parser.add_argument("--truth")
    parser.add_argument("--replies")
    parser.add_argument("--bounces")
    parser.add_argument("--bounces-truth")
    options = parser.parse_args()
    sys.exit(0 if {"logs": race_logs, "replies": race_replies, "bounces": race_bounces}[options.race](options) else 1)


if __name__ == "__main__":
    main()
