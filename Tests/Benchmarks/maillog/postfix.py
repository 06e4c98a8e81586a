"""The words of Postfix."""

from datetime import timedelta

from .generator import Generator, seconds
from .replies import COMMAND
from .truth import snapshot

QID52 = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Postfix(Generator):
    """Postfix 3.x. One writer for both timestamp styles."""

    def begin(self):
        rng = self.rng
        self.pids = {name: [rng.randrange(2000, 90000) for _ in range(n)]
                     for name, n in (("smtpd", 6), ("cleanup", 4), ("smtp", 24), ("bounce", 2), ("error", 1), ("local", 1))}
        self.qmgr_pid = rng.randrange(1000, 2000)
        self.long_ids = self.o.queue_ids == "long" or (self.o.queue_ids == "auto" and self.o.format == "postfix-iso")
        self.inode = 0x20000
        self.iso = self.o.format == "postfix-iso"
        self.tls = ["Trusted TLS connection established to %s:25: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256\n",
                    "Untrusted TLS connection established to %s:25: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)\n",
                    "Verified TLS connection established to %s:25: TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384 (256/256 bits)\n"]
        self.instances = ["postfix/"] * (1 if self.o.instances == 1 else 5) + ["postfix-out/"] * (self.o.instances - 1)
        # A log starts in the middle of things: attempts at messages whose arrival is in an older file.
        for _ in range(3):
            who, reply = self.failing_recipient("D")
            who.last, who.deferrals = reply, 4
            qid = self.queue_id(0.0)
            self.truth.other["messages_started_before_log"] += 1
            self.later(60 + self.rnd() * 3000, self.retry, qid, self.senders[0], 9000, [who], -86400.0, "postfix/", 4)

    def head(self, t):
        second = int(t)
        head = self.header_cache.get(second)
        if head is None:
            w = self.start + timedelta(seconds=second)
            if self.iso:
                head = "%04d-%02d-%02dT%02d:%02d:%02d." % (w.year, w.month, w.day, w.hour, w.minute, w.second)
            else:
                head = "%s %2d %02d:%02d:%02d %s " % (MONTHS[w.month - 1], w.day, w.hour, w.minute, w.second, self.hostname)
            self.header_cache[second] = head
        if self.iso:
            return "%s%06d%s %s " % (head, (t - second) * 1e6, self.tz, self.hostname)
        return head

    def queue_id(self, t):
        self.inode += 1 + int(self.rnd() * 3)
        if self.long_ids:
            micro, seconds = int((t % 1) * 1e6), 1767571200 + int(t)
            a = ""
            for _ in range(6):
                seconds, k = divmod(seconds, 52)
                a = QID52[k] + a
            b = ""
            for _ in range(4):
                micro, k = divmod(micro, 52)
                b = QID52[k] + b
            inode, c = self.inode, ""
            while inode:
                inode, k = divmod(inode, 51)
                c = QID52[k] + c
            return a + b + "z" + c
        if self.released and self.rnd() < 0.004:
            self.truth.other["queue_ids_reused"] += 1
            return self.released.pop(0)
        return "%05X%X" % (int((t % 1) * 1e6), self.inode % 0x60000 + 0x20000)

    def message(self, t):
        rnd, push, world = self.rnd, self.now_lines.append, self.world
        if rnd() < 0.02:
            return self.side_traffic(t)
        rows = self.plan()
        inst = self.instances[0] if len(self.instances) == 1 else self.instances[int(rnd() * len(self.instances))]
        qid = self.queue_id(t)
        self.ticket += 1
        r = int(rnd() * 1e9)
        pids = self.pids
        smtpd, cleanup = pids["smtpd"][r % 6], pids["cleanup"][r % 4]
        client, sender = self.clients[r % 6], self.senders[(r >> 3) % 5]
        size = 1800 + (r >> 5) % 30000
        nrcpt = len(rows)
        h = self.head(t) + inst
        one, two, three, four = t + .0011, t + .0302, t + .0347, t + .041
        h2 = h if int(four) == int(t) and not self.iso else None
        push((t, "%ssmtpd[%d]: connect from %s\n" % (h, smtpd, client), None))
        push((one, "%ssmtpd[%d]: %s: client=%s, sasl_method=PLAIN, sasl_username=desk\n" % (h2 or self.head(one) + inst, smtpd, qid, client), None))
        push((two, "%scleanup[%d]: %s: message-id=<%d.%x@helpdesk.example.com>\n" % (h2 or self.head(two) + inst, cleanup, qid, self.ticket, r), None))
        push((three, "%sqmgr[%d]: %s: from=<%s>, size=%d, nrcpt=%d (queue active)\n" % (h2 or self.head(three) + inst, self.qmgr_pid, qid, sender, size, nrcpt), ("messages", 1, None)))
        push((four, "%ssmtpd[%d]: disconnect from %s ehlo=1 auth=1 mail=1 rcpt=%d data=1 quit=1 commands=%d\n" % (h2 or self.head(four) + inst, smtpd, client, nrcpt, nrcpt + 5), None))
        if nrcpt == 1 and rows[0][1] is None:
            who = rows[0][0]
            host = who.hosts[r % len(who.hosts)]
            pid = pids["smtp"][r % 24]
            t1 = t + .3 + rnd()
            t2 = t1 + .2 + rnd()
            push((t1, "%s%ssmtp[%d]: %s" % (self.head(t1), inst, pid, self.tls[r % 3] % host), None))
            h = self.head(t2) + inst
            push((t2, "%ssmtp[%d]: %s: to=<%s>, relay=%s:25, %s, dsn=2.0.0, status=sent (%s)\n" % (
                h, pid, qid, who.address, host, world.delays[r % 2048], world.ok[who.group][r % 512]), who.domain))
            t3 = t2 + .0004
            push((t3, "%sqmgr[%d]: %s: removed\n" % (self.head(t3) + inst if self.iso else h, self.qmgr_pid, qid), ("removed", 1, None)))
            if not self.long_ids and r % 50 == 0 and len(self.released) < 4000:
                self.later(t + 3600, self.release, qid)
            return
        self.attempt(t + .05, qid, sender, size, rows, t, inst, 0)

    def release(self, t, qid):
        self.released.append(qid)

    def retry(self, t, qid, sender, size, waiting, born, inst, tries):
        push = self.now_lines.append
        push((t, "%s%sqmgr[%d]: %s: from=<%s>, size=%d, nrcpt=%d (queue active)\n" % (self.head(t), inst, self.qmgr_pid, qid, sender, size, len(waiting)), None))
        self.attempt(t + .01, qid, sender, size, [(who, self.next_reply(who)) for who in waiting], born, inst, tries)

    def attempt(self, t, qid, sender, size, rows, born, inst, tries):
        rnd, push = self.rnd, self.now_lines.append
        waiting, bounced, latest = [], [], t
        for who, reply in rows:
            t1 = t + .2 + rnd() * 2
            pid = self.pids["smtp"][int(rnd() * 24)]
            host = who.hosts[int(rnd() * len(who.hosts))]
            if reply is None:
                if rnd() < .8:
                    push((t1 - .1, "%s%ssmtp[%d]: %s" % (self.head(t1 - .1), inst, pid, self.tls[0] % host), None))
                what, relay, dsn, text, daemon = "sent", host + ":25", "2.0.0", self.world.ok[who.group][int(rnd() * 512)] if who.group in self.world.ok else "250 ok", "smtp"
            else:
                what = "bounced" if reply.kind == "B" else "deferred"
                relay, dsn, text, daemon, t1 = self.failure(t1, who, reply, host, pid, qid, inst)
            if daemon != "smtp":
                pid = self.pids["error"][0]
            delay = t1 - born
            push((t1, "%s%s%s[%d]: %s: to=<%s>, relay=%s, delay=%s, delays=%s, dsn=%s, status=%s (%s)\n" % (
                self.head(t1), inst, daemon, pid, qid, who.address, relay, seconds(delay),
                "%s/0.01/%s/%s" % (seconds(max(0.01, delay - (t1 - t))), seconds(.1 + rnd()), seconds(.1 + rnd())), dsn, what, text),
                (what, snapshot(who), reply)))
            latest = max(latest, t1)
            if what == "deferred":
                who.deferrals += 1
                who.last = reply
                waiting.append(who)
            elif what == "bounced":
                bounced.append(who)
        t = latest + .002
        if waiting and t - born > self.o.lifetime * 86400:
            push((t, "%s%sqmgr[%d]: %s: from=<%s>, status=expired, returned to sender\n" % (self.head(t), inst, self.qmgr_pid, qid, sender),
                  ("expired", [snapshot(w) for w in waiting], None)))
            bounced += waiting
            waiting = []
        if waiting:
            if bounced:
                self.notification(t, qid, sender, inst)
            self.later(t + self.retry_after(tries), self.retry, qid, sender, size, waiting, born, inst, tries + 1)
            return
        if bounced:
            t = self.notification(t, qid, sender, inst)
        push((t + .001, "%s%sqmgr[%d]: %s: removed\n" % (self.head(t + .001), inst, self.qmgr_pid, qid), ("removed", 1, None)))

    def notification(self, t, qid, sender, inst):
        """The bounce that goes back to the sender is a message of its own."""
        push, rnd = self.now_lines.append, self.rnd
        new = self.queue_id(t)
        a, b, c, d, e = t + .003, t + .005, t + .007, t + .08 + rnd() * .2, t + .4
        cleanup, bounce, lmtp = self.pids["cleanup"][0], self.pids["bounce"][0], self.pids["smtp"][0]
        push((a, "%s%scleanup[%d]: %s: message-id=<%d.%s@%s.helpdesk.example.com>\n" % (self.head(a), inst, cleanup, new, 20260000000000 + int(t), new, self.hostname), None))
        push((b, "%s%sbounce[%d]: %s: sender non-delivery notification: %s\n" % (self.head(b), inst, bounce, qid, new), ("notifications", 1, None)))
        push((c, "%s%sqmgr[%d]: %s: from=<>, size=%d, nrcpt=1 (queue active)\n" % (self.head(c), inst, self.qmgr_pid, new, 4000 + int(rnd() * 9000)), ("messages", 1, None)))
        push((d, "%s%slmtp[%d]: %s: to=<%s>, relay=imap.helpdesk.example.com[private/dovecot-lmtp], delay=%.2g, delays=0.01/0/0.02/0.05, dsn=2.0.0, status=sent (250 2.0.0 <%s> aB3dE5fG Saved)\n" % (
            self.head(d), inst, lmtp, new, sender, d - t, sender), self.sender_domain))
        push((d + .0001, "%s%sqmgr[%d]: %s: removed\n" % (self.head(d + .0001), inst, self.qmgr_pid, new), ("removed", 1, None)))
        push((d + .0002, "", ("sent_of_notifications", 1, None)))
        return c

    def failure(self, t, who, reply, host, pid, qid, inst):
        """relay, dsn, text, daemon and time of a failed attempt."""
        push, rnd, stage = self.now_lines.append, self.rnd, reply.stage
        if reply.lines:
            text = " ".join(self.wording(reply, who))
            if stage == "GREET":
                if reply.kind == "D" and rnd() < .5:
                    other = who.hosts[int(rnd() * len(who.hosts))]
                    push((t - .05, "%s%ssmtp[%d]: %s: host %s refused to talk to me: %s\n" % (self.head(t - .05), inst, pid, qid, other, text), ("next_host_notes", 1, None)))
                return host + ":25", reply.dsn, "host %s refused to talk to me: %s" % (host, text), "smtp", t
            if reply.kind == "D" and rnd() < .15:
                other = who.hosts[int(rnd() * len(who.hosts))]
                push((t - .05, "%s%ssmtp[%d]: %s: host %s said: %s (in reply to %s)\n" % (self.head(t - .05), inst, pid, qid, other, text, COMMAND[stage]), ("next_host_notes", 1, None)))
            return host + ":25", reply.dsn, "host %s said: %s (in reply to %s)" % (host, text, COMMAND[stage]), "smtp", t
        d = who.domain
        if stage == "nxdomain":
            return "none", reply.dsn, "Host or domain name not found. Name service error for name=%s type=A: Host not found" % d, "smtp", t
        if stage == "nomx":
            return "none", reply.dsn, "Domain %s does not accept mail (nullMX)" % d, "smtp", t
        if stage == "dnstemp":
            return "none", reply.dsn, "Host or domain name not found. Name service error for name=%s type=MX: Host not found, try again" % d, "smtp", t
        if stage == "toobig":
            return host + ":25", reply.dsn, "message size 41943040 exceeds size limit 26214400 of server %s" % host, "smtp", t
        if stage == "loop":
            return "none", reply.dsn, "mail for %s loops back to myself" % d, "smtp", t
        if stage == "suppressed":
            return "none", reply.dsn, "address is on our suppression list since an earlier bounce", "error", t
        if stage in ("timeout", "refused", "unreachable"):
            why = {"timeout": "Connection timed out", "refused": "Connection refused", "unreachable": "Network is unreachable"}[stage]
            for k in range(1 + int(rnd() * 2)):
                push((t - .2 + k * .05, "%s%ssmtp[%d]: connect to %s:25: %s\n" % (self.head(t - .2 + k * .05), inst, pid, host, why), ("connect_notes", 1, None)))
            return "none", reply.dsn, "connect to %s:25: %s" % (host, why), "smtp", t + (30 if stage == "timeout" else 0)
        if stage == "lost":
            return host + ":25", reply.dsn, "lost connection with %s while receiving the initial server greeting" % host, "smtp", t
        if stage == "conversation":
            return host + ":25", reply.dsn, "conversation with %s timed out while sending end of data -- message may be sent more than once" % host, "smtp", t + 40
        if stage == "notls":
            return host + ":25", reply.dsn, "TLS is required, but was not offered by host %s" % host, "smtp", t
        return host + ":25", reply.dsn, "Server certificate not verified", "smtp", t

    def side_traffic(self, t):
        """What else stands in such a log and is no outbound delivery."""
        rnd, push = self.rnd, self.now_lines.append
        h = self.head(t)
        pid = self.pids["smtpd"][int(rnd() * 6)]
        ip = self.world.ip_pool[int(rnd() * 762)]
        r = rnd()
        if r < .5:
            text = rnd()
            victim = self.world.people[int(rnd() * 800)]
            push((t, "%spostfix/smtpd[%d]: connect from unknown[%s]\n" % (h, pid, ip), None))
            why = ("554 5.7.1 <%s@elsewhere.example>: Relay access denied" % victim if text < .4 else
                   "550 5.1.1 <%s@helpdesk.example.com>: Recipient address rejected: User unknown in local recipient table" % victim if text < .8 else
                   "450 4.7.25 Client host rejected: cannot find your hostname, [%s]" % ip)
            push((t + .01, "%spostfix/smtpd[%d]: NOQUEUE: reject: RCPT from unknown[%s]: %s; from=<spam%d@bulk.example> to=<%s@helpdesk.example.com> proto=ESMTP helo=<bulk.example>\n" % (
                self.head(t + .01), pid, ip, why, pid, victim), ("inbound_rejects", 1, None)))
            push((t + .02, "%spostfix/smtpd[%d]: disconnect from unknown[%s] ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4\n" % (self.head(t + .02), pid, ip), None))
        elif r < .7:
            push((t, "%spostfix/anvil[911]: statistics: max connection rate 3/60s for (smtp:%s) at %s\n" % (h, ip, "Jan  1 00:00:00"), None))
        elif r < .85:
            push((t, "%spostfix/smtpd[%d]: warning: hostname host%d.bulk.example does not resolve to address %s: Name or service not known\n" % (h, pid, pid, ip), None))
        elif r < .95:
            qid = self.queue_id(t)
            push((t, "%spostfix/pickup[4021]: %s: uid=0 from=<root>\n" % (h, qid), None))
            push((t + .01, "%spostfix/cleanup[%d]: %s: message-id=<%d.%s@mx1.helpdesk.example.com>\n" % (self.head(t + .01), self.pids["cleanup"][1], qid, 20260000000000 + int(t), qid), None))
            push((t + .02, "%spostfix/qmgr[%d]: %s: from=<root@mx1.helpdesk.example.com>, size=911, nrcpt=1 (queue active)\n" % (self.head(t + .02), self.qmgr_pid, qid), ("messages", 1, None)))
            push((t + .04, "%spostfix/local[%d]: %s: to=<postmaster@mx1.helpdesk.example.com>, orig_to=<root>, relay=local, delay=0.04, delays=0.02/0/0/0.02, dsn=2.0.0, status=sent (delivered to mailbox)\n" % (
                self.head(t + .04), self.pids["local"][0], qid), "mx1.helpdesk.example.com"))
            push((t + .041, "", ("sent_local", 1, None)))
            push((t + .042, "%spostfix/qmgr[%d]: %s: removed\n" % (self.head(t + .042), self.qmgr_pid, qid), ("removed", 1, None)))
        else:
            push((t, "%sCRON[%d]: (root) CMD (test -x /usr/sbin/logrotate)\n" % (h, pid), None))
