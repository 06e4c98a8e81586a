"""The run through the weeks: arrivals, retries, and the account of what was written."""

import bisect
import heapq
import random
from datetime import datetime, timedelta

from .truth import Recipient, Truth
from .world import PROVIDERS, World


class Generator:
    def __init__(self, options):
        self.o = options
        self.rng = random.Random(options.seed)
        self.rnd = self.rng.random
        self.world = World(self.rng)
        self.truth = Truth()
        self.start = datetime.strptime(options.start, "%Y-%m-%d")
        self.seconds = options.weeks * 7 * 86400
        self.now_lines = []      # (t, text, record or None)
        self.future = []         # heap of (t, n, callable, args)
        self.ticket = 100000
        self.serial = 0
        self.released = []       # short queue ids free for reuse
        self.header_cache = {}
        self.hostname = "mx1"
        self.sender_domain = "helpdesk.example.com"
        self.our_ip = "192.0.2.25"
        self.clients = ["app%d.helpdesk.example.com[192.0.2.%d]" % (n, 30 + n) for n in range(1, 7)]
        self.senders = ["support@helpdesk.example.com", "billing@helpdesk.example.com", "notifications@helpdesk.example.com",
                        "kr-support@helpdesk.example.com", "noreply@helpdesk.example.com"]
        self.tz = options.tz

    # -- time ----------------------------------------------------------
    def wall(self, t):
        return self.start + timedelta(seconds=t)

    def day(self, t):
        return int(t // 86400)

    # -- shared pieces ---------------------------------------------------
    def recipient(self):
        rnd, world = self.rnd, self.world
        domain, group, hosts, _ = world.domain_draw[int(rnd() * 65536)]
        return Recipient(world.people[int(rnd() * len(world.people))] + "@" + domain, domain, group, hosts)

    def failing_recipient(self, kind):
        """A recipient whose first reply is a failure of that kind."""
        rnd, world = self.rnd, self.world
        r = rnd()
        if r < (0.13 if kind == "B" else 0.45):
            reply = world.by_group["local", kind].pick(rnd())[1]
            who = self.recipient()
            if reply.stage in ("nxdomain", "nomx", "dnstemp"):
                domain = world.dead_domains[int(rnd() * len(world.dead_domains))]
                name = world.people[int(rnd() * 400)]
                who = Recipient(name + "@" + domain, domain, "none", ["none"])
            elif reply.stage == "suppressed":
                who.address = world.gone[int(rnd() * 200)] + "@" + who.domain
            return who, reply
        who = self.recipient()
        reply = world.by_group[who.group, kind].pick(rnd())[1]
        if reply.cls in ("unknown-user", "mailbox-disabled", "mailbox-full", "recipient-moved"):
            who.address = world.gone[int(rnd() * rnd() * len(world.gone))] + "@" + who.domain
        return who, reply

    def wording(self, reply, who):
        rnd, world = self.rnd, self.world
        address = who.address
        values = (("{r}", address), ("{d}", who.domain), ("{l}", address.split("@")[0]), ("{i}", self.our_ip),
                  ("{s}", self.sender_domain), ("{x}", world.tokens[int(rnd() * 4096)]), ("{n}", str(100 + int(rnd() * 899))))
        lines = []
        for line in reply.lines:
            if "{" in line:
                for key, value in values:
                    line = line.replace(key, value)
            lines.append(line)
        return lines

    def retry_after(self, tries):
        """Seconds until the next attempt: doubling from 5 minutes to 4 hours."""
        return min(300 * 2 ** tries, 14400) * (0.95 + 0.1 * self.rnd())

    def later(self, t, function, *args):
        self.serial += 1
        heapq.heappush(self.future, (t, self.serial, function, args))

    # -- the run ---------------------------------------------------------
    def profile(self):
        """Share of the traffic in each hour of the whole span."""
        hours = []
        day0 = self.start.weekday()
        for h in range(self.o.weeks * 168):
            hour, weekday = h % 24, (day0 + h // 24) % 7
            busy = 0.25 + (1.0 if 8 <= hour <= 18 else 0.0) + (0.5 if 9 <= hour <= 11 else 0.0)
            hours.append(busy * (0.3 if weekday >= 5 else 1.0))
        total = sum(hours)
        return [h / total for h in hours]

    def run(self, write):
        rnd, target = self.rnd, self.o.size
        written, average, injected, cumulative = 0, 1200.0, 0.0, 0.0
        self.begin()
        lines = 0
        for hour, share in enumerate(self.profile()):
            slots = max(1, int(share * target / 4e6 + 1))
            for slot in range(slots):
                begin = hour * 3600 + 3600.0 * slot / slots
                end = hour * 3600 + 3600.0 * (slot + 1) / slots
                cumulative += share / slots
                pending = sum(len(line[1]) for line in self.now_lines)
                want = (target * cumulative - written - pending) / average
                injected += max(0.0, want)
                count = int(injected)
                injected -= count
                starts = self.arrivals(begin, end, count)
                # one queue of two: new messages and retries, in time order
                future, outbound, k = self.future, self.message, 0
                before = len(self.now_lines)
                for t in starts:
                    while future and future[0][0] < t:
                        due, _, function, args = heapq.heappop(future)
                        function(due, *args)
                    outbound(t)
                while future and future[0][0] < end:
                    due, _, function, args = heapq.heappop(future)
                    function(due, *args)
                batch = self.now_lines
                batch.sort(key=lambda line: line[0])
                cut = bisect.bisect_left(batch, end, key=lambda line: line[0])
                out, self.now_lines = batch[:cut], batch[cut:]
                self.header_cache.clear()
                if out:
                    self.account(out)
                    text = "".join([line[1] for line in out]).encode("utf-8")
                    lines += text.count(b"\n")
                    written += len(text)
                    write(text)
                if count > 20:
                    grown = sum(len(line[1]) for line in batch[before:])
                    average = 0.8 * average + 0.2 * grown / count
        return written, lines

    def arrivals(self, begin, end, count):
        """Start times: half single, half in bursts of one campaign or macro."""
        rnd, starts = self.rnd, []
        while len(starts) < count:
            t = begin + (end - begin) * rnd()
            if rnd() < 0.9:
                starts.append(t)
            else:
                for _ in range(min(count - len(starts), 2 + int(rnd() * 30))):
                    t += rnd() * 0.8
                    if t < end:
                        starts.append(t)
                    else:
                        starts.append(begin + (end - begin) * rnd())
        starts.sort()
        return starts

    def account(self, out):
        truth = self.truth
        days, domains = truth.days, truth.domains
        day = self.day
        for line in out:
            record = line[2]
            if record is None:
                continue
            if record.__class__ is str:            # fast path: delivered at once, the domain
                truth.sent += 1
                days[day(line[0])][0] += 1
                domains[record][0] += 1
                continue
            what, who, reply = record
            if what == "sent":
                truth.sent += 1
                days[day(line[0])][0] += 1
                domains[who.domain][0] += 1
                if who.deferrals:
                    truth.delivered_after_deferral += 1
                    truth.delays_by_class[who.last.cls] += 1
            elif what == "deferred":
                truth.deferred += 1
                days[day(line[0])][1] += 1
                domains[who.domain][1] += 1
                truth.attempts_by_class[reply.cls] += 1
                truth.attempts_by_enhanced[self.code_of(reply)] += 1
            elif what == "bounced":
                truth.bounced += 1
                days[day(line[0])][2] += 1
                domains[who.domain][2] += 1
                truth.bounced_by_class[reply.cls] += 1
                truth.bounced_by_enhanced[self.code_of(reply)] += 1
                truth.bounced_by_code[reply.code or "none"] += 1
                truth.failing.add(who.address)
            elif what == "expired":                # who: list of recipients
                for one in who:
                    truth.expired += 1
                    days[day(line[0])][3] += 1
                    domains[one.domain][3] += 1
                    truth.expired_by_last_class[one.last.cls] += 1
                    truth.expired_by_last_enhanced[self.code_of(one.last)] += 1
                    truth.failing.add(one.address)
            else:
                truth.other[what] += who if who.__class__ is int else 1

    def code_of(self, reply):
        return reply.dsn

    # -- outcome of one attempt -------------------------------------------
    def plan(self):
        """The recipients of a new message: list of (recipient, reply or None)."""
        rnd = self.rnd
        r = rnd()
        many = 1 if r < 0.90 else 2 + int(rnd() * rnd() * 9)
        rows = []
        while len(rows) < many:
            r = rnd()
            if r < 0.967:
                rows.append((self.recipient(), None))
            elif r < 0.985:
                rows.append(self.failing_recipient("B"))
            else:
                who, reply = self.failing_recipient("D")
                who.dead = rnd() < (0.5 if reply.cls in ("mailbox-full", "connection-failed", "unknown-user", "tls-failed") else 0.06)
                rows.append((who, reply))
            if len(rows) > 1 and any(rows[-1][0].address == row[0].address for row in rows[:-1]):
                rows.pop()           # a message names a recipient once
        return rows

    def next_reply(self, who):
        """What the receiver says at a retry."""
        rnd = self.rnd
        last = who.last
        if who.dead:
            if rnd() < 0.03 and last.lines:
                return self.world.by_group[who.group, "B"].pick(rnd())[1] if who.group in PROVIDERS else last
            return last
        if rnd() < (0.8 if last.cls == "greylisted" else 0.55):
            return None
        return last


def seconds(value):
    """As Postfix prints them: two digits below 100, whole numbers above."""
    return "%.2g" % value if value < 99.5 else "%d" % value
