"""The words of Exim."""

from datetime import timedelta

from .generator import Generator
from .truth import snapshot

B62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class Exim(Generator):
    """Exim mainlog with the default selectors plus the TLS ones that distributions set."""

    def begin(self):
        self.colon = " : " if self.o.exim_ids == "long" else ": "     # 4.99 puts a space before it
        self.tlsx = " X=TLS1.3:ECDHE_X25519__RSA_PSS_RSAE_SHA256__AES_256_GCM:256 CV=yes"
        for _ in range(3):
            who, reply = self.failing_recipient("D")
            who.last, who.deferrals = reply, 4
            self.truth.other["messages_started_before_log"] += 1
            self.later(60 + self.rnd() * 3000, self.retry, self.message_id(0.0), self.senders[0], 9000, [who], -86400.0, 4)

    def head(self, t):
        second = int(t)
        head = self.header_cache.get(second)
        if head is None:
            w = self.start + timedelta(seconds=second)
            head = "%04d-%02d-%02d %02d:%02d:%02d " % (w.year, w.month, w.day, w.hour, w.minute, w.second)
            self.header_cache[second] = head
        return head

    def code_of(self, reply):
        return reply.enh or "none"

    def message_id(self, t):
        seconds, a = 1767571200 + int(t), ""
        for _ in range(6):
            seconds, k = divmod(seconds, 62)
            a = B62[k] + a
        self.serial += 1
        n, b, width = 90000 + self.serial * 3, "", 11 if self.o.exim_ids == "long" else 6
        for _ in range(width):
            n, k = divmod(n, 62)
            b = B62[k] + b
        f = int((t % 1) * 2000)
        if self.o.exim_ids == "long":
            f = int((t % 1) * 1e6)
            c = ""
            for _ in range(4):
                f, k = divmod(f, 62)
                c = B62[k] + c
        else:
            c = B62[f // 62] + B62[f % 62]
        return a + "-" + b + "-" + c

    @staticmethod
    def host(host):
        return "H=" + host.replace("[", " [", 1)

    def message(self, t):
        rnd, push, world = self.rnd, self.now_lines.append, self.world
        if rnd() < 0.02:
            return self.side_traffic(t)
        rows = self.plan()
        mid = self.message_id(t)
        self.ticket += 1
        r = int(rnd() * 1e9)
        client, sender = self.clients[r % 6], self.senders[(r >> 3) % 5]
        size = 1800 + (r >> 5) % 30000
        push((t, "%s%s <= %s %s P=esmtpsa%s A=plain_server:desk S=%d id=%d.%x@helpdesk.example.com\n" % (
            self.head(t), mid, sender, self.host(client), self.tlsx.replace("CV=yes", "CV=no"), size, self.ticket, r), ("messages", 1, None)))
        if len(rows) == 1 and rows[0][1] is None:
            who = rows[0][0]
            t1 = t + .5 + rnd() * 2
            h = self.head(t1)
            push((t1, '%s%s => %s R=dnslookup T=remote_smtp %s%s C="%s"\n' % (
                h, mid, who.address, self.host(who.hosts[r % len(who.hosts)]), self.tlsx, world.ok[who.group][r % 512]), who.domain))
            push((t1 + .0001, "%s%s Completed\n" % (h, mid), ("removed", 1, None)))
            return
        self.attempt(t + .05, mid, sender, size, rows, t, 0)

    def retry(self, t, mid, sender, size, waiting, born, tries):
        if self.rnd() < .2:      # a queue run that comes too early: a line, but no attempt
            for who in waiting:
                self.now_lines.append((t, "%s%s == %s R=dnslookup T=remote_smtp defer (-54): retry time not reached for any host for '%s'\n" % (
                    self.head(t), mid, who.address, who.domain), ("defer_lines_without_attempt", 1, None)))
            self.later(t + self.retry_after(max(0, tries - 1)), self.retry, mid, sender, size, waiting, born, tries)
            return
        self.attempt(t + .01, mid, sender, size, [(who, self.next_reply(who)) for who in waiting], born, tries)

    def attempt(self, t, mid, sender, size, rows, born, tries):
        rnd, push = self.rnd, self.now_lines.append
        waiting, bounced, latest = [], [], t
        seen = {}
        for who, reply in rows:
            host = who.hosts[int(rnd() * len(who.hosts))]
            t1 = t + .3 + rnd() * 2
            if reply is None:
                key = (who.group, who.domain)
                arrow = "=>"
                if key in seen:                 # same host, same transaction
                    arrow, host, t1 = "->", seen[key][0], seen[key][1] + .0001
                else:
                    seen[key] = (host, t1)
                ok = self.world.ok[who.group][int(rnd() * 512)] if who.group in self.world.ok else "250 ok"
                push((t1, '%s%s %s %s R=dnslookup T=remote_smtp %s%s C="%s"\n' % (self.head(t1), mid, arrow, who.address, self.host(host), self.tlsx, ok),
                      ("sent", snapshot(who), None)))
                if arrow == "->":
                    push((t1 + .00001, "", ("additional_address_lines", 1, None)))
            else:
                flag, middle, text, t1 = self.failure(t1, who, reply, host, mid)
                what = "bounced" if reply.kind == "B" else "deferred"
                push((t1, "%s%s %s %s%s%s\n" % (self.head(t1), mid, flag, who.address, middle, text), (what, snapshot(who), reply)))
                if what == "deferred":
                    who.deferrals += 1
                    who.last = reply
                    waiting.append(who)
                else:
                    bounced.append(who)
            latest = max(latest, t1)
        t = latest + .01
        if waiting and t - born > self.o.lifetime * 86400:
            for who in waiting:
                push((t, "%s%s ** %s: retry timeout exceeded\n" % (self.head(t), mid, who.address), ("expired", [snapshot(who)], None)))
            bounced += waiting
            waiting = []
        if bounced:
            t = self.notification(t + .05, mid, sender)
        if waiting:
            self.later(t + self.retry_after(tries), self.retry, mid, sender, size, waiting, born, tries + 1)
            return
        push((t + .02, "%s%s Completed\n" % (self.head(t + .02), mid), ("removed", 1, None)))

    def notification(self, t, mid, sender):
        push = self.now_lines.append
        new = self.message_id(t)
        push((t, "%s%s <= <> R=%s U=Debian-exim P=local S=%d\n" % (self.head(t), new, mid, 4000 + int(self.rnd() * 9000)), ("messages", 1, None)))
        push((t + .0001, "", ("notifications", 1, None)))
        push((t + .1, '%s%s => %s R=virtual T=dovecot_lmtp C="250 2.0.0 <%s> aB3dE5fG Saved"\n' % (self.head(t + .1), new, sender, sender), self.sender_domain))
        push((t + .1001, "", ("sent_of_notifications", 1, None)))
        push((t + .11, "%s%s Completed\n" % (self.head(t + .11), new), ("removed", 1, None)))
        return t

    def failure(self, t, who, reply, host, mid):
        rnd, stage = self.rnd, reply.stage
        h = self.host(host)
        flag = "**" if reply.kind == "B" else "=="
        router = " R=dnslookup T=remote_smtp"
        if reply.lines:
            text = octal("\\n".join(self.wording(reply, who)))
            after = {"RCPT": "RCPT TO:<%s>" % who.address, "MAIL": "MAIL FROM:<%s> SIZE=9021" % self.senders[0],
                     "EOD": "end of data", "DATA": "DATA", "GREET": "initial connection"}[stage]
            if stage in ("RCPT", "MAIL") and rnd() < .6:
                after = "pipelined " + after
            said = "SMTP error from remote mail server after %s: %s" % (after, text)
            if flag == "**":
                return flag, router + " " + h + self.tlsx, self.colon + said, t
            errno = {"RCPT": -44, "MAIL": -45, "EOD": -46, "DATA": -46, "GREET": -46}[stage]
            if stage != "RCPT":      # a host-level error has its own line before the address line
                self.now_lines.append((t - .01, "%s%s %s: %s\n" % (self.head(t - .01), mid, h, said), ("next_host_notes", 1, None)))
            return flag, router + " defer (%d) %s" % (errno, h), ": " + said, t
        d = who.domain
        if stage == "nxdomain":
            return flag, "", self.colon + "Unrouteable address", t
        if stage == "nomx":
            return flag, " R=dnslookup", self.colon + "an MX or SRV record indicated no SMTP service", t
        if stage == "suppressed":
            return flag, " R=suppression", self.colon + "address is on our suppression list since an earlier bounce", t
        if stage == "toobig":
            return flag, router + " " + h, self.colon + "message is too big (transport limit = 26214400)", t
        if stage == "loop":
            return flag, " R=dnslookup", self.colon + "lowest numbered MX record points to local host", t
        if stage == "dnstemp":
            return flag, " R=dnslookup defer (-1)", ": host lookup did not complete", t
        if stage in ("timeout", "refused", "unreachable"):
            errno, why = {"timeout": (110, "Connection timed out"), "refused": (111, "Connection refused"), "unreachable": (101, "Network is unreachable")}[stage]
            self.now_lines.append((t - .05, "%s%s %s %s\n" % (self.head(t - .05), mid, h, why), ("connect_notes", 1, None)))
            return flag, router + " defer (%d): %s" % (errno, why), "", t + (30 if stage == "timeout" else 0)
        if stage == "lost":
            return flag, router + " defer (-18) " + h, ": Remote host closed connection in response to initial connection", t
        if stage == "conversation":
            return flag, router + " defer (110): Connection timed out " + h, ": SMTP timeout after end of data (41318 bytes written)", t + 40
        if stage == "notls":
            return flag, router + " defer (-38) " + h, ": a TLS session is required, but the server did not offer TLS support", t
        return flag, router + " defer (-37) " + h, ": TLS session: (certificate verification failed)", t

    def side_traffic(self, t):
        rnd, push = self.rnd, self.now_lines.append
        ip = self.world.ip_pool[int(rnd() * 762)]
        h = self.head(t)
        r = rnd()
        if r < .55:
            push((t, "%sH=(bulk.example) [%s] F=<spam%d@bulk.example> rejected RCPT <%s@helpdesk.example.com>: relay not permitted\n" % (h, ip, int(rnd() * 900), self.world.people[int(rnd() * 800)]), ("inbound_rejects", 1, None)))
        elif r < .7:
            push((t, "%sStart queue run: pid=%d\n" % (h, 2000 + int(rnd() * 90000)), None))
        elif r < .85:
            push((t, "%sno host name found for IP address %s\n" % (h, ip), None))
        else:
            mid = self.message_id(t)
            push((t, "%s%s <= root@mx1.helpdesk.example.com U=root P=local S=911\n" % (h, mid), ("messages", 1, None)))
            push((t + .02, "%s%s => postmaster <root@mx1.helpdesk.example.com> R=local_user T=mail_spool\n" % (self.head(t + .02), mid), "mx1.helpdesk.example.com"))
            push((t + .021, "", ("sent_local", 1, None)))
            push((t + .03, "%s%s Completed\n" % (self.head(t + .03), mid), ("removed", 1, None)))


def octal(text):
    """Exim writes bytes above 127 as backslash and three octal digits."""
    if text.isascii():
        return text
    return "".join(chr(b) if b < 128 else "\\%03o" % b for b in text.encode("utf-8"))
