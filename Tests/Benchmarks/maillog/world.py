"""Everything that is drawn once: domains, hosts, people, replies."""

import bisect

from .replies import LOCAL_FAILURES, REPLIES

# provider group -> (share of recipients, domains, mx host names)
PROVIDERS = {
    "goog": (31, ["gmail.example", "googlemail.example", "mail.workspace.example"],
             ["gmail-smtp-in.l.google.example", "alt1.gmail-smtp-in.l.google.example", "aspmx.l.google.example"]),
    "msft": (21, ["outlook.example", "hotmail.example", "live.example", "contoso.example", "fabrikam.example"],
             ["outlook-com.olc.protection.outlook.example", "contoso-example.mail.protection.outlook.example"]),
    "yaho": (7, ["yahoo.example", "aol.example", "ymail.example"],
             ["mta5.am0.yahoodns.example", "mta7.am0.yahoodns.example"]),
    "appl": (5, ["icloud.example", "me.example"], ["mx01.mail.icloud.example", "mx02.mail.icloud.example"]),
    "kore": (9, ["naver.example", "daum.example", "hanmail.example", "nate.example", "corp.co.kr.example"],
             ["mx1.naver.example", "mx4.naver.example", "mx1.hanmail.example"]),
    "japa": (5, ["docomo.example", "ezweb.example", "softbank.example", "biglobe.example"],
             ["mfsmax.docomo.example", "mx.au.example", "mx.biglobe.example"]),
    "euro": (7, ["gmx.example", "web.example", "t-online.example", "orange.example", "free.example", "correo.example"],
             ["mx00.emig.gmx.example", "mx00.t-online.example", "smtp-in.orange.example"]),
    "asia": (3, ["qq.example", "163.example", "mail.ru.example"], ["mx3.qq.example", "163mx01.mxmail.netease.example", "mxs.mail.ru.example"]),
    "corp": (12, [], []),
}
CORPORATE_DOMAINS = 3000

OK_REPLY = {
    "goog": "250 2.0.0 OK  %(e)d %(x)s - gsmtp",
    "msft": "250 2.6.0 <%(x)s@helpdesk.example.com> [InternalId=%(e)d, Hostname=%(x)s.namprd13.prod.outlook.example] 24817 bytes in 0.193, 125.386 KB/sec Queued mail for delivery -> 250 2.1.5",
    "yaho": "250 ok dirdel",
    "appl": "250 2.0.0 Ok: queued as %(x)s",
    "kore": "250 2.0.0 OK %(x)s - nsmtp",
    "japa": "250 2.0.0 %(x)s Message accepted for delivery",
    "euro": "250 Requested mail action okay, completed: id=%(x)s",
    "asia": "250 Ok: queued as %(x)s",
    "corp": "250 2.0.0 Ok: queued as %(x)s",
}

FIRST = ("anna ben chris dana eva felix grace hana ivan jin kaori lea minjun nora omar paul quentin rosa seoyeon tom "
         "ulla victor wen xavier yuki zoe haruto jiwoo sofia mateo lukas emma noah mia leon ines hugo").split()
LAST = ("kim lee park choi tanaka sato suzuki mueller schmidt weber dubois moreau garcia lopez rossi novak ivanov "
        "wang chen singh patel smith brown jones taylor wilson clark hall young king wright").split()


def enhanced_in(text):
    """The first enhanced status code in a reply's own text, as written."""
    head = text[4:].lstrip("#")
    code = head.split(" ", 1)[0]
    parts = code.split(".")
    if len(parts) == 3 and all(p.isdigit() and len(p) < 4 for p in parts) and parts[0] in "245":
        return code
    return ""


class Weighted:
    def __init__(self, rows, weight):
        self.rows, self.cumulative, total = list(rows), [], 0
        for row in self.rows:
            total += weight(row)
            self.cumulative.append(total)
        self.total = total

    def pick(self, r):
        return self.rows[bisect.bisect_right(self.cumulative, r * self.total)]


class Reply:
    """One failure: what happened, which class it is, how it is worded."""
    __slots__ = ("kind", "stage", "lines", "cls", "dsn", "enh", "code")

    def __init__(self, kind, stage, lines, cls, dsn=None):
        self.kind, self.stage, self.lines, self.cls = kind, stage, lines, cls
        if lines:
            self.enh = enhanced_in(lines[0])
            self.code = lines[0][:3]
            self.dsn = self.enh or self.code[0] + ".0.0"
        else:
            self.enh, self.code, self.dsn = "", "", dsn


class World:
    """Everything that is drawn once: domains, hosts, people, replies."""

    def __init__(self, rng):
        rnd = rng.random
        self.ip_pool = ["%s.%d" % (net, n) for net in ("192.0.2", "198.51.100", "203.0.113") for n in range(1, 255)]
        self.ip_pool += ["2001:db8:%x::%x" % (n, n + 17) for n in range(1, 120)]
        corp = ["%s%d.example" % (rng.choice(["acme", "globex", "initech", "hooli", "umbra", "stark", "wayne", "tyrell", "hanbit", "sakura", "nordwind"]), n)
                for n in range(CORPORATE_DOMAINS)]
        self.domains = []        # (domain, group, [hosts "name[ip]"])
        for group, (share, names, hosts) in PROVIDERS.items():
            if group == "corp":
                continue
            hosts = ["%s[%s]" % (h, rng.choice(self.ip_pool)) for h in hosts for _ in range(4)]
            weights = [1.0 / (k + 1) for k in range(len(names))]
            for name, w in zip(names, weights):
                self.domains.append((name, group, hosts, share * w / sum(weights)))
        zipf = [1.0 / (k + 3) ** 0.8 for k in range(len(corp))]
        scale = PROVIDERS["corp"][0] / sum(zipf)
        for name, w in zip(corp, zipf):
            hosts = ["mx%d.%s[%s]" % (k, name, rng.choice(self.ip_pool[:762])) for k in range(1, 3)]
            self.domains.append((name, "corp", hosts, w * scale))
        self.domains = [d for d in self.domains]
        table = Weighted(self.domains, lambda d: d[3])
        self.domain_draw = [table.pick(rnd()) for _ in range(65536)]
        self.dead_domains = ["%s.example" % n for n in
                             ("gmial", "gmai", "hotmial", "outlok", "yahooo", "navr", "iclod", "oldcompany", "closed-shop", "formerly")]
        self.dead_domains += ["defunct%d.example" % n for n in range(120)]
        self.people = ["%s.%s" % (f, l) for f in FIRST for l in LAST] + \
                      ["%s%s%d" % (f, l[:2], n) for f in FIRST for l in LAST for n in (7, 82, 1994)]
        self.gone = ["%s%s%02d" % (rng.choice(FIRST), rng.choice(["_old", "-ex", ".temp", "x"]), n) for n in range(900)]
        self.by_group = {}
        for group in PROVIDERS:
            rows = [r for r in REPLIES if r[0] == group]
            for kind in "BD":
                chosen = [(r[1], Reply(kind, r[3], r[4], r[5])) for r in rows if r[2] == kind]
                self.by_group[group, kind] = Weighted(chosen, lambda c: c[0])
        for kind in "BD":
            chosen = [(w, Reply(k, name, None, cls, dsn)) for name, w, k, dsn, cls in LOCAL_FAILURES if k == kind]
            self.by_group["local", kind] = Weighted(chosen, lambda c: c[0])
        self.tokens = ["%s%s" % (rng.choice("abcdefghijk"), "".join(rng.choice("0123456789abcdef") for _ in range(13))) for _ in range(4096)]
        self.ok = {g: [OK_REPLY[g] % {"e": 1700000000 + int(rnd() * 9e7), "x": rng.choice(self.tokens)} for _ in range(512)] for g in OK_REPLY}
        self.delays = []
        for _ in range(2048):
            a, b, c, d = rnd() * .1 + .01, rnd() * .03, rnd() * 1.4 + .05, rnd() * 1.8 + .1
            self.delays.append("delay=%.2g, delays=%.2g/%.2g/%.2g/%.2g" % (a + b + c + d, a, b, c, d))
