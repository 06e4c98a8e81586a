#!/usr/bin/env python3
"""Make the example inputs anew: a week of an invented company, the logs of six weeks before, and a damaged file.

    Examples/make-examples.py [--output FOLDER]       write the files
    Examples/make-examples.py --check                 name those that are not what this script makes
    bouncebook failures Examples/week --year 2026 | Examples/make-examples.py --compare

Haneul Outdoor sells tents from Seoul. Its help desk answers in Korean and English, its own server mx1
carries the mail. The week is ISO week 47 of 2026 (16 to 22 November), all times are UTC, and everything
that can go wrong with a mail goes wrong once. People, addresses, hosts and ids are invented; the addresses
are documentation ones. The same script writes the same bytes everywhere. Standard library only.
"""

import argparse
import gzip
import hashlib
import io
import json
import os
import random
import re
import sys
import zlib
from datetime import datetime, timedelta, timezone

MONDAY = datetime(2026, 11, 16, tzinfo=timezone.utc)
EXPORTED = datetime(2026, 11, 23, 0, 5, tzinfo=timezone.utc)
ROTATIONS = [datetime(2026, 11, day, 6, 25, tzinfo=timezone.utc) for day in (18, 20)]
WEEK_END = datetime(2026, 11, 22, 23, 59, 59, tzinfo=timezone.utc)

DESK = "https://desk.haneul.example.com"
OWN = "haneul.example.com"
HELP, ORDERS = "help@" + OWN, "orders@" + OWN
OUR_IP = "192.0.2.25"
FAILURE_TAG = "system_email_notification_failure"


def at(text):
    """A moment of the week: 'Tue 03:12' or 'Tue 03:12:09', UTC."""
    day, clock = text.split()
    parts = [int(p) for p in clock.split(":")] + [0]
    offset = "Mon Tue Wed Thu Fri Sat Sun".split().index(day)
    return MONDAY + timedelta(days=offset, hours=parts[0], minutes=parts[1], seconds=parts[2])


def iso(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


# --------------------------------------------------------------------------------------------------------
# People
# --------------------------------------------------------------------------------------------------------

GROUPS = {"배송": 3101, "결제": 3102, "교환·반품": 3103, "Wholesale": 3104}
AGENTS = {  # key: name, group, active
    "jiwon": ("김지원", "배송", True),
    "ann": ("Ann Becker", "결제", True),
    "hyunwoo": ("최현우", "교환·반품", True),
    "sora": ("윤소라", "결제", True),
    "tom": ("Tom Rivera", "Wholesale", True),
    "daniel": ("Daniel Cho", "Wholesale", True),  # left in October; nobody switched his account off
}
ORGANIZATIONS = {  # domain: name
    "namsan-trading.example": "남산무역",
    "seoulbooks.example": "서울북스",
    "alpine-club.example": "Alpine Club Seoul",
    "nordwind-sport.example": "Nordwind Sport GmbH",
    "hanbit-school.example": "한빛초등학교",
    "riverside-camp.example": "Riverside Camping",
}
TRIGGERS = {  # key: id, title, whom the mail goes to, kind of audit event, relation
    "received": (3602, "접수 확인: 웹 양식 문의자에게 알림", "requester_id", "Notification", "trigger"),
    "comment": (3601, "Notify requester and CCs of comment update", "requester_and_ccs", "NotificationWithCcs", "trigger"),
    "solved": (3603, "해결 안내: 문의자에게 알림", "requester_id", "Notification", "trigger"),
    "assigned": (3604, "Notify assignee of assignment", "assignee_id", "Notification", "trigger"),
    "survey": (3701, "만족도 조사 (해결 24시간 후)", "requester_id", "Notification", "automation"),
}

# --------------------------------------------------------------------------------------------------------
# What receivers say. Key: status in the log (B bounced, D deferred), daemon, stage, reply; then what the
# help desk recorded of it: id, name, code. The class that a reader should find stands first.
# {r} recipient, {l} its local part, {d} its domain, {h} the host as in the log.
# --------------------------------------------------------------------------------------------------------

SAID = {
    "unknown": ("unknown-user", "B", "RCPT TO", "550 5.1.1 <{r}>: Recipient address rejected: User unknown", (39, "user_does_not_exist", "550 5.1.1")),
    "unknown-ko": ("unknown-user", "B", "RCPT TO", "550 5.1.1 <{r}> 존재하지 않는 사용자입니다", (39, "user_does_not_exist", "550 5.1.1")),
    "unknown-gmail": ("unknown-user", "B", "RCPT TO", "550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient's email address for typos or 550-5.1.1 unnecessary spaces. 550 5.1.1  https://support.mail.example/?p=NoSuchUser q12-20020a05 - gsmtp", (39, "user_does_not_exist", "550 5.1.1")),
    "no-domain": ("domain-not-found", "B", None, "Host or domain name not found. Name service error for name={d} type=A: Host not found", (16, "bad_email_address", "510")),
    "null-mx": ("domain-not-found", "B", None, "Domain {d} does not accept mail (nullMX)", (35, "domain_does_not_accept_mail", "556")),
    "moved": ("recipient-moved", "B", "RCPT TO", "551 5.1.6 Recipient {l} no longer works here, see our web page for a contact", (30, "user_not_local", "551 5.1.6")),
    "dormant-ko": ("mailbox-disabled", "B", "RCPT TO", "550 5.2.1 휴면 상태인 메일 계정입니다 ({l})", (40, "recipient_is_inactive", "550 5.2.1")),
    "disabled": ("mailbox-disabled", "B", "RCPT TO", "550-5.2.1 The email account that you tried to reach is disabled. For more 550 5.2.1  information, go to https://support.mail.example/?p=DisabledUser d9-8f3 - gsmtp", (40, "recipient_is_inactive", "550 5.2.1")),
    "full-ko": ("mailbox-full", "B", "RCPT TO", "552 5.2.2 수신자의 메일함 용량이 초과되었습니다", (31, "mailbox_full", "552 5.2.2")),
    "full": ("mailbox-full", "B", "end of DATA", "552 5.2.2 <{r}>: user is over quota", (31, "mailbox_full", "552 5.2.2")),
    "full-later": ("mailbox-full", "D", "RCPT TO", "452-4.2.2 The recipient's inbox is out of storage space. Please direct the 452 4.2.2  recipient to https://support.mail.example/?p=OverQuotaTemp f3-20 - gsmtp", None),
    "too-large": ("message-too-large", "B", "MAIL FROM", "552 5.3.4 Message size exceeds fixed maximum message size", (42, "header_size_exceeds_fixed_maximum_size", "552 5.3.4")),
    "too-large-own": ("message-too-large", "B", None, "message size 43254784 exceeds size limit 26214400 of server {h}", (34, "message_too_big", "554 5.3.4")),
    "spam-ko": ("spam-content", "B", "end of DATA", "554 5.7.1 스팸으로 의심되어 수신이 거부되었습니다 (ref 77c1)", (33, "transaction_failed", "554 5.7.1")),
    "spam": ("spam-content", "B", "end of DATA", "554 5.7.1 Message rejected because of unacceptable content (spam score 11.3)", (36, "message_rejected_suspected_spam", "558")),
    "blocked-ko": ("sender-blocked", "B", "GREET", "550 5.7.1 [192.0.2.25] KISA RBL에 등록된 IP입니다. 접속이 거부되었습니다", (29, "mailbox_unavailable", "550 5.7.1")),
    "blocked": ("sender-blocked", "B", "RCPT TO", "554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.blocklist.example; https://www.blocklist.example/query/ip/192.0.2.25", (21, "sender_ip_on_blocklist", "522")),
    "spf": ("authentication-failed", "B", "end of DATA", "550-5.7.26 Your email has been blocked because the sender is unauthenticated. 550-5.7.26 The sender must authenticate with at least one of SPF or DKIM. 550-5.7.26  DKIM = did not pass 550-5.7.26  SPF [haneul.example.com] with ip: [192.0.2.25] = did not pass 550 5.7.26  https://support.mail.example/answer/81126#authentication u5-20 - gsmtp", (29, "mailbox_unavailable", "550 5.7.26")),
    "policy": ("policy-rejected", "B", "end of DATA", "550 5.7.1 Delivery not authorized, message refused by the policy of {d}", (29, "mailbox_unavailable", "550 5.7.1")),
    "attachment": ("content-blocked", "B", "end of DATA", "552-5.7.0 This message was blocked because its content presents a potential 552 5.7.0  security issue. ?p=BlockedMessage k2-55 - gsmtp", (43, "file_types_blocked", "552 5.7.0")),
    "rate": ("rate-limited", "D", "end of DATA", "421-4.7.28 Our system has detected an unusual rate of unsolicited mail originating 421-4.7.28 from your IP address. To protect our users from spam, mail sent from your 421 4.7.28  IP address has been temporarily rate limited. r8-10 - gsmtp", None),
    "rate-ko": ("rate-limited", "D", "RCPT TO", "421 4.2.1 일시적으로 수신이 제한되었습니다. 잠시 후 다시 시도해 주십시오", None),
    "grey": ("greylisted", "D", "RCPT TO", "450 4.2.0 <{r}>: Recipient address rejected: Greylisted, see http://postgrey.example/help/{d}.html", None),
    "timeout": ("connection-failed", "D", None, "connect to {h}:25: Connection timed out", None),
    "refused": ("connection-failed", "D", None, "connect to {h}:25: Connection refused", None),
    "tls": ("tls-failed", "B", "MAIL FROM", "550 5.7.10 Encryption required: this domain takes mail over TLS only", (29, "mailbox_unavailable", "550 5.7.10")),
    "tls-later": ("tls-failed", "D", None, "TLS is required, but was not offered by host {h}", None),
    "relay": ("relay-denied", "B", "RCPT TO", "554 5.7.1 <{r}>: Relay access denied", (33, "transaction_failed", "554 5.7.1")),
    "storage": ("receiver-error", "D", "end of DATA", "452 4.3.1 Insufficient system storage", None),
    "lookup": ("receiver-error", "D", "RCPT TO", "451 4.3.0 <{r}>: Temporary lookup failure", None),
    "hops": ("routing-loop", "B", "end of DATA", "554 5.4.6 Error: too many hops", (33, "transaction_failed", "554 5.4.6")),
    "loop": ("routing-loop", "B", None, "mail for {d} loops back to myself", None),
    "syntax": ("protocol-error", "B", "end of DATA", "500 5.5.2 Error: line too long", (6, "syntax_error_command_unrecognized", "500 5.5.2")),
    "opt-out-ko": ("recipient-refused", "B", "RCPT TO", "550 5.7.1 <{r}> 수신자가 보낸사람을 수신거부로 설정하였습니다", (41, "recipient_rejected_address", "541")),
    "group-only": ("recipient-refused", "B", "RCPT TO", "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed because the sender was not authenticated when sending to this group", (29, "mailbox_unavailable", "550 5.7.133")),
    "suppressed": ("suppressed", "B", "error", "address is on our suppression list since an earlier bounce", None),
    "vague": ("undetermined", "B", "end of DATA", "554 Transaction failed", (33, "transaction_failed", "554")),
    # Nobody's mail server saw these: the help desk alone tells of them.
    "smtp-login": ("auth-required", None, None, None, (45, "authentication_unsuccessful", "535 5.7.139")),
    "throttled": ("rate-limited", None, None, None, (50, "ec_throttled", "EC-005")),
    "connector": ("connector-error", None, None, None, (46, "ec_integration_error", "EC-001")),
    "connector-login": ("connector-error", None, None, None, (51, "ec_authentication_invalid", "EC-006")),
    "no-such-user": ("unknown-user", None, None, None, (53, "no_such_user", "585 5.1.1")),
}
DELIVERED = (5, "delivered", "200")
PENDING = (0, "none", "0")
OWN_CODES = {"no-domain": "5.4.4", "null-mx": "5.1.0", "too-large-own": "5.3.4", "loop": "5.4.6", "suppressed": "5.7.1",
             "timeout": "4.4.1", "refused": "4.4.1", "tls-later": "4.7.4"}

MX = {  # domain: host as Postfix writes it
    "gmail.example": "gmail-smtp-in.l.mail.example[198.51.100.27]",
    "naver.example": "mx1.naver.example[203.0.113.31]",
    "hanmail.example": "mx.hanmail.example[203.0.113.40]",
    "daum.example": "mx.hanmail.example[203.0.113.41]",
    "outlook.example": "outlook-example.mail.protection.example[198.51.100.90]",
    "icloud.example": "mx01.mail.icloud.example[198.51.100.120]",
}


def host_of(domain):
    if domain in MX:
        return MX[domain]
    number = int(hashlib.sha256(domain.encode()).hexdigest()[:6], 16) % 120 + 130
    return "mx.%s[%s.%d]" % (domain, ("198.51.100", "203.0.113")[number % 2], number)


# --------------------------------------------------------------------------------------------------------
# The tickets. `mails` are the notifications: trigger, when, fates by recipient ("ok", "pending", or a key
# of SAID; a key of a deferral is followed by what came of it). "log" says that mx1 carried them.
# --------------------------------------------------------------------------------------------------------


def ticket(number, requester, subject, body, group, agent, created, answer, *, name, cc=(), status="pending", priority=None,
           channel="email", mails=(), attachment=None, tagged=None, later=(), today=None, tags=(), to=HELP):
    return dict(number=number, requester=requester, subject=subject, body=body, group=group, agent=agent, created=at(created),
                answer=answer, name=name, cc=cc, status=status, priority=priority, channel=channel, mails=mails,
                attachment=attachment, tagged=tagged, later=later, today=today, tags=tags, to=to)


def mail(trigger, when, *fates, log=True, answer=None, size=None):
    """One notification. `answer` is a public comment written with it (agent key, text)."""
    return dict(trigger=trigger, when=at(when), fates=fates, log=log, answer=answer, size=size)


KO_RETURN = "반품 접수를 완료했습니다. 회수 기사가 내일 방문합니다."
KO_SHIP = "주문하신 상품은 오늘 출고되었습니다. 송장 번호를 보내 드립니다."
EN_REFUND = "Your refund was sent today; it takes three working days to reach your account."

TICKETS = [
    ticket(4701, "mina.park@gmial.com", "환불은 언제 되나요?", "지난주에 반품한 텐트 환불이 아직 안 들어왔습니다.", "결제", "sora", "Mon 00:42", None,
           name="박미나", status="solved", channel="web", mails=[
               mail("received", "Mon 00:42:08", "no-domain"),
               mail("comment", "Mon 01:55", "no-domain", answer=("sora", "환불 처리했습니다. 영업일 기준 3일 안에 입금됩니다."))]),
    ticket(4702, "seoyeon.kim@naver.con", "배송지 변경 부탁드립니다", "이사를 해서 주소가 바뀌었습니다.", "배송", "jiwon", "Mon 02:10", None,
           name="김서연", channel="web", priority="high", mails=[
               mail("received", "Mon 02:10:07", "no-domain"),
               mail("comment", "Mon 03:31", "no-domain", answer=("jiwon", "변경하실 주소를 우편번호와 함께 알려 주십시오."))]),
    ticket(4703, "minsu.lee@naver.example", "텐트 폴대가 부러졌어요", "두 번째 사용에 폴대가 부러졌습니다.", "교환·반품", "hyunwoo", "Mon 04:20", None,
           name="이민수", status="solved", channel="web", mails=[
               mail("received", "Mon 04:20:05", "unknown-ko"),
               mail("comment", "Mon 06:02", "unknown-ko", answer=("hyunwoo", "폴대를 무상으로 교환해 드립니다. " + KO_RETURN))]),
    ticket(4704, "jihoon.lim@hanmail.example", "영수증이 필요합니다", "회사 제출용 영수증을 보내 주세요.", "결제", "ann", "Tue 00:15", None,
           name="임지훈", status="solved", channel="phone", today="jihoon.lim@daum.example", mails=[
               mail("comment", "Tue 01:20", "unknown-ko", answer=("ann", "영수증을 첨부합니다.")),
               mail("comment", "Wed 02:05", "ok:jihoon.lim@daum.example", answer=("ann", "바뀐 주소로 영수증을 다시 보내 드립니다."))]),
    ticket(4705, "hj.seo@namsan-trading.example", "Bulk order of 40 lanterns", "Please quote for 40 lanterns, delivery in December.", "Wholesale", "tom", "Tue 02:30", None,
           name="서현정", status="open", mails=[mail("comment", "Tue 05:10", "moved", answer=("tom", "Here is our quotation for 40 lanterns."))]),
    ticket(4706, "oldcamper77@hanmail.example", "적립금이 사라졌어요", "적립금 12,000원이 보이지 않습니다.", "결제", "sora", "Tue 03:05", None,
           name="정대호", status="solved", mails=[
               mail("comment", "Tue 04:44", "dormant-ko", answer=("sora", "적립금을 복구했습니다. 확인해 주십시오.")),
               mail("survey", "Wed 04:44", "dormant-ko")]),
    ticket(4707, "eunji.han@naver.example", "교환 문의", "사이즈가 작아서 교환하고 싶습니다.", "교환·반품", "hyunwoo", "Tue 05:52", None,
           name="한은지", status="solved", priority="urgent", mails=[mail("comment", "Tue 07:15", "full-ko", answer=("hyunwoo", KO_RETURN))],
           later=[("Wed 00:20", "web", "hyunwoo", "전화했지만 받지 않으심. 내일 다시 걸 것.", False)]),
    ticket(4708, "grace.ito@gmail.example", "Where is my parcel?", "The tracking page has not moved for five days.", "배송", "jiwon", "Tue 06:40", None,
           name="Grace Ito", status="solved", mails=[mail("comment", "Tue 08:01", "full-later>ok", answer=("jiwon", "The parcel left customs this morning; it arrives on Thursday."))]),
    ticket(4709, "p.weber@nordwind-sport.example", "Product photos for our catalogue", "Could you send the print files of the autumn line?", "Wholesale", "tom", "Wed 00:30", None,
           name="Petra Weber", status="open", attachment=("autumn-line-print.tif", "image/tiff", 31457280), mails=[
               mail("comment", "Wed 02:12", "too-large", answer=("tom", "Here are the print files."), size=43254784)]),
    ticket(4710, "booking@riverside-camp.example", "Manual for the stove", "We lost the manual of the R2 stove.", "Wholesale", "tom", "Wed 01:05", None,
           name="Riverside Camping", status="solved", attachment=("stove-r2-manual.pdf", "application/pdf", 30408704), mails=[
               mail("comment", "Wed 03:20", "too-large-own", answer=("tom", "The manual is attached."), size=43254784),
               mail("comment", "Wed 04:02", "ok", answer=("tom", "The file was too big for your server; here is a link instead."))]),
    ticket(4711, "sangmin.oh@daum.example", "쿠폰이 적용되지 않습니다", "WINTER26 쿠폰이 안 됩니다.", "결제", "sora", "Wed 02:40", None,
           name="오상민", mails=[mail("comment", "Wed 04:18", "spam-ko", answer=("sora", "지금 바로 확인하세요!!! 쿠폰 링크를 보내 드립니다."))]),
    ticket(4712, "yuna.jang@hanmail.example", "결제가 두 번 되었습니다", "카드 승인이 두 번 났습니다. 빨리 취소해 주세요.", "결제", "ann", "Wed 03:30", None,
           name="장유나", status="solved", priority="urgent", mails=[mail("comment", "Wed 05:01", "blocked-ko", answer=("ann", "중복 결제를 취소했습니다. 2~3일 안에 반영됩니다."))]),
    # On Thursday somebody took the help desk out of the SPF record: everything to one provider came back.
    ticket(4713, "hana.seo@gmail.example", "배송이 늦어요", "지난주 금요일에 주문했습니다.", "배송", "jiwon", "Thu 00:55", None,
           name="서하나", status="solved", mails=[mail("comment", "Thu 02:14", "spf", answer=("jiwon", KO_SHIP))]),
    ticket(4714, "leo.martin@gmail.example", "Refund for order 20261109-0117", "I sent the jacket back two weeks ago.", "결제", "ann", "Thu 01:02", None,
           name="Leo Martin", status="solved", priority="high", mails=[mail("comment", "Thu 02:31", "spf", answer=("ann", EN_REFUND))]),
    ticket(4715, "dongha.kwon@gmail.example", "재입고 알림", "네이비 색상은 언제 들어오나요?", "배송", "jiwon", "Thu 01:20", None,
           name="권동하", mails=[mail("comment", "Thu 02:47", "spf", answer=("jiwon", "다음 주 화요일에 들어올 예정입니다."))]),
    ticket(4716, "sofia.rossi@gmail.example", "Zipper broke", "The zipper of my sleeping bag broke on the first night.", "교환·반품", "hyunwoo", "Thu 01:33", None,
           name="Sofia Rossi", status="solved", mails=[
               mail("comment", "Thu 03:05", "spf", answer=("hyunwoo", "We will send you a new one; please keep the old bag for our courier.")),
               mail("comment", "Fri 01:10", "ok", answer=("hyunwoo", "Our mail yesterday did not reach you, so here it is again: a new bag is on its way."))]),
    ticket(4717, "taeyang.moon@gmail.example", "회원 탈퇴", "회원 탈퇴를 원합니다.", "결제", "sora", "Thu 02:05", None,
           name="문태양", status="solved", mails=[mail("comment", "Thu 03:22", "spf", answer=("sora", "탈퇴 처리가 완료되었습니다."))]),
    ticket(4718, "office@hanbit-school.example", "단체 주문 견적", "6학년 캠프용 텐트 12동 견적을 부탁드립니다.", "Wholesale", "tom", "Thu 04:10", None,
           name="한빛초등학교 행정실", mails=[mail("comment", "Thu 06:00", "policy", answer=("tom", "견적서를 보내 드립니다."))]),
    ticket(4719, "kyle.brown@gmail.example", "Firmware for the GPS", "The update tool does not start.", "교환·반품", "hyunwoo", "Thu 05:40", None,
           name="Kyle Brown", status="open", attachment=("gps-update.zip", "application/zip", 2097152), mails=[
               mail("comment", "Thu 07:25", "attachment", answer=("hyunwoo", "Please run the attached tool."))]),
    ticket(4720, "ops@alpine-club.example", "Membership discount", "Does the club discount apply online?", "Wholesale", "tom", "Thu 06:15", None,
           name="Alpine Club Seoul", to="b2b@" + OWN, mails=[mail("comment", "Thu 08:40", "throttled", log=False, answer=("tom", "Yes: use the code ALPINE at the checkout."))]),
    ticket(4721, "editor@seoulbooks.example", "잡지 촬영 협찬", "12월호 촬영 협찬을 문의드립니다.", "Wholesale", "tom", "Mon 05:00", None,
           name="서울북스 편집부", status="solved", mails=[mail("comment", "Mon 07:20", "grey>ok", answer=("tom", "협찬 가능합니다. 목록을 보내 드립니다."))]),
    ticket(4722, "lab@slowgate.example", "Calibration of a thermometer", "We need a certificate for the thermometer.", "Wholesale", "tom", "Mon 06:10", None,
           name="Slowgate Lab", mails=[mail("comment", "Mon 08:12", "grey>expired", answer=("tom", "The certificate is attached."))]),
    ticket(4723, "jaeho.bae@bluemoon-cafe.example", "세금계산서 요청", "11월 세금계산서를 발행해 주세요.", "결제", "ann", "Mon 07:00", None,
           name="배재호", status="solved", priority="high", mails=[mail("comment", "Mon 08:30", "timeout>expired", answer=("ann", "세금계산서를 발행했습니다."))]),
    ticket(4724, "legal@bongeun-law.example", "개인정보 열람 요청", "보유 중인 개인정보를 알려 주십시오.", "결제", "sora", "Thu 07:30", None,
           name="봉은 법률사무소", status="open", priority="high", mails=[mail("comment", "Fri 00:40", "tls", answer=("sora", "요청하신 내역을 첨부합니다."))],
           later=[("Fri 07:15", "email", "requester", "메일이 오지 않아 전화로 여쭙고 팩스로 받았습니다. 감사합니다.", True)]),
    ticket(4725, "sales@gangnam-outlet.example", "Display stands", "We need two more display stands.", "Wholesale", "tom", "Fri 00:20", None,
           name="Gangnam Outlet", mails=[mail("comment", "Fri 01:50", "relay", answer=("tom", "Two stands will ship on Monday."))]),
    ticket(4726, "noah.fischer@outlook.example", "Invoice with VAT number", "Please add our VAT number to the invoice.", "결제", "ann", "Fri 01:15", None,
           name="Noah Fischer", to="b2b@" + OWN, mails=[mail("comment", "Fri 02:35", "smtp-login", log=False, answer=("ann", "The corrected invoice is attached."))]),
    ticket(4727, "info@yangpyeong-pension.example", "취소 문의", "주문을 취소하고 싶습니다.", "교환·반품", "hyunwoo", "Tue 00:50", None,
           name="양평펜션", status="solved", mails=[mail("comment", "Tue 02:22", "storage>expired", answer=("hyunwoo", "주문을 취소했습니다."))]),
    ticket(4728, "support@loopworks.example", "Spare parts", "Do you sell single tent pegs?", "교환·반품", "hyunwoo", "Fri 02:45", None,
           name="Loopworks", mails=[mail("comment", "Fri 04:05", "hops", answer=("hyunwoo", "Yes, in sets of ten."))]),
    ticket(4729, "chaewon.shin@oldmail-host.example", "비밀번호를 잊었습니다", "비밀번호 재설정 메일이 오지 않습니다.", "결제", "sora", "Fri 03:10", None,
           name="신채원", mails=[mail("comment", "Fri 04:40", "syntax", answer=("sora", "재설정 링크를 보내 드립니다."))]),
    ticket(4730, "woojin.nam@naver.example", "광고 메일 그만 보내 주세요", "메일이 너무 많이 옵니다.", "결제", "sora", "Fri 04:30", None,
           name="남우진", status="solved", mails=[mail("comment", "Fri 05:45", "opt-out-ko", answer=("sora", "수신 동의를 해지했습니다."))]),
    ticket(4731, "former.customer@icloud.example", "Order status", "Has my order left?", "배송", "jiwon", "Fri 05:05", None,
           name="Ines Duarte", mails=[mail("comment", "Fri 06:30", "suppressed", answer=("jiwon", "It left our warehouse today."))]),
    ticket(4732, "rachel.adams@outlook.example", "Unsubscribe me", "Stop writing to me.", "결제", "ann", "Tue 04:00", None,
           name="Rachel Adams", status="solved", mails=[mail("comment", "Tue 05:30", "ok", answer=("ann", "We have removed you from the newsletter."))]),
    ticket(4733, "it@nordwind-sport.example", "EDI connection", "Our EDI messages are not acknowledged.", "Wholesale", "tom", "Fri 06:00", None,
           name="Nordwind IT", status="open", priority="high", to="b2b@" + OWN, mails=[
               mail("comment", "Fri 07:40", "connector", log=False, answer=("tom", "We are looking into the EDI queue.")),
               mail("comment", "Fri 08:20", "connector-login", log=False, answer=("tom", "The queue is running again."))]),
    ticket(4734, "yejin.ko@mailhub.example", "포인트 문의", "포인트 유효 기간이 궁금합니다.", "결제", "sora", "Fri 07:10", None,
           name="고예진", mails=[mail("comment", "Fri 08:35", "vague", answer=("sora", "포인트는 적립일부터 1년간 유효합니다."))]),
    ticket(4735, "ceo@hilltop-farm.example", "Tents for a festival", "We would like to rent 30 tents.", "Wholesale", "tom", "Mon 01:40", None,
           name="Hilltop Farm", status="open", mails=[mail("comment", "Mon 03:00", "pending", log=False, answer=("tom", "We do not rent, but here is our price for 30."))]),
    ticket(4736, "purchasing@alpine-club.example", "Order of ropes", "Please confirm our order of ropes.", "Wholesale", "tom", "Wed 05:00", None,
           name="김도현", cc=(("secretary@alpine-club.example", "이선영"),), status="solved", mails=[
               mail("comment", "Wed 06:30", "unknown", "ok", answer=("tom", "We confirm your order of ropes."))]),
    ticket(4737, "store@seoulbooks.example", "진열대 배송 일정", "진열대는 언제 오나요?", "배송", "jiwon", "Wed 06:00", None,
           name="서울북스 매장", cc=(("manager@seoulbooks.example", "조민아"), ("hq@seoulbooks.example", "서울북스 본사")), mails=[
               mail("comment", "Wed 07:45", "ok", "full", "ok", answer=("jiwon", "목요일 오전에 도착합니다."))]),
    ticket(4738, "bomi.yang@daum.example", "반품 진행 상황", "반품이 어디까지 진행되었나요?", "교환·반품", "hyunwoo", "Thu 00:10", None,
           name="양보미", status="solved", mails=[
               mail("comment", "Thu 00:58", "ok", answer=("hyunwoo", "검수가 끝났습니다.")),
               mail("solved", "Thu 05:10", "dormant-ko")]),
    ticket(4739, "jinwoo.seong@gmail.example", "사이즈 추천 부탁드립니다", "키 178에 맞는 침낭을 추천해 주세요.", "배송", None, "Sat 03:20", None,
           name="성진우", status="new", channel="web", mails=[mail("received", "Sat 03:20:06", "unknown-gmail")]),
    ticket(4740, "buyer@namsan-trading.example", "Price list 2027", "Please send the new price list.", "Wholesale", "daniel", "Wed 07:10", None,
           name="남산무역 구매팀", status="open", mails=[mail("assigned", "Wed 07:11", "unknown@daniel")]),
    ticket(4741, "kyungho.ryu@naver.example", "설치 방법 문의", "루프탑 텐트 설치 방법을 알려 주세요.", "교환·반품", "hyunwoo", "Thu 03:40", None,
           name="류경호", status="solved", mails=[mail("comment", "Thu 04:50", "full-ko", answer=("hyunwoo", "설치 영상을 보내 드립니다."))],
           later=[("Thu 08:05", "phone", "hyunwoo", "전화로 설치 방법을 안내했습니다. 메일함이 가득 찼다고 하셨습니다.", True)]),
    ticket(4742, "peter.novak@riverside-camp.example", "Warranty card", "I lost my warranty card.", "교환·반품", "hyunwoo", "Fri 00:05", None,
           name="Peter Novak", mails=[mail("comment", "Fri 01:25", "pending", log=False, answer=("hyunwoo", "A copy of your card is attached."))]),
    ticket(4743, "jungmin.ahn@naver.example", "가족 텐트 대여", "대여 조건을 알고 싶습니다.", "배송", "jiwon", "Sat 01:00", None,
           name="안정민", cc=(("family.ahn@hanmail.example", "안정민 가족"),), mails=[
               mail("comment", "Sat 02:30", "unknown-ko", "dormant-ko", answer=("jiwon", "대여 조건을 안내해 드립니다."))]),
    ticket(4744, "emma.clark@outlook.example", "Gift wrapping", "Can you wrap it as a gift?", "배송", "jiwon", "Mon 03:50", None,
           name="Emma Clark", status="solved", channel="web", mails=[
               mail("received", "Mon 03:50:06", "ok"), mail("comment", "Mon 04:35", "ok", answer=("jiwon", "Yes, free of charge.")),
               mail("survey", "Tue 04:40", "ok")]),
    ticket(4745, "seungho.yoo@naver.example", "배송 조회가 안 됩니다", "송장 번호가 조회되지 않습니다.", "배송", "jiwon", "Tue 07:20", None,
           name="유승호", status="solved", channel="web", mails=[
               mail("received", "Tue 07:20:05", "ok"), mail("comment", "Tue 08:10", "rate-ko>ok", answer=("jiwon", KO_SHIP))]),
    ticket(4746, "maria.lopez@icloud.example", "Colour of the tarp", "Is the tarp more green or more grey?", "배송", "jiwon", "Wed 00:10", None,
           name="Maria Lopez", status="closed", mails=[mail("comment", "Wed 01:00", "ok", answer=("jiwon", "It is a greyish green."))]),
    # A tag that a colleague set by hand, and a failure on which the tag was taken off.
    ticket(4747, "hyejin.baek@naver.example", "주문 취소", "주문을 취소해 주세요.", "교환·반품", "hyunwoo", "Thu 06:20", None,
           name="백혜진", status="solved", tagged=True, mails=[mail("comment", "Thu 07:05", "ok", answer=("hyunwoo", "취소했습니다."))]),
    ticket(4748, "daehan.sim@hanmail.example", "A/S 접수", "랜턴 전원이 켜지지 않습니다.", "교환·반품", "hyunwoo", "Sat 04:10", None,
           name="심대한", tagged=False, today="daehan.shim@hanmail.example", mails=[mail("comment", "Sat 05:15", "unknown-ko", answer=("hyunwoo", "A/S 접수가 완료되었습니다."))]),
    ticket(4750, "soyoung.ma@daum.example", "매장 위치", "성수 매장 위치를 알려 주세요.", "배송", "jiwon", "Fri 04:00", None,
           name="마소영", status="solved", mails=[mail("comment", "Fri 04:50", "ok", answer=("jiwon", "성수역 3번 출구에서 200m입니다."))]),
    ticket(4751, "ivan.petrov@nordwind-sport.example", "Container arrival", "When does the container arrive?", "Wholesale", "tom", "Fri 02:00", None,
           name="Ivan Petrov", cc=(("p.weber@nordwind-sport.example", "Petra Weber"),), mails=[
               mail("comment", "Fri 03:15", "grey>ok", "ok", answer=("tom", "On Wednesday, pier 4."))]),
]

# Mail that is no ticket: order confirmations, parcel notices, a newsletter. Sender, when, recipient, fate.
ORDER_MAIL = [
    (ORDERS, "Mon 00:20:11", "kang.dahye@naver.example", "ok"),
    (ORDERS, "Mon 02:02:40", "j.whitfield@riverside-camp.example", "grey>ok"),
    (ORDERS, "Mon 02:44:18", "lee.jaewook@outloook.example", "no-domain"),
    (ORDERS, "Mon 05:31:02", "info@closed-shop.example", "null-mx"),
    (ORDERS, "Mon 06:16:30", "admin@pine-lodge.example", "tls-later>expired"),
    (ORDERS, "Mon 09:05:44", "store2@harbor-goods.example", "refused>expired"),
    (ORDERS, "Tue 00:48:51", "song.miri@hanmail.example", "dormant-ko"),
    (ORDERS, "Tue 03:17:20", "bulk@gmail.example", "rate>expired"),
    (ORDERS, "Tue 10:12:03", "reception@pine-lodge.example", "tls-later>ok"),
    (ORDERS, "Wed 01:44:37", "b.holm@nordwind-sport.example", "lookup>ok"),
    (ORDERS, "Wed 02:20:09", "everyone@namsan-trading.example", "group-only"),
    (ORDERS, "Wed 08:30:12", "goods@twomirrors.example", "loop"),
    (ORDERS, "Thu 04:30:55", "shop@mountain-hut.example", "blocked"),
    (ORDERS, "Thu 09:12:26", "newsletter.fan@outlook.example", "spam"),
    (ORDERS, "Fri 05:50:33", "lim.hyunsik@gmail.example", "unknown-gmail"),
    (ORDERS, "Sat 02:02:21", "noh.areum@gmail.example", "disabled"),
    (ORDERS, "Sat 06:45:13", "jo.eunbi@naver.example", "full-ko"),
    (ORDERS, "Sun 07:13:48", "park.gaeun@naver.example", "rate-ko>ok"),
    (ORDERS, "Sun 22:58:10", "desk@harbor-goods.example", "refused>open"),
    (ORDERS, "Sun 23:20:31", "office@hanbit-school.example", "grey>open"),
]
# The rest of Thursday's burst.
ORDER_MAIL += [(ORDERS, "Thu %02d:%02d:%02d" % (2 + (n * 7) // 60, (n * 7) % 60, n * 5 % 60), who + "@gmail.example", "spf") for n, who in enumerate(
    "bae.suji cho.minho daria.klein eom.jisoo freya.lund gu.bonhyuk heo.sunmi ivy.walsh jin.taehun".split(), 1)]


# --------------------------------------------------------------------------------------------------------
# The mail log
# --------------------------------------------------------------------------------------------------------


class MailLog:
    """What mx1's syslog holds: Postfix 3.7, classic timestamps, UTC, short queue ids."""

    def __init__(self, rng):
        self.rng, self.lines, self.serial, self.turn, self.inode, self.failures = rng, [], 0, 0, 0x2C040, []
        self.pids = dict(smtpd=[2211, 2212, 2240], cleanup=[2215, 2216], qmgr=[1184], smtp=[2301, 2302, 2303, 2309, 2317], bounce=[2330],
                         error=[2341], lmtp=[2350], local=[2360], pickup=[2004])

    def put(self, moment, daemon, text):
        if moment > WEEK_END:
            return
        self.serial += 1
        pid = self.pids[daemon][self.turn % len(self.pids[daemon])]
        line = "%s %2d %s mx1 postfix/%s[%d]: %s\n" % (moment.strftime("%b"), moment.day, moment.strftime("%H:%M:%S"), daemon, pid, text)
        self.lines.append((moment, self.serial, line))

    def other(self, moment, text):
        self.serial += 1
        self.lines.append((moment, self.serial, "%s %2d %s mx1 %s\n" % (moment.strftime("%b"), moment.day, moment.strftime("%H:%M:%S"), text)))

    def queue_id(self, moment):
        self.inode += 1 + self.rng.randrange(3)
        return "%05X%X" % (self.rng.randrange(1000000), self.inode)

    def message(self, moment, sender, message_id, recipients, client, size=None, ticket=None):
        """A message and what becomes of it. `recipients`: (address, fate, original address or None)."""
        qid = self.queue_id(moment)
        self.turn += 1
        size = size or 2400 + self.rng.randrange(22000)
        second = timedelta(seconds=1)
        self.put(moment, "smtpd", "connect from %s" % client)
        self.put(moment, "smtpd", "%s: client=%s, sasl_method=PLAIN, sasl_username=%s" % (qid, client, "desk" if sender == HELP else "shop"))
        self.put(moment, "cleanup", "%s: message-id=<%s>" % (qid, message_id))
        self.put(moment, "qmgr", "%s: from=<%s>, size=%d, nrcpt=%d (queue active)" % (qid, sender, size, len(recipients)))
        self.put(moment, "smtpd", "disconnect from %s ehlo=1 auth=1 mail=1 rcpt=%d data=1 quit=1 commands=%d" % (client, len(recipients), len(recipients) + 5))
        waiting, bounced, last = [], [], moment
        for address, fate, original in recipients:
            first, _, then = fate.partition(">")
            when = moment + second * (1 + self.rng.randrange(3))
            last = max(last, self.attempt(when, moment, qid, address, original, first))
            if then:
                waiting.append((address, original, first, then))
            elif first in SAID:
                bounced.append(address)
                self.failures.append((message_id, address, "failed", SAID[first][0], ticket))
        tries = 0
        while waiting:
            tries += 1
            pause = min(300 * 2 ** (tries - 1), 14400)
            last += timedelta(seconds=pause + self.rng.randrange(40))
            if last > WEEK_END:
                return
            self.put(last, "qmgr", "%s: from=<%s>, size=%d, nrcpt=%d (queue active)" % (qid, sender, size, len(waiting)))
            still = []
            begun = last
            for address, original, first, then in waiting:
                when = begun + second * self.rng.randrange(3)
                done = then == "ok" and tries > (1 if first == "grey" else 2)
                if not done and first in ("timeout", "refused") and tries % 3 == 2:
                    # The queue manager knows that the host is down and does not even try.
                    end = self.attempt(when, moment, qid, address, original, first, suspended=True)
                else:
                    end = self.attempt(when, moment, qid, address, original, "ok" if done else first)
                last = max(last, end)
                if not done:
                    still.append((address, original, first, then))
            waiting = still
            if waiting and last - moment > timedelta(days=2):
                last += second
                self.put(last, "qmgr", "%s: from=<%s>, status=expired, returned to sender" % (qid, sender))
                bounced += [row[0] for row in waiting]
                self.failures += [(message_id, row[0], "expired", SAID[row[2]][0], ticket) for row in waiting]
                waiting = []
        if bounced:
            self.notification(last, qid, sender)
        self.put(last, "qmgr", "%s: removed" % qid)

    def attempt(self, moment, born, qid, address, original, fate, suspended=False):
        domain = address.rpartition("@")[2]
        host = host_of(domain)
        relay, daemon = host + ":25", "smtp"
        if fate == "ok" or fate not in SAID:
            status, code = "sent", "2.0.0"
            if domain == OWN:
                relay, daemon, reason = "imap.%s[private/dovecot-lmtp]" % OWN, "lmtp", "250 2.0.0 <%s> %s Saved" % (address, self.token(12))
            elif domain == "gmail.example":
                reason = "250 2.0.0 OK  %d %s - gsmtp" % (born.timestamp(), self.token(14))
            elif domain in ("naver.example", "hanmail.example", "daum.example"):
                reason = "250 2.0.0 OK %s - nsmtp" % self.token(12)
            else:
                reason = "250 2.0.0 Ok: queued as %s" % self.token(11)
            if daemon == "smtp":
                self.put(moment, "smtp", "%s TLS connection established to %s:25: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)" % (
                    self.rng.choice(("Trusted", "Untrusted", "Verified")), host))
        else:
            _, kind, stage, text, _ = SAID[fate]
            status = "bounced" if kind == "B" else "deferred"
            text = text.replace("{r}", address).replace("{l}", address.partition("@")[0]).replace("{d}", domain).replace("{h}", host)
            found = re.match(r"\d{3}[ -](\d\.\d+\.\d+) ", text)
            code = found.group(1) if found else OWN_CODES.get(fate, text[0] + ".0.0")
            if domain == OWN:
                daemon, relay, reason = "lmtp", "imap.%s[private/dovecot-lmtp]" % OWN, "host imap.%s[private/dovecot-lmtp] said: %s (in reply to RCPT TO command)" % (OWN, text)
            elif stage == "GREET":
                reason = "host %s refused to talk to me: %s" % (host, text)
            elif stage == "error":
                relay, daemon, reason = "none", "error", text
            elif stage:
                reason = "host %s said: %s (in reply to %s command)" % (host, text, stage)
            else:
                reason = text
                if fate not in ("too-large-own", "tls-later"):
                    relay = "none"
            if fate == "timeout" and not suspended:
                moment += timedelta(seconds=30)
                self.put(moment, "smtp", "connect to %s:25: Connection timed out" % host)
            if fate == "full-later" and not suspended:
                # One of several hosts refuses; the line that counts comes from the next.
                self.put(moment, "smtp", "%s: host %s said: %s (in reply to RCPT TO command)" % (qid, host.replace("in.l", "in.alt1"), text))
            if suspended:
                relay, daemon, reason = "none", "error", "delivery temporarily suspended: " + text
        total = max(1, int((moment - born).total_seconds()))
        delay = "%d.%d" % (total, self.rng.randrange(10)) if total < 10 else "%d" % total
        before = "0.0%d" % self.rng.randrange(1, 9) if total < 200 else "%d" % (total - 2)
        self.put(moment, daemon, "%s: to=<%s>, %srelay=%s, delay=%s, delays=%s/0.01/%s/%s, dsn=%s, status=%s (%s)" % (
            qid, address, "orig_to=<%s>, " % original if original else "", relay, delay, before,
            "30" if fate == "timeout" and not suspended else "0.%d" % self.rng.randrange(2, 9),
            "0" if relay == "none" else "0.%d" % self.rng.randrange(2, 9), code, status, reason))
        return moment

    def notification(self, moment, qid, sender):
        """The bounce to the sender: a message of its own, with an empty envelope sender."""
        new = self.queue_id(moment)
        self.put(moment, "cleanup", "%s: message-id=<%s.%s@mx1.%s>" % (new, moment.strftime("%Y%m%d%H%M%S"), new, OWN))
        self.put(moment, "bounce", "%s: sender non-delivery notification: %s" % (qid, new))
        self.put(moment, "qmgr", "%s: from=<>, size=%d, nrcpt=1 (queue active)" % (new, 4100 + self.rng.randrange(5000)))
        self.put(moment, "lmtp", "%s: to=<%s>, relay=imap.%s[private/dovecot-lmtp], delay=0.08, delays=0.01/0/0.02/0.05, dsn=2.0.0, status=sent (250 2.0.0 <%s> %s Saved)" % (
            new, sender, OWN, sender, self.token(12)))
        self.put(moment, "qmgr", "%s: removed" % new)

    def token(self, length):
        return "".join(self.rng.choice("0123456789abcdefghijklmnopqrstuvwxyz") for _ in range(length))

    def texts(self):
        """The log as logrotate leaves it: two files rotated and packed during the week, and the rest."""
        self.lines.sort(key=lambda row: row[:2])
        parts = [[] for _ in range(len(ROTATIONS) + 1)]
        for moment, _, line in self.lines:
            parts[sum(moment >= rotation for rotation in ROTATIONS)].append(line)
        return ["".join(part).encode() for part in parts]


SURNAMES = "kim lee park choi jung kang cho yoon jang lim han oh seo shin kwon hwang ahn song yoo hong".split()
GIVEN = "minjun seojun dohyun jiho haeun jiwoo soeun yuna subin chaeyoung hyunseo jimin donghyun gaeun taeyoon nari".split()
ABROAD = "alice.ward ben.hughes carla.diaz derek.stone elsa.berg finn.larsen greta.wolf henry.cole isla.reid jonas.vogt".split()


def everyday_mail(log, rng):
    """Some hundred order mails that arrive, as they do."""
    domains = ["naver.example"] * 9 + ["gmail.example"] * 7 + ["hanmail.example"] * 3 + ["daum.example"] * 2 + ["outlook.example"] * 3 + [
        "icloud.example"] * 2 + list(ORGANIZATIONS) + ["dawn-bakery.example", "mapo-cycling.example"]
    count = 0
    for day in range(7):
        for _ in range(165 if day < 5 else 100):
            hour = rng.choice([0, 0, 1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 6, 7, 8, 9, 10, 11, 12, 13, 14, 22, 23, 23])
            moment = MONDAY + timedelta(days=day, hours=hour, seconds=rng.randrange(3600))
            domain = rng.choice(domains)
            if domain == "gmail.example" and day == 3 and 1 <= hour <= 4:
                domain = "naver.example"  # what went to gmail.example in that hour came back
            name = rng.choice(ABROAD) if rng.random() < 0.15 else "%s.%s%d" % (rng.choice(SURNAMES), rng.choice(GIVEN), rng.randrange(80, 99))
            count += 1
            fate = "ok" if rng.random() > 0.03 else rng.choice(["grey>ok", "lookup>ok", "rate-ko>ok"])
            log.message(moment, ORDERS, "order-%d.%d@%s" % (20261100 + day, count, OWN), [("%s@%s" % (name, domain), fate, None)],
                        "shop1.%s[192.0.2.31]" % OWN)


def background(log, rng):
    """What else stands in such a log and is no mail of ours."""
    for hour in range(7 * 24):
        moment = MONDAY + timedelta(hours=hour, minutes=17)
        log.other(moment, "CRON[%d]: (root) CMD (test -x /usr/sbin/anacron)" % (4000 + hour))
        if hour % 3 == 0:
            ip = "203.0.113.%d" % (60 + rng.randrange(60))
            log.put(moment + timedelta(minutes=4), "smtpd", "connect from unknown[%s]" % ip)
            log.put(moment + timedelta(minutes=4, seconds=1), "smtpd",
                    "NOQUEUE: reject: RCPT from unknown[%s]: 554 5.7.1 <info@elsewhere.example>: Relay access denied; from=<s%d@bulk.example> to=<info@elsewhere.example> proto=ESMTP helo=<bulk.example>" % (ip, hour))
            log.put(moment + timedelta(minutes=4, seconds=2), "smtpd", "disconnect from unknown[%s] ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4" % ip)
        if hour % 24 == 6:
            qid = log.queue_id(moment)
            late = moment + timedelta(minutes=8)
            log.put(late, "pickup", "%s: uid=0 from=<root>" % qid)
            log.put(late, "cleanup", "%s: message-id=<%s.%s@mx1.%s>" % (qid, late.strftime("%Y%m%d%H%M%S"), qid, OWN))
            log.put(late, "qmgr", "%s: from=<root@mx1.%s>, size=911, nrcpt=1 (queue active)" % (qid, OWN))
            log.put(late, "local", "%s: to=<postmaster@mx1.%s>, orig_to=<root>, relay=local, delay=0.04, delays=0.02/0/0/0.02, dsn=2.0.0, status=sent (delivered to mailbox)" % (qid, OWN))
            log.put(late, "qmgr", "%s: removed" % qid)
    # The log begins in the middle of things: a message whose arrival stands in last week's file.
    early = MONDAY + timedelta(minutes=6)
    log.put(early, "qmgr", "1D07C2C011: from=<%s>, size=5120, nrcpt=1 (queue active)" % ORDERS)
    log.attempt(early, early - timedelta(hours=30), "1D07C2C011", "frontdesk@harbor-goods.example", None, "ok")
    log.put(early, "qmgr", "1D07C2C011: removed")
    # One address that stands for two: each of them is a delivery of its own.
    log.message(at("Wed 10:02:03"), ORDERS, "order-20261118.partners@" + OWN, [
        ("tom.rivera@" + OWN, "ok", "partners@" + OWN), ("p.weber@nordwind-sport.example", "ok", "partners@" + OWN)], "shop1.%s[192.0.2.31]" % OWN)


EARLIER_WEEKS = 6
EARLIER_FAILURES = {  # key of SAID: how many in a usual week; "too-large" stops when the shop begins to send links
    "unknown": 5, "unknown-ko": 4, "no-domain": 3, "dormant-ko": 3, "disabled": 2, "full-ko": 3, "full": 1, "too-large": 14, "spam-ko": 1,
    "policy": 1, "opt-out-ko": 1}


def earlier_weeks():
    """The logs of the weeks before, by path: what the week is compared with."""
    files = {}
    for back in range(EARLIER_WEEKS, 0, -1):
        monday = MONDAY - timedelta(weeks=back)
        rng = random.Random("earlier %d" % back)
        log = MailLog(rng)
        fates = [fate for fate, usual in EARLIER_FAILURES.items() for _ in range(max(0, usual + rng.choice((-1, 0, 0, 1))))]
        fates += ["grey>ok"] * rng.randrange(9, 14) + ["lookup>ok"] * rng.randrange(8, 13) + ["rate-ko>ok"] * rng.randrange(7, 12)
        fates += ["ok"] * (rng.randrange(960, 1060) - len(fates))
        rng.shuffle(fates)
        for number, fate in enumerate(fates):
            hour = rng.choice([0, 0, 1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 6, 7, 8, 9, 10, 11, 12, 13, 14, 22])
            moment = monday + timedelta(days=rng.choice((0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6)), hours=hour, seconds=rng.randrange(3600))
            name = "%s.%s%d" % (rng.choice(SURNAMES), rng.choice(GIVEN), rng.randrange(80, 99))
            domain = rng.choice(["naver.example"] * 9 + ["gmail.example"] * 7 + ["hanmail.example"] * 3 + ["daum.example", "outlook.example", "icloud.example"] * 2
                                + list(ORGANIZATIONS))
            if fate == "no-domain":
                domain = rng.choice(("gmial.com", "naver.con", "nate.con", "outloook.example"))
            if fate == "policy":
                domain = "hanbit-school.example"
            log.message(moment, ORDERS, "order-%s.%d@%s" % (monday.strftime("%Y%m%d"), number, OWN), [("%s@%s" % (name, domain), fate, None)],
                        "shop1.%s[192.0.2.31]" % OWN)
        log.lines.sort(key=lambda row: row[:2])
        rotated = monday + timedelta(weeks=1)
        name = rotated.strftime("mail.log-%Y%m%d")
        files["earlier/%s.gz" % name] = compressed("".join(line for _, _, line in log.lines).encode(), name, rotated)
    return files


# --------------------------------------------------------------------------------------------------------
# The help desk
# --------------------------------------------------------------------------------------------------------


class HelpDesk:
    def __init__(self, rng, log):
        self.rng, self.log = rng, log
        self.next_event = 2741180010000
        self.next_user = 1741180009000
        self.users, self.user_ids = [], {}
        self.organization_ids = {domain: 1841180000100 + n for n, domain in enumerate(ORGANIZATIONS)}
        self.tickets, self.notifications, self.audits, self.comments = [], [], [], {}
        self.message_ids = {}
        for key, (name, group, active) in AGENTS.items():
            address = ("%s@%s" % ({"jiwon": "jiwon.kim", "ann": "ann.becker", "hyunwoo": "hyunwoo.choi", "sora": "sora.yoon",
                                   "tom": "tom.rivera", "daniel": "daniel.cho"}[key], OWN))
            self.user_ids[key] = self.user(address, name, "agent", group=GROUPS[group], active=active)

    def event(self):
        self.next_event += 1 + self.rng.randrange(4)
        return self.next_event

    def user(self, address, name, role="end-user", group=None, active=True, today=None):
        if address in self.user_ids:
            return self.user_ids[address]
        self.next_user += 1 + self.rng.randrange(3)
        number = self.next_user
        self.user_ids[address] = number
        domain = address.rpartition("@")[2]
        self.users.append({
            "id": number, "url": "%s/api/v2/users/%d.json" % (DESK, number), "name": name, "email": today or address, "role": role,
            "active": active, "suspended": False, "verified": role != "end-user", "organization_id": self.organization_ids.get(domain),
            "default_group_id": group, "locale": "ko" if re.search("[가-힣]", name) else "en-US", "time_zone": "Seoul",
            "iana_time_zone": "Asia/Seoul", "tags": [], "external_id": None, "phone": None, "shared": False,
            "created_at": "2025-0%d-1%dT0%d:12:00Z" % (1 + number % 9, number % 10, number % 8),
            "updated_at": "2026-11-22T04:31:12Z" if today else "2026-10-0%dT02:00:00Z" % (1 + number % 9),
            "last_login_at": None, "user_fields": {}})
        return number

    def thread_token(self):
        return "".join(self.rng.choice("0123456789ABCDEFGHJKLMNPQRSTVWXYZ") for _ in range(10))

    def message_id(self, token, moment):
        return "%s_%08x%05x_%s_sprut@zendesk.com" % (token, int(moment.timestamp()), self.rng.randrange(16 ** 5), "%016x" % self.rng.getrandbits(64))

    def ulid(self, moment):
        alphabet, number, text = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", int(moment.timestamp() * 1000), ""
        for _ in range(10):
            number, digit = divmod(number, 32)
            text = alphabet[digit] + text
        return text + "".join(self.rng.choice(alphabet) for _ in range(16))

    def add(self, row):
        number, token = row["number"], self.thread_token()
        requester = self.user(row["requester"], row["name"], today=row["today"])
        ccs = [self.user(address, name) for address, name in row["cc"]]
        agent = self.user_ids[row["agent"]] if row["agent"] else None
        group = GROUPS[row["group"]]
        comments = self.comments.setdefault(number, [])
        via = self.via(row["channel"], row["requester"], row["name"], row["to"])

        first, audit_id = self.event(), self.event()
        creation = {"id": audit_id, "ticket_id": number, "created_at": iso(row["created"]), "author_id": requester, "metadata": {"system": {}, "custom": {}},
                    "via": via, "events": [self.comment_event(first, requester, row["body"], audit_id)] + [
                        {"id": self.event(), "type": "Create", "field_name": field, "value": value} for field, value in (
                            ("subject", row["subject"]), ("status", "new"), ("requester_id", str(requester)), ("group_id", str(group)),
                            ("assignee_id", str(agent) if agent else None), ("priority", row["priority"]), ("tags", list(row["tags"])))]}
        self.audits.append(creation)
        comments.append(self.comment(first, audit_id, requester, row["body"], row["created"], via))

        has_failure, failed_at, updated = False, None, row["created"]
        for message in row["mails"]:
            when = message["when"]
            comment_id = first if message["trigger"] == "received" else None
            if message["answer"]:
                author, text = message["answer"]
                comment_id, audit_id = self.event(), self.event()
                web = self.via("web")
                attachments = []
                if row["attachment"] and message is row["mails"][0]:
                    file_name, content_type, size = row["attachment"]
                    attachments = [{"id": self.event(), "file_name": file_name, "content_type": content_type, "size": size}]
                audit = {"id": audit_id, "ticket_id": number, "created_at": iso(when), "author_id": self.user_ids[author],
                         "metadata": {"system": {}, "custom": {}}, "via": web,
                         "events": [self.comment_event(comment_id, self.user_ids[author], text, audit_id, attachments)]}
                if message is row["mails"][-1] and row["status"] in ("solved", "closed", "pending"):
                    audit["events"].append({"id": self.event(), "type": "Change", "field_name": "status",
                                            "value": "pending" if row["status"] == "pending" else "solved", "previous_value": "open"})
                self.audits.append(audit)
                comments.append(self.comment(comment_id, audit_id, self.user_ids[author], text, when, web, attachments))
            elif message["trigger"] in ("received", "assigned"):
                audit = creation
            else:
                audit = {"id": self.event(), "ticket_id": number, "created_at": iso(when), "author_id": agent or -1,
                         "metadata": {"system": {}, "custom": {}}, "via": self.via("web"), "events": []}
                if message["trigger"] == "solved":
                    audit["events"].append({"id": self.event(), "type": "Change", "field_name": "status", "value": "solved", "previous_value": "open"})
                self.audits.append(audit)
            updated = max(updated, when)
            failed = self.notify(row, message, audit, comment_id, token, requester, ccs, agent)
            if failed and not has_failure:
                has_failure, failed_at = True, when + timedelta(seconds=14)

        tagged = has_failure if row["tagged"] is None else row["tagged"]
        tags = list(row["tags"])
        if has_failure or tagged:
            # The tag comes from the system; on one ticket a colleague set it, on another one took it off.
            by_hand = tagged and not has_failure
            moment = failed_at or updated + timedelta(minutes=9)
            self.change_tags(number, moment, agent if by_hand else -1, tags, tags + [FAILURE_TAG])
            if not tagged:
                self.change_tags(number, moment + timedelta(minutes=21), agent, tags + [FAILURE_TAG], tags)
            else:
                tags = tags + [FAILURE_TAG]
        for when, channel, author, text, public in row["later"]:
            comment_id, audit_id, moment = self.event(), self.event(), at(when)
            via_later = self.via(channel, row["requester"], row["name"], row["to"])
            author = requester if author == "requester" else self.user_ids[author]
            self.audits.append({"id": audit_id, "ticket_id": number, "created_at": iso(moment), "author_id": author,
                                "metadata": {"system": {}, "custom": {}}, "via": via_later,
                                "events": [self.comment_event(comment_id, author, text, audit_id, public=public)]})
            comments.append(self.comment(comment_id, audit_id, author, text, moment, via_later, public=public))
            updated = max(updated, moment)
        self.tickets.append({
            "id": number, "url": "%s/api/v2/tickets/%d.json" % (DESK, number), "external_id": None, "via": via, "created_at": iso(row["created"]),
            "updated_at": iso(updated), "generated_timestamp": int(max(updated, failed_at or updated).timestamp()) + 2, "type": "question",
            "subject": row["subject"], "raw_subject": row["subject"], "description": row["body"], "priority": row["priority"], "status": row["status"],
            "recipient": row["to"] if row["channel"] == "email" else None, "requester_id": requester, "submitter_id": requester,
            "assignee_id": agent, "organization_id": self.organization_ids.get(row["requester"].rpartition("@")[2]), "group_id": group,
            "collaborator_ids": ccs, "follower_ids": [], "email_cc_ids": ccs, "forum_topic_id": None, "problem_id": None, "has_incidents": False,
            "is_public": True, "due_at": None, "tags": tags, "custom_fields": [], "fields": [], "satisfaction_rating": {"score": "unoffered"},
            "sharing_agreement_ids": [], "custom_status_id": None, "followup_ids": [], "ticket_form_id": 360001, "brand_id": 360002,
            "allow_channelback": False, "allow_attachments": True, "from_messaging_channel": False})

    def notify(self, row, message, audit, comment_id, token, requester, ccs, agent):
        """One notification, its line in the audit, and its way through the mail log. True where one failed."""
        trigger_id, title, _, kind, relation = TRIGGERS[message["trigger"]]
        addresses = [(row["requester"], requester)] + [(address, user) for (address, _), user in zip(row["cc"], ccs)]
        recipients, carried, alone, failed = [], [], [], False
        for (address, user), fate in zip(addresses, message["fates"]):
            if fate == "unknown@daniel":
                address, user, fate = "daniel.cho@" + OWN, agent, "unknown"
            elif fate.startswith("ok:"):
                address, fate = fate[3:], "ok"
            first, _, then = fate.partition(">")
            if first == "ok" or then == "ok":
                status = DELIVERED
            elif first == "pending" or then or SAID[first][4] is None:
                status = PENDING  # refusals for now, and our own server's decisions, have no status
            else:
                status, failed = SAID[first][4], True
                if not message["log"]:
                    alone.append((address, SAID[first][0]))
            identity, name, code = status
            text = {0: "No delivery information yet.", 5: "Email was delivered."}.get(identity, "Recipient server rejected email. Status code: %s" % code)
            recipients.append({"user_id": user, "email_address": address, "delivery_status": {"id": identity, "name": name, "code": code, "message": text}})
            carried.append((address, fate, None))
        event_id, when = self.event(), message["when"]
        subject = {"received": "[하늘아웃도어] 문의가 접수되었습니다: {{ticket.title}}", "assigned": "[Haneul] Assigned to you: {{ticket.title}}",
                   "survey": "[하늘아웃도어] 상담은 어떠셨나요?", "solved": "[하늘아웃도어] 해결되었습니다: {{ticket.title}}"}.get(message["trigger"], "Re: {{ticket.title}}")
        audit["events"].append({"id": event_id, "type": kind, "subject": subject, "body": "{{ticket.comments_formatted}}",
                                "recipients": [r["user_id"] for r in recipients],
                                "via": {"channel": "rule", "source": {"from": {"id": trigger_id, "title": title}, "to": {}, "rel": relation}}})
        message_id = self.message_id(token, when)
        self.message_ids.setdefault(row["number"], []).append(message_id)
        record = {"url": "%s/api/v2/email_notifications/%d" % (DESK, event_id), "notification_id": event_id, "ticket_id": row["number"]}
        if comment_id:
            record["comment_id"] = comment_id
        record.update({"email_id": self.ulid(when), "message_id": "<%s>" % message_id, "created_at": iso(when), "updated_at": iso(when), "recipients": recipients})
        self.notifications.append(record)
        self.log.failures += [(message_id, address, "failed", found, row["number"]) for address, found in alone]
        if message["log"]:
            self.log.message(when + timedelta(seconds=2), HELP, message_id, carried, "desk1.%s[192.0.2.41]" % OWN, message["size"], row["number"])
        return failed

    def change_tags(self, number, moment, author, before, after):
        self.audits.append({"id": self.event(), "ticket_id": number, "created_at": iso(moment), "author_id": author,
                            "metadata": {"system": {}, "custom": {}}, "via": self.via("system" if author == -1 else "web"),
                            "events": [{"id": self.event(), "type": "Change", "field_name": "tags", "value": after, "previous_value": before}]})

    @staticmethod
    def via(channel, address=None, name=None, to=None):
        if channel == "email" and address:
            return {"channel": "email", "source": {"from": {"address": address, "name": name}, "to": {"address": to, "name": "Haneul Outdoor"}, "rel": None}}
        return {"channel": channel, "source": {"from": {}, "to": {}, "rel": None}}

    @staticmethod
    def comment_event(number, author, text, audit, attachments=(), public=True):
        return {"id": number, "type": "Comment", "author_id": author, "body": text, "html_body": "<div class=\"zd-comment\"><p>%s</p></div>" % text,
                "plain_body": text, "public": public, "attachments": list(attachments), "audit_id": audit}

    @staticmethod
    def comment(number, audit, author, text, moment, via, attachments=(), public=True):
        return {"id": number, "type": "Comment", "author_id": author, "body": text, "html_body": "<div class=\"zd-comment\"><p>%s</p></div>" % text,
                "plain_body": text, "public": public, "attachments": list(attachments), "audit_id": audit, "via": via, "created_at": iso(moment),
                "metadata": {"system": {}, "custom": {}}}


# --------------------------------------------------------------------------------------------------------
# Files
# --------------------------------------------------------------------------------------------------------


def dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def cursor_pages(kind, records, size, path, overlap=0):
    """API pages, newest first; `links.next` is filled on the last page too, as on a real account."""
    pages, start = [], 0
    while start < len(records):
        end = min(start + size, len(records))
        more = end < len(records)
        pages.append({kind: records[max(0, start - overlap):end], "meta": {"has_more": more, "after_cursor": "c%d" % end, "before_cursor": "c%d" % start},
                      "links": {"prev": "%s/api/v2/%s?page%%5Bbefore%%5D=c%d" % (DESK, path, start), "next": "%s/api/v2/%s?page%%5Bafter%%5D=c%d" % (DESK, path, end)}})
        start = end
    return pages


def offset_page(kind, records):
    return {kind: records, "next_page": None, "previous_page": None, "count": len(records)}


def compressed(content, name, moment):
    buffer = io.BytesIO()
    with gzip.GzipFile(filename=name, mode="wb", compresslevel=9, fileobj=buffer, mtime=int(moment.timestamp())) as stream:
        stream.write(content)
    return buffer.getvalue()


def expired_bounce(desk):
    """The mail to ticket 4735 left over the office's Exchange server, which gave up after two days."""
    message_id = desk.message_ids[4735][0]
    return "\n".join([
        "From: Mail Delivery System <mailer-daemon@relay.%s>" % OWN, "To: help@%s" % OWN, "Subject: Undeliverable: Re: Tents for a festival",
        "Date: Wed, 18 Nov 2026 03:04:10 +0000", "Message-ID: <a71c.20261118@relay.%s>" % OWN, "Auto-Submitted: auto-replied", "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="=_haneul_4735"', "", "--=_haneul_4735",
        "Content-Type: text/plain; charset=utf-8", "", "Your message could not be delivered to the following recipient:", "", "    ceo@hilltop-farm.example", "",
        "550 5.4.7 Delivery expired: the message stayed in the queue for too long.", "", "--=_haneul_4735", "Content-Type: message/delivery-status", "",
        "Reporting-MTA: dns; relay.%s" % OWN, "Arrival-Date: Mon, 16 Nov 2026 03:00:04 +0000", "", "Original-Recipient: rfc822;ceo@hilltop-farm.example",
        "Final-Recipient: rfc822;ceo@hilltop-farm.example", "Action: failed", "Status: 5.4.7",
        "Diagnostic-Code: smtp;550 5.4.7 Delivery expired: the message stayed in the queue for too long.",
        "Last-Attempt-Date: Wed, 18 Nov 2026 03:04:02 +0000", "", "--=_haneul_4735", "Content-Type: text/rfc822-headers", "",
        "From: Haneul Outdoor <help@%s>" % OWN, "To: ceo@hilltop-farm.example", "Subject: Re: Tents for a festival", "Date: Mon, 16 Nov 2026 03:00:00 +0000",
        "Message-ID: <%s>" % message_id, "", "--=_haneul_4735--", ""])


def complaint(desk):
    """Feedback of a receiver whose user pressed "this is spam" (RFC 5965): ticket 4732."""
    message_id = desk.message_ids[4732][0]
    return "\n".join([
        "From: Feedback Loop <feedback@fbl.outlook.example>", "To: abuse@%s" % OWN, "Subject: FW: Re: Unsubscribe me", "Date: Tue, 17 Nov 2026 09:12:41 +0000",
        "Message-ID: <fbl-55120@fbl.outlook.example>", "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=feedback-report; boundary="=_haneul_4732"', "", "--=_haneul_4732",
        "Content-Type: text/plain; charset=us-ascii", "", "This is an email abuse report for a message received from IP 192.0.2.25", "on Tue, 17 Nov 2026 05:30:05 +0000.", "",
        "--=_haneul_4732", "Content-Type: message/feedback-report", "", "Feedback-Type: abuse", "User-Agent: OutlookExampleFBL/1.0", "Version: 1",
        "Original-Mail-From: <help@%s>" % OWN, "Original-Rcpt-To: <rachel.adams@outlook.example>", "Source-IP: 192.0.2.25",
        "Arrival-Date: Tue, 17 Nov 2026 05:30:05 +0000", "Reported-Domain: %s" % OWN, "", "--=_haneul_4732", "Content-Type: text/rfc822-headers", "",
        "From: Haneul Outdoor <help@%s>" % OWN, "To: rachel.adams@outlook.example", "Subject: Re: Unsubscribe me", "Date: Tue, 17 Nov 2026 05:30:00 +0000",
        "Message-ID: <%s>" % message_id, "", "--=_haneul_4732--", ""])


def suspended(desk):
    bounce = ("<peter.novak@riverside-camp.example>: host mx.riverside-camp.example[198.51.100.150] said: 550 5.1.1\n"
              "    <peter.novak@riverside-camp.example>: Recipient address rejected: User unknown (in reply to RCPT TO command)\n\n"
              "Message-ID: <%s>\nTo: peter.novak@riverside-camp.example\nSubject: Re: Warranty card\n" % desk.message_ids[4742][0])
    rows = [
        (27400435, "Mail Delivery System", "mailer-daemon@relay." + OWN, "Undelivered Mail Returned to Sender", bounce, "Automated response mail, delivery failed", 7, 4742, "Fri 01:31"),
        (27400436, "조민아", "manager@seoulbooks.example", "자동 회신: 부재중입니다", "11월 20일까지 휴가입니다. 급한 용무는 매장으로 연락해 주십시오.", "Automated response mail, out of office", 8, None, "Wed 07:46"),
    ]
    return [{"id": number, "url": "%s/api/v2/suspended_tickets/%d.json" % (DESK, number), "author": {"id": None, "name": name, "email": email}, "subject": subject,
             "content": content, "cause": cause, "cause_id": cause_id, "message_id": "<susp-%d@relay.%s>" % (number, OWN), "ticket_id": ticket_id, "recipient": HELP,
             "error_messages": None, "attachments": [], "brand_id": 360002,
             "via": {"channel": "email", "source": {"from": {"address": email, "name": name}, "to": {"address": HELP, "name": "Haneul Outdoor"}, "rel": None}},
             "created_at": iso(at(when)), "updated_at": iso(at(when))} for number, name, email, subject, content, cause, cause_id, ticket_id, when in rows]


def triggers():
    rows = []
    for key, (number, title, whom, _, relation) in TRIGGERS.items():
        if relation != "trigger":
            continue
        condition = {"received": {"field": "update_type", "operator": "is", "value": "Create"}, "comment": {"field": "comment_is_public", "operator": "is", "value": "true"},
                     "solved": {"field": "status", "operator": "value", "value": "solved"}, "assigned": {"field": "assignee_id", "operator": "changed", "value": None}}[key]
        rows.append({"id": number, "url": "%s/api/v2/triggers/%d.json" % (DESK, number), "title": title, "raw_title": title, "active": True, "position": number % 100,
                     "category_id": "1", "conditions": {"all": [condition], "any": []},
                     "actions": [{"field": "notification_user", "value": [whom, "Re: {{ticket.title}}", "{{ticket.comments_formatted}}"]}],
                     "created_at": "2025-03-02T00:00:00Z", "updated_at": "2026-06-11T05:20:00Z"})
    return sorted(rows, key=lambda row: row["id"])


def build():
    """Every file by its path."""
    rng = random.Random(20261116)
    log = MailLog(rng)
    desk = HelpDesk(rng, log)
    for row in sorted(TICKETS, key=lambda row: row["created"]):
        desk.add(row)
    for number, (sender, when, address, fate) in enumerate(ORDER_MAIL):
        log.message(at(when), sender, "order-x%d.%s@%s" % (number, at(when).strftime("%d%H%M"), OWN), [(address, fate, None)], "shop1.%s[192.0.2.31]" % OWN)
    everyday_mail(log, rng)
    background(log, rng)
    *rotated, rest = log.texts()

    # What only bounces and the list of suspended tickets tell of.
    log.failures += [(desk.message_ids[4735][0], "ceo@hilltop-farm.example", "expired", "expired", 4735),
                     (desk.message_ids[4732][0], "rachel.adams@outlook.example", "complained", "complaint", 4732),
                     (desk.message_ids[4742][0], "peter.novak@riverside-camp.example", "failed", "unknown-user", 4742)]
    # A deleted ticket stays in the export, scrubbed.
    desk.tickets.append({**desk.tickets[0], "id": 4749, "url": "%s/api/v2/tickets/4749.json" % DESK, "status": "deleted", "subject": "SCRUBBED",
                         "raw_subject": "SCRUBBED", "description": "X", "tags": [], "priority": None, "recipient": None,
                         "created_at": iso(at("Fri 03:00")), "updated_at": iso(at("Fri 03:30")), "generated_timestamp": int(at("Fri 03:30").timestamp())})
    desk.tickets.sort(key=lambda row: (row["generated_timestamp"], row["id"]))
    newest_first = sorted(desk.notifications, key=lambda row: (row["created_at"], row["notification_id"]), reverse=True)
    audits = sorted(desk.audits, key=lambda row: row["id"])
    comments = []
    for number in sorted(desk.comments):
        comments += cursor_pages("comments", desk.comments[number], 100, "tickets/%d/comments" % number)
    groups = [{"id": number, "url": "%s/api/v2/groups/%d.json" % (DESK, number), "name": name, "description": "", "default": name == "배송", "is_public": True,
               "deleted": False, "created_at": "2025-01-06T00:00:00Z", "updated_at": "2025-01-06T00:00:00Z"} for name, number in GROUPS.items()]
    organizations = [{"id": desk.organization_ids[domain], "url": "%s/api/v2/organizations/%d.json" % (DESK, desk.organization_ids[domain]), "name": name,
                      "domain_names": [domain], "details": None, "notes": None, "group_id": None, "shared_tickets": False, "shared_comments": False, "tags": [],
                      "created_at": "2025-02-01T00:00:00Z", "updated_at": "2025-02-01T00:00:00Z"} for domain, name in ORGANIZATIONS.items()]
    dormant = desk.user_ids["oldcamper77@hanmail.example"]
    identities = [{"id": 27400061, "url": "%s/api/v2/users/%d/identities/27400061.json" % (DESK, dormant), "user_id": dormant, "type": "email",
                   "value": "oldcamper77@hanmail.example", "primary": True, "verified": False, "deliverable_state": "undeliverable", "undeliverable_count": 3,
                   "created_at": "2025-04-02T00:00:00Z", "updated_at": "2026-11-17T04:45:00Z"}]
    addresses = [{"id": 33 + n, "url": "%s/api/v2/recipient_addresses/%d.json" % (DESK, 33 + n), "email": email, "name": "Haneul Outdoor", "brand_id": 360002,
                  "default": True if n == 0 else None, "forwarding_status": "verified", "spf_status": spf, "cname_status": "unknown",
                  "domain_verification_status": "verified", "created_at": "2025-01-06T00:00:00Z", "updated_at": "2026-11-19T04:02:00Z"}
                 for n, (email, spf) in enumerate(((HELP, "failed"), ("b2b@" + OWN, "verified")))]

    files = {
        "week/mail-log/mail.log-20261123": rest,
        "week/bounces/complaint.eml": complaint(desk).encode(),
        "week/bounces/expired.eml": expired_bounce(desk).encode(),
        "week/zendesk/tickets.json.gz": compressed("".join(dump(row) + "\n" for row in desk.tickets).encode(), "tickets.json", EXPORTED),
        "week/zendesk/users.json": dump(offset_page("users", desk.users)).encode(),
        "week/zendesk/identities.json": dump(offset_page("identities", identities)).encode(),
        "week/zendesk/groups.json": dump(offset_page("groups", groups)).encode(),
        "week/zendesk/organizations.json": dump(offset_page("organizations", organizations)).encode(),
        "week/zendesk/triggers.json": dump(offset_page("triggers", triggers())).encode(),
        "week/zendesk/recipient_addresses.json": dump(offset_page("recipient_addresses", addresses)).encode(),
        "week/zendesk/suspended_tickets.json": dump(offset_page("suspended_tickets", suspended(desk))).encode(),
        # One file with a page for each ticket, as a loop over the tickets leaves them.
        "week/zendesk/comments.json": "".join(dump(page) + "\n" for page in comments).encode(),
        "week/zendesk/audits.json": "".join(dump(page) + "\n" for page in cursor_pages("audits", audits, 100, "ticket_audits")).encode(),
    }
    for moment, content in zip(ROTATIONS, rotated):
        name = moment.strftime("mail.log-%Y%m%d")
        files["week/mail-log/%s.gz" % name] = compressed(content, name, moment)
    rows = sorted("%s,%s,%s,%s,%s\n" % (address, outcome, found, ticket or "", message) for message, address, outcome, found, ticket in log.failures)
    files["expected-failures.csv"] = ("recipient,outcome,class,ticket_id,message_id\n" + "".join(rows)).encode()
    # Pages that overlap by one record, as they do when something is sent between two requests.
    for number, page in enumerate(cursor_pages("email_notifications", newest_first, 40, "email_notifications", overlap=1), 1):
        files["week/zendesk/email_notifications-%d.json" % number] = (json.dumps(page, ensure_ascii=False, indent=1) + "\n").encode()
    # A transfer that broke off: the archive ends in the middle.
    whole = compressed(rest, "mail.log-20261123", EXPORTED)
    files["damaged/mail.log-20261123.gz"] = whole[:len(whole) * 2 // 3]
    return {**files, **earlier_weeks()}


def unpacked(content):
    """The bytes inside a gzip file, as far as they go: how they are packed differs between versions of zlib."""
    stream = zlib.decompressobj(wbits=31)
    return stream.decompress(content)


def stale(folder, files):
    """The paths whose content on disk is not what this script makes."""
    for path, content in sorted(files.items()):
        try:
            with open(os.path.join(folder, path), "rb") as stream:
                found = stream.read()
        except FileNotFoundError:
            yield path
            continue
        if path.startswith("damaged/"):
            good = files["week/mail-log/mail.log-20261123"]
            if not good.startswith(unpacked(found)) or unpacked(found) == good:
                yield path
        elif path.endswith(".gz"):
            if unpacked(found) != unpacked(content):
                yield path
        elif found != content:
            yield path


def differences(lines, expected):
    """Where the rows that `bouncebook failures` prints are not the failures that this script made."""
    found = []
    for line in lines:
        row = json.loads(line)
        found.append(",".join(str(row[key] if row[key] is not None else "") for key in ("recipient", "outcome", "class", "ticket_id", "message_id")))
    wanted = expected.decode().splitlines()[1:]
    for row in sorted(set(wanted) | set(found)):
        if found.count(row) != wanted.count(row):
            yield "found %d times instead of %d: %s" % (found.count(row), wanted.count(row), row)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", default=os.path.dirname(os.path.abspath(__file__)), help="folder to write week/, earlier/ and damaged/ into (default: beside this script)")
    parser.add_argument("--check", action="store_true", help="write nothing; name the files that are not what this script makes")
    parser.add_argument("--compare", action="store_true", help="write nothing; hold the rows of 'bouncebook failures' on standard input against those expected")
    options = parser.parse_args()
    if options.compare:
        wrong = list(differences(sys.stdin, build()["expected-failures.csv"]))
        print("\n".join(wrong) if wrong else "every expected failure, and no other")
        sys.exit(1 if wrong else 0)
    if options.check:
        paths = list(stale(options.output, build()))
        for path in paths:
            print("%s is stale: run 'make examples'" % path)
        sys.exit(1 if paths else 0)
    for path, content in sorted(build().items()):
        target = os.path.join(options.output, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as stream:
            stream.write(content)
        print("%9d  %s" % (len(content), path))


if __name__ == "__main__":
    main()
