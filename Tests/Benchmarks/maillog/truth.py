"""Counts of what has been written, attempt by attempt."""

from collections import Counter, defaultdict


class Truth:
    """Counts what has been written, attempt by attempt."""

    def __init__(self):
        self.sent = self.deferred = self.bounced = self.expired = 0
        self.attempts_by_class = Counter()
        self.attempts_by_enhanced = Counter()
        self.bounced_by_class = Counter()
        self.bounced_by_enhanced = Counter()
        self.bounced_by_code = Counter()
        self.expired_by_last_class = Counter()
        self.expired_by_last_enhanced = Counter()
        self.delays_by_class = Counter()
        self.failing = set()
        self.failed_domain = Counter()
        self.days = defaultdict(lambda: [0, 0, 0, 0])
        self.domains = defaultdict(lambda: [0, 0, 0, 0])
        self.other = Counter()
        self.delivered_after_deferral = 0


class Recipient:
    __slots__ = ("address", "domain", "group", "hosts", "deferrals", "last", "dead")

    def __init__(self, address, domain, group, hosts):
        self.address, self.domain, self.group, self.hosts = address, domain, group, hosts
        self.deferrals, self.last, self.dead = 0, None, False


class Snapshot:
    __slots__ = ("address", "domain", "deferrals", "last")


def snapshot(who):
    """A recipient as it was when the line was made: retries change it later."""
    copy = Snapshot()
    copy.address, copy.domain, copy.deferrals, copy.last = who.address, who.domain, who.deferrals, who.last
    return copy
